"""People around a 研修 that is over, as the tests of promises, つまずき and 自習 need them."""

from datetime import timedelta

from tests.factories.training import AttendanceFactory, SessionFactory, TraineeFactory
from tests.factories.understanding import CheckQuestionFactory
from tests.harness import TODAY
from training.enums import Mark
from training.models import Trainee
from training.queries.after import Around, around_of
from training.queries.mine import my_training


def who_came(**session) -> Trainee:
    """Return somebody who came to a 回 that is over."""
    held = SessionFactory(ended=True, **session)
    trainee = TraineeFactory(course=held.course, session=held)
    AttendanceFactory(session=held, trainee=trainee)
    return trainee


def who_missed(questions=5, **session) -> Trainee:
    """Return somebody who did not come and may do the 自習 for a month; the second choice is always right."""
    held = SessionFactory(ended=True, **{"self_study_until": TODAY + timedelta(days=30), **session})
    trainee = TraineeFactory(course=held.course, session=held)
    AttendanceFactory(session=held, trainee=trainee, mark=Mark.ABSENT)
    for number in range(questions):
        CheckQuestionFactory(course=held.course, position=number + 1)
    return trainee


def around(trainee, today=TODAY) -> Around:
    return around_of(my_training(trainee.user, trainee.course.slug), today)
