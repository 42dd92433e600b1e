"""Mail a link that opens one thing once. The letter alone holds the token; the table keeps its SHA-256."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.urls import reverse

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.accounts.queries import staff_url
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import event, record
from nara_renkei.core.calendar import local_day
from nara_renkei.core.links import absolute_link
from nara_renkei.core.models import AuditEvent
from nara_renkei.core.wall import as_city
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.notifications.usecases.queue_mail import Envelope, queue_mail, queue_mails

from .revoke_links import revoke_links

TOKEN_BYTES: Final = 32
# These lead to pages on the staff's host.
FOR_STAFF: Final = frozenset(
    {
        LinkPurpose.TROUBLE,
        LinkPurpose.RECONFIRMATION,
        LinkPurpose.RULING,
        LinkPurpose.STAFF_PARTICIPANT,
        LinkPurpose.TRAINEE,
        LinkPurpose.READER,
    }
)
# These open a page and are never spent: each letter has one, and the one in an older letter goes on opening.
LASTING: Final = frozenset(
    {LinkPurpose.PARTICIPANT, LinkPurpose.STAFF_PARTICIPANT, LinkPurpose.TRAINEE, LinkPurpose.READER}
)


def token_digest(token: str) -> str:
    """Return what the table keeps of a token: SHA-256, in hex. 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Addressed:
    """One letter of many."""

    about: str
    to: str
    context: Mapping[str, Any]


@transaction.atomic
def send_link(
    *,
    purpose: LinkPurpose,
    about: str,
    to: str,
    template: str,
    context: Mapping[str, Any],
    url_name: str,
    valid_for: timedelta,
    by: Actor,
    at: datetime,
) -> CapabilityLink:
    """Queue the letter and return the link. ``url_name`` takes the token as its only argument.

    Older unused links of the same purpose, ``about`` and address stop opening, unless they last. The template says 〔リンク〕 where
    the address goes and also knows ``expires_on``, the last day.
    """
    if purpose not in LASTING:
        revoke_links(purpose=purpose, about=about, email=to, by=by, at=at)
    link, address = _made(purpose, about, to, url_name, valid_for, by, at)
    with as_city("メールのリンクを作る"):
        link.save()
    queue_mail(
        template,
        to=to,
        about=about,
        context={"expires_on": local_day(link.expires_at), **context},
        at=at,
        secret=address,
        expires_at=link.expires_at,
    )
    record("link.sent", about=about, by=by, at=at, purpose=str(purpose), link=link.pk)
    return link


@transaction.atomic
def send_links(
    *,
    purpose: LinkPurpose,
    letters: Sequence[Addressed],
    template: str,
    url_name: str,
    valid_for: timedelta,
    by: Actor,
    at: datetime,
) -> list[OutgoingMail]:
    """Queue a letter with a lasting link for each and return them in order. Three statements, however many."""
    if purpose not in LASTING:
        raise ValueError("a link that is spent replaces an older one: send it by itself")
    made = [_made(purpose, one.about, one.to, url_name, valid_for, by, at) for one in letters]
    links = CapabilityLink.objects.bulk_create(link for link, _ in made)
    expires_at = at + valid_for
    last_day = {"expires_on": local_day(expires_at)}
    envelopes = [
        Envelope(one.to, one.about, {**last_day, **one.context}, secret=address, expires_at=expires_at)
        for one, (_, address) in zip(letters, made, strict=True)
    ]
    AuditEvent.objects.bulk_create(
        event("link.sent", about=link.about, by=by, at=at, purpose=str(purpose), link=link.pk) for link in links
    )
    return queue_mails(template, envelopes, at=at)


def _made(
    purpose: LinkPurpose, about: str, to: str, url_name: str, valid_for: timedelta, by: Actor, at: datetime
) -> tuple[CapabilityLink, str]:
    """Return an unsaved link and the address that opens it."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = CapabilityLink(
        purpose=purpose,
        about=about,
        email=to.lower(),
        token_sha256=token_digest(token),
        created_at=at,
        created_by=by.label,
        expires_at=at + valid_for,
    )
    if purpose in FOR_STAFF:
        return link, staff_url(reverse(url_name, args=[token]))
    return link, absolute_link(url_name, token)
