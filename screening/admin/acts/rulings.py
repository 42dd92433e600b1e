"""裁定: ask the 共創推進リーダー, or take the proposal into 預かり."""

from typing import Any

from django.forms import Form

from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.calendar import add_working_days
from nara_renkei.core.holidays import closed_days
from proposals.enums import OPEN_STATUSES
from screening.forms.ruling import AskRulingForm, CustodyForm
from screening.queries.rulings import count_refusals, has_refused
from screening.rules.rulings import needs_ruling
from screening.usecases.ask_for_ruling import CannotAskForRuling, ask_for_ruling
from screening.usecases.give_ruling import CannotRule, take_custody

from .case import NOBODY, Act, Case

REFUSED = (
    CannotAskForRuling,
    CannotRule,
)
DAYS_TO_RULE = 5  # 開庁日 that the form proposes


def refusals(case: Case) -> int:
    return count_refusals(case.folder.routings)


def awaits_ruling(case: Case) -> bool:
    """Whether only a 裁定 can send it on."""
    return needs_ruling(refusals(case))


def may_ask(case: Case) -> bool:
    return case.proposal.status in OPEN_STATUSES and case.folder.lead is None and refusals(case) > 0


def ask_form(case: Case, data: Any) -> Form:
    refused = [one for one in case.folder.routings if has_refused(one)]
    suggested = refused[-1].answer.suggested if refused else None  # type: ignore[attr-defined]  # the other side of a one-to-one
    due = add_working_days(case.today, DAYS_TO_RULE, closed_days(case.today, days=60))
    initial = {"department": suggested.department_id if suggested else None, "due_on": due}
    return AskRulingForm(data, day=case.today, initial=initial)


RULINGS = (
    Act(
        "saitei",
        "裁定を求める",
        "route",
        Permission.ROUTE,
        may_ask,
        ask_form,
        lambda case, form: ask_for_ruling(screening=case.folder_row, **form.cleaned_data, **case.by),
        "裁定を求めました。共創推進リーダーの席のメールに知らせました。",
        "選んだ部の共創推進リーダーに【要対応】のメールが届きます。メールのリンクからも裁定できます。"
        "裁定が出ると、その課へすぐに送付されます。" + NOBODY,
    ),
    Act(
        "azukaru",
        "総合政策課で預かる",
        "route",
        Permission.ROUTE,
        lambda case: may_ask(case) and awaits_ruling(case),
        lambda case, data: CustodyForm(data),
        lambda case, form: take_custody(screening=case.folder_row, **form.cleaned_data, **case.by),
        "総合政策課の預かりにしました。",
        "窓口のある課が主担当になり、課のメールに【要対応】の知らせが届きます。求めている裁定は、これで済みます。"
        + NOBODY,
        is_danger=True,
    ),
)
