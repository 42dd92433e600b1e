"""困りごとメモ: two lines from any member of staff, signed in or by a link to 庁内メール."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.accounts.usecases.send_link import send_link
from nara_renkei.accounts.usecases.spend_link import spend_link
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.directory.models import Division
from proposals.models import Trouble

LINK_LASTS = timedelta(days=3)


class NotOfTheCity(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def send_trouble_link(*, email: str, by: Actor, at: datetime) -> None:
    """Mail a link for one memo to an address of the city. Whether anybody has it is never looked at.

    Raises NotOfTheCity for other addresses.
    """
    if email.rpartition("@")[2].lower() not in settings.STAFF_MAIL_DOMAINS:
        raise NotOfTheCity("庁内メールのアドレスを入れてください。ほかのアドレスには送れません。")
    send_link(
        purpose=LinkPurpose.TROUBLE,
        about="trouble",
        to=email,
        template="proposals/trouble_link",
        context={},
        url_name="proposals:trouble_by_link",
        valid_for=LINK_LASTS,
        by=by,
        at=at,
    )


@transaction.atomic
def note_trouble(
    *,
    trouble: str,
    wish: str,
    division: Division | None,
    email: str,
    by: Actor,
    at: datetime,
    link: CapabilityLink | None = None,
) -> Trouble:
    """Keep the memo. A ``link`` is used up by it; raises accounts' LinkGone when somebody used it before."""
    if link is not None:
        spend_link(link=link, by=by, at=at)
    row = Trouble.objects.create(
        trouble=trouble, wish=wish, division=division, author=by.label, email=email, written_at=at
    )
    audit.record("trouble.note", about=f"trouble:{row.pk}", by=by, at=at)
    return row
