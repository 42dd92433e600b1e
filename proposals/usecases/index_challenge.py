"""What the search reads of a 課題: set whenever its words or its 課 change."""

from nara_renkei.core.search import index_of
from proposals.models import Challenge
from proposals.rules.challenge_sheet import SEARCHED


def index_challenge(challenge: Challenge) -> tuple[str, ...]:
    """Set the search columns on the instance; return the fields to save."""
    rest = (getattr(challenge, name) for name in SEARCHED if name != "title")
    challenge.search, challenge.search_vector = index_of(challenge.title, challenge.lead.name, *rest)
    return ("search", "search_vector")
