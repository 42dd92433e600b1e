"""あとで続ける, in a correction: remember what is typed; the submitted words stay as they are."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from proposals.enums import Status
from proposals.models import Draft, Proposal

from .save_draft import refuse_stale

STEP = "correction"


class NotInCorrection(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def keep_correction(*, proposal: Proposal, version: int, typed: Mapping[str, Any]) -> Proposal:
    """Remember the form until it is resubmitted; return the proposal with its next version.

    The same words twice change nothing. Raises NotInCorrection when no correction is asked any more, StaleDraft
    when another member has saved since the form was opened.
    """
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.status != Status.RETURNED:
        raise NotInCorrection("修正のお願いは、もう終わっています。画面を開き直して、いまの状況を確かめてください。")
    draft, _ = Draft.objects.get_or_create(proposal=proposal)
    if draft.typed.get(STEP, {}) == typed:
        return proposal
    refuse_stale(proposal, version)
    others = {key: value for key, value in draft.typed.items() if key != STEP}
    draft.typed = {**others, STEP: dict(typed)} if typed else others
    draft.save(update_fields=["typed"])
    proposal.version += 1
    proposal.save(update_fields=["version"])
    return proposal
