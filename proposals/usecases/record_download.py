"""Every download of an attachment leaves a line in the audit."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.models import PrivateFile
from proposals.models import Proposal


@transaction.atomic
def record_download(*, proposal: Proposal, file: PrivateFile, by: Actor, at: datetime) -> None:
    """Append the event; the caller has authorised the download."""
    audit.record("file.download", about=proposal.key, by=by, at=at, file=str(file.uuid))
