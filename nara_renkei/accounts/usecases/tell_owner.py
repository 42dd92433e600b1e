"""Tell a person by letter what happened to the way into their account: whoever did not do it hears of it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import password_opens
from nara_renkei.accounts.queries import staff_url
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.links import absolute_link
from nara_renkei.notifications.usecases.queue_mail import queue_mail


@transaction.atomic
def tell_owner(*, user: User, verb: str, what: str, by: Actor, at: datetime, **keys: Any) -> None:
    """Queue the letter and keep ``verb`` with ``keys`` in the audit. ``what`` is one Japanese sentence."""
    devices = "accounts:devices"
    url = staff_url(reverse(devices)) if user.is_employee else absolute_link(devices)
    about = {"what": what, "happened_at": at, "url": url}
    context = {**about, "is_employee": user.is_employee, "password_opens": password_opens()}
    queue_mail("accounts/to_owner", to=user.email, about=f"user:{user.pk}", context=context, at=at)
    record(verb, about=f"user:{user.pk}", by=by, at=at, **keys)
