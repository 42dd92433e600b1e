"""開示用: the documents of a decided 開示請求 with black boxes, and the 起案用 sheet before it is decided.

What is hidden never reaches the template: a box has grounds and no text (screening/rules/redaction.py). What the city
writes around the documents passes the same rule, with everything that is hidden anywhere in the request.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import CitySettings
from nara_renkei.reports.rendering import CannotRender, Pdf, render_pdf
from screening.models import DisclosureDocument, DisclosureRequest, DisclosureTerms, ThirdPartyOpinion
from screening.queries.disclosures import (
    Marks,
    ReadPiece,
    disclosure_page,
    documents_of,
    hidden_anywhere,
    marks_of,
    pieces_of,
)
from screening.rules.papers import DISCLOSED, DISCLOSURE_DRAFT
from screening.rules.redaction import TITLE, Part, redacted

GONE = "もとの開示請求が見つかりません。"
NOT_DECIDED = "決定を記録していないため、開示用の紙は作れません。"

Parts = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class OpenedPiece:
    label: Parts
    parts: Parts


@dataclass(frozen=True, slots=True)
class OpenedDocument:
    """One document; of one that is closed there is nothing but its kind, its day and the ground."""

    position: int
    kind: Parts
    day: date
    number: str  # 提案番号
    outcome: str
    ground: str  # why all of it is closed; empty otherwise
    title: Parts
    pieces: list[OpenedPiece]

    @property
    def is_closed(self) -> bool:
        return bool(self.ground)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the index of what is hidden."""

    position: int
    kind: Parts
    label: Parts
    ground: str
    note: Parts


@dataclass(frozen=True, slots=True)
class DisclosedPaper:
    """What both templates show. They do no arithmetic and no query."""

    city: CitySettings
    made_on: date
    number: str
    received_on: date
    due_on: date
    asked: Parts
    reasons: Parts
    decision: str
    decided_on: date | None
    approval_number: str
    terms: DisclosureTerms
    documents: list[OpenedDocument]
    entries: list[Entry]
    grounds: list[tuple[str, str]]  # 号 that are used, with their names
    opinions: Sequence[ThirdPartyOpinion] = ()

    @property
    def article(self) -> str:
        return f"{self.terms.ordinance}{self.terms.article}"

    @property
    def opened(self) -> list[OpenedDocument]:
        return [one for one in self.documents if not one.is_closed]


def build_disclosed(about: str, *, at: datetime) -> Pdf:
    """Return the paper for who asked. Raises CannotRender for a request that is gone or not decided."""
    request = _request(about)
    if not request.hands_over:
        raise CannotRender(NOT_DECIDED)
    return render_pdf("reports/disclosed.html", {"paper": disclosed_paper(request, local_day(at))})


def build_draft(about: str, *, at: datetime) -> Pdf:
    """Return the 起案用 sheet: what the documents amount to now. Raises CannotRender for a request that is gone."""
    return render_pdf("reports/disclosure_draft.html", {"paper": disclosed_paper(_request(about), local_day(at))})


def disclosed_paper(request: DisclosureRequest, made_on: date) -> DisclosedPaper:
    """Gather the paper: open parts and boxes only. Ten queries, however many documents."""
    documents, marks = documents_of(request), marks_of(request)
    hidden = hidden_anywhere(documents, marks)
    page = disclosure_page(request)
    used = {mark.ground for pieces in marks.values() for ones in pieces.values() for mark in ones}
    used |= {document.ground for document in documents if document.ground}

    def around(words: str) -> Parts:
        return redacted(words, hidden)

    shown = [_opened(document, marks.get(document.pk, {}), around) for document in documents]
    return DisclosedPaper(
        city=CitySettings.load(),
        made_on=made_on,
        number=request.number,
        received_on=request.received_on,
        due_on=request.last_day,
        asked=around(request.asked),
        reasons=around(request.reasons),
        decision=request.get_decision_display()
        or (page.comes_to.label if page.comes_to else "（確かめていない文書があります）"),
        decided_on=request.decided_on,
        approval_number=request.approval_number,
        terms=page.terms,
        documents=shown,
        entries=[entry for document in documents for entry in _entries(document, marks.get(document.pk, {}), around)],
        grounds=[(f"第{one.number}号", one.name) for one in sorted(used, key=lambda one: one.number)],
        opinions=page.opinions,
    )


def _request(about: str) -> DisclosureRequest:
    try:
        return DisclosureRequest.objects.get(uuid=UUID(about))
    except (ValueError, DisclosureRequest.DoesNotExist):
        raise CannotRender(GONE) from None


def _opened(document: DisclosureDocument, marks: Marks, around: Callable[[str], Parts]) -> OpenedDocument:
    pieces: list[ReadPiece] = [] if document.is_closed else pieces_of(document, marks)
    return OpenedDocument(
        position=document.position,
        kind=around(document.kind),
        day=local_day(document.at),
        number=document.proposal.number or "",
        outcome=document.get_outcome_display() or "まだ確かめていません",
        ground=f"第{document.ground.number}号" if document.ground else "",
        title=next((piece.parts for piece in pieces if piece.key == TITLE), ()),
        pieces=[OpenedPiece(around(piece.label), piece.parts) for piece in pieces],
    )


def _entries(document: DisclosureDocument, marks: Marks, around: Callable[[str], Parts]) -> list[Entry]:
    """Return the lines of one document: one for a piece and ground, however many words of it are hidden."""
    if document.ground:
        ground = f"第{document.ground.number}号"
        return [Entry(document.position, around(document.kind), around("文書の全部"), ground, around(document.note))]
    lines = {
        (piece.label, mark.ground.number, mark.note): None
        for piece in pieces_of(document, marks)
        for mark in piece.marks
    }
    return [
        Entry(document.position, around(document.kind), around(label), f"第{number}号", around(note))
        for label, number, note in lines
    ]


BUILDERS = {DISCLOSED: build_disclosed, DISCLOSURE_DRAFT: build_draft}
