from datetime import timedelta

import pytest

from tests.factories.training import CourseFactory, SessionFactory, TraineeFactory
from tests.factories.understanding import CheckQuestionFactory, SelfStudyFactory, SelfStudyTryFactory
from tests.harness import NOON
from tests.training.people import who_came, who_missed
from training.models import Trainee
from training.queries.self_study import last_try, missing, questions_of
from training.rules.self_study import Answered, Asked

pytestmark = pytest.mark.django_db


def test_the_questions_stand_as_they_are_now():
    one = CheckQuestionFactory(text="一")

    assert questions_of(one.course) == [Asked(one.pk, "一", one.choices, 2, one.explanation)]


def test_the_last_try_is_read_in_the_words_of_its_day():
    row = {"text": "古い問い", "choices": ["あ", "い", "う"], "right": 1, "chosen": 2, "explanation": "解説"}
    newest = SelfStudyTryFactory(sheet=[row])
    SelfStudyTryFactory(self_study=newest.self_study, at=NOON - timedelta(days=1))

    tried = last_try(newest.self_study)

    assert (tried.row, tried.sheet) == (newest, [Answered(**row)])
    assert last_try(None) is None
    assert last_try(SelfStudyFactory()) is None


def test_the_desk_sees_how_far_those_are_who_missed_it():
    untouched = who_missed()
    course = untouched.course
    failed, passed = (TraineeFactory(course=course, session=untouched.session) for _ in range(2))
    for _ in range(2):
        SelfStudyTryFactory(self_study__trainee=failed, right=3) if not hasattr(
            failed, "self_study"
        ) else SelfStudyTryFactory(self_study=failed.self_study, right=3)
    SelfStudyTryFactory(self_study__trainee=passed, self_study__passed=True)
    TraineeFactory(course=course, session=untouched.session, excused=True)

    assert {(one.trainee, one.words) for one in missing(course)} == {
        (untouched, "まだ"), (failed, "不合格（2回）"), (passed, "自習で合格"),
    }  # fmt: skip


def test_who_came_or_will_come_is_not_missing():
    came = who_came()
    SessionFactory(course=came.course, open=True)
    TraineeFactory(course=came.course, session=SessionFactory(course=came.course, open=True))

    assert missing(came.course) == []


def test_who_has_no_session_is_missing_once_one_is_over():
    trainee = who_missed()
    Trainee.objects.filter(pk=trainee.pk).update(session=None)

    assert [one.trainee for one in missing(trainee.course)] == [trainee]
    assert missing(TraineeFactory(course=CourseFactory()).course) == []
