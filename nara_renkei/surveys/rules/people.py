"""Whom a survey asks."""

from dataclasses import dataclass

from nara_renkei.surveys.enums import Side


@dataclass(frozen=True, slots=True)
class Person:
    """``name`` is for the desk's list and the head of the letter."""

    side: Side
    name: str
    email: str
