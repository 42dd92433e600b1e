"""関心あり: the summaries that companies allow the whole city to read. A queryset of its own on consent (ADR 0017)."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from nara_renkei.directory.models import Division
from proposals.models import Proposal
from screening.models import Interest

PAGE = 20
COLUMNS = ("number", "title", "summary", "kind")  # and nothing else of a proposal


@dataclass(frozen=True, slots=True)
class SharedSummary:
    """What a company allowed: title, summary, kind."""

    number: str
    title: str
    summary: str
    kind: str
    raised: tuple[str, ...]  # names of the reader's own 課 that raised a hand


def shared_summaries(divisions: list[Division], number: Any) -> tuple[Page[Any], list[SharedSummary]]:
    """Return one page of what is shared, the newest first. Three queries."""
    page = Paginator(_shared(), PAGE).get_page(number)
    return page, _with_hands(list(page), divisions)


def shared_summary(divisions: list[Division], number: str) -> SharedSummary | None:
    """Return one that is shared, or None. Two queries."""
    found = _with_hands(list(_shared().filter(number=number)), divisions)
    return found[0] if found else None


def _shared() -> QuerySet[Proposal, Any]:
    return Proposal.objects.shared_in_city().newest_first().values("pk", *COLUMNS)


def _with_hands(rows: list[dict[str, Any]], divisions: list[Division]) -> list[SharedSummary]:
    hands: dict[int, list[str]] = {}
    raised = Interest.objects.raised().filter(
        proposal__in=[row["pk"] for row in rows], division__in=[one.pk for one in divisions]
    )
    for proposal, name in raised.order_by("raised_at", "pk").values_list("proposal", "division__name"):
        hands.setdefault(proposal, []).append(name)
    kinds = dict(Proposal._meta.get_field("kind").flatchoices)
    return [
        SharedSummary(
            number=row["number"],
            title=row["title"],
            summary=row["summary"],
            kind=str(kinds[row["kind"]]),
            raised=tuple(hands.get(row["pk"], ())),
        )
        for row in rows
    ]
