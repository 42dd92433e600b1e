"""開示請求: the queue, the page of a request, a document to mark, and hidden words that still stand open."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import QuerySet

from nara_renkei.core.models import PaperJob
from nara_renkei.directory.models import Organization
from proposals.models import CoProposer, Proposal
from screening.enums import DisclosureDecision
from screening.models import (
    DisclosureDocument,
    DisclosureGround,
    DisclosureRequest,
    DisclosureTerms,
    Redaction,
    ThirdPartyOpinion,
)
from screening.models.disclosure_request import DisclosureRequestQuerySet
from screening.rules.disclosure import decision_of, opens_from
from screening.rules.papers import DISCLOSED, DISCLOSURE_DRAFT
from screening.rules.redaction import AUTHOR, Hidden, Part, known_again, open_text, plain, redacted

SOON: Final = timedelta(days=3)

Marks = Mapping[str, Sequence[Redaction]]  # of one document, by the key of the piece


@dataclass(frozen=True, slots=True)
class ReadPiece:
    """One piece of a document as the clerk reads it."""

    key: str
    label: str
    text: str
    wish: str  # 開示に配慮してほしい部分, in the proposer's words; empty without
    marks: Sequence[Redaction]
    parts: tuple[Part, ...]  # what stays open

    @property
    def whole(self) -> Redaction | None:
        """The mark that hides all of it."""
        return next((mark for mark in self.marks if not mark.words), None)

    @property
    def words(self) -> list[Redaction]:
        return [mark for mark in self.marks if mark.words]

    @property
    def is_hidden(self) -> bool:
        return bool(self.marks)


@dataclass(frozen=True, slots=True)
class Place:
    """Where hidden words still stand open."""

    document: DisclosureDocument
    label: str  # of the piece


@dataclass(frozen=True, slots=True)
class Leftover:
    """Words that are hidden in one place and stand open in others."""

    words: str
    ground: DisclosureGround
    places: list[Place]


@dataclass(frozen=True, slots=True)
class DisclosurePage:
    """The page of a request."""

    request: DisclosureRequest
    proposals: list[Proposal]
    documents: list[DisclosureDocument]
    marks: Mapping[int, int]  # how many of a document, by its key
    opinions: list[ThirdPartyOpinion]
    leftovers: list[Leftover]
    comes_to: DisclosureDecision | None  # what the documents amount to; None while one was not looked at
    opens_from: date | None  # the first day to open; None while it is not decided
    terms: DisclosureTerms

    @property
    def unseen(self) -> list[DisclosureDocument]:
        return [document for document in self.documents if not document.outcome]

    @property
    def opposed(self) -> list[ThirdPartyOpinion]:
        return [opinion for opinion in self.opinions if opinion.opposes]

    @property
    def rows(self) -> list[tuple[DisclosureDocument, int]]:
        return [(document, self.marks.get(document.pk, 0)) for document in self.documents]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document to mark, with its neighbours."""

    document: DisclosureDocument
    pieces: list[ReadPiece]
    before: DisclosureDocument | None
    after: DisclosureDocument | None
    count: int
    leftovers: list[Leftover]

    @property
    def seen(self) -> str:
        """What the clerk has before them; another value later says that somebody else was here."""
        return seen_of(self.document, (mark.pk for piece in self.pieces for mark in piece.marks))


def disclosure_queue() -> DisclosureRequestQuerySet:
    return DisclosureRequest.objects.in_order_of_work()


def due_soon(today: date) -> DisclosureRequestQuerySet:
    """Return the 開示請求 to be decided within three days, the late ones with them."""
    return DisclosureRequest.objects.due_by(today + SOON)


def disclosure_page(request: DisclosureRequest) -> DisclosurePage:
    """Gather the page. Six queries, however many documents."""
    documents = documents_of(request)
    marks = marks_of(request)
    opinions = list(request.opinions.select_related("organization").order_by("pk"))
    terms = DisclosureTerms.load()
    return DisclosurePage(
        request=request,
        proposals=list(request.proposals.select_related("organization").order_by("number")),
        documents=documents,
        marks={pk: sum(len(ones) for ones in pieces.values()) for pk, pieces in marks.items()},
        opinions=opinions,
        leftovers=list(leftovers(documents, marks)),
        comes_to=decision_of(document.outcome for document in documents),
        opens_from=first_day(request, opinions, terms),
        terms=terms,
    )


def document_page(document: DisclosureDocument) -> DocumentPage:
    """Gather the page of one document. Two queries."""
    documents = documents_of(document.request)
    marks = marks_of(document.request)
    at = [one.pk for one in documents].index(document.pk)
    return DocumentPage(
        document=document,
        pieces=pieces_of(document, marks.get(document.pk, {})),
        before=documents[at - 1] if at else None,
        after=documents[at + 1] if at + 1 < len(documents) else None,
        count=len(documents),
        leftovers=list(leftovers(documents, marks)),
    )


