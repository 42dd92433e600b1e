"""Which letter goes at which stage of an event, and what the desk does first when it may not go yet."""

from dataclasses import dataclass

from dialogue.enums import EventState, LetterKind


@dataclass(frozen=True, slots=True)
class Occasion:
    stages: frozenset[str]
    too_early: str  # what to do first, or why it is too late
    told: str  # who gets it, and what it says


OCCASIONS: dict[LetterKind, Occasion] = {
    LetterKind.INVITATION: Occasion(
        frozenset({EventState.OPEN}),
        "招待は、募集の段階のときに送れます。前の画面で、段階を確かめてください。",
        "招いた団体の担当者と、課のメールに、申込みのページと締切を知らせます。",
    ),
    LetterKind.CONFIRMED: Occasion(
        frozenset({EventState.FIXED}),
        "参加の確定は、確定の段階にしてから送れます。前の画面で「確定の段階にする」を押してください。",
        "参加する一人ひとりに、日時と会場と、本人のページのリンクを知らせます。",
    ),
    LetterKind.EVE: Occasion(
        frozenset({EventState.FIXED, EventState.TODAY}),
        "前日のお知らせは、確定の段階になってから送れます。前の画面で、段階を確かめてください。",
        "参加する一人ひとりに、会場への行き方と、本人のページ（卓と名札の番号）のリンクを知らせます。",
    ),
    LetterKind.THANKS: Occasion(
        frozenset({EventState.ENDED}),
        "お礼は、終了の段階にしてから送れます。前の画面で「終了の段階にする」を押してください。",
        "参加した一人ひとりに、お礼と、本人のページ（会った相手と次の一歩）のリンクを知らせます。",
    ),
}


def may_go(kind: LetterKind, state: str) -> bool:
    """Return whether a letter goes at this stage."""
    return state in OCCASIONS[kind].stages
