"""意見照会: ask, remind, take back."""

from typing import Any

from django.forms import Form

from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.calendar import add_working_days
from nara_renkei.core.holidays import closed_days
from screening.forms.inquiry import AskForm, OpenInquiryForm, RevokeInquiryForm
from screening.models import Inquiry
from screening.queries.consultees import consultees_of
from screening.usecases.ask_opinion import CannotAsk
from screening.usecases.ask_standing import ask_divisions
from screening.usecases.revoke_inquiry import CannotChangeInquiry, remind_inquiry, revoke_inquiry

from .case import NOBODY, Act, Case, is_open

REFUSED = (
    CannotAsk,
    CannotChangeInquiry,
)
DAYS_TO_ANSWER = 5  # 開庁日 that the form proposes


def ask_form(case: Case, data: Any) -> Form:
    consultees = consultees_of(case.folder_row)
    due = add_working_days(case.today, DAYS_TO_ANSWER, closed_days(case.today, days=60))
    return AskForm(data, day=case.today, consultees=consultees, initial={"due_on": due})


def waiting(case: Case) -> list[Inquiry]:
    return [one for one in case.folder.inquiries if one.is_open]


INQUIRIES = (
    Act(
        "shokai",
        "意見を尋ねる",
        "route",
        Permission.ROUTE,
        is_open,
        ask_form,
        lambda case, form: ask_divisions(screening=case.folder_row, **form.asked(), **case.by),
        "意見を尋ねました。",
        "尋ねる課のメールに【要対応】の知らせが届き、照会に要る部分が見えるようになります。" + NOBODY,
    ),
    Act(
        "unagasu",
        "照会の答えを促す",
        "route",
        Permission.ROUTE,
        lambda case: is_open(case) and bool(waiting(case)),
        lambda case, data: OpenInquiryForm(data, inquiries=waiting(case)),
        lambda case, form: remind_inquiry(inquiry=form.chosen_one(), **case.by),
        "課のメールに知らせました。",
        "選んだ課のメールに【要対応】の知らせが届きます。" + NOBODY,
    ),
    Act(
        "shokai-torikeshi",
        "照会を取り消す",
        "route",
        Permission.ROUTE,
        lambda case: is_open(case) and bool(waiting(case)),
        lambda case, data: RevokeInquiryForm(data, inquiries=waiting(case)),
        lambda case, form: revoke_inquiry(inquiry=form.chosen_one(), reason=form.cleaned_data["reason"], **case.by),
        "照会を取り消しました。",
        "その課は、照会のために見えていた部分を見られなくなります。" + NOBODY,
        is_danger=True,
    ),
)
