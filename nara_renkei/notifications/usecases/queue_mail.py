"""Write a letter into the outbox, in the transaction of what it tells about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.template import Context, Engine

from nara_renkei.core.background import after_commit
from nara_renkei.core.models import CitySettings
from nara_renkei.core.text import FORBIDDEN, one_line
from nara_renkei.notifications.models import MailState, OutgoingMail

BAD_ADDRESS = "宛先のメールアドレスの形が正しくありません。"


@dataclass(frozen=True, slots=True)
class Envelope:
    """One letter of many: ``secret`` takes the place of 〔コード〕 or 〔リンク〕 only while it is handed over."""

    to: str
    about: str
    context: Mapping[str, Any]
    secret: str = ""
    expires_at: datetime | None = None


@transaction.atomic(savepoint=False)
def queue_mail(
    template: str,
    *,
    to: str,
    about: str,
    context: dict[str, Any],
    at: datetime,
    secret: str = "",
    expires_at: datetime | None = None,
) -> OutgoingMail:
    """Render ``templates/mail/<template>.txt`` (first line: subject) into a row, and wake the drain after commit.

    Every template also knows ``city`` and ``site_url``. An address that no server takes makes a DEAD letter, never
    an error: what the letter tells about must not fail because of it.
    """
    mail = _row(template, Envelope(to, about, context, secret, expires_at), at)
    mail.save()
    _wake([mail])
    return mail


@transaction.atomic(savepoint=False)
def queue_mails(template: str, envelopes: Iterable[Envelope], *, at: datetime) -> list[OutgoingMail]:
    """Do the same for many in one statement; the rows come in the order of the envelopes."""
    city = CitySettings.load()
    rows = [_row(template, replace(one, context={"city": city, **one.context}), at) for one in envelopes]
    mails = OutgoingMail.objects.bulk_create(rows)
    _wake(mails)
    return mails


def _row(template: str, envelope: Envelope, at: datetime) -> OutgoingMail:
    subject, body = render_mail(template, envelope.context)
    to = one_line(FORBIDDEN.sub("", envelope.to))
    fit = is_address(to)
    return OutgoingMail(
        template=template,
        to=to[:254],
        subject=subject,
        body=body,
        secret=envelope.secret if fit else "",
        about=envelope.about[:80],
        state=MailState.QUEUED if fit else MailState.DEAD,
        last_error="" if fit else BAD_ADDRESS,
        next_try_at=at,
        expires_at=envelope.expires_at,
        created_at=at,
    )


def _wake(mails: Iterable[OutgoingMail]) -> None:
    if any(mail.state == MailState.QUEUED for mail in mails):
        after_commit("notifications.drain_outbox")


def render_mail(template: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Return subject and body. Plain text: nothing is escaped, the subject has no line break in it."""
    source = Engine.get_default().get_template(f"mail/{template}.txt")
    city = context.get("city") or CitySettings.load()
    everything = {"site_url": settings.SITE_URL, **context, "city": city}
    text = source.render(Context(everything, autoescape=False)).lstrip()
    first, _, rest = FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).partition("\n")
    return one_line(first)[:200], rest.strip("\n") + "\n" + _signature(city)


def _signature(city: CitySettings) -> str:
    """Return whom to ring; a letter that says 「お電話ください」 must hold the number."""
    if not city.phone:
        return ""
    return f"\n--\n{city.full_name}（{city.division_name}）\n電話 {city.phone}（{city.opening_hours}）\n"


def is_address(text: str) -> bool:
    """Return whether a mail server could take the address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254
