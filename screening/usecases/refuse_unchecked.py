"""Each stage of 団体についての確認 blocks its own next act and no other."""

from screening.enums import CheckStage
from screening.models import Screening
from screening.queries import check_stage
from screening.rules.checks import refusal


def refuse_unchecked(screening: Screening, stage: CheckStage, refused: type[Exception]) -> None:
    """Raise ``refused`` with the open items of the stage and what to do. Call it with the folder locked."""
    state = check_stage(screening, stage)
    sentence = refusal(
        stage,
        blocked=[(str(one.item), one.latest.note) for one in state.blocked if one.latest],
        waiting=[str(one.item) for one in state.waiting],
    )
    if sentence:
        raise refused(sentence)
