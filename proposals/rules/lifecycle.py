"""The lifecycle: one table of moves. Plain Python; the only reader that writes is usecases/move_proposal.py."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from proposals.enums import Party, PublicWord, Status

S = Status
OPEN_AFTER_SUBMIT = frozenset({S.SUBMITTED, S.IN_REVIEW, S.IN_DIALOGUE})


class MoveRefused(Exception):
    """The move is not on the map. ``str(exc)`` is fit for the screen."""


@dataclass(frozen=True, slots=True)
class Move:
    label: str
    origins: AbstractSet[Status]
    target: Status | None  # None: back to where the last return or hold came from
    by: AbstractSet[Party]
    needs_reason: bool = False


MOVES = {
    "submit": Move("提出", frozenset({S.DRAFT}), S.SUBMITTED, frozenset({Party.PROPOSER, Party.DESK})),
    "return": Move("修正のお願い", OPEN_AFTER_SUBMIT, S.RETURNED, frozenset({Party.DESK}), needs_reason=True),
    "resubmit": Move("再提出", frozenset({S.RETURNED}), None, frozenset({Party.PROPOSER, Party.DESK})),
    "route": Move("送付", frozenset({S.SUBMITTED, S.IN_REVIEW}), S.IN_REVIEW, frozenset({Party.DESK})),
    "start_dialogue": Move(
        "対話の開始", frozenset({S.IN_REVIEW}), S.IN_DIALOGUE, frozenset({Party.DESK, Party.DIVISION})
    ),
    "hold": Move(
        "保留", frozenset({S.IN_REVIEW, S.IN_DIALOGUE}), S.ON_HOLD, frozenset({Party.DESK}), needs_reason=True
    ),
    "resume": Move("保留の終わり", frozenset({S.ON_HOLD}), None, frozenset({Party.DESK, Party.SYSTEM})),
    "adopt": Move("進める", frozenset({S.IN_REVIEW, S.IN_DIALOGUE}), S.ADOPTED, frozenset({Party.DESK})),
    "decline": Move("見送り", OPEN_AFTER_SUBMIT, S.DECLINED, frozenset({Party.DESK}), needs_reason=True),
    "refer": Move("ほかの窓口のご案内", OPEN_AFTER_SUBMIT, S.REFERRED, frozenset({Party.DESK}), needs_reason=True),
    "withdraw": Move(
        "取下げ",
        OPEN_AFTER_SUBMIT | {S.RETURNED, S.ON_HOLD, S.ADOPTED},
        S.WITHDRAWN,
        frozenset({Party.PROPOSER, Party.DESK}),
        needs_reason=True,
    ),
    "start_work": Move("実施の開始", frozenset({S.ADOPTED}), S.UNDERWAY, frozenset({Party.DESK})),
    "complete": Move("完了", frozenset({S.UNDERWAY}), S.COMPLETED, frozenset({Party.DESK, Party.DIVISION})),
    "reopen": Move(
        "再開",
        frozenset({S.DECLINED, S.REFERRED, S.WITHDRAWN}),
        S.IN_REVIEW,
        frozenset({Party.DESK}),
        needs_reason=True,
    ),
}

# A resubmission and a resumption go back to where they came from; these are the places they can come from.
WAYS_BACK = {"resubmit": OPEN_AFTER_SUBMIT, "resume": frozenset({S.IN_REVIEW, S.IN_DIALOGUE})}


def next_status(status: str, move: str, *, by: str, reason: str = "", came_from: str | None = None) -> Status:
    """Return where the move leads. Raises MoveRefused with a sentence for the screen."""
    step = MOVES[move]
    if status not in step.origins:
        raise MoveRefused(
            f"いまは「{Status(status).label}」なので、「{step.label}」はできません。画面を開き直してください。"
        )
    if by not in step.by:
        raise MoveRefused(f"「{step.label}」は{'・'.join(Party(p).label for p in sorted(step.by))}が行います。")
    if step.needs_reason and not reason.strip():
        raise MoveRefused(f"「{step.label}」には理由が必要です。理由を書いてください。")
    if step.target is not None:
        return step.target
    if came_from not in WAYS_BACK[move]:
        raise MoveRefused("戻る先が分かりません。デスクに連絡してください。")
    return Status(came_from)


def moves_from(status: str, *, by: str) -> list[str]:
    """Return the moves that this party may make from here, in the order of the table."""
    return [name for name, step in MOVES.items() if status in step.origins and by in step.by]


PUBLIC_WORDS = {
    S.DRAFT: PublicWord.DRAFT,
    S.SUBMITTED: PublicWord.RECEIVED,
    S.RETURNED: PublicWord.CORRECTION,
    S.IN_REVIEW: PublicWord.REVIEW,
    S.ON_HOLD: PublicWord.REVIEW,
    S.IN_DIALOGUE: PublicWord.DIALOGUE,
    S.ADOPTED: PublicWord.RESULT,
    S.UNDERWAY: PublicWord.RESULT,
    S.COMPLETED: PublicWord.RESULT,
    S.DECLINED: PublicWord.RESULT,
    S.REFERRED: PublicWord.RESULT,
    S.WITHDRAWN: PublicWord.RESULT,
}


def public_word(status: str) -> PublicWord:
    """Return the word a company reads (decisions.md 5)."""
    return PUBLIC_WORDS[Status(status)]
