from datetime import date, timedelta

import factory
from factory.django import DjangoModelFactory

from proposals.enums import Party
from screening.enums import Answer, CheckResult, ConfirmedAs, DecisionState, Disposition
from screening.models import (
    Approval,
    Assessor,
    BackgroundCheck,
    CheckItem,
    ConflictDeclaration,
    Contact,
    CriteriaSet,
    Decision,
    DisclosureDocument,
    DisclosureGround,
    DisclosureRequest,
    DisposalLine,
    DisposalList,
    Extension,
    Finding,
    Handover,
    Hold,
    Interest,
    NextStep,
    Note,
    RecordOpening,
    Redaction,
    RetentionClass,
    RosterReader,
    Routing,
    RoutingAnswer,
    Ruling,
    Score,
    Screening,
    SoundnessCheck,
    StandingConsultee,
    SuccessorLetter,
    TenderDisclosure,
    ThirdPartyOpinion,
)
from tests.factories.accounts import PostFactory, StaffFactory
from tests.factories.directory import DepartmentFactory, DivisionFactory, OrganizationFactory
from tests.factories.proposals import ProposalAccessFactory, ProposalFactory, RosterRequestFactory
from tests.harness import NOON, TODAY, at

LONG_AGO = at(date(2015, 6, 10))


class ScreeningFactory(DjangoModelFactory):
    class Meta:
        model = Screening

    proposal = factory.SubFactory(ProposalFactory, submitted=True)
    opened_at = NOON
    opened_by = "受付花子（デスク）"


class SoundnessCheckFactory(DjangoModelFactory):
    class Meta:
        model = SoundnessCheck

    screening = factory.SubFactory(ScreeningFactory)
    item = factory.LazyFunction(lambda: CheckItem.objects.get(code="scope"))
    result = CheckResult.OK
    checked_by = "受付花子（デスク）"
    checked_at = NOON


class RoutingFactory(DjangoModelFactory):
    """A lead routing with the access that goes with it."""

    class Meta:
        model = Routing
        skip_postgeneration_save = True

    screening = factory.SubFactory(ScreeningFactory, proposal=factory.SubFactory(ProposalFactory, in_review=True))
    division = factory.SubFactory(DivisionFactory)
    is_lead = True
    sent_at = NOON
    sent_by = "受付花子（デスク）"
    starts_on = TODAY
    within_days = 10
    due_on = date(2026, 10, 20)

    @factory.post_generation
    def access(self, create, extracted, **kwargs):
        if create and extracted is not False:
            ProposalAccessFactory(proposal=self.screening.proposal, division=self.division)


class RoutingAnswerFactory(DjangoModelFactory):
    class Meta:
        model = RoutingAnswer

    class Params:
        confirmed = factory.Trait(
            confirmed_by="課長一郎（見本課）", confirmed_at=NOON, confirmed_as=ConfirmedAs.MANAGER
        )

    routing = factory.SubFactory(RoutingFactory)
    choice = Answer.CONSIDER
    comment = "話を聞かせてください。"
    contact = "担当太郎"
    drafted_by = "担当太郎（見本課）"
    drafted_at = NOON


class RulingFactory(DjangoModelFactory):
    """Asked for, not given."""

    class Meta:
        model = Ruling

    screening = factory.SubFactory(ScreeningFactory)
    department = factory.SubFactory(DepartmentFactory)
    asked_by = "受付花子（デスク）"
    asked_at = NOON
    due_on = date(2026, 10, 13)


class InterestFactory(DjangoModelFactory):
    class Meta:
        model = Interest

    proposal = factory.SubFactory(ProposalFactory, submitted=True, share_summary=True)
    division = factory.SubFactory(DivisionFactory)
    words = "体育館の夜の利用に生かせそうです。"
    raised_by = "担当太郎（見本課）"
    raised_at = NOON


class ConsulteeFactory(DjangoModelFactory):
    class Meta:
        model = StandingConsultee

    occasion = "COST"
    division = factory.SubFactory(DivisionFactory)
    question = "予算のことで気を付けることはありますか。"


class NoteFactory(DjangoModelFactory):
    class Meta:
        model = Note

    screening = factory.SubFactory(ScreeningFactory)
    body = "庁内だけのメモ"
    written_by = "受付花子（デスク）"
    written_at = NOON


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    proposal = factory.SubFactory(ProposalFactory, submitted=True)
    kind = "PHONE"
    met_at = NOON
    people = "見本商店 山田"
    body = "いつ分かるかのお尋ね。"
    written_by = "受付花子（デスク）"
    written_at = NOON


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = Decision

    class Params:
        proposed = factory.Trait(
            state=DecisionState.PROPOSED, proposed_by="課長一郎", proposed_as=ConfirmedAs.MANAGER, proposed_at=NOON
        )
        confirmed = factory.Trait(
            proposed=True, state=DecisionState.CONFIRMED, confirmed_by="受付花子（デスク）", confirmed_at=NOON
        )

    screening = factory.SubFactory(ScreeningFactory, proposal=factory.SubFactory(ProposalFactory, in_review=True))
    disposition = Disposition.ADOPT
    reason = "市民の役に立つため。"
    drafted_by = "担当太郎（見本課）"
    drafted_at = NOON


