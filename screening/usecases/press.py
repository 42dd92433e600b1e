"""A button pressed on what its page showed: refused when somebody acted meanwhile, so that nothing happens twice."""

from collections.abc import Callable

from django.db import transaction

from proposals.models import Proposal
from screening.models import Screening
from screening.queries import acted_since


class ChangedMeanwhile(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def press(*, proposal: Proposal, seen: int | None, call: Callable[[], object]) -> object:
    """Return what the call returns. ``seen``: the newest event when the page was opened; None asks nothing.

    Raises ChangedMeanwhile, and whatever the call refuses with. Two presses at once come one after the other.
    """
    # in the order of open_screening.locked: the folder, then the proposal
    if Screening.objects.select_for_update(of=("self",)).filter(proposal=proposal).first() is None:
        Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    who = "" if seen is None else acted_since(proposal, seen)
    if who:
        raise ChangedMeanwhile(
            f"この画面を開いたあとに、{who}がこの提案を進めました。いまの状態を確かめて、よければもう一度押してください。"
        )
    return call()
