"""機構改革, the night after: whatever waits for a 課 that has ended goes to the one that took it over."""

from datetime import datetime

from knowledge.usecases import follow_divisions as knowledge
from nara_renkei.core.actors import Actor
from nara_renkei.directory.usecases import follow_divisions as directory
from proposals.usecases import follow_divisions as proposals
from screening.usecases.hand_over_routings import hand_over_to_heirs


def follow_reform(*, by: Actor, at: datetime) -> int:
    """Return how many 協定, 課題, notes, pages of the library and proposals followed. Each step stands alone; twice does no harm."""
    return (
        directory.follow_divisions(by=by, at=at)
        + proposals.follow_divisions(by=by, at=at)
        + knowledge.follow_divisions(by=by, at=at)
        + hand_over_to_heirs(by=by, at=at)
    )
