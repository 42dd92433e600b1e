"""A 課 opens the 企業カルテ of a 団体, and says what for."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Organization
from screening.enums import OpeningReason
from screening.models import RecordOpening

LASTS: Final = timedelta(days=30)


class CannotOpenRecord(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def open_record(
    *, organization: Organization, reader: User, reason: str, words: str, by: Actor, at: datetime
) -> RecordOpening:
    """Let one person read on for 30 days. The caller has made sure that there is something to read.

    Raises CannotOpenRecord. A second press within the 30 days adds nothing. The audit holds the reason, not the words.
    """
    if reason == OpeningReason.OTHER and not words.strip():
        raise CannotOpenRecord("「その他」のときは、何のために開くかを書いてください。")
    today = local_day(at)
    Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
    found = RecordOpening.objects.standing(today).filter(organization=organization, reader=reader).first()
    if found:
        return found
    opening = RecordOpening.objects.create(
        organization=organization,
        reader=reader,
        reason=reason,
        words=words.strip(),
        opened_at=at,
        opened_by=by.label,
        ends_on=today + LASTS,
    )
    about = f"organization:{organization.uuid}"
    audit.record("organization.record_opened", about=about, by=by, at=at, reason=str(reason))
    return opening
