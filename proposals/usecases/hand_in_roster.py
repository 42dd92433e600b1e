"""The company gives its 役員名簿, typed or as a file; the desk does so for a list on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.private_files import store_upload
from proposals.enums import Gender
from proposals.models import RosterEntry, RosterRequest

from .keep_roster import empty_roster


class CannotHandIn(Exception):
    """str(exc) is fit for the screen."""


@dataclass(frozen=True, slots=True)
class Officer:
    name: str
    kana: str
    born_on: date
    gender: Gender
    address: str


@transaction.atomic
def hand_in_roster(
    *, request: RosterRequest, officers: Sequence[Officer], upload: UploadedFile | None, by: Actor, at: datetime
) -> RosterRequest:
    """Keep the list in place of an earlier one. Raises CannotHandIn, UploadRefused by the file."""
    request = RosterRequest.objects.select_for_update(of=("self",)).select_related("proposal").get(pk=request.pk)
    if not request.may_be_handed_in:
        raise CannotHandIn("照会を始めたため、名簿はもう替えられません。直したいことは、メッセージでお知らせください。")
    if not officers and upload is None:
        raise CannotHandIn("役員を一人以上書くか、名簿のファイルを選んでください。")
    empty_roster(request=request)
    RosterEntry.objects.bulk_create(
        RosterEntry(
            request=request,
            name=one.name,
            kana=one.kana,
            born_on=one.born_on,
            gender=one.gender,
            address=one.address,
        )
        for one in officers
    )
    request.file = store_upload(upload, at=at) if upload else None
    request.received_at = at
    request.save(update_fields=["file", "received_at"])
    audit.record("roster.hand_in", about=request.proposal.key, by=by, at=at, officers=len(officers))
    return request
