"""役員名簿: what the city writes down of it for the company, and when its contents go. Called from above."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core.models import PrivateFile
from nara_renkei.core.private_files import delete
from nara_renkei.core.wall import as_city
from proposals.models import Proposal, RosterRequest


@transaction.atomic
def request_roster(*, proposal: Proposal, wanted_by: date, at: datetime) -> RosterRequest:
    """Ask the company on its page; the caller has the right to and writes it down."""
    return RosterRequest.objects.create(proposal=proposal, asked_at=at, wanted_by=wanted_by)


def mark_roster_sent(*, request: RosterRequest, at: datetime) -> None:
    """From now on the company can change nothing, and reads 確認中."""
    request.sent_at = at
    request.save(update_fields=["sent_at"])


def mark_roster_done(*, request: RosterRequest, at: datetime) -> None:
    """The company reads 済, and nothing of the answer."""
    request.done_at = at
    request.save(update_fields=["done_at"])


@transaction.atomic
def forget_roster(*, request: RosterRequest, at: datetime) -> None:
    """Delete the contents for good: nothing can be handed in after this."""
    empty_roster(request=request)
    request.deleted_at = at
    request.save(update_fields=["deleted_at"])


@transaction.atomic
def empty_roster(*, request: RosterRequest) -> None:
    """Delete the rows and the file; the dates stay."""
    request.entries.all().delete()
    if request.file_id is None:
        return
    with as_city("前に届いた役員名簿のファイルを消す"):
        file = PrivateFile.objects.get(pk=request.file_id)
    request.file = None
    request.save(update_fields=["file"])
    delete(file)
