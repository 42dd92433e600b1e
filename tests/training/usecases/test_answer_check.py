from datetime import timedelta

import pytest

from nara_renkei.core.models import AuditEvent
from tests.harness import NOON, THE_DIVISION, TODAY
from tests.training.people import around, who_came, who_missed
from training.models import Attendance, SelfStudy, SelfStudyTry
from training.queries.self_study import last_try, questions_of
from training.rules.self_study import digest
from training.usecases.answer_check import CannotAnswerCheck, answer_check

pytestmark = pytest.mark.django_db


def answer(trainee, right, *, questions=None, shown=None, today=TODAY):
    """Give so many right answers; the second choice is right, the first is wrong."""
    questions = questions_of(trainee.course) if questions is None else questions
    given = {one.key: 2 if number < right else 1 for number, one in enumerate(questions)}
    return answer_check(
        around=around(trainee, today),
        questions=questions,
        shown=shown or digest(questions),
        given=given,
        by=THE_DIVISION,
        at=NOON,
    )


def test_four_of_five_pass_and_are_no_attendance():
    trainee = who_missed()

    made = answer(trainee, 4)

    study = SelfStudy.objects.get()
    assert (made.right, made.asked, made.needed, made.is_passed) == (4, 5, 4, True)
    assert (study.passed_at, study.session) == (NOON, trainee.session)
    assert Attendance.objects.came().count() == 0
    assert AuditEvent.objects.get().keys == {"passed": True}


def test_three_do_not_pass_and_it_may_be_tried_again():
    trainee = who_missed()
    answer(trainee, 3)
    assert SelfStudy.objects.get().passed_at is None

    answer(trainee, 5)

    assert SelfStudy.objects.get().passed_at == NOON
    assert SelfStudyTry.objects.count() == 2


def test_the_mark_is_the_courses_own():
    trainee = who_missed()
    trainee.course.pass_mark = 2
    trainee.course.save()

    assert answer(trainee, 2).is_passed is True


def test_a_question_worded_anew_afterwards_does_not_change_what_was_answered():
    trainee = who_missed()
    answer(trainee, 5)
    before = last_try(SelfStudy.objects.get()).sheet

    trainee.course.questions.update(text="別の問い", right=3)

    assert last_try(SelfStudy.objects.get()).sheet == before


def test_questions_worded_anew_meanwhile_are_read_again_first():
    trainee = who_missed()
    shown = digest(questions_of(trainee.course))
    trainee.course.questions.filter(position=1).update(text="直した問い")

    with pytest.raises(CannotAnswerCheck, match="デスクが問いを直しました"):
        answer(trainee, 5, shown=shown)

    assert SelfStudy.objects.count() == 0


def test_who_passed_does_not_answer_again():
    trainee = who_missed()
    answer(trainee, 5)

    with pytest.raises(CannotAnswerCheck, match="もう合格しています"):
        answer(trainee, 5)


def test_who_came_whose_time_is_over_and_where_nothing_is_asked_do_not_answer():
    for trainee, today in (
        (who_came(), TODAY),
        (who_missed(), TODAY + timedelta(days=31)),
        (who_missed(questions=0), TODAY),
    ):
        with pytest.raises(CannotAnswerCheck, match="いまは受け付けていません"):
            answer(trainee, 0, today=today)
