"""People of 団体 who have not signed in for years and have nothing open here."""

from datetime import date, datetime, time
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from dialogue.enums import EventState, RegistrationState
from dialogue.models import Registration
from knowledge.enums import MenuState
from knowledge.models import Menu
from nara_renkei.accounts.enums import MemberRole
from nara_renkei.accounts.models import JoinRequest, Member, User
from nara_renkei.core.calendar import TOKYO
from nara_renkei.directory.enums import AgreementState
from nara_renkei.directory.models import Agreement
from proposals.enums import CLOSED_STATUSES, ConsultationState, Status
from proposals.models import Consultation, CoProposer, Proposal
from screening.rules.retention import over_before

# of the 団体 of the person, and of no 団体 the person has left
OF_THEIRS = {"organization__members__user": OuterRef("pk"), "organization__members__left_at": None}


def idle_people(today: date, years: int) -> QuerySet[User]:
    """Return those whose last sign-in (or first day) is past its 保存年限, counted as every row of the table is.

    Nobody with a draft, an open proposal, an agreement that is in force or prepared, an entry to an event to come, an open
    consultation, a 企業メニュー, or a request to join, and no last 管理者 of others; the open things of a 団体 are those of each of its people.
    """
    before = datetime.combine(over_before(today, years), time.min, TOKYO)
    people = User.objects.filter(is_active=True, employee_number=None, posts=None)
    quiet = people.annotate(seen_at=Coalesce("last_login", "created_at")).filter(seen_at__lt=before)
    return quiet.filter(*(~Exists(rows) for rows in _open_things(today))).order_by("pk")


def _open_things(today: date) -> list[QuerySet[Any]]:
    agreements = Agreement.objects.filter(**OF_THEIRS)
    return [
        Proposal.objects.filter(**OF_THEIRS).exclude(status__in=CLOSED_STATUSES),
        Proposal.objects.filter(author=OuterRef("pk"), status=Status.DRAFT),
        CoProposer.objects.filter(**OF_THEIRS).exclude(proposal__status__in=CLOSED_STATUSES),
        agreements.valid_on(today),
        agreements.in_state(AgreementState.PREPARING, today),
        Registration.objects.filter(
            **OF_THEIRS, state__in=[RegistrationState.ENTERED, RegistrationState.WAITING]
        ).exclude(event__state=EventState.ENDED),
        Consultation.objects.filter(
            Q(author=OuterRef("pk")) | Q(**OF_THEIRS), state__in=[ConsultationState.DRAFT, ConsultationState.BOOKED]
        ),
        Menu.objects.filter(**OF_THEIRS).exclude(state=MenuState.WITHDRAWN),
        _last_admins(),
        JoinRequest.objects.waiting().filter(user=OuterRef("pk")),
    ]


def _last_admins() -> QuerySet[Any]:
    others = Member.objects.active().filter(organization=OuterRef("organization")).exclude(user=OuterRef("user"))
    admins = Member.objects.active().filter(user=OuterRef("pk"), role=MemberRole.ADMIN)
    return admins.filter(Exists(others), ~Exists(others.filter(role=MemberRole.ADMIN)))
