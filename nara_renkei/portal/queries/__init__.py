"""What the roof reads."""

from .front import front_page
from .health import readiness
from .home import holds_division_post, place_of
from .waiting import LATELY, Waiting, waiting_elsewhere, waiting_proposals

__all__ = [
    "LATELY",
    "Waiting",
    "front_page",
    "holds_division_post",
    "place_of",
    "readiness",
    "waiting_elsewhere",
    "waiting_proposals",
]
