"""対話・保留・実施."""

from datetime import timedelta
from typing import Any

from django.forms import Form

from nara_renkei.accounts.permissions import Permission
from proposals.enums import LetterKind, Status
from proposals.usecases.fix_meeting import offer_meeting
from screening.forms.desk import FixMeetingForm, MeetingForm
from screening.forms.division import MinutesForm
from screening.forms.letters import HoldForm
from screening.usecases.carry_out import CannotStartWork, complete_work, start_work
from screening.usecases.fix_dialogue import CannotFixDialogue, fix_dialogue
from screening.usecases.hold_proposal import CannotHold, hold_proposal, resume_proposal
from screening.usecases.record_minutes import CannotRecordMinutes, record_minutes

from .case import COMPANY_WHEN_TICKED, Act, Case, draft_of, empty, in_hand, new_words

REFUSED = (
    CannotFixDialogue,
    CannotHold,
    CannotRecordMinutes,
    CannotStartWork,
)


def hold_form(case: Case, data: Any) -> Form:
    until = case.today + timedelta(days=60)
    return HoldForm(data, draft=draft_of(case, LetterKind.HOLD, until=until), initial={"until": until})


def redraft_hold(case: Case, form: HoldForm, data: Any) -> Any:
    facts = {"until": form.cleaned_data["until"], "reason": form.cleaned_data["reason"]}
    return new_words(data, draft_of(case, LetterKind.HOLD, **facts))


def meeting_form(case: Case, data: Any) -> Form:
    answer = getattr(case.folder.lead, "answer", None)
    return MeetingForm(data, initial={"offered": answer.dates if answer else ""})


WORK = (
    Act(
        "taiwa-koho",
        "対話の候補日を出す",
        "work",
        Permission.TELL,
        in_hand,
        meeting_form,
        lambda case, form: offer_meeting(proposal=case.proposal, **form.cleaned_data, **case.by),
        "候補日を出しました。",
        "提案者の画面に候補日が出ます。メールは送りません。",
    ),
    Act(
        "taiwa-nittei",
        "対話の日を決める",
        "work",
        Permission.TELL,
        in_hand,
        lambda case, data: FixMeetingForm(data),
        lambda case, form: fix_dialogue(screening=case.folder_row, **form.cleaned_data, **case.by),
        "対話の日を決めました。その日まで、市の期日は止まります。",
        "提案者の画面に日時と場所が出ます。メールは送りません。",
    ),
    Act(
        "taiwa",
        "対話を記録する",
        "work",
        Permission.TRIAGE,
        in_hand,
        lambda case, data: MinutesForm(data),
        lambda case, form: record_minutes(screening=case.folder_row, **form.cleaned_data, **case.by),
        "対話を記録しました。",
        "提案者の画面は「対話中」になります。記録は庁内だけに見えます。",
    ),
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
        empty,
        lambda case, form: complete_work(screening=case.folder_row, **case.by),
        "完了にしました。",
        "提案者の画面の文が「取組が終わりました」になります。メールは送りません。",
    ),
)
