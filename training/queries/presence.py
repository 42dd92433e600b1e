"""Who is expected at a 回, and who has come."""

from dataclasses import dataclass

from django.db.models import Count, Q

from nara_renkei.accounts.models import User
from training.enums import Duty, Mark
from training.models import Attendance, Course, Session, Trainee, TraineeQuerySet


@dataclass(frozen=True, slots=True)
class Counts:
    """People of a 回."""

    expected: int
    present: int  # in time
    late: int
    absent: int

    @property
    def came(self) -> int:
        return self.present + self.late

    @property
    def waiting(self) -> int:
        """Those without a mark."""
        return self.expected - self.came - self.absent


def counts_of(session: Session) -> Counts:
    """Return how many are expected and how they are marked. Two queries.

    Who has a mark and is expected no longer (moved away since) still counts as expected: they stand on the list.
    """
    marks = dict(session.attendances.order_by().values_list("mark").annotate(Count("pk")))
    listed = on_the_list(session).count()
    return Counts(listed, marks.get(Mark.PRESENT, 0), marks.get(Mark.LATE, 0), marks.get(Mark.ABSENT, 0))


def on_the_list(session: Session) -> TraineeQuerySet:
    """Return everybody on the clerk's list of a 回: those expected, and those who have a mark."""
    expected = Q(session=session, duty=Duty.REQUIRED, substitute=None)
    marked = Q(pk__in=Attendance.objects.filter(session=session).values("trainee"))
    return Trainee.objects.filter(course=session.course_id).filter(expected | marked)


def why_not_expected(trainee: Trainee | None, session: Session) -> str:
    """Return why this person is not expected at the 回, as a sentence; empty when expected."""
    if trainee is None or trainee.duty == Duty.GONE:
        return "この回の名簿にいません。"
    if trainee.duty == Duty.EXCUSED:
        return "この研修は、出席を免除されています。"
    if trainee.substitute:
        return f"代わりに{trainee.substitute}さんが出ることになっています。"
    if trainee.session is None:
        return "出る回が、まだ決まっていません。"
    if trainee.session_id != session.pk:
        return f"第{trainee.session.number}回（{trainee.session.when}）の名簿にいます。"
    return ""


def trainee_at(course: Course, person: User) -> Trainee | None:
    """Return the person's row on the list of the 研修."""
    rows = Trainee.objects.filter(course=course, user=person)
    return rows.select_related("session", "substitute__user", "user").first()


def mark_at(session: Session, trainee: Trainee | None) -> Attendance | None:
    """Return how the person is marked at the 回."""
    return session.attendances.filter(trainee=trainee).first() if trainee else None


def elsewhere(session: Session, person: User) -> Session | None:
    """Return another 回 of the same hours at which this person was marked as having come."""
    at_once = Q(held_on=session.held_on, starts_at__lt=session.ends_at, ends_at__gt=session.starts_at)
    came = Attendance.objects.came().filter(trainee__user=person).values("session")
    return Session.objects.select_related("course").filter(at_once, pk__in=came).exclude(pk=session.pk).first()
