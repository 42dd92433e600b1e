"""Open 課題 that are near to a proposal: a way on after a 「見送り」."""

import re
from datetime import date
from typing import Final

from nara_renkei.core.text import bigrams
from proposals.models import Challenge, Proposal

NEAR_AT_MOST: Final = 3
LOOKED_AT: Final = 200  # live 課題, the newest
# fewer pairs in common are chance
FEWEST_IN_COMMON: Final = 3
# hiragana and signs are in every sentence and say nothing of what it is about
SAYS_NOTHING: Final = re.compile(r"[\u3040-\u309f\s、。・（）()「」0-9]")


def near_challenges(proposal: Proposal, today: date) -> list[Challenge]:
    """Return the live 課題 that share most pairs of characters with a proposal, of its own 分野 first. One query."""
    live = (
        Challenge.objects.live_on(today).exclude(pk=proposal.challenge_id or 0).with_lead().newest_first()[:LOOKED_AT]
    )
    mine = _pairs(proposal.search)
    field = proposal.challenge.field if proposal.challenge else ""
    found = []
    for challenge in live:
        theirs = _pairs(challenge.search)
        common = len(mine & theirs)
        if common >= FEWEST_IN_COMMON:
            found.append((challenge.field == field, 2 * common / (len(mine) + len(theirs)), challenge))
    found.sort(key=lambda row: row[:2], reverse=True)
    return [challenge for _, _, challenge in found[:NEAR_AT_MOST]]


def _pairs(text: str) -> frozenset[str]:
    return frozenset(pair for pair in bigrams(text) if not SAYS_NOTHING.search(pair))
