"""類似の前例: what became of proposals like this one, of those the reader may read in full."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from knowledge.rules.likeness import alike, in_common, words_to_find
from nara_renkei.accounts.models import User
from proposals.enums import REALISED_STATUSES, Status
from proposals.models import Proposal, ProposalQuerySet

from .fates import Fate, fates_of, whole_proposals

AT_MOST: Final = 5
WORDS: Final = 8  # words that are looked for
OF_EACH: Final = 30  # the newest proposals that hold one of them
FEWEST_IN_COMMON: Final = 2  # fewer pairs are chance
DECIDED: Final = (*REALISED_STATUSES, Status.DECLINED, Status.REFERRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent(Fate):
    """One proposal that was decided, and what became of it."""

    number: str
    title: str
    words: tuple[str, ...]  # that both hold


def precedents_of(proposal: Proposal, user: User, on: date) -> list[Precedent]:
    """Return up to five decided proposals that are like one, the likest first. Constant queries; no scan."""
    readable = whole_proposals(user, on).filter(status__in=DECIDED).exclude(pk=proposal.pk)
    words = words_to_find(proposal.title, proposal.summary, WORDS)
    found = _holding(readable, words) if words else []
    text = f"{proposal.title} {proposal.summary}"
    order = alike(text, [f"{title} {summary}" for _, title, summary in found], fewest=FEWEST_IN_COMMON)
    near = [found[n] for n in order[:AT_MOST]]
    common = {pk: in_common(text, f"{title} {summary}") for pk, title, summary in near}
    return _told(common, on) if near else []


def _holding(readable: ProposalQuerySet, words: list[str]) -> list[tuple[int, str, str]]:
    """Return (id, title, summary) of the newest that hold each of the words, the newest first. One query."""
    parts = [readable.matching(word).newest_first().values_list("pk", "title", "summary")[:OF_EACH] for word in words]
    return sorted(parts[0].union(*parts[1:]) if parts[1:] else parts[0], reverse=True)


def _told(common: dict[int, tuple[str, ...]], on: date) -> list[Precedent]:
    """Return what became of them, in the order given. Six queries."""
    proposals = Proposal.objects.in_bulk(common)
    fates = fates_of(proposals, on)
    return [
        Precedent(number=str(proposals[pk].number), title=proposals[pk].title, words=words, **asdict(fates[pk]))
        for pk, words in common.items()
    ]
