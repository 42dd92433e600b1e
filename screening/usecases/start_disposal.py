"""廃棄を実行: the lines of an approved list become work for the worker, one proposal at a time."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.background import after_commit
from screening.enums import DisposalState, LineState
from screening.models import DisposalList

from .lock_disposal import lock_disposal


class CannotStartDisposal(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def start_disposal(*, disposal: DisposalList, by: Actor, at: datetime) -> DisposalList:
    """Begin. The worker wipes; what it could not stays on the list with the reason. Raises CannotStartDisposal."""
    listed = lock_disposal(disposal, states=[DisposalState.APPROVED], refusal=CannotStartDisposal)
    listed.state, listed.started_at, listed.started_by = DisposalState.RUNNING, at, by.label
    listed.save(update_fields=["state", "started_at", "started_by"])
    listed.lines.filter(state=LineState.WAITING).update(next_try_at=at)
    audit.record("disposal.start", about=listed.key, by=by, at=at)
    after_commit("screening.wipe_proposals")
    return listed