def seen_of(document: DisclosureDocument, marks: Iterable[int]) -> str:
    return f"{document.outcome}:{'.'.join(map(str, sorted(marks)))}"


def documents_of(request: DisclosureRequest) -> list[DisclosureDocument]:
    return list(request.documents.select_related("proposal", "ground").order_by("position"))


def marks_of(request: DisclosureRequest) -> dict[int, dict[str, list[Redaction]]]:
    """Return the marks by document and piece, in the order they were made. One query."""
    found: dict[int, dict[str, list[Redaction]]] = defaultdict(lambda: defaultdict(list))
    for mark in Redaction.objects.filter(document__request=request).select_related("ground").order_by("pk"):
        found[mark.document_id][mark.piece].append(mark)
    return found


def pieces_of(document: DisclosureDocument, marks: Marks) -> list[ReadPiece]:
    """Return the pieces of a document with their marks and what stays open."""
    return [
        ReadPiece(
            key=piece["key"],
            label=piece["label"],
            text=piece["text"],
            wish=piece["mark"],
            marks=marks.get(piece["key"], ()),
            parts=redacted(piece["text"], [mark.hidden for mark in marks.get(piece["key"], ())]),
        )
        for piece in document.pieces
    ]


def leftovers(documents: Sequence[DisclosureDocument], marks: Mapping[int, Marks]) -> Iterator[Leftover]:
    """Yield the words that are hidden somewhere and stand open in a document that is opened. No query."""
    hidden = hidden_words(documents, marks)
    opened = [
        (document, piece.label, plain(open_text(piece.parts)))
        for document in documents
        if hidden and not document.is_closed
        for piece in pieces_of(document, marks.get(document.pk, {}))
    ]
    for form, (words, ground) in hidden.items():
        places = [Place(document, label) for document, label, text in opened if form in text]
        if places:
            yield Leftover(words, ground, places)


def hidden_words(
    documents: Iterable[DisclosureDocument], marks: Mapping[int, Marks]
) -> dict[str, tuple[str, DisclosureGround]]:
    """Return what is hidden anywhere in a request, by the form in which it is compared, as written and by which ground.

    A piece that is hidden as a whole counts with its text, and so does one of a document that is closed, but for its
    author, who writes other documents too.
    """
    found: dict[str, tuple[str, DisclosureGround]] = {}
    for document in documents:
        for piece in pieces_of(document, marks.get(document.pk, {})):
            for mark in piece.marks:
                if mark.words or known_again(piece.text, in_closed=document.is_closed):
                    words = mark.words or piece.text
                    found.setdefault(plain(words), (words, mark.ground))
            if document.ground and piece.key != AUTHOR and known_again(piece.text, in_closed=True):
                found.setdefault(plain(piece.text), (piece.text, document.ground))
    return found


def hidden_anywhere(documents: Iterable[DisclosureDocument], marks: Mapping[int, Marks]) -> list[Hidden]:
    """Return what must not stand in the words that the city puts around the documents."""
    return [Hidden(words, ground.number) for words, ground in hidden_words(documents, marks).values()]


def first_day(request: DisclosureRequest, opinions: Iterable[ThirdPartyOpinion], terms: DisclosureTerms) -> date | None:
    """Return the first day on which the documents may be opened; None while nothing is decided."""
    if request.decided_on is None:
        return None
    opposed = any(opinion.opposes for opinion in opinions)
    return opens_from(request.decided_on, terms.objection_days) if opposed else request.decided_on


def third_parties(request: DisclosureRequest) -> list[Organization]:
    """Return the 団体 of the proposals that were not asked yet. One query."""
    proposals = request.proposals.values("pk")
    joined = CoProposer.objects.filter(proposal__in=proposals).exclude(organization=None).values("organization")
    own = request.proposals.exclude(organization=None).values("organization")
    asked = request.opinions.values("organization")
    bodies = Organization.objects.filter(pk__in=own) | Organization.objects.filter(pk__in=joined)
    return list(bodies.exclude(pk__in=asked).order_by("name", "pk"))


def disclosure_papers(request: DisclosureRequest) -> QuerySet[PaperJob]:
    """Return the papers of a request, the newest first; only the desk opens them."""
    kinds = [DISCLOSED, DISCLOSURE_DRAFT]
    papers = PaperJob.objects.filter(kind__in=kinds, about=str(request.uuid))
    return papers.select_related("file").order_by("-created_at", "-pk")
