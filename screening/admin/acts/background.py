"""役員名簿 and 警察への照会, in the last stage."""

from datetime import timedelta
from typing import Any

from django.forms import Form

from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.calendar import add_working_days
from nara_renkei.core.holidays import closed_days
from nara_renkei.core.private_files import UploadRefused
from proposals.enums import Status
from proposals.models import RosterRequest
from proposals.usecases.hand_in_roster import CannotHandIn, hand_in_roster
from screening.forms.background import AskRosterForm, PaperRosterForm, PoliceAnswerForm, SentForm
from screening.usecases.check_background import (
    CannotCheckBackground,
    ask_for_roster,
    record_police_answer,
    send_to_police,
)

from .case import Act, Case

REFUSED = (CannotCheckBackground, CannotHandIn, UploadRefused)
KEPT = timedelta(days=90)


def roster_of(case: Case) -> RosterRequest | None:
    return getattr(case.proposal, "roster_request", None)


def ask_form(case: Case, data: Any) -> Form:
    wanted_by = add_working_days(case.today, 10, closed_days(case.today, days=60))
    return AskRosterForm(data, initial={"wanted_by": wanted_by, "delete_on": case.today + KEPT})


def may_be_handed_in(case: Case) -> bool:
    roster = roster_of(case)
    return roster is not None and roster.may_be_handed_in


def may_be_sent(case: Case) -> bool:
    roster = roster_of(case)
    return roster is not None and bool(roster.received_at) and roster.may_be_handed_in


def may_be_answered(case: Case) -> bool:
    roster = roster_of(case)
    return roster is not None and roster.sent_at is not None and roster.done_at is None


def hand_in(case: Case, form: Form) -> object:
    upload = form.cleaned_data["upload"]
    return hand_in_roster(request=case.proposal.roster_request, officers=[], upload=upload, **case.by)


BACKGROUND = (
    Act(
        "meibo-onegai",
        "役員名簿をお願いする",
        "check",
        Permission.TELL,
        lambda case: case.screening is not None and case.proposal.status == Status.ADOPTED and roster_of(case) is None,
        ask_form,
        lambda case, form: ask_for_roster(screening=case.folder_row, **form.cleaned_data, **case.by),
        "役員名簿をお願いしました。",
        "提案者の画面に、役員名簿のお願いと期限が出ます。メールは送りません。メールで知らせるときは「メッセージを送る」を使ってください。",
    ),
    Act(
        "meibo-uketori",
        "紙で届いた役員名簿を入れる",
        "check",
        Permission.TRIAGE,
        may_be_handed_in,
        lambda case, data: PaperRosterForm(data),
        hand_in,
        "役員名簿を入れました。",
        "前に届いた名簿は消え、入れ替わります。提案者の画面は「確認中」になります。",
    ),
    Act(
        "keisatsu-shokai",
        "警察へ照会したことを残す",
        "check",
        Permission.TRIAGE,
        may_be_sent,
        lambda case, data: SentForm(data, initial={"sent_on": case.today}),
        lambda case, form: send_to_police(screening=case.folder_row, **form.cleaned_data, **case.by),
        "照会した日を残しました。",
        "提案者は、名簿を出し直せなくなります。画面は「確認中」のままです。",
    ),
    Act(
        "keisatsu-kaito",
        "警察の回答を残す",
        "check",
        Permission.TRIAGE,
        may_be_answered,
        lambda case, data: PoliceAnswerForm(data, initial={"answered_on": case.today}),
        lambda case, form: record_police_answer(
            screening=case.folder_row,
            answered_on=form.cleaned_data["answered_on"],
            is_listed=form.cleaned_data["is_listed"] == "yes",
            **case.by,
        ),
        "回答を残しました。「協定・契約前の確認を残す」で、項目の結果も残してください。",
        "提案者の画面は「済」になります。該当の有無は伝わりません。",
    ),
)
