"""The city for the tests that walk the whole site: something of everything, owned by somebody known."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dialogue.models import Encounter, Event
from dialogue.rules.papers import NOTE_SHEETS
from knowledge.queries.faces import draw_up
from knowledge.queries.guideline import edition_about
from knowledge.rules.papers import GUIDELINE, MENUS, PUBLIC_EDITION
from knowledge.usecases.agree_to_face import agree_to_face
from knowledge.usecases.ask_partner import ask_partner
from nara_renkei.accounts.enums import MemberRole
from nara_renkei.accounts.models import Member, User
from nara_renkei.accounts.usecases.invite_member import invite_member
from nara_renkei.core.models import PageImage, PaperJob, PaperState, PrivateFile
from nara_renkei.core.private_files import store_bytes, store_upload
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.portal.demo.pictures import leaflet
from nara_renkei.reports.papers import monthly
from nara_renkei.reports.rules.department import DEPARTMENT
from proposals.models import PledgeRequest, Proposal
from proposals.rules.papers import DRAFT, RECEIPT, draft_about, receipt_about
from proposals.usecases.ask_co_proposer import ask_co_proposer
from proposals.usecases.ask_for_pledges import ask_for_pledges
from screening.rules.papers import ARCHIVE, DOSSIER, DRAFTING, HANDOVER, QUEUE, dossier_about, drafting_about
from tests.factories.accounts import CompanyUserFactory, MemberFactory, StaffFactory
from tests.factories.consultation import ConsultationFactory, ConsultationFileFactory, SlotFactory
from tests.factories.dialogue import (
    EncounterFactory,
    EventFactory,
    NextStepFactory,
    ParticipantFactory,
    RegistrationFactory,
)
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.factories.knowledge import (
    CaseFactory,
    CasePictureFactory,
    ChapterVersionFactory,
    FaqFactory,
    MenuFactory,
    MethodFactory,
    NavigatorAnswerFactory,
    PublicFaceFactory,
    SupportRequestFactory,
    TemplateVersionFactory,
    VainSearchFactory,
)
from tests.factories.proposals import AttachmentFactory, ChallengeFactory, ProposalFactory
from tests.factories.screening import BackgroundCheckFactory, RoutingFactory, RulingFactory, SoundnessCheckFactory
from tests.factories.surveys import SurveyFactory
from tests.factories.training import AttendanceFactory, SessionFactory, TraineeFactory
from tests.factories.understanding import MaterialVersionFactory, StumbleFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK, StrictClient
from tests.nara_renkei.surveys.people import asked


class World:
    """One 団体 with its person, one 課 and 部 with their people, and everybody else."""

    def __init__(self) -> None:
        self.rows: dict[str, Any] = {}  # what addresses.py made for the page of one object
        self.organization = OrganizationFactory()
        self.division = DivisionFactory()
        self.member: Member = MemberFactory(organization=self.organization)
        department = self.division.department
        self.people = {
            "company": self.member.user,
            "stranger": CompanyUserFactory(member=True),
            "officer": StaffFactory(officer=True, division=self.division),
            "other": StaffFactory(officer=True),
            "deputy": StaffFactory(deputy=True, division=self.division),
            "manager": StaffFactory(manager=True, division=self.division),
            "leader": StaffFactory(leader=True, department=department),
            "director": StaffFactory(director=True, department=department),
            "executive": StaffFactory(executive=True),
            "desk": StaffFactory(desk=True),
            "system": StaffFactory(system=True),
            "auditor": StaffFactory(auditor=True),
            "nobody": StaffFactory(),
        }

        routing = RoutingFactory(
            division=self.division,
            screening__proposal=ProposalFactory(in_review=True, organization=self.organization, share_summary=True),
        )
        RulingFactory(screening=routing.screening, department=department)
        self.proposal = routing.screening.proposal
        self.draft = ProposalFactory(organization=self.organization, author=self.member.user)
        self.file = self.attach(self.proposal)
        self.pictured(self.file)
        self.evidence = store_bytes(leaflet(), name="確認.pdf", content_type="application/pdf", at=NOON)
        SoundnessCheckFactory(screening=routing.screening, file=self.evidence)
        BackgroundCheckFactory(screening=routing.screening)
        self.draft_file = self.attach(self.draft)
        self.challenge = ChallengeFactory(lead=self.division)
        self.paper = self.make_paper(monthly.KIND, "2026-09")
        about = receipt_about(self.proposal.number, 1, self.organization.pk)
        self.receipt = self.make_paper(RECEIPT, about)
        self.drafting = self.make_paper(DRAFTING, drafting_about(self.proposal.number, 1))
        self.archive = self.make_paper(ARCHIVE, dossier_about(self.proposal.number, self.people["desk"].pk))
        self.dossier = self.make_paper(DOSSIER, dossier_about(self.proposal.number, self.people["desk"].pk))
        self.queue_paper = self.make_paper(QUEUE, "a list", by=self.people["desk"])
        self.seat = self.people["officer"].posts.get()
        self.handover = self.make_paper(HANDOVER, str(self.seat.pk))
        self.department_paper = self.make_paper(DEPARTMENT, f"{department.code}/2026-04-01/2027-03-31")
        self.draft_paper = self.make_paper(DRAFT, draft_about(self.draft.uuid, 1))
        self.consultation = ConsultationFactory(
            booked=True,
            author=self.member.user,
            organization=self.organization,
            slot=SlotFactory(starts_at=timezone.now() + timedelta(days=1)),
        )
        self.consultation_file = store_upload(self.upload(), at=NOON)
        ConsultationFileFactory(consultation=self.consultation, file=self.consultation_file)
        self.token = self.invite()
        self.survey, self.survey_tokens = asked(1, 1, SurveyFactory(open=True, closes_on=date(2099, 12, 31)))
        self.survey_paper = self.make_paper("survey", str(self.survey.uuid))
        self.joint_token, self.pledges_token = self.ask_another(), self.ask_for_pledges()
        self.event = self.hold_event()
        self.encounter = self.let_meet()
        self.session = SessionFactory(open=True)
        TraineeFactory(course=self.session.course, session=self.session, user=self.people["officer"])
        self.let_study()
        self.stumble = StumbleFactory(session=self.session, hint=True)
        self.material = MaterialVersionFactory(
            material__session=self.session, file=self.pictured(store_upload(self.upload(), at=NOON))
        )
        slide = self.pictured(store_upload(self.upload(), at=NOON))
        self.menu = MenuFactory(organization=self.organization, opened=True, slide=slide)
        self.booklet = self.make_paper(MENUS, "2026-10-05/1/0")
        self.chapter = ChapterVersionFactory(number=2, chapter__public=True, first=True).chapter
        self.method = MethodFactory()
        self.answer = NavigatorAnswerFactory()
        self.vain_search = VainSearchFactory()
        # one that everybody reads, and one of which the 団体 is asked; both are kept by the lead 課
        facts = {"organization": self.organization, "owner": self.division, "method": self.method}
        self.public_case = CaseFactory(opened=True, **facts)
        photo = store_bytes(b"JPEG", name="写真.jpg", content_type="image/jpeg", at=NOON)
        self.picture = CasePictureFactory(case=self.public_case, file=photo)
        self.publish()
        self.case = CaseFactory(opened=True, **facts)
        self.face = PublicFaceFactory(case=self.case)
        self.support = SupportRequestFactory(division=self.division)
        self.faq = FaqFactory(opened=True)
        self.template = TemplateVersionFactory(file=store_upload(self.upload(), at=NOON)).template
        self.edition = self.make_paper(GUIDELINE, edition_about(PUBLIC_EDITION, timezone.localdate()))
        self.note_sheets = self.make_paper(NOTE_SHEETS, self.encounter.event.slug)
        self.twin = OrganizationFactory(corporate_number=self.organization.corporate_number)

    def publish(self) -> None:
        """The 団体 agrees to what everybody reads."""
        sha256 = draw_up(self.public_case).sha256
        face = ask_partner(case=self.public_case, sha256=sha256, tells=False, by=THE_DESK, at=NOON)
        agree_to_face(face=face, sha256=sha256, user=self.member.user, by=THE_COMPANY, at=NOON)
        self.public_case.refresh_from_db()

    def let_study(self) -> None:
        """The officer came to the 研修; the deputy missed an earlier 回 and may do its 自習."""
        course = self.session.course
        AttendanceFactory(session=self.session, trainee=course.trainees.get())
        over = SessionFactory(course=course, ended=True, self_study_until=date(2099, 12, 31))
        TraineeFactory(course=course, session=over, user=self.people["deputy"])

    def let_meet(self) -> Encounter:
        """Return an encounter of the 団体 and the 課 at an event that is over, with a step of the 団体."""
        event = EventFactory(ended=True)
        company = RegistrationFactory(event=event, organization=self.organization)
        division = RegistrationFactory(event=event, of_division=True, division=self.division)
        encounter = EncounterFactory(event=event, company=company, division=division)
        NextStepFactory(encounter=encounter, of_company=True)
        return encounter

    def hold_event(self) -> Event:
        """Return a ダイアログ to which the 団体 and the 課 come with their people."""
        event = EventFactory(open=True)
        self.registration = RegistrationFactory(event=event, organization=self.organization)
        ParticipantFactory(registration=self.registration, email=self.member.user.email)
        self.division_registration = RegistrationFactory(event=event, of_division=True, division=self.division)
        ParticipantFactory(registration=self.division_registration, email=self.people["officer"].email)
        return event

    def invite(self) -> str:
        """Return the token of an invitation into the 団体."""
        invite_member(
            organization=self.organization,
            email="guest@company.example",
            role=MemberRole.CONTACT,
            by=THE_COMPANY,
            at=timezone.now(),
        )
        return OutgoingMail.objects.latest("pk").secret.rstrip("/").rpartition("/")[2]

    @staticmethod
    def ask_another() -> str:
        """Return the token of a co-proposer's link to somebody's draft."""
        draft = ProposalFactory()
        facts = {"name": "見本の会", "email": "guest@company.example"}
        ask_co_proposer(proposal_id=draft.pk, **facts, by=THE_COMPANY, at=timezone.now())
        return OutgoingMail.objects.latest("pk").secret.rstrip("/").rpartition("/")[2]

    @staticmethod
    def ask_for_pledges() -> str:
        """Return the token of the link to a proposal that the desk entered."""
        proposal = ProposalFactory(submitted=True)
        PledgeRequest.objects.create(proposal=proposal, asked_at=NOON, asked_by="受付花子")
        ask_for_pledges(proposal=proposal, email="guest@company.example", by=THE_COMPANY, at=timezone.now())
        return OutgoingMail.objects.latest("pk").secret.rstrip("/").rpartition("/")[2]

    @staticmethod
    def upload() -> SimpleUploadedFile:
        return SimpleUploadedFile("企画書.pdf", leaflet(), content_type="application/pdf")

    @staticmethod
    def pictured(file: PrivateFile) -> PrivateFile:
        """Return a file with a picture of its page."""
        page = store_bytes(b"RIFF", name="1.webp", content_type="image/webp", at=NOON)
        PageImage.objects.create(source=file, page=1, image=page, width=1, height=1)
        return file

    @classmethod
    def attach(cls, proposal: Proposal) -> PrivateFile:
        file = store_upload(cls.upload(), at=NOON)
        AttachmentFactory(proposal=proposal, file=file)
        return file

    @staticmethod
    def make_paper(kind: str, about: str, by: User | None = None) -> PaperJob:
        file = store_bytes(leaflet(), name="報告.pdf", content_type="application/pdf", at=NOON)
        return PaperJob.objects.create(
            kind=kind,
            about=about,
            title="見本の文書",
            requested_by="見本",
            requested_by_key=f"user:{by.pk if by else 0}",
            created_at=NOON,
            state=PaperState.DONE,
            file=file,
            sha256=file.sha256,
            finished_at=NOON,
        )

    def browser(self, role: str) -> StrictClient:
        return StrictClient() if role == "anonymous" else StrictClient.of(self.people[role])


Arguments = dict[str, Any]
Addresses = dict[str, Callable[[World], Arguments]]
Rows = dict[str, Callable[[World], Any]]
