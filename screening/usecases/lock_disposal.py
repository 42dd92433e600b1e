"""A 廃棄リスト with its row locked, in a stage in which this may be done."""

from collections.abc import Collection

from screening.enums import DisposalState
from screening.models import DisposalList


def lock_disposal(
    disposal: DisposalList, *, states: Collection[DisposalState], refusal: type[Exception]
) -> DisposalList:
    """Return the list. Raises ``refusal`` in another stage."""
    locked = DisposalList.objects.select_for_update(of=("self",)).get(pk=disposal.pk)
    if locked.state not in states:
        raise refusal(f"いまは「{locked.get_state_display()}」なので、できません。画面を開き直してください。")
    return locked
