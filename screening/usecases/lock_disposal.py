"""A 廃棄リスト with its row locked, in a stage in which this may be done."""

from collections.abc import Collection
from datetime import datetime

from screening.enums import DisposalState, LineState
from screening.models import DisposalLine, DisposalList

UNDONE = (LineState.WAITING, LineState.WORKING, LineState.FAILED)


def lock_disposal(
    disposal: DisposalList, *, states: Collection[DisposalState], refusal: type[Exception]
) -> DisposalList:
    """Return the list. Raises ``refusal`` in another stage."""
    locked = DisposalList.objects.select_for_update(of=("self",)).get(pk=disposal.pk)
    if locked.state not in states:
        raise refusal(f"いまは「{locked.get_state_display()}」なので、できません。画面を開き直してください。")
    return locked


def finish_disposal(disposal: int, at: datetime) -> None:
    """End a running list with its last line. One that was given up waits for the desk: again, or put off."""
    undone = DisposalLine.objects.filter(disposal=disposal, state__in=UNDONE)
    if not undone.exists():
        DisposalList.objects.filter(pk=disposal, state=DisposalState.RUNNING).update(
            state=DisposalState.DONE, finished_at=at
        )
