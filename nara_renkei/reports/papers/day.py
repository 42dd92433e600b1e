"""The papers of the day of a ダイアログ: the list at the door, badges, cards for seats and tables, the chart on the wall."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from dialogue.models import Event, Participant
from dialogue.queries.arrivals import Unit, arrival_list
from dialogue.queries.day import resting_in
from dialogue.queries.people import badge_address
from dialogue.queries.seating import AnnouncedPlan, Party, Round, Table, announced_plan
from dialogue.rules.papers import ARRIVALS, BADGES, SEAT_CARDS, TABLE_CARDS, WALL_CHART, day_paper
from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import CitySettings
from nara_renkei.reports.rendering import CannotRender, Pdf, render_pdf

GONE = "もとのダイアログが見つかりません。"
NOBODY = "参加する人が、まだいません。申込みを受け付けてから作ってください。"
NO_PLAN = "卓の割り当てが、まだお知らせされていません。お知らせしてから作ってください。"
TEMPLATES = {
    ARRIVALS: "reports/event_arrivals.html",
    BADGES: "reports/event_badges.html",
    SEAT_CARDS: "reports/event_seat_cards.html",
    TABLE_CARDS: "reports/event_table_cards.html",
    WALL_CHART: "reports/event_wall_chart.html",
}
BADGES_A_SHEET, SEAT_CARDS_A_SHEET = 8, 2
# how many characters fit on one line of a badge or a card, the largest letters first
SIZES = ((6, "xl"), (9, "l"), (14, "m"), (25, "s"))


def size_of(words: str) -> str:
    """Return the class that lets the words stand whole in their place."""
    return next((size for limit, size in SIZES if len(words) <= limit), "xs")


@dataclass(frozen=True, slots=True)
class Label:
    """A badge or a seat card."""

    person: Participant
    unit: str
    address: str  # what the QR holds

    @property
    def name_size(self) -> str:
        return size_of(self.person.name)

    @property
    def unit_size(self) -> str:
        return size_of(self.unit)


@dataclass(frozen=True, slots=True)
class TableCard:
    """One table with its rounds."""

    number: int
    turns: Sequence[tuple[Round, Table | None]]  # None: nobody sits there in this round


@dataclass(frozen=True, slots=True)
class PartyRow:
    """Where one 団体 or 課 sits, round by round; 0 where it has no table."""

    party: Party
    tables: Sequence[int]


@dataclass(frozen=True, slots=True)
class DaySheet:
    """What the templates show. They do no arithmetic and no query."""

    city: CitySettings
    title: str
    made_on: date
    event: Event
    units: Sequence[Unit] = ()
    sheets: Sequence[Sequence[Label]] = ()  # labels as they share a sheet
    turns: Sequence[Round] = ()
    cards: Sequence[TableCard] = ()
    rows: Sequence[PartyRow] = ()
    resting: Sequence[tuple[Round, Sequence[Party]]] = ()


def build(kind: str, about: str, *, at: datetime) -> Pdf:
    """Return the paper of an event as it stands. Raises CannotRender for what there is not."""
    event = Event.objects.filter(slug=about).first()
    named = day_paper(kind)
    if event is None or named is None:
        raise CannotRender(GONE)
    parts = of_plan(event) if named.needs_plan else of_people(event, kind)
    sheet = DaySheet(CitySettings.load(), named.name, local_day(at), event, **parts)
    return render_pdf(TEMPLATES[kind], {"paper": sheet})


def of_people(event: Event, kind: str) -> dict[str, Any]:
    units = arrival_list(event).units
    if not units:
        raise CannotRender(NOBODY)
    labels = [Label(person, unit.name, badge_address(person.code)) for unit in units for person in unit.people]
    many = BADGES_A_SHEET if kind == BADGES else SEAT_CARDS_A_SHEET
    return {"units": units, "sheets": [labels[i : i + many] for i in range(0, len(labels), many)]}


def of_plan(event: Event) -> dict[str, Any]:
    plan = announced_plan(event)
    if plan is None:
        raise CannotRender(NO_PLAN)
    return {
        "turns": plan.rounds,
        "cards": table_cards(plan),
        "rows": party_rows(plan),
        "resting": [(turn, resting) for turn in plan.rounds if (resting := resting_in(plan, turn))],
    }


def table_cards(plan: AnnouncedPlan) -> list[TableCard]:
    numbers = sorted({table.number for turn in plan.rounds for table in turn.tables})
    by_round = [(turn, {table.number: table for table in turn.tables}) for turn in plan.rounds]
    return [TableCard(number, [(turn, tables.get(number)) for turn, tables in by_round]) for number in numbers]


def party_rows(plan: AnnouncedPlan) -> list[PartyRow]:
    """Return the companies first, each side by name."""
    places = [{party: table.number for table in turn.tables for party in table.parties} for turn in plan.rounds]
    everybody = {party for turn in places for party in turn}
    ordered = sorted(everybody, key=lambda party: (not party.is_company, party.name))
    return [PartyRow(party, [turn.get(party, 0) for turn in places]) for party in ordered]


BUILDERS = {kind: partial(build, kind) for kind in TEMPLATES}
