"""The desk's message to a company: nothing leaves with a place that was not filled in."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from nara_renkei.core.actors import Actor
from proposals.models import Message, Proposal
from proposals.usecases.write_message import write_message

from .tell import refuse_unfilled


@transaction.atomic
def write_to_company(
    *, proposal: Proposal, body: str, uploads: Sequence[UploadedFile] = (), by: Actor, at: datetime
) -> Message:
    """Append the message and mail its readers. Raises CannotTell for a 〔…〕, and CannotWrite."""
    refuse_unfilled(body)
    return write_message(proposal=proposal, body=body, uploads=uploads, by=by, at=at)
