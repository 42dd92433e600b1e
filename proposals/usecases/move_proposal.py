"""The only writer of ``Proposal.status``: asks the table, saves, appends the history."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from proposals.enums import Status
from proposals.models import Proposal, StatusChange
from proposals.rules import lifecycle
from proposals.rules.lifecycle import MoveRefused

__all__ = ["MoveRefused", "move_locked", "move_proposal"]


@transaction.atomic
def move_proposal(
    *,
    proposal: Proposal,
    move: str,
    by: Actor,
    at: datetime,
    reason: str = "",
    held_until: date | None = None,
    also_save: Sequence[str] = (),
) -> Proposal:
    """Lock the row and make the move; ``also_save`` names fields the caller set on the same instance.

    Raises MoveRefused when the move is not on the map, or when somebody was quicker.
    """
    current, version = Proposal.objects.select_for_update().values_list("status", "version").get(pk=proposal.pk)
    if current != proposal.status:
        raise MoveRefused("ほかの人が先に状態を変えました。画面を開き直して、いまの状態を確かめてください。")
    proposal.version = version
    return move_locked(
        proposal=proposal, move=move, by=by, at=at, reason=reason, held_until=held_until, also_save=also_save
    )


@transaction.atomic(savepoint=False)
def move_locked(
    *,
    proposal: Proposal,
    move: str,
    by: Actor,
    at: datetime,
    reason: str = "",
    held_until: date | None = None,
    also_save: Sequence[str] = (),
) -> Proposal:
    """The same on a row that the caller's transaction read under its lock. Raises MoveRefused."""
    current = proposal.status
    target = lifecycle.next_status(current, move, by=by.party, reason=reason, came_from=_came_from(proposal, move))
    StatusChange.objects.create(
        proposal=proposal,
        origin=current,
        target=target,
        move=move,
        actor=by.label,
        party=by.party,
        reason=reason,
        at=at,
    )
    proposal.status, proposal.status_changed_at, proposal.updated_at = target, at, at
    proposal.held_until = held_until if target == Status.ON_HOLD else None
    proposal.version += 1
    proposal.save(update_fields=["status", "status_changed_at", "updated_at", "held_until", "version", *also_save])
    audit.record(f"proposal.{move}", about=proposal.key, by=by, at=at, target=target.value)
    return proposal


def _came_from(proposal: Proposal, move: str) -> str | None:
    """Return the origin of the move that led here, for the moves that go back."""
    if move not in lifecycle.WAYS_BACK:
        return None
    last = StatusChange.objects.filter(proposal=proposal, target=proposal.status).order_by("-at", "-pk").first()
    return last.origin if last else None
