"""一件記録: everything that was written about one proposal, document by document, in the order of time.

Which table becomes which document stands in dossier_kinds.py. All of them are asked in one statement
(core/gathering.py).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from operator import attrgetter
from typing import Any

from django.db.models import Q, QuerySet

from nara_renkei.accounts.models import User
from nara_renkei.core.calendar import TOKYO, wareki
from nara_renkei.core.gathering import Gathering, Lists
from nara_renkei.core.models import AuditEvent, PaperJob
from proposals.enums import Party, Scope
from proposals.models import CoProposer, PledgeAnswer, Proposal
from proposals.queries import evidence_among
from screening.models import Screening
from screening.rules.history import words_of
from screening.rules.judging import Standing
from screening.rules.papers import DOSSIER, dossier_about

from .dossier_kinds import HANGING, KINDS, LEFT_OUT, VERSION, Kind, Piece
from .judging import judging_sheet

__all__ = [
    "LEFT_OUT",
    "Dossier",
    "DossierDocument",
    "DossierEvent",
    "Piece",
    "dossier_of",
    "dossier_papers",
    "hindrance",
]

RECUSED = "利害関係があると申告した人は、この提案の一件記録を作ることも、読むこともできません。"


@dataclass(frozen=True, slots=True)
class DossierDocument:
    """One document of the record. Empty pieces are left out."""

    key: str  # unique and stable: "submission:12", "note:33"
    kind: str  # what it is, in Japanese
    title: str  # may be empty
    at: datetime  # the end of the day where only a day is known
    by: str  # who, as it was written then; may be empty
    pieces: list[Piece]
    has_time: bool = True  # False: only the day of ``at`` is known


@dataclass(frozen=True, slots=True)
class DossierEvent:
    """One line of the audit."""

    at: datetime
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """The whole record, the oldest first."""

    proposal: Proposal
    documents: list[DossierDocument]
    events: list[DossierEvent]

    @property
    def is_wiped(self) -> bool:
        """Whether the proposer's words are gone: no version says what was proposed."""
        versions = (one for one in self.documents if one.key.startswith(f"{VERSION}:"))
        return not any(piece.key == "title" for one in versions for piece in one.pieces)


def dossier_of(proposal: Proposal) -> Dossier:
    """Gather the record of a submitted proposal. Two queries, however much there is. The caller has authorised it."""
    keys = {"number": f"proposal:{proposal.number}", "draft": f"proposal:{proposal.uuid}"}
    found = OF_PROPOSAL.ask(
        proposal=proposal.pk, organization=proposal.organization_id, submitted_at=proposal.submitted_at, **keys
    )
    noted = _noted(found["events"])
    documents = [_document(kind, row, found, noted, proposal) for kind in KINDS for row in found[kind.key]]
    documents += _pledges(found["pledge_answers"], proposal)
    documents.sort(key=attrgetter("at"))
    return Dossier(proposal, documents, _events(found["events"]))


def dossier_papers(number: str, user: User) -> QuerySet[PaperJob]:
    """Return the 一件記録 of a proposal that this person asked for; nobody else opens them."""
    return PaperJob.objects.filter(kind=DOSSIER, about=dossier_about(number, user.pk)).select_related("file")


def hindrance(proposal: Proposal, user: User) -> str:
    """Return why this reader of every proposal may not have its 一件記録 now, in a sentence; "" when nothing hinders.

    It holds findings and scores: the rules of the page that shows them hold for it, as soon as there are any.
    """
    screening = Screening.objects.select_related("proposal").filter(proposal=proposal).first()
    if screening is None:
        return ""
    where = judging_sheet(screening, user).standing
    if where == Standing.RECUSED:
        return RECUSED
    judged = Q(findings__isnull=False) | Q(assessors__isnull=False)
    if where == Standing.READS or not Screening.objects.filter(judged, pk=screening.pk).exists():
        return ""
    return f"一件記録には所見と採点が入ります。{where}"


def _lists(proposal: Any, organization: Any, submitted_at: Any, number: Any, draft: Any) -> Lists:
    return {
        **{kind.key: kind.rows(proposal) for kind in KINDS},
        **{name: rows(proposal) for name, rows in HANGING.items()},
        "pledge_answers": _pledge_rows(proposal, organization, submitted_at),
        # before it had a number the audit named it by its uuid
        "events": AuditEvent.objects.filter(Q(about=number) | Q(about=draft)).order_by("at", "pk"),
    }


