"""一件記録: everything of one proposal in the order of time, with contents and the audit, for who asked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from nara_renkei.accounts.models import User
from nara_renkei.core.calendar import local_day, wareki
from nara_renkei.core.models import CitySettings
from nara_renkei.reports.rendering import CannotRender, Pdf, render_pdf
from proposals.models import Proposal
from screening.queries.dossier import DossierDocument, DossierEvent, Piece, dossier_of, hindrance
from screening.queries.retention import retention_of
from screening.rules.papers import DOSSIER, read_dossier_about

MOST_EVENTS: Final = 500
LONGEST: Final = 20_000  # characters of one piece
HALF_A_PAGE: Final = 900  # characters
A_ROW: Final = 1_400  # that a page surely holds
ROW: Final = 40  # what one more row takes of them
GONE: Final = "もとの提案が見つかりません。"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents."""

    anchor: str
    title: str
    by: str


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of document in the contents."""

    name: str
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document on paper."""

    anchor: str
    document: DossierDocument

    @property
    def breaks(self) -> str:
        """How it goes over pages: "short" stays together, "long" has a row that no page holds, else between rows."""
        pieces = self.document.pieces
        if sum(ROW + len(piece.text) + len(piece.mark) for piece in pieces) <= HALF_A_PAGE:
            return "short"
        return "long" if any(len(piece.text) > A_ROW for piece in pieces) else ""


@dataclass(frozen=True, slots=True)
class DossierPaper:
    """What the template shows. It does no arithmetic and no query."""

    city: CitySettings
    title: str
    made_on: date
    made_at: datetime
    asked_by: str
    proposal: Proposal  # with 団体 and 担当課
    retention: str  # until when it is kept
    is_wiped: bool
    parts: list[Part]
    sheets: list[Sheet]
    events: list[DossierEvent]  # the newest MOST_EVENTS, the oldest first
    left_out: int  # older events


def build(about: str, *, at: datetime) -> Pdf:
    """Return the record as who asked may read it now. Raises CannotRender for a proposal that person may not read."""
    return render_pdf("reports/dossier.html", {"paper": paper_of(about, at=at)})


def paper_of(about: str, *, at: datetime) -> DossierPaper:
    """Return what the template shows. Raises CannotRender as ``build`` does."""
    number, key = read_dossier_about(about) or ("", 0)
    user = User.objects.filter(pk=key).first()
    if user is None:
        raise CannotRender(GONE)
    visible = Proposal.objects.visible_to(user, local_day(at)).select_related("organization", "lead_division")
    proposal = visible.filter(number=number).first()
    if proposal is None:
        raise CannotRender(GONE)
    if why := hindrance(proposal, user):
        raise CannotRender(why)
    dossier = dossier_of(proposal)
    sheets = [Sheet(f"d{n}", bounded(one)) for n, one in enumerate(dossier.documents, start=1)]
    return DossierPaper(
        city=CitySettings.load(),
        title=f"一件記録　{number}",
        made_on=local_day(at),
        made_at=at,
        asked_by=str(user),
        proposal=proposal,
        retention=retention_of(proposal).words,
        is_wiped=dossier.is_wiped,
        parts=contents(sheets),
        sheets=sheets,
        events=dossier.events[-MOST_EVENTS:],
        left_out=max(0, len(dossier.events) - MOST_EVENTS),
    )


def contents(sheets: Sequence[Sheet]) -> list[Part]:
    """Return the documents by kind; kinds and documents in the order in which they come."""
    by_kind: dict[str, list[Entry]] = defaultdict(list)
    for sheet in sheets:
        one = sheet.document
        entry = Entry(sheet.anchor, f"{wareki(local_day(one.at))}　{one.title}".rstrip("　"), one.by)
        by_kind[one.kind].append(entry)
    return [Part(name, entries) for name, entries in by_kind.items()]


def bounded(document: DossierDocument) -> DossierDocument:
    """Return the document with no piece longer than the paper takes."""
    return replace(document, pieces=[_bounded(piece) for piece in document.pieces])


def _bounded(piece: Piece) -> Piece:
    if len(piece.text) <= LONGEST:
        return piece
    rest = len(piece.text) - LONGEST
    return replace(piece, text=f"{piece.text[:LONGEST]}\n（このあと{rest:,}字は、画面で読めます）")


BUILDERS = {DOSSIER: build}
