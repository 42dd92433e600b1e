"""Ask people: each gets a letter with a link that answers once. The letter alone holds the token."""

import secrets
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse

from nara_renkei.accounts.queries import staff_url
from nara_renkei.accounts.usecases.send_link import TOKEN_BYTES, token_digest
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import TOKYO, local_day
from nara_renkei.core.links import absolute_link
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from nara_renkei.surveys.enums import Side
from nara_renkei.surveys.models import Addressee, Survey, Ticket
from nara_renkei.surveys.rendering import letter_context
from nara_renkei.surveys.rules.people import Person

CLOSED: Final = "いまは回答を受け付けていません。アンケートの状態と締切を確かめてください。"


__all__ = ["CannotAddress", "Person", "address"]


class CannotAddress(Exception):
    """``str(exc)`` is fit for the screen."""


@transaction.atomic
def address(*, survey: Survey, people: Iterable[Person], by: Actor, at: datetime) -> list[Addressee]:
    """Queue a letter to everybody who was not asked yet, and return those. An address is asked once per survey.

    May be called again with more people, or with the same: only the new ones get a letter. Show the list and
    ``rendering.preview`` first, and let the desk press the button. Raises CannotAddress when the survey is not open.
    """
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if not survey.takes_answers_on(local_day(at)):
        raise CannotAddress(CLOSED)
    wanted = {person.email.strip().lower(): person for person in reversed(list(people))}
    for email in survey.addressees.filter(email__in=wanted).values_list("email", flat=True):
        del wanted[email]
    asked = Addressee.objects.bulk_create(
        Addressee(survey=survey, side=person.side, name=person.name[:120], email=email)
        for email, person in reversed(wanted.items())
    )
    for addressee in asked:
        send_ticket(addressee, survey, template="surveys/asked", at=at)
    if asked:
        record("survey.addressed", about=survey.key, by=by, at=at, count=len(asked))
    return asked


def send_ticket(addressee: Addressee, survey: Survey, *, template: str, at: datetime) -> None:
    """Queue one letter with a link of its own. Older links of the same person go on opening until one is used."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    Ticket.objects.create(addressee=addressee, token_sha256=token_digest(token))
    if addressee.side == Side.COMPANY:
        link = absolute_link("surveys:answer", token)
    else:
        link = staff_url(reverse("surveys:answer_staff", args=[token]))
    queue_mail(
        template,
        to=addressee.email,
        about=survey.key,
        context=letter_context(survey, addressee.side, addressee.name),
        at=at,
        secret=link,
        expires_at=datetime.combine(survey.closes_on + timedelta(days=1), time(), TOKYO),
    )
