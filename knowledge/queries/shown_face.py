"""A public face as pages show it: from its frozen words and pictures, never from a version."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.enums import Licence
from knowledge.rules.open_data import LICENCE, LICENCE_URL


@dataclass(frozen=True, slots=True)
class ShownPicture:
    url: str
    alt: str
    credit: str
    licence: str  # label
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ShownFace:
    words: Mapping[str, Any]
    started_on: date | None
    ended_on: date | None
    pictures: Sequence[ShownPicture]
    licence: str = LICENCE
    licence_url: str = LICENCE_URL


def shown_face(
    words: Mapping[str, Any], pictures: Sequence[Mapping[str, Any]], url_of: Callable[[str], str]
) -> ShownFace:
    """Return what ``knowledge/_face.html`` needs. ``url_of``: the uuid of a picture → where this reader finds it."""
    return ShownFace(
        words=words,
        started_on=_day(words.get("started_on", "")),
        ended_on=_day(words.get("ended_on", "")),
        pictures=[
            ShownPicture(
                url=url_of(one["file"]),
                alt=one["alt"],
                credit=one["credit"],
                licence=Licence(one["licence"]).label,
                width=one["width"],
                height=one["height"],
            )
            for one in pictures
        ],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
