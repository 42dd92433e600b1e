"""The desk's buttons as data: when it is offered, its form, its one call, and who will read what."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.forms import Form

from nara_renkei.accounts.permissions import Permission
from nara_renkei.accounts.queries import member_addresses
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import add_working_days
from nara_renkei.core.holidays import closed_days
from nara_renkei.core.models import CitySettings
from proposals.enums import OPEN_STATUSES, LetterKind, Stage, Status
from proposals.models import Challenge, Proposal
from proposals.rules import promises
from proposals.rules.lifecycle import MoveRefused
from proposals.usecases.confirm_messages import confirm_messages
from proposals.usecases.fix_meeting import fix_meeting, offer_meeting
from proposals.usecases.keep_promises import norm_of, season_of, spans_of
from proposals.usecases.request_correction import CannotRequestCorrection
from proposals.usecases.write_message import CannotWrite, write_message
from screening.enums import Answer, CheckStage, DecisionState, Disposition
from screening.forms import (
    ApprovalForm,
    DeskOutcomeForm,
    EmptyForm,
    FixMeetingForm,
    HoldForm,
    InquiryForm,
    LetterForm,
    MeetingForm,
    MessageForm,
    MinutesForm,
    NoteForm,
    OnlyLetterForm,
    RerouteForm,
    ReturnForm,
    RouteForm,
    SendBackForm,
    SoundnessForm,
    TellForm,
    TriageForm,
)
from screening.models import Decision, Routing, Screening
from screening.queries import ProposalDossier
from screening.rendering import LetterText, letter_draft
from screening.usecases.ask_opinion import CannotAsk, ask_opinion
from screening.usecases.carry_out import complete_work, start_work
from screening.usecases.confirm_correction import confirm_correction
from screening.usecases.confirm_decision import CannotConfirmDecision, confirm_decision
from screening.usecases.drop_decision import CannotDrop, drop_decision
from screening.usecases.hold_proposal import CannotHold, hold_proposal, resume_proposal
from screening.usecases.note_answer import CannotNote, note_answer
from screening.usecases.open_screening import CannotOpen, open_screening
from screening.usecases.record_approval import CannotRecordApproval, record_approval
from screening.usecases.record_minutes import CannotRecordMinutes, record_minutes
from screening.usecases.record_soundness_check import CannotRecordCheck, record_soundness_check
from screening.usecases.record_triage import record_triage
from screening.usecases.refer_at_desk import CannotRefer, refer_at_desk
from screening.usecases.reroute_proposal import reroute_proposal
from screening.usecases.return_proposal import CannotReturn, return_proposal
from screening.usecases.route_proposal import CannotRoute, route_proposal
from screening.usecases.send_back_decision import CannotSendBack, send_back_decision
from screening.usecases.tell import CannotTell
from screening.usecases.tell_decision import CannotTellDecision, tell_decision
from screening.usecases.tell_delay import tell_delay
from screening.usecases.write_note import CannotWriteNote, write_note

REFUSED = (
    CannotAsk,
    CannotConfirmDecision,
    CannotDrop,
    CannotHold,
    CannotNote,
    CannotOpen,
    CannotRecordApproval,
    CannotRecordCheck,
    CannotRecordMinutes,
    CannotRefer,
    CannotRequestCorrection,
    CannotReturn,
    CannotRoute,
    CannotSendBack,
    CannotTell,
    CannotTellDecision,
    CannotWrite,
    CannotWriteNote,
    MoveRefused,
)

NOBODY = "提案者には何も伝わりません。"
COMPANY_WHEN_TICKED = (
    "「知らせる」に印を付けたときだけ、提案者の画面に通知文が出て、次の宛先へ案内のメールが送られます。"
)


@dataclass(slots=True)
class Case:
    """What a button is pressed on, by whom and when."""

    proposal: Proposal
    folder: ProposalDossier
    screening: Screening | None
    actor: Actor
    at: datetime
    today: date

    @property
    def folder_row(self) -> Screening:
        """The folder; buttons that need it are offered only when it is there."""
        if self.screening is None:
            raise CannotOpen("まだ開いていない提案です。先に開いてください。")
        return self.screening

    @property
    def decision_row(self) -> Decision:
        if self.folder.decision is None:
            raise CannotConfirmDecision("結果の案がありません。画面を開き直してください。")
        return self.folder.decision

    @property
    def by(self) -> dict[str, Any]:
        return {"by": self.actor, "at": self.at}

    @property
    def unnoted(self) -> Routing | None:
        """The next confirmed answer that the desk has not received, the lead's first."""
        for routing in self.folder.routings:
            answer = getattr(routing, "answer", None)
            if answer and answer.confirmed_at and not answer.noted_at and answer.choice != Answer.NOT_OURS:
                return routing
        return None

    @property
    def has_unread_message(self) -> bool:
        return any(one.party == "proposer" and one.confirmed_at is None for one in self.folder.messages)


