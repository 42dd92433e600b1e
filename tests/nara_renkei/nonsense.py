"""What the database refuses in the tables of the ground floor and of the roof, by the name of the constraint."""

from datetime import date, timedelta

from nara_renkei.accounts.models import CapabilityLink, JoinRequest, NameChange
from nara_renkei.core.models import CitySettings, PageImage, PaperJob
from nara_renkei.directory.models import AgreementPaper, AgreementRecord, AgreementRenewal, Section
from nara_renkei.reports.models import SelfCheckAnswer, SelfCheckStatement, SignReading
from tests.factories.accounts import (
    CompanyUserFactory,
    EmergencyAccessFactory,
    MemberFactory,
    PersonnelOrderFactory,
    PostFactory,
    StaffFactory,
)
from tests.factories.directory import AgreementFactory, DepartmentFactory, DivisionFactory, OrganizationFactory
from tests.factories.notifications import OutgoingMailFactory
from tests.factories.proposals import PrivateFileFactory
from tests.factories.reports import SelfCheckFactory, SelfCheckRequestFactory, VisionTargetFactory
from tests.factories.surveys import AddresseeFactory, AnswerFactory, QuestionFactory, SurveyFactory
from tests.harness import NOON, TODAY
from tests.nonsense import twice

YESTERDAY = TODAY - timedelta(days=1)


def answered_twice():
    first = AnswerFactory()
    AnswerFactory(sheet=first.sheet, question=first.question)


def unit_twice(factory):
    twice(factory, code="0901", valid_from=TODAY)


def section(**fields):
    return Section.objects.create(
        **{"division": DivisionFactory(), "code": "090101", "name": "見本係", "valid_from": TODAY, **fields}
    )


def page_image(**fields):
    return PageImage.objects.create(**{"page": 1, "image": PrivateFileFactory(), "width": 1, "height": 1, **fields})


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


OCTOBER = date(2026, 10, 1)


def reading(**fields):
    return SignReading.objects.create(**{"quarter": OCTOBER, "sign": "kept", "as_of": OCTOBER, **fields})


def statement(**fields):
    return SelfCheckStatement.objects.create(
        **{"picture": "system", "position": 13, "text": "見本の文", "from_year": 2026, **fields}
    )


def answer(level=3):
    return SelfCheckAnswer.objects.create(self_check=SelfCheckFactory(), statement=statement(), level=level)


def answer_twice():
    first = answer()
    SelfCheckAnswer.objects.create(self_check=first.self_check, statement=first.statement, level=3)


REFUSED = {
    # core
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
    "emergency_minutes": lambda: EmergencyAccessFactory(minutes=241),
    "emergency_used_ends": lambda: EmergencyAccessFactory(used_at=NOON),
    "emergency_closed_with_note": lambda: EmergencyAccessFactory(used=True, closed_at=NOON),
    # reports
    "vision_target_once": lambda: twice(VisionTargetFactory),
    "vision_target_above_nothing": lambda: VisionTargetFactory(value=0),
    "sign_reading_once": lambda: twice(reading),
    "sign_reading_of_a_quarter": lambda: reading(quarter=date(2026, 9, 1)),
    "sign_reading_counted_after_it_began": lambda: reading(as_of=date(2026, 9, 30)),
    "self_check_statement_one_in_use": lambda: twice(statement),
    "self_check_statement_says_something": lambda: statement(text=""),
    "self_check_statement_years": lambda: statement(to_year=2025),
    "self_check_once": lambda: twice(SelfCheckFactory, division=DivisionFactory()),
    "self_check_changed_iff_by": lambda: SelfCheckFactory(changed_at=NOON),
    "self_check_answer_once": answer_twice,
    "self_check_answer_level": lambda: answer(level=6),
    "self_check_request_once": lambda: twice(SelfCheckRequestFactory, division=DivisionFactory()),
    "self_check_request_reminded_after": lambda: SelfCheckRequestFactory(reminded_on=TODAY),
}

# the other half of each "these two go together"
ALSO_REFUSED = [
    ("emergency_minutes", lambda: EmergencyAccessFactory(minutes=4)),
    ("emergency_closed_with_note", lambda: EmergencyAccessFactory(closed_at=NOON, note="使っていない")),
    ("emergency_closed_with_note", lambda: EmergencyAccessFactory(used=True, note="閉じていない")),
    ("question_scale_iff_ends", lambda: QuestionFactory(text_answer=True, low="少ない")),
    ("answer_score_or_text", lambda: AnswerFactory(score=0)),
    ("answer_score_or_text", lambda: AnswerFactory(score=None)),
    ("answer_score_or_text", lambda: AnswerFactory(text="点と文章")),
    ("paper_done_iff_file", lambda: paper(file=PrivateFileFactory())),
    ("mail_sent_iff_date", lambda: OutgoingMailFactory(sent_at=NOON)),
    ("post_of_division_names_it", lambda: PostFactory(user=StaffFactory(), kind="OFFICER", division=None)),
    ("post_of_department_names_it", lambda: PostFactory(user=StaffFactory(), kind="DIRECTOR", department=None)),
    ("organization_number_13_digits", lambda: OrganizationFactory(corporate_number="123456789012A")),
    ("self_check_changed_iff_by", lambda: SelfCheckFactory(changed_by="見本")),
    ("self_check_answer_level", lambda: answer(level=0)),
    ("sign_reading_of_a_quarter", lambda: reading(quarter=date(2026, 10, 2), as_of=TODAY)),
]
