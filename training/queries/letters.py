"""Whom a letter of a 回 is for, and how far its sending is."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from nara_renkei.notifications.queries import LOST, Progress, progress_of
from training.enums import LetterKind
from training.models import Attendance, LetterOrder, SelfStudy, Session, SessionLetter, Trainee, TraineeQuerySet


def readers(session: Session, kind: LetterKind, today: date) -> TraineeQuerySet:
    """Return those on the list the letter is for, whether or not they have it."""
    people = Trainee.objects.filter(session=session, user__is_active=True)
    people = people.filter(Q(user__last_day=None) | Q(user__last_day__gte=today))
    if kind == LetterKind.MISSED:
        came = Attendance.objects.came().filter(trainee=OuterRef("pk"))
        studied = SelfStudy.objects.passed().filter(trainee=OuterRef("pk"))
        return people.required().filter(~Exists(came), ~Exists(studied))
    if kind == LetterKind.REMINDER:
        invited = SessionLetter.objects.of(session, LetterKind.INVITATION).filter(trainee=OuterRef("pk"))
        return people.expected().filter(Exists(invited))
    return people.expected()


def waiting(session: Session, kind: LetterKind, today: date) -> TraineeQuerySet:
    """Return those who do not have it yet."""
    has_it = SessionLetter.objects.of(session, kind).filter(trainee=OuterRef("pk"))
    return readers(session, kind, today).filter(~Exists(has_it))


def progress(session: Session, kind: LetterKind) -> Progress:
    """Count. Two statements."""
    return progress_of(SessionLetter.objects.of(session, kind), LetterOrder.objects.filter(session=session, kind=kind))


def letters_by_kind(session: Session) -> dict[str, int]:
    """Return how many letters of each kind are on their way or went. One statement."""
    rows = SessionLetter.objects.filter(session=session).values_list("kind").annotate(Count("pk")).order_by()
    return dict(rows)


def not_delivered(session: Session, kind: LetterKind) -> list[SessionLetter]:
    """Return the letters that no server took, with whom they are for. One statement."""
    lost = SessionLetter.objects.of(session, kind).filter(mail__state__in=LOST)
    return list(lost.select_related("trainee__user", "mail").order_by("trainee__user__employee_number")[:100])