@dataclass(frozen=True, slots=True)
class Act:
    """One button."""

    verb: str  # stands in the URL
    label: str
    section: str
    permission: Permission
    is_offered: Callable[[Case], bool]
    form: Callable[[Case, Any], Form]
    call: Callable[[Case, Any], object]
    done: str
    told: str = NOBODY
    names_members: bool = False
    redraft: Callable[[Case, Any, Any], Any] | None = None
    is_danger: bool = False

    @property
    def can_redraft(self) -> bool:
        """Whether the letter can be worded anew; a template would call the function itself."""
        return self.redraft is not None

    def readers(self, case: Case) -> list[str]:
        """Return the addresses that a mail of this button would go to, by name."""
        if not self.names_members or case.proposal.organization is None:
            return []
        return member_addresses(case.proposal.organization)


def empty(case: Case, data: Any) -> Form:
    return EmptyForm(data)


def is_open(case: Case) -> bool:
    return case.screening is not None and case.proposal.status in OPEN_STATUSES


def in_hand(case: Case) -> bool:
    """Whether a 課 considers it."""
    return case.screening is not None and case.proposal.status in {Status.IN_REVIEW, Status.IN_DIALOGUE}


def has_decision(*states: DecisionState) -> Callable[[Case], bool]:
    return lambda case: case.folder.decision is not None and case.folder.decision.state in states


def approval_of(case: Case) -> Any:
    return getattr(case.folder.decision, "approval", None)


def new_words(data: Any, draft: LetterText) -> Any:
    """Return the posted data with the letter drawn up anew from what was entered."""
    fresh = data.copy()
    fresh["letter_title"], fresh["letter_body"] = draft.title, draft.body
    fresh["sender"], fresh["dated_on"] = draft.sender, draft.dated_on.isoformat()
    fresh["notify"] = "on"
    return fresh


def draft_of(case: Case, kind: LetterKind, **facts: Any) -> LetterText:
    return letter_draft(kind, proposal=case.proposal, on=case.today, **facts)


# --- forms that begin with what is known


def triage_form(case: Case, data: Any) -> Form:
    row = case.folder_row
    known = {True: "yes", False: "no", None: ""}[row.in_scope]
    initial = {"in_scope": known, "missing": row.missing, "procedure": row.procedure, "cost_outlook": row.cost_outlook}
    return TriageForm(data, initial=initial)


def check_form(case: Case, data: Any) -> Form:
    before = next((one for one in case.folder.checks if one.stage == CheckStage.BEFORE_ROUTING), None)
    return SoundnessForm(data, initial={"result": before.result, "note": before.note} if before else {})


def return_form(case: Case, data: Any) -> Form:
    wanted = add_working_days(case.today, 10, closed_days(case.today, days=60))
    draft = draft_of(case, LetterKind.RETURN, wanted_by=wanted)
    return ReturnForm(data, proposal=case.proposal, draft=draft, initial={"wanted_by": wanted})


