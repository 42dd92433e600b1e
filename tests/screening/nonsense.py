"""What the database refuses in the tables of screening, by the name of the constraint."""

from datetime import timedelta

from screening.models import (
    BudgetDate,
    CalendarFeed,
    CriteriaSet,
    Criterion,
    DecisionCondition,
    DisclosureGround,
    DisclosureTerms,
    Handover,
    Inquiry,
    Milestone,
    NextStep,
    ProcedureTick,
    ReplyTemplate,
    RetentionClass,
    SavedFilter,
    SuccessorLetter,
    Undertaking,
    YearEnd,
)
from tests.factories.accounts import PostFactory, StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.screening import (
    ApprovalFactory,
    AssessorFactory,
    BackgroundCheckFactory,
    ConflictDeclarationFactory,
    ConsulteeFactory,
    DecisionFactory,
    DisclosureDocumentFactory,
    DisclosureRequestFactory,
    DisposalLineFactory,
    DisposalListFactory,
    ExtensionFactory,
    HandoverFactory,
    HoldFactory,
    InterestFactory,
    RecordOpeningFactory,
    RedactionFactory,
    RosterReaderFactory,
    RoutingAnswerFactory,
    RoutingFactory,
    RulingFactory,
    ScoreFactory,
    ScreeningFactory,
    SoundnessCheckFactory,
    SuccessorLetterFactory,
    ThirdPartyOpinionFactory,
)
from tests.harness import NOON, TODAY


def inquire(**fields):
    return Inquiry.objects.create(
        screening=ScreeningFactory(),
        division=DivisionFactory(),
        question="要りますか。",
        asked_by="受付",
        asked_at=NOON,
        due_on=TODAY,
        **fields,
    )


def step(**fields):
    values = {"what": "図面を送る", "party": "desk", "due_on": TODAY, "written_by": "受付", "written_at": NOON}
    return NextStep.objects.create(screening=ScreeningFactory(), **{**values, **fields})


def one_procedure_twice():
    screening = ScreeningFactory()
    for _ in range(2):
        ProcedureTick.objects.create(screening=screening, code="place-road", ticked_by="担当", ticked_at=NOON)


def two_feeds():
    user = StaffFactory(officer=True)
    for token in ("a", "b"):
        CalendarFeed.objects.create(user=user, token_sha256=token * 64, created_at=NOON)


def two_leads():
    first = RoutingFactory()
    RoutingFactory(screening=first.screening)


def one_division_twice():
    first = RoutingFactory()
    RoutingFactory(screening=first.screening, division=first.division, is_lead=False, access=False)


def one_name_twice():
    owner = StaffFactory(desk=True)
    for _ in range(2):
        SavedFilter.objects.create(owner=owner, name="わたしの", query="need=NEW")


def one_template_twice():
    for _ in range(2):
        ReplyTemplate.objects.create(name="お返事", body="{団体名}様")


def two_open_decisions():
    DecisionFactory(screening=DecisionFactory().screening)


def twice_a_consultee():
    division = DivisionFactory()
    ConsulteeFactory(division=division)
    ConsulteeFactory(division=division)


def interest_twice():
    first = InterestFactory()
    InterestFactory(proposal=first.proposal, division=first.division)


def two_open_rulings():
    RulingFactory(screening=RulingFactory().screening)


def condition(**fields):
    values = {"position": 1, "text": "毎月知らせること。", **fields}
    return DecisionCondition.objects.create(**{"decision": values.pop("decision", None) or DecisionFactory(), **values})


def one_year_twice():
    screening = ScreeningFactory()
    for _ in range(2):
        YearEnd.objects.create(screening=screening, year=2026, choice="CONTINUE", decided_by="受付", decided_at=NOON)


def one_position_twice():
    condition(decision=condition().decision)


def named_twice():
    first = AssessorFactory()
    AssessorFactory(screening=first.screening, user=first.user)


def scored_twice():
    first = ScoreFactory()
    ScoreFactory(assessor=first.assessor, criterion=first.criterion)


def declared_twice():
    first = ConflictDeclarationFactory()
    ConflictDeclarationFactory(screening=first.screening, user=first.user)


def unused_criterion(**fields):
    criteria_set, _ = CriteriaSet.objects.get_or_create(version=9, valid_from=TODAY)
    meanings = {f"meaning_{value}": "見本" for value in range(1, 5)}
    return Criterion.objects.create(
        **{"criteria_set": criteria_set, "code": "public", "label": "公益性", **meanings, **fields}
    )


