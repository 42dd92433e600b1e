"""Who has come: the desk's list, one badge, and what was ticked on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Exists, OuterRef, QuerySet

from dialogue.enums import RegistrationState
from dialogue.models import Event, Participant, Registration, RegistrationQuerySet
from dialogue.rules.arrivals import why_closed
from dialogue.rules.codes import shown
from nara_renkei.core.calendar import TOKYO, wareki_with_year

UNKNOWN = (
    "「{code}」という名札の番号はありません。打ち間違いがないか確かめてください"
    "（0・O・1・I・Lは使っていません）。名前が分かれば、一覧から受付できます。"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A 団体 or a 課 with its people, as the desk's list shows it."""

    registration: Registration
    people: Sequence[Participant]

    @property
    def name(self) -> str:
        return self.registration.name

    @property
    def arrived(self) -> int:
        return sum(one.arrived_at is not None for one in self.people)


@dataclass(frozen=True, slots=True)
class ArrivalList:
    """Everybody who is to come."""

    companies: Sequence[Unit]
    divisions: Sequence[Unit]

    @property
    def units(self) -> list[Unit]:
        return [*self.companies, *self.divisions]

    @property
    def expected(self) -> int:
        return sum(len(unit.people) for unit in self.units)

    @property
    def arrived(self) -> int:
        return sum(unit.arrived for unit in self.units)

    @property
    def absent(self) -> list[Unit]:
        """団体 and 課 of which nobody is here."""
        return [unit for unit in self.units if not unit.arrived]

    def narrowed(self, words: str, *, only_waiting: bool) -> "ArrivalList":
        """Return those whose name, カナ, 団体 or 課 has the words; ``only_waiting`` leaves who is here out."""

        def keep(unit: Unit) -> Unit:
            people = [
                one
                for one in unit.people
                if (words in unit.name or words in one.name or words in one.kana)
                and not (only_waiting and one.arrived_at)
            ]
            return Unit(unit.registration, people)

        companies, divisions = (
            [kept for kept in map(keep, units) if kept.people] for units in (self.companies, self.divisions)
        )
        return ArrivalList(companies, divisions)


def arrival_list(event: Event) -> ArrivalList:
    """Return who is to come, by 団体 and 課 in the order of their names and codes. One query."""
    people = Participant.objects.coming().filter(registration__event=event)
    rows = people.select_related("registration__organization", "registration__division").in_order()
    units = [Unit(of, list(found)) for of, found in groupby(rows, lambda one: one.registration)]
    return ArrivalList(
        companies=sorted((one for one in units if one.registration.is_of_company), key=_by_kana),
        divisions=sorted((one for one in units if not one.registration.is_of_company), key=_by_code),
    )


def _by_kana(unit: Unit) -> str:
    organization = unit.registration.organization
    return organization.kana or organization.name if organization else ""


def _by_code(unit: Unit) -> str:
    division = unit.registration.division
    return division.code if division else ""


def missing(event: Event) -> RegistrationQuerySet:
    """Return the registrations that stand and of which nobody has arrived: who is not there when rounds begin."""
    here = Participant.objects.filter(registration=OuterRef("pk"), left_at=None, arrived_at__isnull=False)
    return event.registrations.entered().filter(~Exists(here))


def badge(code: str) -> Participant | None:
    """Return whose badge it is, of whatever event, with everything a sentence about it needs. One query."""
    return _with_event(Participant.objects.filter(code=code)).first()


def _with_event(people: QuerySet[Participant]) -> QuerySet[Participant]:
    return people.select_related(
        "registration__event", "registration__organization", "registration__division", "replaced_by"
    )


def why_not(person: Participant, event: Event, *, on: date, is_from_paper: bool = False) -> str:
    """Return why this person cannot be checked in at the event now; empty when nothing is in the way."""
    registration = person.registration
    if registration.event_id != event.pk:
        other = registration.event
        return (
            f"この名札は「{other}」（{wareki_with_year(other.held_on)}）のものです。"
            f"「{event}」の名札を出してもらうか、一覧から名前で受付してください。"
        )
    closed = why_closed(event.state, event.held_on, on, is_from_paper=is_from_paper)
    if closed:
        return closed
    if registration.state == RegistrationState.CANCELLED:
        return f"{registration.name}の申込みは取り消されています。参加するなら、申込みの画面で参加に戻してください。"
    if registration.state == RegistrationState.WAITING:
        return f"{registration.name}は空き待ちです。参加するなら、申込みの画面で参加にしてください。"
    if person.replaced_by:
        return f"{person.name}さんの代わりに、{_last(person).name}さんが参加します。{_last(person).name}さんを受付してください。"
    if person.left_at:
        return f"{person.name}さんは、参加する人から外れています。参加するなら、申込みの画面で加えてください。"
    return ""


def _last(person: Participant) -> Participant:
    while person.replaced_by:
        person = person.replaced_by
    return person


def already_words(arrived_at: datetime | None) -> str:
    """Return 「13時02分に受付済みです。」; nothing for who has not come."""
    if arrived_at is None:
        return ""
    return f"{arrived_at.astimezone(TOKYO):%-H時%M分}に受付済みです。"


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One code that was typed from paper."""

    code: str  # as it is shown
    name: str  # of the person, with the 団体 or 課; empty when unknown
    words: str
    person: Participant | None = None  # who would be checked in; None when nobody is


def typed_rows(event: Event, codes: Sequence[str], *, on: date) -> list[TypedRow]:
    """Return what would become of each code. One query, whatever their number."""
    found = {one.code: one for one in _with_event(Participant.objects.filter(code__in=codes).order_by("pk"))}
    return [_typed(event, code, found.get(code), on) for code in codes]


def _typed(event: Event, code: str, person: Participant | None, on: date) -> TypedRow:
    if person is None:
        return TypedRow(shown(code), "", UNKNOWN.format(code=shown(code)))
    name = f"{person.name}（{person.registration.name}）"
    refusal = why_not(person, event, on=on, is_from_paper=True)
    if refusal:
        return TypedRow(shown(code), name, refusal)
    if person.arrived_at:
        return TypedRow(shown(code), name, already_words(person.arrived_at))
    return TypedRow(shown(code), name, "受付します。", person)
