"""What the search reads of a 課題: set whenever its words or its 課 change."""

from nara_renkei.core.search import vector_of
from nara_renkei.core.text import normalise
from proposals.models import Challenge
from proposals.rules.challenge_sheet import SEARCHED


def index_challenge(challenge: Challenge) -> tuple[str, ...]:
    """Set the search columns on the instance; return the fields to save."""
    words = [challenge.lead.name, *(getattr(challenge, name) for name in SEARCHED)]
    challenge.search = normalise(" ".join(words))
    challenge.search_vector = vector_of(challenge.search)
    return ("search", "search_vector")
