"""結果: 案, 決裁, 告知."""

from typing import Any

from django.forms import Form

from nara_renkei.accounts.permissions import Permission
from proposals.enums import Status
from proposals.queries import near_challenges
from screening.enums import DecisionState
from screening.forms.desk import ApprovalForm, SendBackForm
from screening.forms.letters import TellForm
from screening.forms.outcome import DeskOutcomeForm
from screening.rendering import outcome_draft
from screening.usecases.confirm_decision import CannotConfirmDecision, confirm_decision
from screening.usecases.drop_decision import CannotDrop, drop_decision
from screening.usecases.record_approval import CannotRecordApproval, record_approval
from screening.usecases.refer_at_desk import CannotRefer, refer_at_desk
from screening.usecases.send_back_decision import CannotSendBack, send_back_decision
from screening.usecases.tell_decision import CannotTellDecision, tell_decision

from .case import NOBODY, Act, Case, approval_of, empty, has_decision

REFUSED = (
    CannotConfirmDecision,
    CannotDrop,
    CannotRecordApproval,
    CannotRefer,
    CannotSendBack,
    CannotTellDecision,
)


def tell_form(case: Case, data: Any) -> Form:
    lead = case.folder.lead
    draft = outcome_draft(
        case.decision_row,
        proposal=case.proposal,
        division=str(lead.division) if lead else "",
        on=case.today,
        document_number=approval_of(case).document_number,
    )
    return TellForm(data, draft=draft)


OUTCOME = (
    Act(
        "annai",
        "デスクで見送り・ほかの窓口の案を作る",
        "decision",
        Permission.TELL,
        lambda case: (
            case.screening is not None
            and case.proposal.status == Status.SUBMITTED
            and not case.folder.routings
            and case.folder.decision is None
        ),
        lambda case, data: DeskOutcomeForm(data, near=near_challenges(case.proposal, case.today)),
        lambda case, form: refer_at_desk(screening=case.folder_row, outcome=form.outcome(), **case.by),
        "結果の案を作りました。決裁を記録してから、お知らせしてください。",
    ),
    Act(
        "an-torisage",
        "デスクの案を取り下げる",
        "decision",
        Permission.TELL,
        lambda case: has_decision(DecisionState.CONFIRMED)(case) and not case.decision_row.proposed_at,
        empty,
        lambda case, form: drop_decision(decision=case.decision_row, **case.by),
        "デスクの案を取り下げました。",
        is_danger=True,
    ),
    Act(
        "an-kakunin",
        "課の案を確かめた",
        "decision",
        Permission.TELL,
        has_decision(DecisionState.PROPOSED),
        empty,
        lambda case, form: confirm_decision(decision=case.decision_row, **case.by),
        "課の案を確かめました。決裁を記録してください。",
        "デスクが確かめるのは、書くべきことがそろっているかだけです。" + NOBODY,
    ),
    Act(
        "sashimodosu",
        "課へ差し戻す",
        "decision",
        Permission.TELL,
        lambda case: (
            has_decision(DecisionState.PROPOSED, DecisionState.CONFIRMED)(case)
            and bool(case.decision_row.proposed_at)
            and approval_of(case) is None
        ),
        lambda case, data: SendBackForm(data),
        lambda case, form: send_back_decision(
            decision=case.decision_row, reason=form.cleaned_data["reason"], **case.by
        ),
        "課へ差し戻しました。",
        "主担当課の画面に、差戻しの理由が出ます。" + NOBODY,
        is_danger=True,
    ),
    Act(
        "kessai",
        "決裁を記録する",
        "decision",
        Permission.TELL,
        lambda case: has_decision(DecisionState.CONFIRMED)(case) and approval_of(case) is None,
        lambda case, data: ApprovalForm(data),
        lambda case, form: record_approval(decision=case.decision_row, **form.cleaned_data, **case.by),
        "決裁を記録しました。文面を確かめて、お知らせしてください。",
        "決裁そのものは、市の文書管理で行います。" + NOBODY,
    ),
    Act(
        "shiraseru",
        "結果をお知らせする",
        "decision",
        Permission.TELL,
        lambda case: has_decision(DecisionState.CONFIRMED)(case) and approval_of(case) is not None,
        tell_form,
        lambda case, form: tell_decision(
            decision=case.decision_row, letter=form.letter(), notify=form.cleaned_data["notify"], **case.by
        ),
        "結果をお知らせしました。",
        "提案者の画面に通知文と結果が出ます。「メールで知らせる」に印を付けると、次の宛先へ案内のメールが送られます。",
        names_members=True,
    ),
)
