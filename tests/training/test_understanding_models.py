"""What the rows of 教材, promises, つまずき and 自習 say of themselves."""

from datetime import date, timedelta

import pytest

from tests.factories.accounts import StaffFactory
from tests.factories.training import TraineeFactory
from tests.factories.understanding import (
    CheckQuestionFactory,
    MaterialFactory,
    MaterialVersionFactory,
    ResolutionFactory,
    SelfStudyFactory,
    SelfStudyTryFactory,
    StumbleFactory,
)
from tests.harness import NOON, TODAY
from training.models import Material, MaterialVersion, Resolution, SelfStudy, SelfStudyTry

pytestmark = pytest.mark.django_db


def test_the_newest_version_of_a_material_is_the_current_one():
    material = MaterialFactory()
    first = MaterialVersionFactory(material=material, replaced=True)
    second = MaterialVersionFactory(material=material, number=2)
    MaterialVersionFactory(material__withdrawn=True)

    assert list(MaterialVersion.objects.current()) == [second]
    assert list(material.versions.newest_first()) == [second, first]
    assert list(Material.objects.offered()) == [material]


def test_materials_to_read_before_come_first():
    session = MaterialFactory(after=True).session
    before = MaterialFactory(session=session)

    assert next(iter(session.materials.in_order())) == before


def test_a_promise_is_worded_until_its_day_and_answered_from_then_on():
    resolution = ResolutionFactory(due=True)
    days = [TODAY - timedelta(days=1), TODAY]

    assert [resolution.takes_text_on(day) for day in days] == [True, False]
    assert [resolution.takes_answer_on(day) for day in days] == [False, True]


def test_who_left_is_asked_nothing():
    staying, leaving_today, gone, barred = (
        StaffFactory(),
        StaffFactory(last_day=TODAY),
        StaffFactory(last_day=date(2026, 10, 4)),
        StaffFactory(is_active=False),
    )
    asked = [ResolutionFactory(due=True, trainee__user=user) for user in (staying, leaving_today, gone, barred)]

    assert set(Resolution.objects.to_ask(TODAY)) == set(asked[:2])


def test_only_what_is_due_and_not_answered_is_asked_and_once():
    due = ResolutionFactory(due=True)
    ResolutionFactory(asks_on=TODAY + timedelta(days=1))
    ResolutionFactory(due=True, asked_at=NOON)
    ResolutionFactory(done=True)

    assert list(Resolution.objects.to_ask(TODAY)) == [due]


def test_not_yet_is_asked_again_once():
    again = ResolutionFactory(not_yet=True, asks_again_on=TODAY)
    ResolutionFactory(not_yet=True)
    ResolutionFactory(not_yet=True, asks_again_on=TODAY, asked_again_at=NOON)
    ResolutionFactory(done=True, asks_again_on=TODAY)

    assert list(Resolution.objects.to_ask_again(TODAY)) == [again]


def test_promises_are_found_by_person_and_by_course():
    mine = ResolutionFactory()
    ResolutionFactory()

    assert list(Resolution.objects.of(mine.trainee.user)) == [mine]
    assert list(Resolution.objects.of_course(mine.trainee.course)) == [mine]


def test_a_question_has_three_choices_or_four():
    assert CheckQuestionFactory().choices == ["断る", "デスクに知らせる", "契約の準備をする"]
    assert CheckQuestionFactory(choice_4="何もしない", right=4).choices[3] == "何もしない"


def test_questions_stand_in_their_order():
    later = CheckQuestionFactory(position=2)
    first = CheckQuestionFactory(position=1, course=later.course)

    assert list(later.course.questions.in_order()) == [first, later]


def test_a_self_study_that_was_passed_is_told_from_one_that_was_not():
    passed, tried = SelfStudyFactory(passed=True), SelfStudyFactory()

    assert list(SelfStudy.objects.passed()) == [passed]
    assert list(SelfStudy.objects.of_course(tried.trainee.course)) == [tried]


def test_a_try_is_passed_at_the_mark_of_its_day():
    last = SelfStudyTryFactory(right=4)
    first = SelfStudyTryFactory(self_study=last.self_study, right=3, at=NOON - timedelta(days=1))

    assert (first.is_passed, last.is_passed) == (False, True)
    assert list(SelfStudyTry.objects.newest_first()) == [last, first]


def test_rows_say_in_words_what_they_are():
    trainee = TraineeFactory()

    assert str(MaterialVersionFactory(material__title="講義の資料")) == "講義の資料 第1版"
    assert str(SelfStudyFactory(trainee=trainee)) == str(trainee.pk)
    assert str(SelfStudyTryFactory()) == "4/5"
    assert str(StumbleFactory()) == "費用がかからない提案でも、課の予算の話だと思って止まりそうです。"
    assert str(ResolutionFactory()) == "課の打合せで、困りごとを一つ書き出す。"
    assert str(MaterialFactory(title="題")) == "題"
    assert str(CheckQuestionFactory(text="問い")) == "問い"
