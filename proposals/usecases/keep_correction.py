"""あとで続ける, in a correction: remember what is typed; the submitted words stay as they are."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from nara_renkei.core.actors import Actor
from proposals.enums import Status
from proposals.models import Draft, Proposal

STEP = "correction"


class NotInCorrection(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def keep_correction(*, proposal: Proposal, typed: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """Remember the form until it is resubmitted. Raises NotInCorrection when no correction is asked any more."""
    status = Proposal.objects.select_for_update().values_list("status", flat=True).get(pk=proposal.pk)
    if status != Status.RETURNED:
        raise NotInCorrection("修正のお願いは、もう終わっています。画面を開き直して、いまの状況を確かめてください。")
    draft, _ = Draft.objects.get_or_create(proposal=proposal)
    draft.typed = (
        {**draft.typed, STEP: dict(typed)}
        if typed
        else {key: value for key, value in draft.typed.items() if key != STEP}
    )
    draft.save(update_fields=["typed"])
