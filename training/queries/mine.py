"""What a person reads of the own 研修."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from nara_renkei.accounts.models import User
from training.enums import Duty, Mark
from training.models import Attendance, Course, Session, Trainee, TraineeQuerySet


@dataclass(frozen=True, slots=True)
class MyTraining:
    """One 研修 of one person. What is not shown yet is not here."""

    course: Course
    trainee: Trainee
    session: Session | None  # the 回 to come to, once it is shown
    attendances: Sequence[Attendance]  # of every 回, the oldest first

    @property
    def came(self) -> Attendance | None:
        """The mark with which the person came, to whichever 回."""
        return next((one for one in self.attendances if one.mark != Mark.ABSENT), None)

    @property
    def missed(self) -> Attendance | None:
        """The mark of a 回 that the person missed, while there is none with which the person came."""
        return None if self.came else next(iter(self.attendances), None)

    @property
    def is_excused(self) -> bool:
        return self.trainee.duty == Duty.EXCUSED


def my_trainings(user: User) -> list[MyTraining]:
    """Return every 研修 on whose list the person stands, the newest first. Two queries."""
    return [_of(trainee) for trainee in _rows(user).order_by("-course__as_of", "-course__pk")]


def my_training(user: User, slug: str) -> MyTraining | None:
    """Return the person's 研修 by the name of its page; None when there is no such page for this person."""
    trainee = _rows(user).filter(course__slug=slug).first()
    return _of(trainee) if trainee else None


def trainee_of_link(pk: int) -> Trainee | None:
    """Return whom a mailed link is about."""
    return Trainee.objects.select_related("user").filter(pk=pk).first()


def _rows(user: User) -> TraineeQuerySet:
    attendances = Attendance.objects.select_related("session").order_by("session__held_on", "session__starts_at")
    return (
        Trainee.objects.of(user)
        .shown()
        .select_related("course", "session", "substitute__user")
        .prefetch_related(Prefetch("attendances", attendances))
    )


def _of(trainee: Trainee) -> MyTraining:
    session = trainee.session if trainee.session and trainee.session.is_shown else None
    if session:
        session.course = trainee.course
    return MyTraining(trainee.course, trainee, session, list(trainee.attendances.all()))
