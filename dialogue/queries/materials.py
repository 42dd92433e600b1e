"""資料集: what 団体 and 課 bring, of those who said it may be printed."""

from collections.abc import Sequence
from dataclasses import dataclass

from dialogue.models import Event, Participant, Registration
from dialogue.queries.registrations import coming


@dataclass(frozen=True, slots=True)
class Block:
    """One 団体 or 課 as the 資料集 shows it: never a wish, never 配慮, no contact."""

    anchor: str  # unique, for the contents
    title: str  # the name of the 団体 or 課
    words: str  # 紹介したい事例・メニュー, or 困りごと; empty where nothing was written
    people: Sequence[Participant]


def materials_of(event: Event) -> tuple[list[Block], list[Block]]:
    """Return the 団体 by name and the 課 by code that come and may be printed. One query."""
    everybody = coming(event)
    companies = [one for one in everybody.companies if one.is_in_booklet]
    divisions = [one for one in everybody.divisions if one.is_in_booklet]
    return (
        [_block(one, one.offer) for one in sorted(companies, key=_by_kana)],
        [_block(one, one.trouble) for one in sorted(divisions, key=_by_code)],
    )


def _block(registration: Registration, words: str) -> Block:
    return Block(f"r{registration.pk}", registration.name, words, list(registration.participants.all()))


def _by_kana(registration: Registration) -> str:
    organization = registration.organization
    return organization.kana or organization.name if organization else ""


def _by_code(registration: Registration) -> str:
    return registration.division.code if registration.division else ""