def redraft_return(case: Case, form: ReturnForm, data: Any) -> Any:
    return new_words(
        data, draft_of(case, LetterKind.RETURN, items=form.items(), wanted_by=form.cleaned_data["wanted_by"])
    )


def first_answer_due(case: Case) -> tuple[date | None, str]:
    """Return the day on which the first answer would be due if it were routed today, and the season's reason."""
    city = CitySettings.load()
    season = season_of(city)
    days = promises.within_days(norm_of(city, Stage.FIRST_ANSWER), case.today, season)
    due = promises.due_on(case.today, days, spans_of(case.proposal), closed_days(case.today), today=case.today)
    return due, season.reason if season.holds_on(case.today) else ""


def route_form(case: Case, data: Any) -> Form:
    due, reason = first_answer_due(case)
    draft = draft_of(case, LetterKind.ROUTED, due_on=due, season_reason=reason)
    return RouteForm(data, day=case.today, draft=draft)


def inquiry_form(case: Case, data: Any) -> Form:
    due = add_working_days(case.today, 5, closed_days(case.today, days=60))
    return InquiryForm(data, day=case.today, initial={"due_on": due})


def note_answer_form(case: Case, data: Any) -> Form:
    routing = case.unnoted
    if routing is None or not routing.is_lead:
        return EmptyForm(data)
    answer = routing.answer  # type: ignore[attr-defined]
    draft = draft_of(
        case, LetterKind.FIRST_ANSWER, division=str(routing.division), comment=answer.comment, dates=answer.dates
    )
    return LetterForm(data, draft=draft)


def do_note_answer(case: Case, form: Any) -> object:
    routing = case.unnoted
    if routing is None:
        raise CannotNote("受け取る回答がありません。画面を開き直してください。")
    letter = form.letter() if isinstance(form, LetterForm) else None
    return note_answer(routing=routing, letter=letter, **case.by)


def hold_form(case: Case, data: Any) -> Form:
    until = case.today + timedelta(days=60)
    return HoldForm(data, draft=draft_of(case, LetterKind.HOLD, until=until), initial={"until": until})


def redraft_hold(case: Case, form: HoldForm, data: Any) -> Any:
    facts = {"until": form.cleaned_data["until"], "reason": form.cleaned_data["reason"]}
    return new_words(data, draft_of(case, LetterKind.HOLD, **facts))


def delay_form(case: Case, data: Any) -> Form:
    late = next((due for due in case.folder.dues if due.days_left is not None and due.days_left < 0), None)
    facts = {"told_on": late.told_on or late.due_on, "stage": late.stage} if late else {}
    return OnlyLetterForm(data, draft=draft_of(case, LetterKind.DELAY, **facts))


def tell_form(case: Case, data: Any) -> Form:
    decision, lead = case.decision_row, case.folder.lead
    kind = LetterKind.REFERRAL if decision.disposition == Disposition.REFER else LetterKind.OUTCOME
    near = [challenge.title for challenge in Challenge.objects.live_on(case.today).newest_first()[:1]]
    draft = letter_draft(
        kind,
        proposal=case.proposal,
        on=case.today,
        document_number=approval_of(case).document_number,
        decision=decision,
        reasons=[str(reason) for reason in decision.reasons.all()],
        division=str(lead.division) if lead else "",
        challenges=near if decision.disposition == Disposition.DECLINE else [],
    )
    return TellForm(data, draft=draft)


def meeting_form(case: Case, data: Any) -> Form:
    answer = getattr(case.folder.lead, "answer", None)
    return MeetingForm(data, initial={"offered": answer.dates if answer else ""})


def do_fix_meeting(case: Case, form: Any) -> object:
    meeting = case.proposal.meetings.filter(fixed_at=None, held_on=None).order_by("-pk").first()
    if meeting is None:
        meeting = offer_meeting(proposal=case.proposal, offered="", place=form.cleaned_data["place"], **case.by)
    return fix_meeting(meeting=meeting, **form.cleaned_data, **case.by)


