"""The company has corrected: a new version, back to where the request came from, the clock runs on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from nara_renkei.core.actors import Actor
from proposals.models import CorrectionRequest, Draft, Proposal, Submission
from proposals.rules.content import CONTENT_FIELDS, Mark

from . import keep_correction
from .freeze_version import freeze_version, index_words
from .keep_marks import keep_marks
from .keep_promises import WAITING_FOR_COMPANY, resume_clock
from .move_proposal import move_proposal
from .save_draft import refuse_stale


class NothingChanged(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def resubmit_proposal(
    *,
    proposal: Proposal,
    changes: Mapping[str, Any],
    by: Actor,
    at: datetime,
    marks: Mapping[str, Mark] | None = None,
    version: int | None = None,
) -> Submission:
    """Write the corrected fields, freeze the next version and close the request.

    ``marks`` are all the 開示されると不利益がある部分 (None: as they are); ``version`` is the one the form was
    opened with (None: nobody else writes). Raises NothingChanged when every word is as before, MoveRefused when
    no correction is asked, StaleDraft when another member has saved since.
    """
    stored = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if version is not None:
        refuse_stale(stored, version)
    changed = [field for field in CONTENT_FIELDS if field in changes and changes[field] != getattr(proposal, field)]
    marked = marks is not None and keep_marks(proposal=stored, marks=marks)
    if not changed and not marked:
        raise NothingChanged("まだ何も直っていません。お願いした欄を直してから、もう一度出してください。")
    for field in changed:
        setattr(proposal, field, changes[field])
    move_proposal(proposal=proposal, move="resubmit", by=by, at=at, also_save=(*changed, *index_words(proposal)))
    CorrectionRequest.objects.filter(proposal=proposal, resolved_at=None).update(resolved_at=at)
    for draft in Draft.objects.filter(proposal=proposal):
        # what was typed on the way must not come back in the next correction
        draft.typed = {step: typed for step, typed in draft.typed.items() if step != keep_correction.STEP}
        draft.save(update_fields=["typed"])
    resume_clock(proposal=proposal, reason=WAITING_FOR_COMPANY, at=at)
    return freeze_version(proposal=proposal, version=proposal.submissions.count() + 1, by=by, at=at)
