"""The desk sends a letter of an event to those it has ticked. Nobody ticked is nobody written to."""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from typing import Any, Final

from django.db import transaction
from django.urls import reverse

from dialogue.enums import LetterKind, Side
from dialogue.models import Event, EventLetter
from dialogue.queries.letters import Recipient, recipients_of
from dialogue.rules.letters import OCCASIONS, may_go
from dialogue.rules.people import last_day
from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.queries import staff_url
from nara_renkei.accounts.usecases.send_link import send_link
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import TOKYO
from nara_renkei.core.links import absolute_link
from nara_renkei.notifications.usecases.queue_mail import queue_mail, render_mail

NOBODY: Final = "送る相手が選ばれていません。名前の左の四角に印を付けてください。何も送っていません。"
CHANGED: Final = "選んだ相手の中に、いまは送れない相手がいます。画面を開き直して、選び直してください。"
OVER: Final = "本人のページは、開催日から30日で閉じています。この手紙はもう送れません。"
LINKS: Final = {
    Side.COMPANY: (LinkPurpose.PARTICIPANT, "dialogue:person_by_link"),
    Side.DIVISION: (LinkPurpose.STAFF_PARTICIPANT, "dialogue:staff_person_by_link"),
}


class CannotSend(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def send_event_letters(
    *, event: Event, kind: LetterKind, to: Collection[str], note: str, by: Actor, at: datetime
) -> list[Recipient]:
    """Queue the letter for each key in ``to`` and return who gets it. Raises CannotSend; then nobody gets any."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if not may_go(kind, event.state):
        raise CannotSend(OCCASIONS[kind].too_early)
    if not to:
        raise CannotSend(NOBODY)
    chosen = [one for one in recipients_of(event, kind) if one.key in to and one.can_get_it]
    if len(chosen) < len(set(to)):
        raise CannotSend(CHANGED)
    closes = datetime.combine(last_day(event.held_on), time(23, 59, 59), tzinfo=TOKYO)
    if kind != LetterKind.INVITATION and closes <= at:
        raise CannotSend(OVER)
    EventLetter.objects.bulk_create(
        EventLetter(event=event, kind=kind, about=one.key, sent_at=at, sent_by=by.label) for one in chosen
    )
    for one in chosen:
        _send(event, kind, one, note, closes - at, by, at)
    audit.record("event.letter", about=event.key, by=by, at=at, kind=str(kind), to=[one.key for one in chosen])
    return chosen


def preview(*, event: Event, kind: LetterKind, to: Recipient, note: str) -> tuple[str, str]:
    """Return subject and body as this recipient will read them; 〔リンク〕 stands where the own link goes."""
    return render_mail(_template(kind), {**_context(event, to, note), "expires_on": last_day(event.held_on)})


def _send(
    event: Event, kind: LetterKind, to: Recipient, note: str, valid_for: timedelta, by: Actor, at: datetime
) -> None:
    context = _context(event, to, note)
    if kind == LetterKind.INVITATION:
        for address in to.addresses:
            queue_mail(_template(kind), to=address, about=event.key, context=context, at=at)
        return
    purpose, url_name = LINKS[to.side]
    send_link(
        purpose=purpose,
        about=to.key,
        to=to.addresses[0],
        template=_template(kind),
        context=context,
        url_name=url_name,
        valid_for=valid_for,
        by=by,
        at=at,
    )


def _template(kind: LetterKind) -> str:
    return f"dialogue/{kind.lower()}"


def _context(event: Event, to: Recipient, note: str) -> dict[str, Any]:
    is_of_company = to.side == Side.COMPANY
    entry = (
        absolute_link("dialogue:entry", event.slug)
        if is_of_company
        else staff_url(reverse("dialogue:division_entry", args=[event.slug]))
    )
    return {
        "event": event.name,
        "when": event.when,
        "place": event.place,
        "access": event.access,
        "closes_on": event.closes_on,
        "name": to.name,
        "unit": to.unit,
        "is_of_company": is_of_company,
        "note": note,
        "entry": entry,
        "ics": absolute_link("dialogue:event_ics", event.slug),
    }
