"""保留・実施. The 対話 has a page of its own."""

from datetime import timedelta
from typing import Any

from django.forms import Form

from nara_renkei.accounts.permissions import Permission
from proposals.enums import LetterKind, Status
from screening.forms.letters import HoldForm
from screening.forms.undertaking import ClosingForm
from screening.usecases.carry_out import CannotStartWork, complete_work, start_work
from screening.usecases.hold_proposal import CannotHold, hold_proposal, resume_proposal

from .case import COMPANY_WHEN_TICKED, Act, Case, draft_of, empty, in_hand, new_words

REFUSED = (
    CannotHold,
    CannotStartWork,
)


def hold_form(case: Case, data: Any) -> Form:
    until = case.today + timedelta(days=60)
    return HoldForm(data, draft=draft_of(case, LetterKind.HOLD, until=until), initial={"until": until})


def redraft_hold(case: Case, form: HoldForm, data: Any) -> Any:
    facts = {"until": form.cleaned_data["until"], "reason": form.cleaned_data["reason"]}
    return new_words(data, draft_of(case, LetterKind.HOLD, **facts))


WORK = (
    Act(
        "horyu",
        "保留にする",
        "work",
        Permission.TELL,
        in_hand,
        hold_form,
        lambda case, form: hold_proposal(
            screening=case.folder_row,
            until=form.cleaned_data["until"],
            reason=form.cleaned_data["reason"],
            letter=form.letter(),
            **case.by,
        ),
        "保留にしました。期限まで、市の期日は止まります。",
        "提案者の画面に保留の期限が出ます。" + COMPANY_WHEN_TICKED,
        names_members=True,
        redraft=redraft_hold,
    ),
    Act(
        "saikai",
        "保留を終える",
        "work",
        Permission.TELL,
        lambda case: case.screening is not None and case.proposal.status == Status.ON_HOLD,
        empty,
        lambda case, form: resume_proposal(screening=case.folder_row, **case.by),
        "検討を再開しました。",
        "提案者の画面から保留の期限が消えます。メールは送りません。",
    ),
    Act(
        "hajimeru",
        "実施を始めた",
        "work",
        Permission.TELL,
        lambda case: case.screening is not None and case.proposal.status == Status.ADOPTED,
        empty,
        lambda case, form: start_work(screening=case.folder_row, **case.by),
        "実施中にしました。",
        "提案者の画面の文が「取組を進めています」になります。メールは送りません。",
    ),
    Act(
        "kanryo",
        "実施が終わった",
        "work",
        Permission.TELL,
        lambda case: case.screening is not None and case.proposal.status == Status.UNDERWAY,
        lambda case, data: ClosingForm(data),
        lambda case, form: complete_work(screening=case.folder_row, answers=form.answers(), **case.by),
        "完了にしました。事例の下書きができています。",
        "提案者の画面の文が「取組が終わりました」になります。メールは送りません。主担当課に、事例の下書きができます。"
        "下の答えは、下書きに入ります。空のままでも、あとで書けます。",
    ),
)
