"""照会を取り消す, 照会の答えを促す."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.queries import division_addresses
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day, working_days_between
from nara_renkei.core.holidays import closed_days
from proposals.usecases.grant_access import end_access
from screening.models import Inquiry, Screening

from .open_screening import locked
from .remind_divisions import mail_reminder


class CannotChangeInquiry(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def revoke_inquiry(*, inquiry: Inquiry, reason: str, by: Actor, at: datetime) -> Inquiry:
    """Take the question back: nobody waits, and what the 課 saw for it alone it sees no longer.

    Raises CannotChangeInquiry when it was answered or taken back before.
    """
    screening, inquiry = _open(inquiry)
    if not reason.strip():
        raise CannotChangeInquiry("取り消す理由を書いてください。")
    inquiry.revoked_at, inquiry.revoked_by, inquiry.revoke_reason = at, by.label, reason
    inquiry.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    division = inquiry.division
    works_on_it = screening.routings.in_hand().filter(division=division).exists()
    was_asked = Inquiry.objects.filter(screening=screening, division=division, revoked_at=None).exists()
    if not works_on_it and not was_asked:
        end_access(proposal=screening.proposal, division=division, by=by, at=at)
    audit.record("inquiry.revoke", about=screening.proposal.key, by=by, at=at, division=division.code)
    return inquiry


@transaction.atomic
def remind_inquiry(*, inquiry: Inquiry, by: Actor, at: datetime) -> Inquiry:
    """Remind 課のメール of the question, once a day at most. Raises CannotChangeInquiry."""
    screening, inquiry = _open(inquiry)
    today = local_day(at)
    if inquiry.reminded_on == today:
        raise CannotChangeInquiry(f"{inquiry.division}には、今日もう促しています。急ぐときは電話で確かめてください。")
    inquiry.reminded_on = today
    inquiry.save(update_fields=["reminded_on"])
    days = working_days_between(today, inquiry.due_on, closed_days(today, days=120))
    for address in division_addresses(inquiry.division, today):
        mail_reminder(inquiry, "screening/inquiry_reminder", address, days=days, at=at)
    audit.record("inquiry.remind", about=screening.proposal.key, by=by, at=at, division=inquiry.division.code)
    return inquiry


def _open(inquiry: Inquiry) -> tuple[Screening, Inquiry]:
    screening = locked(inquiry.screening)
    found = Inquiry.objects.open().select_related("division").filter(pk=inquiry.pk).first()
    if found is None:
        raise CannotChangeInquiry("この照会は、もう答えがあるか、取り消されています。画面を開き直してください。")
    found.screening = screening
    return screening, found
