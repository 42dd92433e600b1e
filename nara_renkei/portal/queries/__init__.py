"""What the roof reads."""

from .home import (
    LATELY,
    Waiting,
    front_page,
    holds_division_post,
    parted_dates,
    place_of,
    readiness,
    waiting_elsewhere,
    waiting_proposals,
)

__all__ = [
    "LATELY",
    "Waiting",
    "front_page",
    "holds_division_post",
    "parted_dates",
    "place_of",
    "readiness",
    "waiting_elsewhere",
    "waiting_proposals",
]
