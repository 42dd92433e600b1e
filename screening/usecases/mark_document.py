"""墨塗り of one document: what is hidden, by which ground, and what becomes of the document."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from proposals.rules.content import Mark
from screening.enums import DocumentOutcome
from screening.models import DisclosureDocument, DisclosureGround, DisclosureRequest, Redaction
from screening.models.disclosure_request import UNDECIDED
from screening.queries.disclosures import seen_of
from screening.rules.redaction import plain, stands_in

from .lock_disclosure import lock_disclosure

MEANWHILE: Final = (
    "この画面を開いたあとに、ほかの人が印を変えました。この文書を開き直して、いまの印を確かめてください。"
)


class CannotMark(Exception):
    """str(exc) is fit for the screen."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a clerk asks of one piece."""

    whole: bool | None = None  # hide all of it; None: as it is
    words: tuple[str, ...] = ()  # to hide besides
    undo: frozenset[int] = frozenset()  # keys of marks to take away
    wish: bool = False  # take over what the proposer asked for
    ground: DisclosureGround | None = None
    note: str = ""


@transaction.atomic
def mark_document(
    *,
    document: DisclosureDocument,
    changes: Mapping[str, Change],
    by: Actor,
    at: datetime,
    closed_by: DisclosureGround | None = None,
    note: str = "",
    is_seen: bool = True,
    seen: str | None = None,
) -> DisclosureDocument:
    """Change the marks of a document, by the key of the piece, and keep what becomes of it.

    ``closed_by`` closes the whole of it. ``is_seen`` False: somebody has yet to look at it. ``seen`` is what the
    clerk had before them. Raises CannotMark: a mark without a ground, words that are none or do not stand in the piece,
    somebody else's marks meanwhile.
    """
    request = lock_disclosure(document.request, states=UNDECIDED, refusal=CannotMark)
    stored = DisclosureDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if seen is not None and seen != seen_of(stored, stored.redactions.values_list("pk", flat=True)):
        raise CannotMark(MEANWHILE)
    for piece in stored.pieces:
        if change := changes.get(piece["key"]):
            _change(stored, piece, change, by, at)
    stored.ground, stored.note = closed_by, note if closed_by else ""
    stored.outcome = _outcome(stored) if is_seen or closed_by else ""
    stored.save(update_fields=["ground", "note", "outcome"])
    audit.record(
        "disclosure.mark",
        about=request.key,
        by=by,
        at=at,
        document=str(stored.uuid),
        marks=stored.redactions.count(),
        outcome=stored.outcome,
    )
    return stored


@transaction.atomic
def hide_everywhere(
    *, request: DisclosureRequest, words: str, ground: DisclosureGround, by: Actor, at: datetime
) -> int:
    """Hide words in every piece of the request in which they stand; return in how many. Raises CannotMark.

    A piece that already hides them is left alone, so a second press changes nothing.
    """
    locked = lock_disclosure(request, states=UNDECIDED, refusal=CannotMark)
    if not plain(words):
        raise CannotMark("隠す言葉を入れてください。")
    made = 0
    for document in locked.documents.exclude(outcome=DocumentOutcome.CLOSED).order_by("position"):
        marked = set(document.redactions.values_list("piece", "words"))
        places = [
            piece["key"]
            for piece in document.pieces
            if stands_in(words, piece["text"]) and not {(piece["key"], words), (piece["key"], "")} & marked
        ]
        Redaction.objects.bulk_create(_row(document, key, words, ground, "", by, at) for key in places)
        made += len(places)
        if places and document.outcome:
            document.outcome = DocumentOutcome.PART
            document.save(update_fields=["outcome"])
    audit.record("disclosure.hide_everywhere", about=locked.key, by=by, at=at, places=made, ground=ground.number)
    return made


def _change(document: DisclosureDocument, piece: dict[str, str], change: Change, by: Actor, at: datetime) -> None:
    marks = document.redactions.filter(piece=piece["key"])
    marks.filter(pk__in=change.undo).delete()
    if change.whole is False:
        marks.filter(words="").delete()
    wanted = dict.fromkeys([*change.words, *_wished(piece, change)])
    if change.whole:
        wanted[""] = None
    kept = set(marks.values_list("words", flat=True))
    new = [words for words in wanted if words not in kept]
    if new and change.ground is None:
        raise CannotMark(f"「{piece['label']}」：隠す根拠の号を選んでください。")
    for words in new:
        if words and not plain(words):
            raise CannotMark(f"「{piece['label']}」：記号や空白だけは隠せません。隠す言葉を入れてください。")
        if words and not stands_in(words, piece["text"]):
            raise CannotMark(f"「{piece['label']}」：「{words[:40]}」は、この項目の中にありません。")
    if change.ground:
        Redaction.objects.bulk_create(
            _row(document, piece["key"], words, change.ground, change.note, by, at) for words in new
        )


def _wished(piece: dict[str, str], change: Change) -> list[str]:
    """Return what the proposer asked to keep: the part, or "" (all) where it is not found in the text any more."""
    if not change.wish or not piece["mark"]:
        return []
    part = Mark.read(piece["mark"]).part
    return [part if stands_in(part, piece["text"]) else ""]


def _outcome(document: DisclosureDocument) -> str:
    if document.ground:
        return DocumentOutcome.CLOSED
    return DocumentOutcome.PART if document.redactions.exists() else DocumentOutcome.OPEN


def _row(
    document: DisclosureDocument, key: str, words: str, ground: DisclosureGround, note: str, by: Actor, at: datetime
) -> Redaction:
    return Redaction(
        document=document, piece=key, words=words, ground=ground, note=note, marked_by=by.label, marked_at=at
    )
