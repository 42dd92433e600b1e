"""The letters about a 事前相談: to the person who asked, and to the desk. One text, the news in front."""

from datetime import datetime

from nara_renkei.accounts.queries import desk_addresses, staff_url
from nara_renkei.core.calendar import local_day
from nara_renkei.core.links import absolute_link
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.enums import ConsultationState
from proposals.models import Consultation

ADMIN = "/admin/proposals/consultation/"


def tell_company(consultation: Consultation, *, subject: str, news: str, at: datetime, url: str = "") -> None:
    """Queue a letter to the person who asked; nothing when nobody is left."""
    if consultation.author is None:
        return
    is_booked = consultation.state == ConsultationState.BOOKED
    queue_mail(
        "proposals/consultation",
        to=consultation.author.email,
        about=consultation.key,
        context={
            "subject": subject,
            "news": news,
            "title": consultation.title,
            "slot": consultation.slot if is_booked else None,
            "url": url or absolute_link("proposals:consultation", consultation.uuid),
            "ics": absolute_link("proposals:consultation_ics", consultation.uuid) if is_booked else "",
        },
        at=at,
    )


def tell_desk(consultation: Consultation, *, subject: str, news: str, at: datetime) -> None:
    """Queue a letter to the desk: that something happened, and where to read it."""
    for address in desk_addresses(local_day(at)):
        queue_mail(
            "proposals/consultation_for_city",
            to=address,
            about=consultation.key,
            context={
                "subject": subject,
                "news": news,
                "slot": consultation.slot,
                "url": staff_url(f"{ADMIN}{consultation.uuid}/"),
            },
            at=at,
        )
