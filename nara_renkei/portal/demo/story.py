"""One proposal's way through city hall, told by the portal's own use cases at the moments it happened."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from nara_renkei.accounts.enums import PostKind
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import wareki_with_year
from nara_renkei.core.private_files import store_upload
from proposals.enums import Channel, Kind, LetterKind, Party, Procedure, Status
from proposals.models import Attachment, CoProposer, PledgeItem, Proposal
from proposals.queries import items_due, items_to_ask
from proposals.rules.meetings import Terms
from proposals.rules.pledge_items import FIRST_EDITION
from proposals.usecases.answer_meeting import choose_meeting
from proposals.usecases.offer_meeting import offer_meeting
from proposals.usecases.submit_proposal import submit_proposal
from proposals.usecases.write_message import write_message
from screening.enums import Answer, ApprovalKind, CheckResult, CheckStage, Disposition, Implementer, RoutingState
from screening.models import CheckItem, Decision, DeclineReason, Routing, Screening
from screening.rendering import LetterText, letter_draft
from screening.usecases.add_next_steps import Step
from screening.usecases.confirm_answer import confirm_answer
from screening.usecases.confirm_decision import confirm_decision
from screening.usecases.draft_answer import draft_answer
from screening.usecases.draft_decision import ConditionWords, Outcome, draft_decision
from screening.usecases.note_answer import note_answer
from screening.usecases.open_screening import open_screening
from screening.usecases.propose_decision import propose_decision
from screening.usecases.record_approval import record_approval
from screening.usecases.record_minutes import record_minutes
from screening.usecases.record_soundness_check import CheckFinding, record_soundness_check
from screening.usecases.record_triage import record_triage
from screening.usecases.route_proposal import route_proposal
from screening.usecases.tell_decision import tell_decision

from .city import City
from .clock import moment
from .pictures import leaflet
from .proposals import DemoProposal

SENDER = "奈良市長"
NO, YES = "いいえ", "はい"


class Story:
    """Holds the proposal and the day it is; every step moves the day on."""

    def __init__(self, city: City, row: DemoProposal, day: date) -> None:
        self.city, self.row, self.day = city, row, day
        self.proposal: Proposal
        self.clerk = len(row.title) % 2

    @property
    def desk(self) -> Actor:
        return self.city.desk(self.clerk)

    @property
    def screening(self) -> Screening:
        return Screening.objects.select_related("proposal__organization").get(proposal=self.proposal)

    @property
    def lead(self) -> Routing:
        live = Routing.objects.exclude(state=RoutingState.ENDED).select_related("division", "screening__proposal")
        return live.get(screening__proposal=self.proposal, division__name=self.row.lead, is_lead=True)

    def now(self, hour: int = 10, minute: int = 0) -> datetime:
        return moment(self.day, hour, minute)

    def wait(self, working_days: int) -> "Story":
        self.day = min(self.city.clock.later(self.day, working_days), self.city.clock.base)
        return self

    def letter(
        self, kind: LetterKind, title: str = "", body: str = "", number: str = "", **facts: object
    ) -> LetterText:
        """Return the desk's letter of the day: the city's template, or the words given."""
        if body:
            return LetterText(title=title, body=body, sender=SENDER, dated_on=self.day, document_number=number)
        return letter_draft(kind, proposal=self.proposal, on=self.day, document_number=number, **facts)

    # --- the company
    def draft(self, *, channel: Channel = Channel.WEB) -> "Story":
        row, at = self.row, self.now(9)
        self.proposal = Proposal.objects.create(
            kind=Kind.CHALLENGE if row.challenge else Kind.OPEN,
            challenge=self.city.challenges[row.challenge] if row.challenge else None,
            organization=self.city.organizations[row.by],
            author=self.city.members[row.by],
            contact_name=self.city.members[row.by].name,
            contact_phone="0742-00-0030",
            channel=channel,
            entered_by=self.desk.label if channel != Channel.WEB else "",
            title=row.title,
            summary=row.summary,
            beneficiary=row.beneficiary,
            body=row.body,
            asks=list(row.asks),
            cost=row.cost,
            challenge_answer=row.answer,
            co_proposers_note="、".join(self.city.organizations[key].name for key in row.partners),
            confidential=row.confidential,
            publicity=row.publicity,
            share_summary=True,
            status=Status.DRAFT,
            status_changed_at=at,
            created_at=at,
            updated_at=at,
        )
        for key in row.partners:
            CoProposer.objects.create(
                proposal=self.proposal,
                name=self.city.organizations[key].name,
                organization=self.city.organizations[key],
                accepted_at=at,
                accepted_by=self.city.company(key).label,
            )
        return self

    def attach(self, name: str) -> "Story":
        Attachment.objects.create(proposal=self.proposal, file=store_upload(paper(name), at=self.now(9)))
        return self

    def submit(self, hour: int = 10, *, declared: Mapping[str, str] | None = None) -> "Story":
        """Answer every item and hand it in. declared: the situation for each 申告 that is answered はい."""
        answers = ticks(items_to_ask(self.proposal, self.day))
        for code, detail in (declared or {}).items():
            answers[code] |= {"answer": YES, "detail": detail}
        self.proposal.pledge_draft = answers
        self.proposal.save(update_fields=["pledge_draft"])
        for one in self.proposal.co_proposers.in_order():
            one.pledge_draft = ticks(items_due(one.organization_id, self.day))
            one.accepted_sha256 = self.proposal.joint_sha256
            one.save(update_fields=["pledge_draft", "accepted_sha256"])
        self.proposal = submit_proposal(
            proposal_id=self.proposal.pk, by=self.city.company(self.row.by), at=self.now(hour)
        )
        return self

    def ask(self, body: str, *files: str) -> "Story":
        write_message(
            proposal=self.reload(),
            body=body,
            uploads=[paper(name) for name in files],
            by=self.city.company(self.row.by),
            at=self.now(15),
        )
        return self

    def reply(self, body: str, *files: str) -> "Story":
        write_message(
            proposal=self.reload(), body=body, uploads=[paper(name) for name in files], by=self.desk, at=self.now(16)
        )
        return self

    def reload(self) -> Proposal:
        self.proposal = Proposal.objects.select_related("organization", "challenge").get(pk=self.proposal.pk)
        return self.proposal

    # --- the desk
    def triage(self, cost: str = "新しい費用なし") -> "Story":
        challenge = self.city.challenges.get(self.row.challenge)
        procedure = challenge.procedure if challenge else Procedure.COOPERATION
        open_screening(proposal=self.reload(), by=self.desk, at=self.now(11))
        record_triage(
            screening=self.screening,
            in_scope=True,
            missing="",
            procedure=procedure,
            cost_outlook=cost,
            by=self.desk,
            at=self.now(11),
        )
        return self.check(CheckStage.BEFORE_ROUTING, hour=12)

    def check(self, stage: CheckStage, *, hour: int = 9) -> "Story":
        """Find nothing wrong with any item of a stage."""
        items = CheckItem.objects.in_use().filter(stage=stage).in_order()
        record_soundness_check(
            screening=self.screening,
            findings=[CheckFinding(item, CheckResult.OK) for item in items],
            by=self.desk,
            at=self.now(hour),
        )
        return self

    def route(self, note: str = "", *, lead: str = "", others: Sequence[str] | None = None) -> "Story":
        names = self.row.others if others is None else others
        route_proposal(
            screening=self.screening,
            lead=self.city.divisions[lead or self.row.lead],
            others=[self.city.divisions[name] for name in names],
            note=note or "期限までに、検討するかどうかをお答えください。",
            letter=self.letter(LetterKind.ROUTED, due_on=self.city.clock.first_answer_due(self.day)),
            by=self.desk,
            at=self.now(13),
        )
        return self

    # --- the 課
    def answer(
        self, comment: str, *, choice: Answer = Answer.CONSIDER, by_deputy: bool = False, noted: bool = True
    ) -> "Story":
        name, routing = self.row.lead, self.lead
        draft_answer(
            routing=routing,
            choice=choice,
            comment=comment,
            contact=self.city.of(name, PostKind.OFFICER).name,
            dates=[moment(self.city.clock.later(self.day, days), hour) for days, hour in ((4, 10), (5, 14))],
            by=self.city.officer(name),
            at=self.now(10),
        )
        kind = PostKind.DEPUTY if by_deputy else PostKind.MANAGER
        confirm_answer(
            routing=self.lead, user=self.city.of(name, kind), by=self.city.officer(name, kind), at=self.now(14)
        )
        if noted:
            note_answer(routing=self.lead, letter=self.first_answer(), by=self.desk, at=self.now(16))
        return self

    def first_answer(self) -> LetterText:
        self.reload()
        body = (
            f"{self.row.lead}が、ご提案を検討します。\n\n"
            f"担当は{self.city.of(self.row.lead, PostKind.OFFICER).name}です。お話しする日を、次のお知らせでご相談します。\n\n"
            "このお知らせは、協定や契約を約束するものではありません。"
        )
        return self.letter(LetterKind.FIRST_ANSWER, title="担当課からの最初のお返事", body=body)

    def meet(self, body: str, next_step: str, *, days: int = 6) -> "Story":
        self.check(CheckStage.BEFORE_DIALOGUE)
        held = min(self.city.clock.later(self.day, days), self.city.clock.base)
        day = moment(held, 10)
        officer = self.city.of(self.row.lead, PostKind.OFFICER).name
        terms = Terms(place="市役所 北棟5階 会議室", city_side=f"{self.row.lead} {officer}")
        if day > self.now(16):
            offer_meeting(proposal=self.reload(), dates=[day], terms=terms, by=self.desk, at=self.now(15))
            choose_meeting(proposal=self.proposal, chosen=day, by=self.city.company(self.row.by), at=self.now(16))
        self.day = held
        record_minutes(
            screening=self.screening,
            held_on=held,
            place="市役所 北棟5階 会議室",
            attendees=f"{self.city.members[self.row.by].name}、{officer}（{self.row.lead}）、公民連携デスク",
            body=body,
            steps=[
                Step(next_step, Party.DIVISION, self.city.clock.later(held, 10), self.lead.division, officer),
                Step("見積りと日程の案を出す", Party.PROPOSER, self.city.clock.later(held, 8)),
            ],
            by=self.city.officer(self.row.lead),
            at=self.now(17),
        )
        return self

    def propose(self, outcome: Outcome) -> "Story":
        name = self.row.lead
        draft_decision(routing=self.lead, outcome=outcome, by=self.city.officer(name), at=self.now(10))
        propose_decision(
            routing=self.lead,
            user=self.city.of(name, PostKind.MANAGER),
            by=self.city.officer(name, PostKind.MANAGER),
            at=self.now(15),
        )
        return self

    def approve(self, number: int) -> "Story":
        decision = Decision.objects.get(screening=self.screening)
        confirm_decision(decision=decision, by=self.desk, at=self.now(16))
        record_approval(
            decision=Decision.objects.get(pk=decision.pk),
            drafted_on=self.day,
            decided_on=self.day,
            decider=f"{self.city.divisions[self.row.lead].department.name}長",
            kind=ApprovalKind.STANDING,
            consulted="",
            document_number=f"奈総政第{number}号",
            by=self.desk,
            at=self.now(17),
        )
        return self

    def tell(self, title: str, body: str, number: int) -> "Story":
        decision = Decision.objects.get(screening=self.screening)
        tell_decision(
            decision=decision,
            letter=self.letter(LetterKind.OUTCOME, title=title, body=body, number=f"奈総政第{number}号"),
            notify=True,
            by=self.desk,
            at=self.now(17, 30),
        )
        self.reload()
        return self


def ticks(items: Iterable[PledgeItem]) -> dict[str, Any]:
    """The answers of a body about which there is nothing to say."""
    usual = {
        item.code: (item.choices[0] if item.choices else NO if item.kind == "D" else YES) for item in FIRST_EDITION
    }
    return {item.code: {"version": item.version, "answer": usual[item.code], "detail": ""} for item in items}


def paper(name: str) -> SimpleUploadedFile:
    """Return a PDF of three pages."""
    return SimpleUploadedFile(name, leaflet(3), content_type="application/pdf")


def adopting(reason: str, *conditions: ConditionWords) -> Outcome:
    disposition = Disposition.ADOPT_WITH_CONDITIONS if conditions else Disposition.ADOPT
    return Outcome(disposition=disposition, reason=reason, implementer=Implementer.PROPOSER, conditions=conditions)


def declining(reason: str, change: str, *codes: str) -> Outcome:
    return Outcome(
        disposition=Disposition.DECLINE,
        reason=reason,
        what_would_change=change,
        reasons=tuple(DeclineReason.objects.filter(code__in=codes).order_by("position")),
    )


def in_days(day: date, days: int) -> str:
    return wareki_with_year(day + timedelta(days=days))
