"""A proposal with a row in every table that holds words about it, every column of words filled with words of its own."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from django.db import models

from nara_renkei.core import audit
from proposals.enums import ConsultationState, Party, Stage, Status
from proposals.models import (
    Attachment,
    Consultation,
    ConsultationFile,
    CoProposer,
    CorrectionItem,
    CorrectionRequest,
    DisclosureMark,
    Letter,
    Meeting,
    Message,
    Pause,
    PledgeAnswer,
    PledgeItem,
    PledgeRequest,
    ProcedureNotice,
    Promise,
    Proposal,
    ProposalAccess,
    RosterRequest,
    StatusChange,
    Submission,
    Tender,
    ToldDate,
)
from screening.models import (
    AfterQuestion,
    Approval,
    Assessor,
    BackgroundCheck,
    CheckItem,
    ConflictDeclaration,
    Contact,
    CriteriaSet,
    Decision,
    DecisionCondition,
    DeclineReason,
    Extension,
    Finding,
    Hold,
    Inquiry,
    Interest,
    Milestone,
    Minutes,
    NextStep,
    Note,
    ProcedureTick,
    Routing,
    RoutingAnswer,
    Ruling,
    Score,
    Screening,
    SoundnessCheck,
    TenderDisclosure,
    Undertaking,
    YearEnd,
)
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DepartmentFactory, DivisionFactory, OrganizationFactory
from tests.factories.proposals import ChallengeFactory, PrivateFileFactory, ProposalFactory
from tests.factories.surveys import SurveyFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK, TODAY

numbers = count(1)


@dataclass
class Record:
    proposal: Proposal
    words: list[tuple[str, str]] = field(default_factory=list)  # model.column, the words that stand there

    def make(self, model, **given):
        """Create a row; every column of words that is not given holds words of its own."""
        for column in model._meta.concrete_fields:
            if isinstance(column, models.CharField | models.TextField) and not column.choices:
                given.setdefault(column.name, self._words(column))
                self.words.append((f"{model.__name__}.{column.name}", given[column.name]))
        return model.objects.create(**given)

    def _words(self, column):
        n = next(numbers)
        match column:
            case models.EmailField():
                return f"tantou{n}@example.jp"
            case models.URLField():
                return f"https://example.jp/{n}"
        return f"𠮷髙{n}の文"[: column.max_length]


def whole_record(n: int = 1) -> Record:
    """Return a proposal with ``n`` rows in each table (one, where a proposal has one)."""
    proposal = ProposalFactory(adopted=True)
    record = Record(proposal)
    of = {"proposal": proposal}
    screening = record.make(Screening, **of, opened_at=NOON, in_scope=True)
    folder = {"screening": screening}
    only_one(record, of, folder)
    for turn in range(n):
        several(record, of, folder, turn)
    return record


def only_one(record, of, folder):
    """What a proposal has once."""
    consultation = record.make(
        Consultation, **of, state=ConsultationState.HELD, held_on=TODAY, booked_at=NOON, created_at=NOON, asks=["PLACE"]
    )
    record.make(ConsultationFile, consultation=consultation, file=PrivateFileFactory(original_name="相談の資料.pdf"))
    record.make(PledgeRequest, **of, asked_at=NOON, answered_at=NOON)
    record.make(Tender, **of, moved_at=NOON)
    roster = record.make(RosterRequest, **of, asked_at=NOON, wanted_by=TODAY, received_at=NOON)
    record.make(BackgroundCheck, **folder, roster=roster, delete_on=TODAY + timedelta(days=30), recorded_by="")
    told = [{"on": "2026-10-05", "how": "メッセージ", "words": "お話ししたこと"}]
    record.make(TenderDisclosure, **folder, made_at=NOON, content=told)
    record.make(Undertaking, **folder, kept_at=NOON, benefit_yen=420_000)
    record.make(AfterQuestion, **of, survey=SurveyFactory(), asked_at=NOON)
    record.make(DisclosureMark, **of, field="body")


def several(record, of, folder, turn):
    """What a proposal may have often."""
    proposal, screening, division, user = of["proposal"], folder["screening"], DivisionFactory(), StaffFactory()
    later = NOON + timedelta(hours=turn + 1)
    content = proposal.submissions.get(version=1).content
    record.make(Submission, **of, version=turn + 2, content=content, submitted_at=later)
    item = PledgeItem.objects.order_by("code")[turn]
    record.make(
        PledgeAnswer, **of, organization=proposal.organization, item=item, answered_at=NOON,
        answered_by=THE_COMPANY.label,
    )  # fmt: skip
    partner = OrganizationFactory()
    record.make(CoProposer, **of, organization=partner, asked_at=NOON, accepted_at=NOON)
    message = record.make(Message, **of, party=Party.PROPOSER, at=later)
    record.make(Attachment, **of, file=PrivateFileFactory(original_name=f"企画書{turn}.pdf"))
    record.make(Attachment, **of, message=message, file=PrivateFileFactory(original_name=f"返事{turn}.pdf"))
    record.make(ProposalAccess, **of, division=division, starts_on=TODAY)
    record.make(
        StatusChange, **of, origin=Status.SUBMITTED, target=Status.IN_REVIEW, move="route", party=Party.DESK, at=later
    )
    promise = record.make(Promise, **of, stage=Stage.OUTCOME, starts_on=TODAY, within_days=3, met_on=TODAY)
    record.make(ToldDate, promise=promise, day=TODAY, told_at=later)
    record.make(Pause, **of, starts_on=TODAY)
    correction = record.make(
        CorrectionRequest, **of, requested_at=later, wanted_by=TODAY, since_version=1, resolved_at=later
    )
    record.make(CorrectionItem, request=correction, field="summary")
    meeting = record.make(Meeting, **of, cancelled_at=later, dates=[later])
    audit.record("meeting.offer", about=proposal.key, by=THE_DESK, at=NOON, meeting=meeting.pk, mailed=False)
    record.make(Letter, **of, kind="OUTCOME", dated_on=TODAY, told_at=later)
    record.make(ProcedureNotice, **of, procedure="CONTRACT", decided_at=later)
    record.make(SoundnessCheck, **folder, item=CheckItem.objects.first(), result="CAUTION", checked_at=later)
    ruling = record.make(
        Ruling, **folder, department=DepartmentFactory(), asked_at=NOON, due_on=TODAY, division=division, ruled_at=later,
        asked_division=division, question_at=later, talk_at=later,
    )  # fmt: skip
    routing = record.make(
        Routing,
        **folder,
        division=division,
        ruling=ruling,
        sent_at=later,
        starts_on=TODAY,
        within_days=10,
        state="ENDED",
    )
    record.make(RoutingAnswer, routing=routing, choice="CONSIDER", drafted_at=later, confirmed_at=later,
                confirmed_as="DEPUTY", noted_at=later)  # fmt: skip
    record.make(Inquiry, **folder, division=division, asked_at=NOON, due_on=TODAY, answered_at=later, verdict="YES",
                revoked_by="", revoke_reason="")  # fmt: skip
    record.make(Inquiry, **folder, division=division, asked_at=NOON, due_on=TODAY, revoked_at=later, opinion="",
                answered_by="")  # fmt: skip
    record.make(Interest, **of, division=division, raised_at=NOON, lowered_at=later)
    record.make(ConflictDeclaration, **folder, user=user, has_conflict=True, declared_at=later)
    criteria = CriteriaSet.objects.get(version=1)
    assessor = record.make(Assessor, **folder, user=user, division=division, criteria_set=criteria, named_at=NOON,
                           scored_at=later, removed_by="")  # fmt: skip
    record.make(Score, assessor=assessor, criterion=criteria.criteria.get(code="public"), value=4)
    record.make(Finding, **folder, written_at=later)
    record.make(Note, **folder, written_at=later)
    minutes = record.make(Minutes, **folder, held_on=TODAY, written_at=later)
    record.make(NextStep, **folder, minutes=minutes, party=Party.DIVISION, division=division, due_on=TODAY,
                written_at=later, done_at=later)  # fmt: skip
    record.make(Contact, **of, kind="PHONE", met_at=later, written_at=later, organization=partner)
    record.make(ProcedureTick, **folder, code=f"place-{turn}", ticked_at=later)
    outcome = record.make(Decision, **folder, disposition="DECLINE", state="TOLD", told_at=later, drafted_at=later,
                          contract_method="SOLE", contract_item="2", contract_consulted_on=TODAY, proposed_at=later)  # fmt: skip
    outcome.reasons.add(DeclineReason.objects.first())
    outcome.near.add(ChallengeFactory())
    record.make(DecisionCondition, decision=outcome, position=1, due_on=TODAY, met_on=TODAY)
    record.make(Approval, decision=outcome, drafted_on=TODAY, decided_on=TODAY, kind="FULL", recorded_at=later)
    record.make(Milestone, **folder, due_on=TODAY, done_on=TODAY)
    record.make(Hold, **of, record="", cause="OTHER", placed_at=NOON, lifted_on=TODAY)
    record.make(Extension, **of, record="", until=TODAY, extended_at=NOON)
    record.make(YearEnd, **folder, year=2026 + turn, choice="END", decided_at=later)
    audit.record("note.write", about=proposal.key, by=THE_DESK, at=later, note=screening.pk)