def _pledge_rows(proposal: Any, organization: Any, submitted_at: Any) -> QuerySet[PledgeAnswer]:
    """Return what the proposing 団体 answered here, and what of it they had answered before and were not asked again."""
    joined = CoProposer.objects.filter(proposal=proposal, accepted_at__isnull=False).values("organization")
    bodies = Q()
    for path in ("organization", "organization__merged_into"):
        bodies |= Q(**{path: organization}) | Q(**{f"{path}__in": joined})
    earlier = bodies & Q(item__scope=Scope.BODY, answered_at__lte=submitted_at)
    return (
        PledgeAnswer.objects.filter(Q(proposal=proposal) | earlier)
        .select_related("item", "organization")
        .order_by("item__position", "item__code", "-answered_at")
    )


OF_PROPOSAL = Gathering(_lists)


def _document(kind: Kind, row: Any, found: dict[str, list[Any]], noted: "Noted", proposal: Proposal) -> DossierDocument:
    moments = [noted.get((*kind.noted, str(row.pk))), *(_value(row, path) for path in kind.at), proposal.submitted_at]
    at, has_time = _moment(next(filter(None, moments)))
    pieces = [Piece(path.replace(".", "_"), _label(row, path), _text(row, path)) for path in kind.columns]
    return DossierDocument(
        key=f"{kind.key}:{row.pk}",
        kind=kind.word_of(row),
        title=kind.title(row),
        at=at,
        by=str(_value(row, kind.by) or "") if kind.by else "",
        pieces=[piece for piece in (*pieces, *kind.more(row, found)) if piece.text],
        has_time=has_time,
    )


def _pledges(rows: Iterable[PledgeAnswer], proposal: Proposal) -> list[DossierDocument]:
    """Return 申告・誓約・同意・了承, one document for each 団体, with the wording that was shown."""
    by_body: dict[int, list[PledgeAnswer]] = defaultdict(list)
    for row in rows:
        by_body[row.organization.merged_into_id or row.organization_id].append(row)
    counted = [(body, evidence_among(answers, proposal, body)) for body, answers in by_body.items()]
    return [_pledges_of(body, answers, proposal) for body, answers in counted if answers]


def _pledges_of(body: int, answers: list[PledgeAnswer], proposal: Proposal) -> DossierDocument:
    here = [one for one in answers if one.proposal_id == proposal.pk] or answers
    newest = max(here, key=attrgetter("answered_at"))
    return DossierDocument(
        key=f"pledges:{body}",
        kind="申告・誓約・同意・了承",
        title=newest.organization.name,
        at=newest.answered_at,
        by=newest.answered_by,
        pieces=[_pledge(one) for one in answers],
    )


def _pledge(row: PledgeAnswer) -> Piece:
    label = f"{row.item.get_kind_display()} {row.item}"
    parts = (row.item.text, f"答え：{row.answer}", row.detail and f"状況：{row.detail}")
    return Piece(row.item.code, label, "\n".join(part for part in parts if part))


# -- the audit

Noted = dict[tuple[str, str, str], datetime]


def _noted(events: Iterable[AuditEvent]) -> Noted:
    """Return when each row was first noted: by verb, name of the key, and key."""
    noted: Noted = {}
    for event in events:
        for name, key in event.keys.items():
            noted.setdefault((event.verb, name, str(key)), event.at)
    return noted


def _events(rows: Sequence[AuditEvent]) -> list[DossierEvent]:
    """Return the lines with names for keys. One query."""
    people = {row.actor_key for row in rows if row.actor_key.startswith("user:")}
    ids = [int(key) for one in people if (key := one.removeprefix("user:")).isdecimal()]
    names = {f"user:{person.pk}": str(person) for person in User.objects.filter(pk__in=ids)}
    return [DossierEvent(row.at, names.get(row.actor_key) or _party(row.actor_key), words_of(row.verb)) for row in rows]


def _party(key: str) -> str:
    party = key.partition(":")[0]
    return str(Party(party).label) if party in Party.values else key


# -- values as a person reads them


def _value(row: Any, path: str) -> Any:
    return attrgetter(path)(row)


def _label(row: Any, path: str) -> str:
    owner, _, name = path.rpartition(".")
    return str((_value(row, owner) if owner else row)._meta.get_field(name).verbose_name)


def _text(row: Any, path: str) -> str:
    owner, _, name = path.rpartition(".")
    one = _value(row, owner) if owner else row
    if hasattr(one, f"get_{name}_display"):
        return str(getattr(one, f"get_{name}_display")())
    return words_for(getattr(one, name))


def words_for(value: Any) -> str:
    """Return a value of a column in words; empty for nothing."""
    match value:
        case None:
            return ""
        case bool():
            return "はい" if value else "いいえ"
        case datetime():
            local = value.astimezone(TOKYO)
            return f"{wareki(local.date())} {local:%-H:%M}"
        case date():
            return wareki(value)
        case list():
            return "\n".join(map(words_for, value))
    return str(value)


def _moment(value: date | datetime) -> tuple[datetime, bool]:
    if isinstance(value, datetime):
        return value, True
    return datetime.combine(value, time.max, TOKYO), False