class ApprovalFactory(DjangoModelFactory):
    class Meta:
        model = Approval

    decision = factory.SubFactory(DecisionFactory, confirmed=True)
    drafted_on = TODAY
    decided_on = TODAY
    decider = "総合政策部長"
    kind = "STANDING"
    document_number = "奈総政第123号"
    recorded_by = "受付花子（デスク）"
    recorded_at = NOON


class AssessorFactory(DjangoModelFactory):
    """Named, not yet scored; by the first version of the criteria."""

    class Meta:
        model = Assessor

    screening = factory.SubFactory(ScreeningFactory)
    user = factory.SubFactory(StaffFactory)
    division = factory.SubFactory(DivisionFactory)
    label = factory.LazyAttribute(lambda one: f"{one.user}（見本課担当）")
    criteria_set = factory.LazyFunction(lambda: CriteriaSet.objects.get(version=1))
    named_by = "課長一郎（見本課）"
    named_at = NOON


class ScoreFactory(DjangoModelFactory):
    class Meta:
        model = Score

    assessor = factory.SubFactory(AssessorFactory)
    criterion = factory.LazyAttribute(lambda one: one.assessor.criteria_set.criteria.get(code="public"))
    value = 3


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = Finding

    screening = factory.SubFactory(ScreeningFactory)
    good = "費用がかからない。"
    concern = "雨の日の備えがない。"
    conclusion = "小さく試せる。"
    written_by = "担当太郎（見本課）"
    written_at = NOON


class ConflictDeclarationFactory(DjangoModelFactory):
    """「ありません」."""

    class Meta:
        model = ConflictDeclaration

    screening = factory.SubFactory(ScreeningFactory)
    user = factory.SubFactory(StaffFactory)
    has_conflict = False
    declared_by = "担当太郎（見本課）"
    declared_at = NOON


class TenderDisclosureFactory(DjangoModelFactory):
    class Meta:
        model = TenderDisclosure

    screening = factory.SubFactory(ScreeningFactory)
    sha256 = "0" * 64
    made_by = "受付花子（デスク）"
    made_at = NOON


class BackgroundCheckFactory(DjangoModelFactory):
    """The roster is of the same proposal."""

    class Meta:
        model = BackgroundCheck

    class Params:
        received = factory.Trait(roster__received_at=NOON)
        sent = factory.Trait(roster__received_at=NOON, roster__sent_at=NOON, sent_on=TODAY)

    screening = factory.SubFactory(ScreeningFactory, proposal=factory.SubFactory(ProposalFactory, adopted=True))
    roster = factory.SubFactory(RosterRequestFactory, proposal=factory.SelfAttribute("..screening.proposal"))
    asked_by = "受付花子（デスク）"
    delete_on = date(2026, 12, 28)


class RosterReaderFactory(DjangoModelFactory):
    class Meta:
        model = RosterReader

    seat = 1
    post = factory.LazyFunction(lambda: StaffFactory(desk=True).posts.get())


class NextStepFactory(DjangoModelFactory):
    """The lead 課's, open, due in a week; ``division=`` says whose."""

    class Meta:
        model = NextStep

    class Params:
        of_desk = factory.Trait(party=Party.DESK, division=None)
        done = factory.Trait(done_at=NOON, done_by="担当太郎（見本課）")

    screening = factory.SubFactory(ScreeningFactory)
    what = factory.Sequence(lambda n: f"図面を送る（{n}）")
    party = Party.DIVISION
    division = factory.SubFactory(DivisionFactory)
    due_on = TODAY + timedelta(days=7)
    written_by = "担当太郎（見本課）"
    written_at = NOON


class HandoverFactory(DjangoModelFactory):
    class Meta:
        model = Handover

    class Params:
        done = factory.Trait(successor=factory.SubFactory(StaffFactory), handed_at=NOON, handed_by="担当太郎（見本課）")
        written = factory.Trait(words="月ヶ瀬の件は、先方の社長に必ず電話すること。", written_at=NOON)

    post = factory.SubFactory(PostFactory, user=factory.SubFactory(StaffFactory))


