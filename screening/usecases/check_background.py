"""警察への照会: the list is asked for in the last stage only, sent on, answered. Of the reply 該当の有無 alone is kept."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from proposals.enums import Status
from proposals.usecases.keep_roster import mark_roster_done, mark_roster_sent, request_roster
from screening.models import BackgroundCheck, RosterReader, Screening

from .open_screening import locked


class CannotCheckBackground(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def ask_for_roster(
    *, screening: Screening, wanted_by: date, delete_on: date, by: Actor, at: datetime
) -> BackgroundCheck:
    """Ask the company on its page. Raises CannotCheckBackground outside the last stage, twice, or with nobody to read."""
    screening, today = locked(screening), local_day(at)
    if screening.proposal.status != Status.ADOPTED:
        raise CannotCheckBackground("役員名簿をお願いできるのは、進めることが決まり、実施を始める前の提案だけです。")
    if not RosterReader.objects.exists():
        raise CannotCheckBackground(
            "役員名簿を読む席が決まっていません。システム管理者に「役員名簿を読む席」の登録を頼んでください。"
        )
    if not today <= wanted_by < delete_on:
        raise CannotCheckBackground("期限は今日から先、名簿を消す日は期限より後の日にしてください。")
    if BackgroundCheck.objects.filter(screening=screening).exists():
        raise CannotCheckBackground("役員名簿は、もうお願いしています。")
    roster = request_roster(proposal=screening.proposal, wanted_by=wanted_by, at=at)
    check = BackgroundCheck.objects.create(screening=screening, roster=roster, asked_by=by.label, delete_on=delete_on)
    audit.record("background.ask", about=screening.proposal.key, by=by, at=at, delete_on=delete_on.isoformat())
    return check


@transaction.atomic
def send_to_police(*, screening: Screening, sent_on: date, by: Actor, at: datetime) -> BackgroundCheck:
    """The list went to the police: the company can change it no more. Raises CannotCheckBackground."""
    check = _check_of(screening)
    if check.sent_on:
        raise CannotCheckBackground("もう照会しています。")
    if check.roster.deleted_at or not check.roster.received_at:
        raise CannotCheckBackground("名簿が届いていません。届いてから照会してください。")
    if sent_on > local_day(at):
        raise CannotCheckBackground("照会した日は、今日までの日にしてください。")
    check.sent_on = sent_on
    check.save(update_fields=["sent_on"])
    mark_roster_sent(request=check.roster, at=at)
    audit.record("background.send", about=check.screening.proposal.key, by=by, at=at)
    return check


@transaction.atomic
def record_police_answer(
    *, screening: Screening, answered_on: date, is_listed: bool, by: Actor, at: datetime
) -> BackgroundCheck:
    """Keep the day and whether somebody is listed; the company reads 済. Raises CannotCheckBackground."""
    check = _check_of(screening)
    if not check.sent_on or check.answered_on:
        raise CannotCheckBackground("照会して、まだ回答のないものだけ記録できます。画面を開き直してください。")
    if not check.sent_on <= answered_on <= local_day(at):
        raise CannotCheckBackground("回答の日は、照会した日から今日までの日にしてください。")
    check.answered_on, check.is_listed, check.recorded_by = answered_on, is_listed, by.label
    check.save(update_fields=["answered_on", "is_listed", "recorded_by"])
    mark_roster_done(request=check.roster, at=at)
    audit.record("background.answer", about=check.screening.proposal.key, by=by, at=at)
    return check


def _check_of(screening: Screening) -> BackgroundCheck:
    locked(screening)
    check = BackgroundCheck.objects.select_related("roster", "screening__proposal").filter(screening=screening).first()
    if check is None:
        raise CannotCheckBackground("先に、役員名簿をお願いしてください。")
    return check