P = Permission

ACTS = (
    Act(
        "hiraku",
        "開いて確認を始める",
        "open",
        P.TRIAGE,
        lambda case: case.screening is None,
        empty,
        lambda case, form: open_screening(proposal=case.proposal, **case.by),
        "開きました。上から順に確かめてください。",
    ),
    Act(
        "taisho",
        "対象・足りない欄・区分・費用を書く",
        "scope",
        P.TRIAGE,
        is_open,
        triage_form,
        lambda case, form: record_triage(screening=case.folder_row, **form.cleaned_data, **case.by),
        "確認の結果を残しました。",
    ),
    Act(
        "naotta",
        "直った内容を確かめた",
        "correct",
        P.TRIAGE,
        lambda case: case.folder.has_unread_version,
        empty,
        lambda case, form: confirm_correction(screening=case.folder_row, version=case.folder.latest_version, **case.by),
        "確かめたことを残しました。",
    ),
    Act(
        "shusei",
        "修正をお願いする",
        "correct",
        P.TELL,
        lambda case: (
            case.screening is not None
            and case.proposal.status in {Status.SUBMITTED, Status.IN_REVIEW, Status.IN_DIALOGUE}
        ),
        return_form,
        lambda case, form: return_proposal(
            screening=case.folder_row,
            reasons=form.reasons(),
            wanted_by=form.cleaned_data["wanted_by"],
            letter=form.letter(),
            **case.by,
        ),
        "修正をお願いしました。直していただく間、市の期日は止まります。",
        "提案者の画面は「修正のお願い」になり、直してほしい欄と理由が出ます。" + COMPANY_WHEN_TICKED,
        names_members=True,
        redraft=redraft_return,
    ),
    Act(
        "kakunin",
        "団体についての確認を残す",
        "check",
        P.TRIAGE,
        is_open,
        check_form,
        lambda case, form: record_soundness_check(screening=case.folder_row, **form.cleaned_data, **case.by),
        "団体についての確認を残しました。",
    ),
    Act(
        "okuru",
        "課へ送付する",
        "route",
        P.ROUTE,
        lambda case: (
            case.screening is not None
            and case.proposal.status in {Status.SUBMITTED, Status.IN_REVIEW}
            and not case.folder.routings
        ),
        route_form,
        lambda case, form: route_proposal(
            screening=case.folder_row,
            lead=form.cleaned_data["lead"],
            others=list(form.cleaned_data["others"]),
            note=form.cleaned_data["note"],
            letter=form.letter(),
            **case.by,
        ),
        "課へ送付しました。課のメールに知らせました。",
        "選んだ課のメールに【要対応】の知らせが届きます。提案者の画面は「担当課で検討中」になります。課の名前は、課が引き受けるまで見えません。"
        + COMPANY_WHEN_TICKED,
        names_members=True,
    ),
    Act(
        "okurinaosu",
        "別の課へ送り直す",
        "route",
        P.ROUTE,
        lambda case: in_hand(case) and bool(case.folder.routings),
        lambda case, data: RerouteForm(data, day=case.today),
        lambda case, form: reroute_proposal(screening=case.folder_row, **form.cleaned_data, **case.by),
        "送り直しました。新しい課のメールに知らせました。",
        "新しい課のメールに【要対応】の知らせが届きます。いまの主担当課は、この提案を見られなくなります。" + NOBODY,
        is_danger=True,
    ),
    Act(
        "shokai",
        "意見を尋ねる",
        "route",
        P.ROUTE,
        is_open,
        inquiry_form,
        lambda case, form: ask_opinion(screening=case.folder_row, **form.cleaned_data, **case.by),
        "意見を尋ねました。",
        "尋ねる課のメールに【要対応】の知らせが届き、照会に要る部分が見えるようになります。" + NOBODY,
    ),
    Act(
        "uketoru",
        "課の回答を受け取る",
        "tell",
        P.TELL,
        lambda case: case.unnoted is not None,
        note_answer_form,
        do_note_answer,
        "回答を受け取りました。",
        COMPANY_WHEN_TICKED,
        names_members=True,
    ),
    Act(
        "okure",
        "遅れを知らせる",
        "tell",
        P.TELL,
        lambda case: is_open(case) and any(due.days_left is not None and due.days_left < 0 for due in case.folder.dues),
        delay_form,
        lambda case, form: tell_delay(screening=case.folder_row, letter=form.letter(), **case.by),
        "遅れと見通しを知らせました。",
        "提案者の画面に通知文が出て、次の宛先へ案内のメールが送られます。",
        names_members=True,
    ),
    Act(
        "henji",
        "メッセージを送る",
        "messages",
        P.TELL,
        lambda case: True,
        lambda case, data: MessageForm(data),
        lambda case, form: write_message(proposal=case.proposal, body=form.cleaned_data["body"], **case.by),
        "メッセージを送りました。",
        "提案者の画面にそのまま出て、次の宛先へ案内のメールが送られます。庁内のことは、ここではなくメモに書いてください。",
        names_members=True,
    ),
    Act(
        "yonda",
        "メッセージを確認した",
        "messages",
        P.TRIAGE,
        lambda case: case.has_unread_message,
        empty,
        lambda case, form: confirm_messages(proposal=case.proposal, **case.by),
        "確認したことを残しました。",
        "提案者の画面に「確認しました」と日時が出ます。",
    ),
    Act(
        "memo",
        "メモを書く",
        "notes",
        P.TRIAGE,
        lambda case: case.screening is not None,
        lambda case, data: NoteForm(data),
        lambda case, form: write_note(screening=case.folder_row, body=form.cleaned_data["note"], **case.by),
        "メモを残しました。",
        "送付された課とデスクだけが読みます。" + NOBODY,
    ),
    Act(
        "annai",
        "デスクで見送り・ほかの窓口の案を作る",
        "decision",
        P.TELL,
        lambda case: (
            case.screening is not None
            and case.proposal.status == Status.SUBMITTED
            and not case.folder.routings
            and case.folder.decision is None
        ),
        lambda case, data: DeskOutcomeForm(data),
        lambda case, form: refer_at_desk(screening=case.folder_row, outcome=form.outcome(), **case.by),
        "結果の案を作りました。決裁を記録してから、お知らせしてください。",
    ),
    Act(
        "an-torisage",
        "デスクの案を取り下げる",
        "decision",
        P.TELL,
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
        P.TELL,
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
        P.TELL,
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
        P.TELL,
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
        P.TELL,
        lambda case: has_decision(DecisionState.CONFIRMED)(case) and approval_of(case) is not None,
        tell_form,
        lambda case, form: tell_decision(
            decision=case.decision_row, letter=form.letter(), notify=form.cleaned_data["notify"], **case.by
        ),
        "結果をお知らせしました。",
        "提案者の画面に通知文と結果が出ます。「メールで知らせる」に印を付けると、次の宛先へ案内のメールが送られます。",
        names_members=True,
    ),
    Act(
        "taiwa-koho",
        "対話の候補日を出す",
        "work",
        P.TELL,
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
        P.TELL,
        in_hand,
        lambda case, data: FixMeetingForm(data),
        do_fix_meeting,
        "対話の日を決めました。その日まで、市の期日は止まります。",
        "提案者の画面に日時と場所が出ます。メールは送りません。",
    ),
    Act(
        "taiwa",
        "対話を記録する",
        "work",
        P.TRIAGE,
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
        P.TELL,
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
        P.TELL,
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
        P.TELL,
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
        P.TELL,
        lambda case: case.screening is not None and case.proposal.status == Status.UNDERWAY,
        empty,
        lambda case, form: complete_work(screening=case.folder_row, **case.by),
        "完了にしました。",
        "提案者の画面の文が「取組が終わりました」になります。メールは送りません。",
    ),
)
