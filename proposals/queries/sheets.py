"""課題 as the 課 that writes them sees them: where each stands, and what comes next."""

from dataclasses import dataclass
from datetime import date

from proposals.enums import ChallengeState
from proposals.models import Challenge
from proposals.rules.reconfirmation import round_of

STATE_KINDS = {
    ChallengeState.DRAFT: "attention",
    ChallengeState.HANDED_IN: "wait",
    ChallengeState.PUBLISHED: "info",
    ChallengeState.RETIRED: "wait",
}


@dataclass(frozen=True, slots=True)
class SheetRow:
    challenge: Challenge
    state: str
    kind: str  # of the status tag
    next_step: str  # one sentence


def sheet_row(challenge: Challenge, today: date) -> SheetRow:
    state = challenge.get_state_display()
    if challenge.state == ChallengeState.PUBLISHED:
        state = challenge.window_on(today)
    elif challenge.state == ChallengeState.DRAFT and challenge.returned_reason:
        state = "差戻し"
    return SheetRow(challenge, state, STATE_KINDS[ChallengeState(challenge.state)], next_step_of(challenge, today))


def next_step_of(challenge: Challenge, today: date) -> str:
    """Return what the 課 does next, in one sentence."""
    if challenge.state == ChallengeState.HANDED_IN:
        return "デスクが確かめています。していただくことはありません。"
    if challenge.state == ChallengeState.RETIRED:
        return "公開していません。続けたいときは、下書きに戻して、もう一度出してください。"
    if challenge.state == ChallengeState.DRAFT:
        if challenge.returned_reason:
            return "デスクからお返ししました。理由を読み、直してから、もう一度出してください。"
        return "書き終えたら、デスクに出してください。"
    if must_reconfirm(challenge, today):
        return "続けるかどうかを確かめてください。"
    return "公開しています。していただくことはありません。"


def must_reconfirm(challenge: Challenge, today: date) -> bool:
    """Return whether the round of this half year still waits for the 課."""
    round_ = round_of(today)
    return (
        challenge.state == ChallengeState.PUBLISHED
        and challenge.window_on(today) != Challenge.CLOSED
        and round_.is_on(today)
        and not round_.settles(challenge.reconfirmed_on, challenge.published_on)
    )
