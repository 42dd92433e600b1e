"""出会いの記録用紙 and the table of an event: what the desk prints, types in and takes along."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import QuerySet

from dialogue.models import Encounter, Event, NextStep
from dialogue.rules.papers import NOTE_SHEETS
from nara_renkei.core.calendar import wareki
from nara_renkei.core.models import PaperJob
from proposals.models import ProposalQuerySet

from .encounters import CityMet, city_encounters

HEAD = ("番号", "回", "卓", "団体", "課", "話したこと", "受けとめ", "次の一歩", "会えなかった", "提案")


@dataclass(frozen=True, slots=True)
class SheetLine:
    code: str
    where: str
    company: str


@dataclass(frozen=True, slots=True)
class NoteSheet:
    """The page of one 課; it is handed to nobody else, since a company sits at the table."""

    division: str
    lines: list[SheetLine]  # in the order of the rounds


def note_sheets(event: Event) -> list[NoteSheet]:
    """Return a sheet for each 課 that meets somebody, in the order of their codes. One query."""
    rows = event.encounters.filter(missed_at=None).with_both()
    found = rows.order_by("division__division__code", "division", "round", "table", "pk")
    return [
        NoteSheet(lines[0].division.name, [SheetLine(one.code, one.where, one.company.name) for one in lines])
        for _, group in groupby(found, key=lambda one: one.division_id)
        if (lines := list(group))
    ]


def note_sheet_papers(event: Event) -> QuerySet[PaperJob]:
    """Return the printed sheets of an event; the desk opens them."""
    return PaperJob.objects.filter(kind=NOTE_SHEETS, about=event.slug).select_related("file")


def event_encounters(event: Event, proposals: ProposalQuerySet, today: date) -> list[CityMet]:
    """Return every pair of an event, the planned and the missed too."""
    return city_encounters(Encounter.objects.filter(event=event), proposals, today)


def table_of(found: list[CityMet]) -> Iterator[list[str]]:
    """Yield the cells of each pair under HEAD."""
    for one in found:
        encounter, note = one.met.encounter, one.note
        yield [
            encounter.code,
            str(encounter.round or "立ち話"),
            str(encounter.table or ""),
            one.met.company,
            one.met.division,
            note.said if note else "",
            note.view if note else "",
            "／".join(_words(line.step, line.owner) for line in one.met.steps),
            "会えなかった" if encounter.is_missed else "",
            one.met.proposal.number or "" if one.met.proposal else "",
        ]


def _words(step: NextStep, owner: str) -> str:
    end = "済み" if step.done_at else "やめた" if step.dropped_at else f"{wareki(step.due_on)}まで"
    return f"{step.what}（{owner}、{end}）"