def one_code_twice():
    unused_criterion()
    unused_criterion()


def told_twice_of_a_successor():
    one = SuccessorLetterFactory()
    SuccessorLetter.objects.create(organization=one.organization, post=one.post, sent_at=NOON, sent_by="受付花子")


def one_document_twice():
    first = DisclosureDocumentFactory()
    DisclosureDocumentFactory(request=first.request, proposal=first.proposal, key=first.key)


def hidden_twice():
    RedactionFactory(document=RedactionFactory().document)


def asked_twice():
    first = ThirdPartyOpinionFactory()
    ThirdPartyOpinionFactory(request=first.request, organization=first.organization)


def approved_alone():
    clerk = StaffFactory(desk=True)
    DisposalListFactory(approved=True, prepared_by=clerk, approved_by=clerk)


def two_lines(second):
    first = DisposalLineFactory()
    DisposalLineFactory(**{"disposal": first.disposal, "position": first.position, **second(first)})


def record_twice():
    of = {"proposal": None, "number": "r8-12", "record": "event:r8-12"}
    DisposalLineFactory(disposal=DisposalLineFactory(**of).disposal, **of)


REFUSED = {
    "retention_has_years": lambda: RetentionClass.objects.update(years=0),
    "retention_confirmed_whole": lambda: RetentionClass.objects.update(is_confirmed=True),
    "hold_lifted_whole": lambda: HoldFactory(lifted_on=TODAY),
    "disposal_prepared_iff_sent": lambda: DisposalListFactory(state="SUBMITTED"),
    "disposal_approved_whole": lambda: DisposalListFactory(approved=True, document_number=""),
    "disposal_approved_by_another": approved_alone,
    "disposal_started_iff_running": lambda: DisposalListFactory(running=True, started_by=""),
    "disposal_finished_iff_done": lambda: DisposalListFactory(running=True, finished_at=NOON),
    "disposal_line_position_once": lambda: two_lines(lambda first: {}),
    "disposal_line_of_proposal_once": lambda: two_lines(
        lambda first: {"position": first.position + 1, "proposal": first.proposal}
    ),
    "disposal_line_of_record_once": record_twice,
    "disposal_line_of_one": lambda: DisposalLineFactory(record="event:r1"),
    "hold_of_one": lambda: HoldFactory(proposal=None),
    "extension_of_one": lambda: ExtensionFactory(record="event:r1"),
    "disposal_line_wiped_iff_moment": lambda: DisposalLineFactory(wiped_at=NOON),
    "disposal_line_kept_says_why": lambda: DisposalLineFactory(state="KEPT"),
    "record_opening_other_says_what": lambda: RecordOpeningFactory(reason="OTHER"),
    "disclosure_terms_is_one_row": lambda: DisclosureTerms.objects.create(pk=2),
    "disclosure_terms_have_days": lambda: DisclosureTerms.objects.update(answer_days=0),
    "one_ground_for_wishes": lambda: DisclosureGround.objects.create(number=9, name="見本", is_for_wishes=True),
    "disclosure_decided_whole": lambda: DisclosureRequestFactory(decided=True, approval_number=""),
    "disclosure_closed_says_why": lambda: DisclosureRequestFactory(decided=True, reasons=""),
    "disclosure_decided_after_receipt": lambda: DisclosureRequestFactory(
        decided=True, decided_on=TODAY - timedelta(days=1)
    ),
    "disclosure_extension_whole": lambda: DisclosureRequestFactory(extended_to=TODAY + timedelta(days=30)),
    "disclosure_opened_iff_day": lambda: DisclosureRequestFactory(decided=True, opened_on=TODAY),
    "disclosure_told_whole": lambda: DisclosureRequestFactory(decided=True, told_on=TODAY),
    "disclosure_withdrawn_iff_day": lambda: DisclosureRequestFactory(withdrawn_on=TODAY),
    "disclosure_document_once": one_document_twice,
    "disclosure_closed_has_ground": lambda: DisclosureDocumentFactory(outcome="CLOSED"),
    "redaction_once": hidden_twice,
    "third_party_asked_once": asked_twice,
    "third_party_answer_whole": lambda: ThirdPartyOpinionFactory(view="OPPOSES"),
    "third_party_due_after_asked": lambda: ThirdPartyOpinionFactory(due_on=TODAY),
    "third_party_told_after_asked": lambda: ThirdPartyOpinionFactory(told_on=TODAY - timedelta(days=1)),
    "handover_done_whole": lambda: HandoverFactory(handed_at=NOON, handed_by="担当太郎"),
    "handover_words_dated": lambda: Handover.objects.create(post=PostFactory(user=StaffFactory()), words="よろしく。"),
    "successor_letter_once": told_twice_of_a_successor,
    "criterion_once": one_code_twice,
    "criterion_weighs": lambda: unused_criterion(weight=0),
    "assessor_once": named_twice,
    "assessor_scored_stays": lambda: AssessorFactory(scored_at=NOON, removed_at=NOON, removed_by="課長一郎"),
    "assessor_removed_by_somebody": lambda: AssessorFactory(removed_at=NOON),
    "score_once": scored_twice,
    "score_range": lambda: ScoreFactory(value=5),
    "score_at_an_end_says_why": lambda: ScoreFactory(value=4),
    "conflict_declared_once": declared_twice,
    "conflict_says_what": lambda: ConflictDeclarationFactory(has_conflict=True),
    "ruling_one_open": two_open_rulings,
    "ruling_given_whole": lambda: RulingFactory(ruled_at=NOON, division=DivisionFactory(), ruled_by="次長"),
    "ruling_question_whole": lambda: RulingFactory(question_at=NOON),
    "ruling_talk_whole": lambda: RulingFactory(talk_at=NOON),
    "roster_readers_are_two": lambda: RosterReaderFactory(seat=3),
    "background_answer_whole": lambda: BackgroundCheckFactory(sent=True, answered_on=TODAY),
    "background_answered_after_sent": lambda: BackgroundCheckFactory(
        sent=True, answered_on=TODAY - timedelta(days=1), is_listed=False, recorded_by="受付"
    ),
    "soundness_says_why": lambda: SoundnessCheckFactory(result="EXCUSED"),
    "routing_one_lead": two_leads,
    "routing_division_once": one_division_twice,
    "routing_over_waits_for_nothing": lambda: RoutingFactory(over_on=TODAY),
    "answer_confirmed_by_somebody": lambda: RoutingAnswerFactory(confirmed_at=NOON),
    "answer_three_dates": lambda: RoutingAnswerFactory(meeting_dates=[NOON] * 4),
    "calendar_feed_once": two_feeds,
    "procedure_tick_once": one_procedure_twice,
    "next_step_of_division_names_it": lambda: step(party="division"),
    "next_step_done_by_somebody": lambda: step(done_at=NOON),
    "answer_noted_after_confirmed": lambda: RoutingAnswerFactory(noted_at=NOON),
    "inquiry_verdict_with_answer": lambda: inquire(verdict="YES"),
    "inquiry_revoked_whole": lambda: inquire(revoked_at=NOON),
    "interest_once": interest_twice,
    "interest_lowered_by_somebody": lambda: InterestFactory(lowered_at=NOON),
    "consultee_once": twice_a_consultee,
    "inquiry_answered_with_opinion": lambda: inquire(answered_at=NOON),
    "saved_filter_once": one_name_twice,
    "reply_template_once": one_template_twice,
    "decision_one_open": two_open_decisions,
    "decision_decline_says_what_would_change": lambda: DecisionFactory(disposition="DECLINE"),
    "decision_condition_position_once": one_position_twice,
    "decision_condition_met_by_somebody": lambda: condition(met_on=TODAY),
    "decision_referral_names_window": lambda: DecisionFactory(disposition="REFER"),
    "decision_shelf_after_decline": lambda: DecisionFactory(shelf_until=TODAY),
    "decision_contract_consulted": lambda: DecisionFactory(contract_method="OPEN_BID"),
    "decision_contract_ground": lambda: DecisionFactory(contract_method="SOLE", contract_consulted_on=TODAY),
    "decision_contract_small": lambda: DecisionFactory(
        contract_method="SOLE", contract_consulted_on=TODAY, contract_item="1", contract_reason="少額のため。"
    ),
    "budget_date_is_a_day": lambda: BudgetDate.objects.create(kind="INITIAL", month=13, day=1, starts_month=4),
    "undertaking_benefit_says_how": lambda: Undertaking.objects.create(
        screening=ScreeningFactory(), benefit_yen=1, kept_by="担当", kept_at=NOON
    ),
    "milestone_done_by_somebody": lambda: Milestone.objects.create(
        screening=ScreeningFactory(), what="試す", due_on=TODAY, done_on=TODAY
    ),
    "year_end_once": one_year_twice,
    "decision_told_iff_date": lambda: DecisionFactory(told_at=NOON),
    "approval_after_draft": lambda: ApprovalFactory(decided_on=TODAY - timedelta(days=1)),
}
