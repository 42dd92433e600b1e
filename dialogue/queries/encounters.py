"""The encounters of a 団体, of a 課 and of an event, each with what its reader may know."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from dialogue.enums import Side
from dialogue.models import (
    Encounter,
    EncounterNote,
    EncounterQuerySet,
    Event,
    NextStep,
    Registration,
    RegistrationQuerySet,
)
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, division_ids, may
from nara_renkei.accounts.queries import organizations_of
from nara_renkei.core.wall import as_city
from proposals.models import Proposal, ProposalQuerySet


@dataclass(frozen=True, slots=True)
class StepLine:
    """One 次の一歩 as both sides read it."""

    step: NextStep
    owner: str  # 「見本物産（会社次郎）」
    is_late: bool
    is_ours: bool  # the reader's side does it


@dataclass(frozen=True, slots=True)
class Met:
    """One encounter as both sides may read it."""

    encounter: Encounter
    company: str
    division: str
    steps: list[StepLine]  # open ones first, as they come due
    proposal: Proposal | None  # only when the reader may read it
    has_proposal: bool  # one came of it, or a draft has begun

    @property
    def open_steps(self) -> list[StepLine]:
        return [one for one in self.steps if one.step.is_open]

    @property
    def closed_steps(self) -> list[StepLine]:
        return [one for one in self.steps if not one.step.is_open]


@dataclass(frozen=True, slots=True)
class CityMet:
    """The same with what only the city reads."""

    met: Met
    note: EncounterNote | None
    has_memo: bool  # a 困りごとメモ was made of it


def own_registrations(user: User, event: Event) -> RegistrationQuerySet:
    """Return what the 団体 of a person entered at an event; also what a 団体 entered that was merged into one of them."""
    mine = [organization.pk for organization in organizations_of(user)]
    return event.registrations.of_companies().filter(Q(organization__in=mine) | Q(organization__merged_into__in=mine))


def division_registrations(user: User, event: Event, on: date) -> RegistrationQuerySet:
    """Return what the 課 of a member of staff entered at an event; also a 課 that theirs came after."""
    return with_memos(event.registrations.of_divisions().filter(division__in=division_ids(user, on)))


def company_encounters(registrations: Collection[int], proposals: ProposalQuerySet, today: date) -> list[Met]:
    """Return whom a 団体 met. Runs behind the wall: only the names of the other side are asked with the city's eyes.

    ``proposals``: those that the reader may read.
    """
    rows = list(Encounter.objects.met().filter(company__in=registrations).in_order())
    with as_city("会った課と、自分の団体の名を出す"):
        names = _names(rows)
    return _met(rows, names, proposals, Side.COMPANY, today)


def city_encounters(rows: EncounterQuerySet, proposals: ProposalQuerySet, today: date) -> list[CityMet]:
    """Return the encounters of a 課 or of an event with the city's notes. Never for a company's page."""
    found = list(rows.with_both().select_related("note", "trouble_source").in_order())
    names = {one.pk: (one.company.name, one.division.name) for one in found}
    return [
        CityMet(
            met=met,
            note=getattr(met.encounter, "note", None),
            has_memo=hasattr(met.encounter, "trouble_source"),
        )
        for met in _met(found, names, proposals, Side.DIVISION, today)
    ]


def readable_proposals(user: User | None, on: date) -> ProposalQuerySet:
    """Return the proposals that a member of staff may read; who came by a link reads none."""
    return Proposal.objects.none() if user is None else Proposal.objects.visible_to(user, on)


def encounters_known_to(user: User, on: date) -> EncounterQuerySet:
    """Return what took place and a member of staff may know of: at the tables everybody in the hall saw who met whom.

    A 立ち話 is known to its 課 and the desk. What was noted is another matter: ``is_noted_for``.
    """
    rows = Encounter.objects.met()
    if may(user, Permission.READ_ALL_PROPOSALS, on):
        return rows
    return rows.filter(Q(round__isnull=False) | Q(division__division__in=division_ids(user, on)))


def is_noted_for(encounter: Encounter, user: User, on: date) -> bool:
    """Return whether this person reads the two lines: the desk, and the 課 that met. Load the row ``with_both``."""
    return may(user, Permission.READ_ALL_PROPOSALS, on) or encounter.division.division_id in division_ids(user, on)


def companies_of(event: Event) -> Sequence[Registration]:
    """Return the 団体 that came, for a 立ち話, by name."""
    return list(event.registrations.of_companies().entered().with_unit().order_by("organization__name", "pk"))


def with_memos(rows: RegistrationQuerySet) -> RegistrationQuerySet:
    """Load the 課 with what they entered, and the 困りごとメモ that were made of it."""
    return rows.select_related("organization", "division", "trouble_source__trouble").order_by("division__code", "pk")


def _names(rows: Iterable[Encounter]) -> dict[int, tuple[str, str]]:
    """Return the names of both sides by encounter; behind the wall a join would lose the rows. One query."""
    found = Encounter.objects.filter(pk__in=[one.pk for one in rows])
    names = found.values_list("pk", "company__organization__name", "division__division__name")
    return {pk: (str(company), str(division)) for pk, company, division in names}


def _met(
    rows: Sequence[Encounter],
    names: dict[int, tuple[str, str]],
    proposals: ProposalQuerySet,
    reader: Side,
    today: date,
) -> list[Met]:
    steps: dict[int, list[NextStep]] = defaultdict(list)
    for step in NextStep.objects.filter(encounter__in=[one.pk for one in rows]).in_order():
        steps[step.encounter_id].append(step)
    wanted = [one.proposal_id for one in rows if one.proposal_id]
    visible = proposals.in_bulk(wanted) if wanted else {}
    found = []
    for one in rows:
        company, division = names[one.pk]
        owners = {Side.COMPANY.value: company, Side.DIVISION.value: division}
        lines = [_line(step, owners[step.side], reader, today) for step in steps[one.pk]]
        found.append(
            Met(
                encounter=one,
                company=company,
                division=division,
                steps=sorted(lines, key=lambda line: not line.step.is_open),
                proposal=visible.get(one.proposal_id or 0),
                has_proposal=one.proposal_id is not None,
            )
        )
    return found


def _line(step: NextStep, owner: str, reader: Side, today: date) -> StepLine:
    return StepLine(
        step=step,
        owner=f"{owner}（{step.person}）" if step.person else owner,
        is_late=step.is_late(today),
        is_ours=step.side == reader,
    )
