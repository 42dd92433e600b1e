"""A 開示請求 under lock, for an act that is allowed in some states only."""

from collections.abc import Container

from screening.models import DisclosureRequest


def lock_disclosure(
    request: DisclosureRequest, *, states: Container[str], refusal: type[Exception]
) -> DisclosureRequest:
    """Return the row under lock. Raises ``refusal`` in any other state."""
    locked = DisclosureRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if locked.state not in states:
        raise refusal(f"いまは「{locked.get_state_display()}」です。画面を開き直して、いまの状態を確かめてください。")
    return locked
