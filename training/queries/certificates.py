"""Who gets a 修了証: who came, and, with words of its own, who passed the 自習."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import PaperJob
from training.models import Attendance, Course, SelfStudy, Session, Trainee
from training.rules.papers import CERTIFICATE


@dataclass(frozen=True, slots=True)
class Certificate:
    """What stands on one sheet."""

    name: str
    course: Course
    session: Session
    studied_on: date | None  # the day the 自習 was passed; None: the person came


def certificate_of(trainee: int) -> Certificate | None:
    """Return the 修了証 of somebody on a list, by the id of the Trainee; of the first 回 the person came to. Two queries."""
    came = Attendance.objects.came().filter(trainee=trainee).order_by("session__held_on", "session__number")
    found = [*_of_rooms(came[:1]), *_of_studies(_studied().filter(trainee=trainee))]
    return found[0] if found else None


def certificates_of(session: Session) -> list[Certificate]:
    """Return those of a 回 by 職員番号: who came to it, then who passed the 自習 of its recording. Two queries."""
    came = Attendance.objects.came().filter(session=session).order_by("trainee__user__employee_number")
    studied = _studied().filter(session=session).order_by("trainee__user__employee_number")
    return [*_of_rooms(came), *_of_studies(studied)]


def papers_of_person(trainee: Trainee) -> QuerySet[PaperJob]:
    """Return the 修了証 that were ordered, the newest first."""
    return PaperJob.objects.filter(kind=CERTIFICATE, about=trainee.key).select_related("file").newest_first()


def _studied() -> QuerySet[SelfStudy]:
    """Those who passed and came to no 回."""
    came = Attendance.objects.came().filter(trainee=OuterRef("trainee"))
    return SelfStudy.objects.passed().filter(~Exists(came))


def _of_rooms(rows: QuerySet[Attendance]) -> Iterable[Certificate]:
    for one in rows.select_related("trainee__user", "session__course"):
        yield Certificate(str(one.trainee.user), one.session.course, one.session, None)


def _of_studies(rows: QuerySet[SelfStudy]) -> Iterable[Certificate]:
    for one in rows.select_related("trainee__user", "session__course"):
        passed_on = local_day(one.passed_at) if one.passed_at else None
        yield Certificate(str(one.trainee.user), one.session.course, one.session, passed_on)
