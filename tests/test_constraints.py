"""Every rule the database keeps, broken once. Five apps have tables of their own in their test_models.py."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from nara_renkei.accounts.models import CapabilityLink, JoinRequest, NameChange
from nara_renkei.core.audit import record
from nara_renkei.core.models import AuditEvent, AuditSeal, CitySettings, PageImage, PaperJob, SealedEvent
from nara_renkei.directory.models import AgreementPaper, AgreementRecord, AgreementRenewal, Section
from nara_renkei.surveys.models import Survey
from proposals.enums import Kind, Status
from proposals.models import (
    Condition,
    CoProposer,
    CorrectionItem,
    CorrectionReason,
    CorrectionRequest,
    DisclosureMark,
    Meeting,
    Norm,
    NumberSequence,
    Pause,
    PledgeAnswer,
    PledgeItem,
    SorterCount,
    SorterDestination,
    ToldDate,
)
from screening.models import DisclosureRequest
from tests.dialogue.test_models import REFUSED as REFUSED_IN_DIALOGUE
from tests.factories.accounts import (
    CompanyUserFactory,
    EmergencyAccessFactory,
    MemberFactory,
    PersonnelOrderFactory,
    PostFactory,
    StaffFactory,
)
from tests.factories.consultation import ConsultationFactory, SlotFactory
from tests.factories.directory import AgreementFactory, DepartmentFactory, DivisionFactory, OrganizationFactory
from tests.factories.knowledge import (
    AcknowledgementFactory,
    ChapterFactory,
    ChapterVersionFactory,
    MenuFactory,
    PublicFaceFactory,
)
from tests.factories.notifications import OutgoingMailFactory
from tests.factories.proposals import (
    ChallengeFactory,
    ChallengeQuestionFactory,
    LetterFactory,
    PrivateFileFactory,
    ProcedureNoticeFactory,
    PromiseFactory,
    ProposalAccessFactory,
    ProposalFactory,
    RosterRequestFactory,
    TenderFactory,
    TroubleFactory,
)
from tests.factories.reports import SelfCheckFactory
from tests.factories.screening import (
    AssessorFactory,
    ConflictDeclarationFactory,
    DisclosureRequestFactory,
    FindingFactory,
    RedactionFactory,
    ScoreFactory,
    TenderDisclosureFactory,
)
from tests.factories.surveys import (
    AddresseeFactory,
    AnswerFactory,
    QuestionFactory,
    SurveyFactory,
)
from tests.harness import NOON, THE_DESK, TODAY
from tests.house import our_models
from tests.knowledge.test_models import REFUSED as REFUSED_IN_KNOWLEDGE
from tests.nara_renkei.reports.test_models import REFUSED as REFUSED_IN_REPORTS
from tests.proposals.drafts import submitted
from tests.screening.disposals import finished_list
from tests.screening.test_models import REFUSED as REFUSED_IN_SCREENING
from tests.training.test_models import REFUSED as REFUSED_IN_TRAINING

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


def twice(factory, **fields):
    factory(**fields)
    factory(**fields)


def closed_answer():
    answer = AnswerFactory()
    Survey.objects.filter(pk=answer.sheet.survey_id).update(opened_at=NOON, closed_at=NOON)
    return answer


def answered_twice():
    first = AnswerFactory()
    AnswerFactory(sheet=first.sheet, question=first.question)


def norm_twice():
    division = DivisionFactory()
    for _ in range(2):
        Norm.objects.create(stage="OUTCOME", division=division, days=40)


def unit_twice(factory):
    twice(factory, code="0901", valid_from=TODAY)


def section(**fields):
    return Section.objects.create(
        **{"division": DivisionFactory(), "code": "090101", "name": "見本係", "valid_from": TODAY, **fields}
    )


def page_image(**fields):
    return PageImage.objects.create(**{"page": 1, "image": PrivateFileFactory(), "width": 1, "height": 1, **fields})


def meeting(**fields):
    return Meeting.objects.create(proposal=ProposalFactory(in_review=True), **fields)


def paper(**fields):
    return PaperJob.objects.create(
        **{
            "kind": "monthly",
            "about": "2026-10",
            "title": "月次報告",
            "requested_by": "受付花子",
            "requested_by_key": "user:1",
            "created_at": NOON,
            **fields,
        }
    )


def rename(user):
    return NameChange.objects.create(user=user, name="新しい氏名", email="a@city.example", starts_on=TODAY)


def pause(proposal, **fields):
    return Pause.objects.create(**{"proposal": proposal, "starts_on": TODAY, "reason": "保留", **fields})


def correction(proposal):
    return CorrectionRequest.objects.create(
        proposal=proposal, requested_at=NOON, requested_by="受付花子", wanted_by=TODAY, since_version=1
    )


def item_twice():
    request = correction(ProposalFactory(submitted=True))
    twice(CorrectionItem.objects.create, request=request, field="body", reason="理由")


def answer_twice():
    answer = PledgeAnswer.objects.filter(proposal=submitted()).first()
    answer.pk = None
    answer.save(force_insert=True)


def number_of_confirmed_twice():
    twice(OrganizationFactory, confirmed=True, corporate_number="8999999000001")


def merged_into_itself():
    organization = OrganizationFactory()
    organization.merged_into = organization
    organization.save()


def link(**fields):
    return CapabilityLink.objects.create(
        purpose="INVITATION",
        about="organization:1",
        email="a@company.example",
        token_sha256="0" * 64,
        created_at=NOON,
        created_by="見本",
        expires_at=NOON,
        **fields,
    )


def asking(**fields):
    return JoinRequest.objects.create(name="見本花子", requested_at=NOON, **fields)


def partner(**fields):
    return CoProposer.objects.create(proposal=ProposalFactory(), name="見本の団体", **fields)


def renewal(**fields):
    return AgreementRenewal.objects.create(
        **{
            "agreement": fields.pop("agreement", None) or AgreementFactory(renewing=True),
            "kind": "AUTOMATIC",
            "previous_end": TODAY,
            "ends_on": TODAY + timedelta(days=365),
            "recorded_at": NOON,
            **fields,
        }
    )


def agreement_paper_twice():
    agreement = AgreementFactory()
    for _ in range(2):
        AgreementPaper.objects.create(
            agreement=agreement, kind="AGREEMENT", version=1, file=PrivateFileFactory(), kept_at=NOON, kept_by="受付"
        )


REFUSED = {
    "norm_names_what_it_is_for": lambda: Norm.objects.create(stage="OUTCOME", days=40),
    "norm_is_a_day_at_least": lambda: Norm.objects.create(stage="OUTCOME", division=DivisionFactory(), days=0),
    "norm_once": norm_twice,
    # core
    "roster_received_before_sent": lambda: RosterRequestFactory(sent_at=NOON),
    "roster_sent_before_done": lambda: RosterRequestFactory(received_at=NOON, done_at=NOON),
    "city_settings_is_one_row": lambda: CitySettings.objects.create(pk=2),
    "paper_done_iff_file": lambda: paper(state="DONE"),
    "page_image_once": lambda: twice(page_image, source=PrivateFileFactory()),
    # surveys
    "survey_closed_after_opened": lambda: SurveyFactory(closed_at=NOON),
    "survey_reminded_after_opened": lambda: SurveyFactory(reminded_at=NOON),
    "question_asks_somebody": lambda: QuestionFactory(for_company=False, for_division=False),
    "question_scale_iff_ends": lambda: QuestionFactory(high=""),
    "addressee_once": lambda: twice(AddresseeFactory, survey=SurveyFactory(), email="hito@company.example"),
    "answer_score_or_text": lambda: AnswerFactory(score=6),
    "answer_once": answered_twice,
    # notifications
    "mail_sent_iff_date": lambda: OutgoingMailFactory(state="SENT"),
    "mail_secret_only_while_queued": lambda: OutgoingMailFactory(sent=True, secret="12345678"),
    # directory
    "department_code_once": lambda: unit_twice(DepartmentFactory),
    "department_period": lambda: DepartmentFactory(valid_from=TODAY, valid_to=YESTERDAY),
    "division_code_once": lambda: unit_twice(DivisionFactory),
    "division_period": lambda: DivisionFactory(valid_from=TODAY, valid_to=YESTERDAY),
    "division_routing_needs_email": lambda: DivisionFactory(accepts_routing=True, email=""),
    "section_code_once": lambda: unit_twice(section),
    "section_period": lambda: section(valid_to=YESTERDAY),
    "organization_number_confirmed_once": number_of_confirmed_twice,
    "organization_number_13_digits": lambda: OrganizationFactory(corporate_number="123456789012"),
    "organization_merged_elsewhere": merged_into_itself,
    "agreement_period": lambda: AgreementFactory(starts_on=TODAY, ends_on=YESTERDAY),
    "agreement_signed_has_start": lambda: AgreementFactory(starts_on=None, signed_on=TODAY),
    "agreement_renewal_has_notice": lambda: AgreementFactory(ends_on=TODAY, renews_years=1),
    "agreement_declined_by_whom": lambda: AgreementFactory(renewing=True, declined_on=TODAY),
    "agreement_ended_with_reason": lambda: AgreementFactory(ended_on=TODAY),
    "agreement_press_has_day": lambda: AgreementFactory(press_url="https://city.example/"),
    "agreement_contact_has_day": lambda: AgreementRecord.objects.create(
        agreement=AgreementFactory(), partner_name="見本花子"
    ),
    "renewal_is_longer": lambda: renewal(ends_on=TODAY),
    "renewal_agreed_by_a_person": lambda: renewal(kind="AGREED"),
    "renewal_once": lambda: twice(renewal, agreement=AgreementFactory(renewing=True)),
    "agreement_paper_version_once": agreement_paper_twice,
    # accounts
    "link_used_or_revoked": lambda: link(used_at=NOON, revoked_at=NOON),
    "join_request_open_once": lambda: twice(asking, organization=OrganizationFactory(), user=CompanyUserFactory()),
    "join_request_approved_iff_decided": lambda: asking(
        organization=OrganizationFactory(), user=CompanyUserFactory(), is_approved=True
    ),
    "name_change_once_a_day": lambda: twice(rename, user=StaffFactory()),
    "post_period": lambda: PostFactory(user=StaffFactory(), starts_on=TODAY, ends_on=YESTERDAY),
    "post_of_division_names_it": lambda: PostFactory(user=StaffFactory(), kind="MANAGER", division=None),
    "post_of_department_names_it": lambda: PostFactory(user=StaffFactory(), kind="LEADER", department=None),
    "post_for_a_year_decides_nothing": lambda: PostFactory(
        user=StaffFactory(), kind="DEPUTY", appointment="会計年度任用職員", ends_on=TODAY
    ),
    "order_is_announced_by_its_day": lambda: PersonnelOrderFactory(announced_on=date(2027, 4, 2)),
    "order_keeps_its_file_while_it_waits": lambda: PersonnelOrderFactory(state="ANNOUNCED", settled_at=NOON),
    "order_refused_says_why": lambda: PersonnelOrderFactory(state="REFUSED", data=None, settled_at=NOON),
    "order_withdrawn_says_nothing": lambda: PersonnelOrderFactory(
        state="WITHDRAWN", data=None, settled_at=NOON, warnings=["注意"]
    ),
    "post_for_a_year_ends": lambda: PostFactory(user=StaffFactory(), appointment="会計年度任用職員"),
    "member_once": lambda: twice(MemberFactory, user=MemberFactory().user, organization=OrganizationFactory()),
    # proposals
    "co_proposer_accepted_names_organization": lambda: partner(accepted_at=NOON),
    "correction_reason_once": lambda: twice(CorrectionReason.objects.create, text="見本の文"),
    "disclosure_mark_once": lambda: twice(
        DisclosureMark.objects.create, proposal=ProposalFactory(), field="body", reason="営業秘密のため"
    ),
    "told_date_once": lambda: twice(ToldDate.objects.create, promise=PromiseFactory(), day=TODAY, told_at=NOON),
    "challenge_window": lambda: ChallengeFactory(opens_on=TODAY, closes_on=YESTERDAY),
    "challenge_published_on_iff_public": lambda: ChallengeFactory(published_on=None),
    "challenge_question_public_iff_answered": lambda: ChallengeQuestionFactory(published_on=TODAY),
    "sorter_count_once": lambda: twice(
        SorterCount.objects.create, destination=SorterDestination.objects.get(code="voice"), month=TODAY
    ),
    "challenge_retired_iff_date": lambda: ChallengeFactory(retired=True, retired_on=None),
    "menu_says_what_it_offers": lambda: MenuFactory(title=""),
    "menu_contact_can_be_reached": lambda: MenuFactory(contact_email="", contact_phone=""),
    "menu_open_iff_reviewed": lambda: MenuFactory(opened=True, review_by=None),
    "menu_withdrawn_iff_date": lambda: MenuFactory(withdrawn=True, withdrawn_at=None),
    "chapter_public_iff_from_a_version": lambda: ChapterFactory(public=True, public_from=None),
    "chapter_version_once": lambda: twice(ChapterVersionFactory, chapter=ChapterFactory(), number=1),
    "chapter_draft_once": lambda: twice(ChapterVersionFactory, draft=True, chapter=ChapterFactory()),
    "chapter_version_says_something": lambda: ChapterVersionFactory(why=""),
    "chapter_version_effective_iff_published": lambda: ChapterVersionFactory(sha256=""),
    "acknowledgement_once": lambda: twice(AcknowledgementFactory, version=ChapterVersionFactory(), user=StaffFactory()),
    "trouble_closed_iff_reason": lambda: TroubleFactory(closed=True, closed_reason=""),
    "proposal_draft_iff_not_submitted": lambda: ProposalFactory(submitted=True, status=Status.DRAFT),
    "proposal_number_iff_submitted": lambda: ProposalFactory(submitted=True, number=None),
    "proposal_challenge_iff_kind": lambda: ProposalFactory(kind=Kind.CHALLENGE),
    "proposal_submitted_by_organization": lambda: ProposalFactory(submitted=True, organization=None),
    "proposal_held_until_iff_on_hold": lambda: ProposalFactory(on_hold=True, held_until=None),
    "slot_period": lambda: SlotFactory(ends_at=NOON - timedelta(days=1)),
    "slot_once": lambda: twice(SlotFactory, starts_at=NOON, place="相談室"),
    "slot_booked_once": lambda: twice(ConsultationFactory, booked=True, slot=SlotFactory()),
    "consultation_booked_has_slot": lambda: ConsultationFactory(booked=True, slot=None),
    "consultation_held_has_day": lambda: ConsultationFactory(held=True, held_on=None),
    "co_proposer_once": lambda: twice(
        CoProposer.objects.create, proposal=ProposalFactory(), organization=OrganizationFactory()
    ),
    "condition_position_once": lambda: twice(
        Condition.objects.create, proposal=ProposalFactory(submitted=True), position=1, text="毎月知らせること。"
    ),
    "number_sequence_once": lambda: twice(NumberSequence.objects.create, year=2026, kind=Kind.OPEN),
    "access_period": lambda: ProposalAccessFactory(starts_on=TODAY, ends_on=YESTERDAY),
    "access_once": lambda: twice(
        ProposalAccessFactory, proposal=ProposalFactory(in_review=True), division=DivisionFactory()
    ),
    "promise_open_once": lambda: twice(PromiseFactory, proposal=ProposalFactory(submitted=True)),
    "meeting_three_dates": lambda: meeting(dates=[NOON] * 4),
    "meeting_cancelled_with_reason": lambda: meeting(cancelled_at=NOON),
    "meeting_held_or_cancelled": lambda: meeting(held_on=TODAY, cancelled_at=NOON, cancelled_reason="都合のため。"),
    "meeting_fixed_or_declined": lambda: meeting(fixed_at=NOON, declined_at=NOON),
    "emergency_minutes": lambda: EmergencyAccessFactory(minutes=241),
    "emergency_used_ends": lambda: EmergencyAccessFactory(used_at=NOON),
    "emergency_closed_with_note": lambda: EmergencyAccessFactory(used=True, closed_at=NOON),
    "pause_period": lambda: pause(ProposalFactory(submitted=True), ends_on=YESTERDAY),
    "pause_open_once": lambda: twice(pause, proposal=ProposalFactory(submitted=True)),
    "correction_open_once": lambda: twice(correction, proposal=ProposalFactory(submitted=True)),
    "correction_item_once": item_twice,
    "pledge_item_version_once": lambda: PledgeItem.objects.create(
        code="P1", version=1, kind="P", scope="BODY", text="文", valid_from=TODAY
    ),
    "pledge_answer_once": answer_twice,
    "submission_version_once": lambda: ProposalFactory(submitted=True).submissions.create(
        version=1, content={}, sha256="", submitted_at=NOON, submitted_by="会社次郎"
    ),
}

# the other half of each "these two go together"
ALSO_REFUSED = [
    ("emergency_minutes", lambda: EmergencyAccessFactory(minutes=4)),
    ("emergency_closed_with_note", lambda: EmergencyAccessFactory(closed_at=NOON, note="使っていない")),
    ("emergency_closed_with_note", lambda: EmergencyAccessFactory(used=True, note="閉じていない")),
    ("proposal_draft_iff_not_submitted", lambda: ProposalFactory(status=Status.SUBMITTED)),
    ("proposal_number_iff_submitted", lambda: ProposalFactory(number="R8-J-0001")),
    ("proposal_challenge_iff_kind", lambda: ProposalFactory(challenge=ChallengeFactory())),
    ("proposal_held_until_iff_on_hold", lambda: ProposalFactory(submitted=True, held_until=TODAY)),
    (
        "co_proposer_accepted_names_organization",
        lambda: CoProposer.objects.create(
            proposal=ProposalFactory(), organization=OrganizationFactory(), accepted_at=NOON, declined_at=NOON
        ),
    ),
    ("question_scale_iff_ends", lambda: QuestionFactory(text_answer=True, low="少ない")),
    ("answer_score_or_text", lambda: AnswerFactory(score=0)),
    ("answer_score_or_text", lambda: AnswerFactory(score=None)),
    ("answer_score_or_text", lambda: AnswerFactory(text="点と文章")),
    ("paper_done_iff_file", lambda: paper(file=PrivateFileFactory())),
    ("mail_sent_iff_date", lambda: OutgoingMailFactory(sent_at=NOON)),
    ("post_of_division_names_it", lambda: PostFactory(user=StaffFactory(), kind="OFFICER", division=None)),
    ("post_of_department_names_it", lambda: PostFactory(user=StaffFactory(), kind="DIRECTOR", department=None)),
    ("organization_number_13_digits", lambda: OrganizationFactory(corporate_number="123456789012A")),
]


def sealed():
    event = record("test", about="test:1", by=THE_DESK, at=NOON)
    seal = AuditSeal.objects.create(at=NOON, events=1, digest="0" * 64)
    return SealedEvent.objects.create(event=event, seal=seal)


def decided_redaction():
    redaction = RedactionFactory()
    decided = DisclosureRequestFactory.build(decided=True)
    names = ("state", "decision", "decided_on", "approval_number", "reasons", "decided_by")
    DisclosureRequest.objects.update(**{name: getattr(decided, name) for name in names})
    return redaction


def wiped_line():
    return finished_list().lines.get()


# table and trigger, the row it guards, a change it must refuse
GUARDED = {
    ("accounts_emergencyaccess", "emergency_history"): (
        lambda: EmergencyAccessFactory(used=True),
        {"reason": "別のわけ"},
    ),
    ("core_auditevent", "append_only"): (lambda: sealed().event, {"verb": "別のこと"}),
    ("core_auditseal", "append_only"): (lambda: sealed().seal, {"digest": "1" * 64}),
    ("core_sealedevent", "append_only"): (sealed, {"seal": None}),
    ("surveys_addressee", "append_only"): (AddresseeFactory, {"name": "別の人"}),
    ("surveys_question", "answered_questions"): (lambda: AnswerFactory().question, {"text": "別の質問"}),
    ("surveys_answersheet", "closed_survey"): (lambda: closed_answer().sheet, {"side": "DIVISION"}),
    ("surveys_answer", "closed_survey"): (closed_answer, {"score": 1}),
    ("proposals_submission", "append_only"): (lambda: submitted().submissions.get(), {"sha256": ""}),
    ("proposals_letter", "append_only"): (LetterFactory, {"body": "別の文"}),
    ("proposals_statuschange", "append_only"): (lambda: submitted().status_changes.get(), {"reason": "別の理由"}),
    ("proposals_pledgeitem", "answered_wording"): (
        lambda: submitted().pledge_answers.first().item,
        {"text": "別の文"},
    ),
    ("proposals_pledgeanswer", "evidence"): (lambda: submitted().pledge_answers.first(), {"answer": "いいえ "}),
    ("proposals_pledgeanswer", "evidence_stays"): (lambda: submitted().pledge_answers.first(), None),
    ("proposals_procedurenotice", "append_only"): (ProcedureNoticeFactory, {"reason": "別の理由"}),
    ("proposals_tender", "append_only"): (TenderFactory, {"ask_at": "別の窓口"}),
    ("reports_selfcheckstatement", "answered_statement"): (
        lambda: SelfCheckFactory().answers.first().statement,
        {"text": "別の文"},
    ),
    ("screening_disclosuredocument", "frozen_document"): (lambda: decided_redaction().document, {"sha256": "1" * 64}),
    ("screening_disclosuredocument", "undecided_only"): (lambda: decided_redaction().document, {"outcome": "OPEN"}),
    ("screening_redaction", "undecided_only"): (decided_redaction, {"note": "別の理由"}),
    ("screening_disposalline", "disposal_line"): (wiped_line, {"note": "別のわけ"}),
    ("screening_disposallist", "disposal_list"): (finished_list, {"document_number": "奈総第99号"}),
    ("knowledge_publicface", "frozen_face"): (PublicFaceFactory, {"words": {"title": "別の題"}}),
    ("knowledge_chapterversion", "effective_chapter"): (ChapterVersionFactory, {"text": "別の文"}),
    ("screening_tenderdisclosure", "append_only"): (TenderDisclosureFactory, {"sha256": "1" * 64}),
    ("screening_score", "append_only"): (ScoreFactory, {"value": 2}),
    ("screening_finding", "append_only"): (FindingFactory, {"conclusion": "別の結論"}),
    ("screening_conflictdeclaration", "append_only"): (ConflictDeclarationFactory, {"declared_by": "別の人"}),
    ("screening_criteriaset", "used_criteria"): (lambda: AssessorFactory().criteria_set, {"note": "書き換え"}),
    ("screening_criterion", "used_criteria"): (lambda: AssessorFactory().criteria_set.criteria.first(), {"weight": 9}),
}

REFUSED_ANYWHERE = {
    *REFUSED,
    *REFUSED_IN_SCREENING,
    *REFUSED_IN_DIALOGUE,
    *REFUSED_IN_TRAINING,
    *REFUSED_IN_REPORTS,
    *REFUSED_IN_KNOWLEDGE,
}


def test_no_constraint_of_our_models_lacks_a_case():
    declared = {constraint.name for model in our_models() for constraint in model._meta.constraints}

    assert declared == REFUSED_ANYWHERE


def test_no_constraint_lives_only_in_the_database():
    tables = [model._meta.db_table for model in our_models()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid::regclass::text = ANY(%s)", [tables]
        )
        checks = {row[0] for row in cursor.fetchall()}

    ours = {name for name in checks if not name.endswith("_check")}
    assert ours - REFUSED_ANYWHERE == set()


def test_no_trigger_lacks_a_case():
    with connection.cursor() as cursor:
        # what the second wall remembers is proved in tests/test_wall.py
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname <> 'wall_forget'"
        )
        triggers = set(cursor.fetchall())

    assert triggers == set(GUARDED)


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_the_database_refuses_nonsense(name):
    with pytest.raises(IntegrityError, match=f'"{name}"'), transaction.atomic():
        REFUSED[name]()


@pytest.mark.parametrize(("name", "nonsense"), ALSO_REFUSED)
def test_the_database_refuses_the_other_half_too(name, nonsense):
    with pytest.raises(IntegrityError, match=f'"{name}"'), transaction.atomic():
        nonsense()


@pytest.mark.parametrize("place", sorted(place for place, (_, change) in GUARDED.items() if change))
def test_what_binds_is_not_changed(place):
    make, change = GUARDED[place]
    row = make()

    with pytest.raises(IntegrityError, match=r"append-only|cannot change"), transaction.atomic():
        type(row)._base_manager.filter(pk=row.pk).update(**change)


@pytest.mark.parametrize("place", sorted(place for place in GUARDED if place[1] != "evidence"))
def test_what_binds_is_not_deleted(place):
    row = GUARDED[place][0]()
    rows = type(row)._base_manager.filter(pk=row.pk)

    with pytest.raises(IntegrityError, match=r"append-only|cannot change"), transaction.atomic():
        rows._raw_delete(rows.db)


def test_the_audit_takes_new_events():
    record("test", about="test:1", by=THE_DESK, at=NOON)

    assert AuditEvent.objects.count() == 1


def test_the_names_of_constraints_are_unique():
    names = [constraint.name for model in apps.get_models() for constraint in model._meta.constraints]

    assert len(names) == len(set(names))
