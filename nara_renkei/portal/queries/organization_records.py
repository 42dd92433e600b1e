"""企業カルテ: which 団体 a member of staff may look up, and how many of each thing there are. Never more than is read.

The desk looks up every 団体. A 課 looks up those of which it may read something: that a 団体 has written to the city
is itself known to nobody else.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Q, QuerySet

from dialogue.queries.encounters import encounters_known_to
from knowledge.models import CaseStudy, Menu
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, division_ids, may
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Agreement, AgreementQuerySet, Organization, OrganizationQuerySet
from nara_renkei.directory.queries import organizations_named
from nara_renkei.directory.rules.agreements import act_by, state_of
from proposals.enums import OPEN_STATUSES, REALISED_STATUSES, ConsultationState, Status
from proposals.models import Consultation, CoProposer, Proposal
from screening.models import Contact
from screening.queries import whole_proposals

PER_PAGE = 20


def is_desk(user: User, on: date) -> bool:
    """Return whether this person reads every カルテ whole, without a reason."""
    return may(user, Permission.READ_ALL_PROPOSALS, on)


def agreements_known_to(user: User, on: date) -> AgreementQuerySet:
    """Return the 協定 a member of staff may read: a 課 its own, and those that were signed and published."""
    rows = Agreement.objects.all()
    if is_desk(user, on):
        return rows
    return rows.filter(Q(division__in=division_ids(user, on)) | Q(is_public=True, signed_on__isnull=False))


def records_open_to(user: User, on: date) -> OrganizationQuerySet:
    """Return the 団体 whose カルテ a member of staff may look up."""
    current = Organization.objects.current()
    if is_desk(user, on):
        return current
    joined = CoProposer.objects.accepted().filter(proposal__in=whole_proposals(user, on))
    known = Organization.objects.filter(
        Q(pk__in=Proposal.objects.visible_to(user, on).values("organization"))
        | Q(pk__in=joined.values("organization"))
        | Q(pk__in=agreements_known_to(user, on).values("organization"))
        | Q(pk__in=encounters_known_to(user, on).values("company__organization"))
        | Q(pk__in=Menu.objects.visible_to(user, on).values("organization"))
        | Q(pk__in=CaseStudy.objects.visible_to(user, on).values("organization"))
    )
    return current.filter(Q(pk__in=known.values("pk")) | Q(pk__in=known.values("merged_into")))


def record_of(uuid: UUID, user: User, on: date) -> Organization | None:
    """Return the 団体 of a uuid, or the one it was merged into; None when this person may not look it up. Two queries."""
    found = Organization.objects.filter(uuid=uuid).values_list("pk", "merged_into").first()
    return records_open_to(user, on).filter(pk=found[1] or found[0]).first() if found else None


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One 団体 of the list. Counts are of what the reader may read."""

    organization: Organization
    former: list[str]  # other names it was registered under
    agreement: str  # state in words; "" for none
    agreement_on: date | None  # by when somebody has to decide
    proposals: int
    encounters: int


@dataclass(frozen=True, slots=True)
class RecordsPage:
    page: "Page[Organization]"
    lines: list[RecordLine]


def find_records(user: User, on: date, *, words: str = "", page: str | int | None = 1) -> RecordsPage:
    """Return one page of the 団体 of a name, a カナ or a 法人番号, by name. Seven queries, whatever the number."""
    named = organizations_named(words)
    meant = Q(pk__in=named.values("pk")) | Q(pk__in=named.values("merged_into"))
    rows = records_open_to(user, on).filter(meant).order_by("name", "pk")
    shown = Paginator(rows, PER_PAGE).get_page(page)
    return RecordsPage(shown, record_lines(list(shown), user, on))


