from datetime import time, timedelta

import factory
from factory.django import DjangoModelFactory

from tests.factories.accounts import StaffFactory
from tests.harness import NOON, TODAY
from training.enums import Duty, LetterKind, Mark, Origin, SessionState, Way
from training.models import (
    Attendance,
    AttendanceChange,
    AudienceRule,
    Course,
    LetterOrder,
    Session,
    SessionLetter,
    Trainee,
)


class CourseFactory(DjangoModelFactory):
    class Meta:
        model = Course

    slug = factory.Sequence(lambda n: f"kanrishoku-{n}")
    name = factory.Sequence(lambda n: f"公民連携と持続可能な自治体経営 見本{n}")
    aims = "なぜいま公民連携か、つまずきやすいところと、その越え方を知る。"
    lecturer = "見本 太郎（公民連携の専門家）"
    as_of = TODAY
    created_at = NOON


class AudienceRuleFactory(DjangoModelFactory):
    class Meta:
        model = AudienceRule

    course = factory.SubFactory(CourseFactory)


class SessionFactory(DjangoModelFactory):
    """In preparation without traits, one month from TODAY, 13:30 to 16:30."""

    class Meta:
        model = Session

    class Params:
        open = factory.Trait(state=SessionState.OPEN)
        today = factory.Trait(state=SessionState.TODAY, held_on=TODAY)
        ended = factory.Trait(state=SessionState.ENDED, held_on=TODAY - timedelta(days=7))

    course = factory.SubFactory(CourseFactory)
    number = factory.Sequence(lambda n: n % 9000 + 1)
    held_on = TODAY + timedelta(days=30)
    starts_at = time(13, 30)
    ends_at = time(16, 30)
    place = "市役所 中央棟6階 大会議室"


class TraineeFactory(DjangoModelFactory):
    """Somebody the rule names, without a 回 yet."""

    class Meta:
        model = Trainee

    class Params:
        excused = factory.Trait(duty=Duty.EXCUSED, reason="長期の休みのため")
        added = factory.Trait(origin=Origin.ADDED, reason="課の希望")
        gone = factory.Trait(duty=Duty.GONE)

    course = factory.SubFactory(CourseFactory)
    user = factory.SubFactory(StaffFactory, manager=True)
    set_at = NOON
    set_by = "受付花子（公民連携デスク）"


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = Attendance

    trainee = factory.SubFactory(TraineeFactory)
    session = factory.SubFactory(SessionFactory, course=factory.SelfAttribute("..trainee.course"))
    mark = Mark.PRESENT
    way = Way.LIST
    marked_at = NOON
    marked_by = "受付花子（公民連携デスク）"


class AttendanceChangeFactory(DjangoModelFactory):
    class Meta:
        model = AttendanceChange

    attendance = factory.SubFactory(AttendanceFactory)
    before = Mark.ABSENT
    after = Mark.PRESENT
    reason = "紙の署名で確かめた"
    changed_at = NOON
    changed_by = "受付花子（公民連携デスク）"


class LetterOrderFactory(DjangoModelFactory):
    """An invitation that the worker has written without traits."""

    class Meta:
        model = LetterOrder

    class Params:
        waiting = factory.Trait(next_try_at=NOON)

    session = factory.SubFactory(SessionFactory, open=True)
    kind = LetterKind.INVITATION
    ordered_at = NOON
    ordered_by = "受付花子（公民連携デスク）"


class SessionLetterFactory(DjangoModelFactory):
    """One that the worker has not written yet."""

    class Meta:
        model = SessionLetter

    order = factory.SubFactory(LetterOrderFactory)
    session = factory.SelfAttribute("order.session")
    kind = factory.SelfAttribute("order.kind")
    trainee = factory.SubFactory(
        TraineeFactory, course=factory.SelfAttribute("..session.course"), session=factory.SelfAttribute("..session")
    )
