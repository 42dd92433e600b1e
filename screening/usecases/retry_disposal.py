"""もう一度試す: a line that the worker gave up is work again, once the reason is out of the way."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.background import after_commit
from screening.enums import DisposalState, LineState
from screening.models import DisposalLine

from .lock_disposal import lock_disposal


class CannotRetryDisposal(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def retry_disposal(*, line: DisposalLine, by: Actor, at: datetime) -> DisposalLine:
    """Let the worker try a line five times more. Raises CannotRetryDisposal."""
    lock_disposal(line.disposal, states=[DisposalState.RUNNING], refusal=CannotRetryDisposal)
    locked = DisposalLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if locked.state != LineState.FAILED:
        raise CannotRetryDisposal("もう一度試せるのは、「できなかった」の行だけです。画面を開き直してください。")
    locked.state, locked.note, locked.attempts, locked.next_try_at = LineState.WAITING, "", 0, at
    locked.save(update_fields=["state", "note", "attempts", "next_try_at"])
    audit.record("disposal.retry", about=locked.key, by=by, at=at, line=locked.pk)
    after_commit("screening.wipe_proposals")
    return locked