def record_lines(organizations: Sequence[Organization], user: User, on: date) -> list[RecordLine]:
    """Return the lines of these 団体, in their order. Four queries."""
    bodies, former = _bodies([one.pk for one in organizations])
    agreements = _agreements(bodies, agreements_known_to(user, on), on)
    proposals = _count(Proposal.objects.visible_to(user, on), "organization", bodies)
    encounters = _count(encounters_known_to(user, on), "company__organization", bodies)
    return [
        RecordLine(
            organization=one,
            former=former[one.pk],
            agreement=agreements.get(one.pk, ("", None))[0],
            agreement_on=agreements.get(one.pk, ("", None))[1],
            proposals=proposals[one.pk],
            encounters=encounters[one.pk],
        )
        for one in organizations
    ]


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One 団体 of the desk's table."""

    line: RecordLine
    open: int
    realised: int
    declined: int
    consultations: int  # held
    contacts: int  # 応接記録
    menus: int  # open to staff
    cases: int  # open to staff
    last_on: date | None  # when it last proposed


def sheet_lines(user: User, on: date) -> list[SheetLine]:
    """Return every 団体 this person may look up, by name. Fourteen queries."""
    organizations = list(records_open_to(user, on).order_by("name", "pk"))
    bodies, _ = _bodies([one.pk for one in organizations])
    visible, whole = Proposal.objects.visible_to(user, on), whole_proposals(user, on)
    counted: dict[str, Counter[int]] = {
        "open": _count(whole.filter(status__in=OPEN_STATUSES), "organization", bodies),
        "realised": _count(whole.filter(status__in=REALISED_STATUSES), "organization", bodies),
        "declined": _count(whole.filter(status=Status.DECLINED), "organization", bodies),
        "consultations": _count(
            Consultation.objects.visible_to(user, on).filter(state=ConsultationState.HELD), "organization", bodies
        ),
        "contacts": _count(Contact.objects.filter(proposal__in=whole), "proposal__organization", bodies)
        + _count(Contact.objects.filter(proposal=None), "organization", bodies),
        "menus": _count(Menu.objects.visible_to(user, on).open_to_staff(), "organization", bodies),
        "cases": _count(CaseStudy.objects.visible_to(user, on).open_to_staff(), "organization", bodies),
    }
    last: dict[int, date] = {}
    for body, at in visible.order_by().values_list("organization").annotate(at=Max("submitted_at")):
        last[bodies[body]] = max(last.get(bodies[body], date.min), local_day(at))
    return [
        SheetLine(
            line=line,
            last_on=last.get(line.organization.pk),
            **{name: counts[line.organization.pk] for name, counts in counted.items()},
        )
        for line in record_lines(organizations, user, on)
    ]


def _bodies(current: Sequence[int]) -> tuple[dict[int, int], Mapping[int, list[str]]]:
    """Return of each row of these 団体 whose it is now, and the names that were merged into each. One query."""
    bodies, former = {pk: pk for pk in current}, defaultdict[int, list[str]](list)
    for pk, into, name in Organization.objects.filter(merged_into__in=current).values_list("pk", "merged_into", "name"):
        bodies[pk] = cast("int", into)
        former[bodies[pk]].append(name)
    return bodies, former


def _agreements(bodies: Mapping[int, int], rows: AgreementQuerySet, on: date) -> dict[int, tuple[str, date | None]]:
    """Return of each 団体 with a 協定 in force its state and next date: of several the one to decide first. One query."""
    found = rows.valid_on(on).filter(organization__in=bodies).in_order_of_work()
    agreements: dict[int, tuple[str, date | None]] = {}
    for one in found:
        agreements.setdefault(bodies[one.organization_id], (str(state_of(one.term, on).label), act_by(one.term, on)))
    return agreements


def _count(rows: QuerySet[Any, Any], path: str, bodies: Mapping[int, int]) -> Counter[int]:
    """Return how many of these rows each 団体 has, those of merged ones with it. One query."""
    counts: Counter[int] = Counter()
    found = rows.filter(**{f"{path}__in": list(bodies)}).order_by().values_list(path).annotate(n=Count("pk"))
    for body, number in found:
        counts[bodies[body]] += number
    return counts