class RecordOpeningFactory(DjangoModelFactory):
    class Meta:
        model = RecordOpening

    organization = factory.SubFactory(OrganizationFactory)
    reader = factory.SubFactory(StaffFactory, officer=True)
    reason = "DIALOGUE"
    opened_at = NOON
    opened_by = "担当太郎（見本課）"
    ends_on = TODAY + timedelta(days=30)


class SuccessorLetterFactory(DjangoModelFactory):
    class Meta:
        model = SuccessorLetter

    organization = factory.SubFactory(OrganizationFactory)
    post = factory.SubFactory(PostFactory, user=factory.SubFactory(StaffFactory))
    sent_at = NOON
    sent_by = "受付花子（デスク）"


class DisclosureRequestFactory(DjangoModelFactory):
    class Meta:
        model = DisclosureRequest

    class Params:
        decided = factory.Trait(
            state="DECIDED",
            decision="PART",
            decided_on=TODAY,
            approval_number="奈総第1号",
            reasons="個人に関する情報のため。",
            decided_by="受付花子（デスク）",
        )

    number = factory.Sequence(lambda n: f"R8-開-{n + 1:04}")
    received_on = TODAY
    requester = "PERSON"
    asked = "提案の一件の文書"
    received_by = "受付花子（デスク）"
    due_on = TODAY + timedelta(days=15)


class DisclosureDocumentFactory(DjangoModelFactory):
    class Meta:
        model = DisclosureDocument

    request = factory.SubFactory(DisclosureRequestFactory)
    position = factory.Sequence(lambda n: n + 1)
    proposal = factory.SubFactory(ProposalFactory, submitted=True)
    key = factory.Sequence(lambda n: f"note:{n}")
    kind = "庁内のメモ"
    at = NOON
    pieces = factory.LazyFunction(
        lambda: [{"key": "body", "label": "メモ", "text": "奈良花子に電話した。", "mark": ""}]
    )
    sha256 = "0" * 64
    found_at = NOON


class RedactionFactory(DjangoModelFactory):
    class Meta:
        model = Redaction

    document = factory.SubFactory(DisclosureDocumentFactory)
    piece = "body"
    words = "奈良花子"
    ground = factory.LazyFunction(lambda: DisclosureGround.objects.get(number=1))
    marked_by = "受付花子（デスク）"
    marked_at = NOON


class ThirdPartyOpinionFactory(DjangoModelFactory):
    class Meta:
        model = ThirdPartyOpinion

    request = factory.SubFactory(DisclosureRequestFactory)
    organization = factory.SubFactory(OrganizationFactory)
    asked_on = TODAY
    due_on = TODAY + timedelta(days=14)
    asked_by = "受付花子（デスク）"


class HoldFactory(DjangoModelFactory):
    class Meta:
        model = Hold

    proposal = factory.SubFactory(ProposalFactory, declined=True)
    cause = "DISPUTE"
    reason = "令和8年（ワ）第1号"
    placed_at = NOON
    placed_by = "受付花子（デスク）"


class ExtensionFactory(DjangoModelFactory):
    class Meta:
        model = Extension

    proposal = factory.SubFactory(ProposalFactory, declined=True)
    until = date(2031, 3, 31)
    reason = "続きの取組の参考にするため。"
    extended_at = NOON
    extended_by = "課長一郎（見本課）"


class DisposalListFactory(DjangoModelFactory):
    class Meta:
        model = DisposalList

    class Params:
        sent = factory.Trait(
            state="SUBMITTED", prepared_by=factory.SubFactory(StaffFactory, desk=True), prepared_at=NOON
        )
        approved = factory.Trait(
            sent=True,
            state="APPROVED",
            approved_by=factory.SubFactory(StaffFactory, desk=True),
            approved_at=NOON,
            document_number="奈総第12号",
            decided_on=TODAY,
        )
        running = factory.Trait(approved=True, state="RUNNING", started_at=NOON, started_by="受付花子（デスク）")
        done = factory.Trait(running=True, state="DONE", finished_at=NOON)

    number = factory.Sequence(lambda n: f"R8-廃-{n + 1:02}")
    made_at = NOON
    made_by = "受付花子（デスク）"


class DisposalLineFactory(DjangoModelFactory):
    """Of a proposal declined in 2015; its list takes lines while it is a draft."""

    class Meta:
        model = DisposalLine

    disposal = factory.SubFactory(DisposalListFactory)
    position = factory.Sequence(lambda n: n + 1)
    proposal = factory.SubFactory(ProposalFactory, declined=True, status_changed_at=LONG_AGO)
    number = factory.LazyAttribute(lambda row: row.proposal.number)
    retention = factory.LazyFunction(lambda: RetentionClass.objects.get(kind="DECLINED"))
    years = 5
    completed_on = date(2015, 6, 10)
    ends_on = date(2021, 3, 31)
