"""What is typed into every field comes back exactly: on pages of both sides, in mails, in the admin, on paper.

A journey fills the forms of one story; ``Typist.send`` types into every field of text of a form what is hard to
keep. A form that is new has no journey: the first test says so.
"""

import io
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from html.parser import HTMLParser
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
import time_machine
from django import forms
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pypdfium2 import PdfDocument

from dialogue.enums import BusinessLine
from dialogue.forms import arrivals as arrival_forms
from dialogue.forms import cards as card_forms
from dialogue.forms import encounters as encounter_forms
from dialogue.forms import entry, registration
from dialogue.forms import events as event_forms
from dialogue.forms import letters as event_letter_forms
from dialogue.forms import seating as seating_forms
from dialogue.queries.cards import met_cards
from dialogue.usecases.exchange_cards import exchange_by_code
from knowledge.forms import case_file as case_file_forms
from knowledge.forms import cases as case_forms
from knowledge.forms import faces as face_forms
from knowledge.forms import faq as faq_forms
from knowledge.forms import guideline as guideline_forms
from knowledge.forms import menus as menu_forms
from knowledge.forms import methods as method_forms
from knowledge.forms import support as support_forms
from knowledge.forms import templates as template_forms
from knowledge.forms import watching as watching_forms
from knowledge.models import CaseStudy, Menu, Method, SupportRequest
from knowledge.queries.faces import draw_up
from knowledge.queries.navigator import question_seen, questions, rules_of, rules_seen
from knowledge.queries.support import answer_days
from knowledge.usecases.ask_partner import ask_partner
from knowledge.usecases.hand_in_case import hand_in_case
from knowledge.usecases.open_case import open_case
from knowledge.usecases.open_menu import open_menu
from nara_renkei.accounts.enums import MemberRole
from nara_renkei.accounts.forms import (
    CodeForm,
    EmergencyNoteForm,
    FactorAgainForm,
    FactorForm,
    MailFactorForm,
    NameForm,
    NewTokenForm,
    ProfileFields,
    ProfileForm,
    _OnceForm,
)
from nara_renkei.accounts.models import User
from nara_renkei.accounts.queries import organizations_of
from nara_renkei.accounts.usecases.invite_member import invite_member
from nara_renkei.accounts.usecases.update_profile import PROFILE_FIELDS
from nara_renkei.core.calendar import FiscalYear
from nara_renkei.core.form_fields import CleanTextField, CorporateNumberField, PhoneField, PostalCodeField
from nara_renkei.directory import forms as agreement_forms
from nara_renkei.directory.models import Agreement, Division, OrganizationKind
from nara_renkei.notifications.delivery import PostOffice
from nara_renkei.notifications.models import MailState, OutgoingMail
from nara_renkei.portal import forms as handover_forms
from nara_renkei.portal.demo.pictures import leaflet
from nara_renkei.reports.forms import SelfCheckForm
from nara_renkei.reports.models import SelfCheck
from nara_renkei.reports.papers.handover import build as build_handover
from nara_renkei.reports.papers.menus import build as build_menus
from nara_renkei.reports.papers.receipt import build_receipt
from nara_renkei.reports.queries.self_checks import self_check_sheet
from nara_renkei.surveys import forms as survey_forms
from proposals.forms import (
    asking,
    consultation,
    contact,
    desk,
    entrusted,
    joint,
    meeting,
    organization,
    pledges,
    roster,
    start,
    talk,
)
from proposals.forms.content import ContentForm, content_names
from proposals.models import Challenge, ChallengeQuestion, Consultation, Proposal, Trouble
from proposals.queries import items_to_ask
from proposals.rules.challenge_sheet import STEPS
from proposals.rules.content import LATER_FIELDS, OPTIONAL_FIELDS, REQUIRED_FIELDS
from proposals.rules.meetings import Terms
from proposals.rules.papers import receipt_about
from proposals.usecases.ask_co_proposer import ask_co_proposer
from proposals.usecases.offer_meeting import offer_meeting
from proposals.usecases.request_correction import request_correction
from proposals.usecases.submit_proposal import submit_proposal
from screening.enums import Answer
from screening.forms import checks as check_forms
from screening.forms import contact as contact_forms
from screening.forms import desk as desk_forms
from screening.forms import dialogue as dialogue_forms
from screening.forms import disclosure as disclosure_forms
from screening.forms import division as division_forms
from screening.forms import inquiry as inquiry_forms
from screening.forms import interest as interest_forms
from screening.forms import judging as judging_forms
from screening.forms import letters as letter_forms
from screening.forms import outcome as outcome_forms
from screening.forms import procedure as procedure_forms
from screening.forms import queue as queue_forms
from screening.forms import replies as reply_forms
from screening.forms import ruling as ruling_forms
from screening.forms import undertaking as undertaking_forms
from screening.models import CriteriaSet, Handover, Routing, Ruling
from screening.usecases.ask_for_ruling import ask_for_ruling
from screening.usecases.confirm_answer import confirm_answer
from screening.usecases.draft_answer import draft_answer
from screening.usecases.open_screening import open_screening
from screening.usecases.route_proposal import route_proposal
from tests.dialogue.entries import open_event
from tests.factories.accounts import CompanyUserFactory, MemberFactory, StaffFactory, UserFactory
from tests.factories.consultation import SlotFactory
from tests.factories.dialogue import CardFactory, EncounterFactory, ParticipantFactory, RegistrationFactory
from tests.factories.directory import DivisionFactory
from tests.factories.knowledge import CaseFactory, MethodFactory, NavigatorAnswerFactory
from tests.factories.proposals import ChallengeFactory, MessageFactory, ProposalFactory
from tests.factories.screening import BackgroundCheckFactory, RosterReaderFactory, RoutingFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK, THE_DIVISION, TODAY, StrictClient
from tests.proposals.drafts import ready
from tests.screening.bench import declares, named
from tests.screening.city import Office, accepted, checked, office, opened, routed
from tests.training.people import who_came
from training.forms import after as after_forms
from training.forms import audience as audience_forms
from training.forms import letters as training_letter_forms
from training.forms import materials as material_forms
from training.forms import presence as presence_forms
from training.forms import questions as question_forms
from training.forms import trainees as trainee_forms
from training.models import Resolution

pytestmark = pytest.mark.django_db

# Short, so that a title meets them all in three turns.
HARD = (
    "𠮷野家の髙橋",
    "葛󠄀城",
    "ﾅﾗｼﾞ",
    "１Ａ〜～",
    "\u202eמז\u202cab",
    "奈\u200b良\u2060市",
    "鹿🦌👩‍👧",
    "<script>x()</script>",
    "{{ 7 }}{% now %}",
    "&lt;\"'",
    "%s%00{0}\\",
    "二  つ",
)
BREAK = "／"
QUEUE = "/admin/screening/deskproposal/"
NUL_REFUSED = (
    "画面に表示できない文字（制御文字 U+0000）が含まれています。「奈良」の前後を消して、入力し直してください。"
)
TOO_LONG = "{limit}文字以内で入力してください。いまは10000文字です。{over}文字減らしてください。"

FORMS = (
    "nara_renkei.accounts.forms",
    "nara_renkei.surveys.forms",
    "nara_renkei.portal.forms",
    "nara_renkei.reports.forms",
    "nara_renkei.directory.forms",
    "dialogue.forms",
    "knowledge.forms",
    "proposals.forms",
    "screening.forms",
    "training.forms",
)
# The desk's own, in the admin, and a システム管理者's: nobody else types into them.
OF_THE_DESK = {
    EmergencyNoteForm,
    audience_forms.AudienceRuleForm,
    training_letter_forms.SessionLetterForm,
    trainee_forms.ListFilterForm,
    trainee_forms.ReasonForm,
    trainee_forms.MoveForm,
    trainee_forms.PersonForm,
    trainee_forms.SubstituteForm,
    presence_forms.AdmitForm,
    presence_forms.AttendanceFileForm,
    presence_forms.CorrectionForm,
    registration.WhoForm,
    survey_forms.SurveyForm,
    survey_forms.NewSurveyForm,
    survey_forms.QuestionForm,
    survey_forms.CopyForm,
    survey_forms.PeopleForm,
    arrival_forms.BadgeForm,
    arrival_forms.TypedForm,
    event_forms.CopyForm,
    event_letter_forms.EventLetterForm,
    seating_forms.PairForm,
    agreement_forms.ActivityForm,
    agreement_forms.AgreementForm,
    agreement_forms.AgreementRecordForm,
    agreement_forms.EndForm,
    agreement_forms.ExtendForm,
    agreement_forms.RenewForm,
    consultation.CancelForm,
    consultation.PlanForm,
    consultation.RecordForm,
    desk.CloseTroubleForm,
    desk.DeskReasonForm,
    desk.QuestionAdminForm,
    entrusted.PaperPledgeForm,
    case_file_forms.CaseFileForm,
    case_forms.CaseReasonForm,
    guideline_forms.ChapterDraftForm,
    face_forms.TakeDownForm,
    guideline_forms.NewChapterForm,
    watching_forms.WatchForm,
    menu_forms.DeskMenuForm,
    faq_forms.FaqForm,
    support_forms.SupportAnswerForm,
    support_forms.SupportNoteForm,
    support_forms.ExtendSupportForm,
    support_forms.CloseSupportForm,
    template_forms.NewTemplateForm,
    template_forms.TemplateForm,
    template_forms.TemplateVersionForm,
    disclosure_forms.AskForm,
    disclosure_forms.DecideForm,
    disclosure_forms.ExtendForm,
    disclosure_forms.FindForm,
    disclosure_forms.MarkForm,
    disclosure_forms.OpinionForm,
    disclosure_forms.ReceiveForm,
    contact_forms.AboutForm,
    contact_forms.DeskContactForm,
    contact_forms.PhoneMemoForm,
    queue_forms.FilterNameForm,
    desk_forms.ApprovalForm,
    encounter_forms.ProposalNumberForm,
    letter_forms.DelayForm,
    outcome_forms.DeskOutcomeForm,
    letter_forms.HoldForm,
    letter_forms.LetterForm,
    reply_forms.MessageForm,
    reply_forms.ReplyTemplateForm,
    dialogue_forms.CancelForm,
    dialogue_forms.FixForm,
    dialogue_forms.MoveForm,
    dialogue_forms.OfferForm,
    letter_forms.OnlyLetterForm,
    desk_forms.RerouteForm,
    inquiry_forms.AskForm,
    interest_forms.SupportForm,
    inquiry_forms.RevokeInquiryForm,
    ruling_forms.AskRulingForm,
    ruling_forms.CustodyForm,
    letter_forms.ReopenForm,
    letter_forms.ReturnForm,
    letter_forms.RouteForm,
    desk_forms.SendBackForm,
    procedure_forms.ProcedureForm,
    procedure_forms.TenderForm,
    check_forms.SoundnessForm,
    letter_forms.TellForm,
    desk_forms.TriageForm,
    material_forms.MaterialChangeForm,
    material_forms.MaterialForm,
    question_forms.CheckQuestionForm,
}
ABSTRACT = {ProfileFields, dialogue_forms.TermsForm, entry.WordsForm}  # its fields are in the forms built on it
# An address, a number, a code: given one shape, so not kept as typed. Their sentences: test_bad_input.py.
SHAPED = (CorporateNumberField, PhoneField, PostalCodeField, forms.EmailField, forms.URLField)
CODES = {
    template_forms.FillForm,
    CodeForm,
    MailFactorForm,
    _OnceForm,
    FactorForm,
    FactorAgainForm,
    NewTokenForm,
    card_forms.BadgeCodeForm,
    presence_forms.CodeForm,
}


def texts(form: Any) -> dict[str, CleanTextField]:
    """Return the fields of a form, or of its class, in which a person writes text."""
    fields = form.base_fields if isinstance(form, type) else form.fields
    return {name: one for name, one in fields.items() if isinstance(one, CleanTextField) and not one.widget.is_hidden}


def packed(room: int) -> list[str]:
    """Return the hard texts for which there is room, side by side."""
    rows: list[str] = []
    for one in (one for one in HARD if len(one) <= room):
        if rows and len(rows[-1]) + len(one) + len(BREAK) <= room:
            rows[-1] += BREAK + one
        else:
            rows.append(one)
    return rows


Field = tuple[type[forms.BaseForm], str]


@dataclass
class Words:
    """What was typed in one run of a journey. Every field has its number, so that none stands for another."""

    turn: int
    turns: int = 1  # so many until every field has met every text
    typed: dict[Field, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def of(self, where: Field, one: CleanTextField) -> str:
        head = f"=1+{100 + len(self.typed)}{BREAK}"
        rows = packed((one.character_limit or 2000) - len(head))
        self.turns = max(self.turns, len(rows))
        words = head + rows[self.turn % len(rows)]
        self.typed[where] = words.replace(BREAK, "\n") if one.multiline else words
        return self.typed[where]

    def read(
        self,
        place: str,
        text: str,
        *names: type[forms.BaseForm],
        but: Iterable[str] = (),
        seen_as: Callable[[str], str] = str,
    ) -> None:
        """Note which fields of these forms, without those named, are not to be read at a place as they were typed."""
        for (form, name), words in self.typed.items():
            if form in names and name not in but:
                lost = [line for line in words.split("\n") if seen_as(line) not in text]
                self.wrong += [f"{place} lacks {form.__name__}.{name}: {line!r}" for line in lost[:1]]

    def read_on_paper(self, content: bytes, *names: type[forms.BaseForm], but: Iterable[str] = ()) -> None:
        """The same of a PDF: its text is what was typed, also where the font has only a box, as the paper says."""
        text = "".join(sheet.get_textpage().get_text_range() for sheet in PdfDocument(content))
        if "この紙の書体にない文字（絵文字など）は□になります。" not in inked(text):
            self.wrong.append("the paper says nothing of boxes")
        self.read("paper", inked(text), *names, but=but, seen_as=inked)


def inked(text: str) -> str:
    """Return what of a text a printer shows: no spaces, no joiners, no directions."""
    return "".join(one for one in text if unicodedata.category(one) not in {"Zs", "Zl", "Cf", "Cc", "Mn"})


class Typist(StrictClient):
    """A browser whose person types hard text, and before the first good attempt what must be refused."""

    words: Words

    def send(
        self, url: str, *filled: forms.BaseForm, rest: Callable[[], dict[str, Any]] = dict, then: int = 302
    ) -> Any:
        """Send these forms, which stand on one page; ``rest`` are the answers that are no text."""
        fields = {one.add_prefix(name): (type(one), name, text) for one in filled for name, text in texts(one).items()}
        if self.words.turn == 0:
            self._be_refused(url, {key: text for key, (_, _, text) in fields.items()}, rest)
        typed = {key: self.words.of((form, name), text) for key, (form, name, text) in fields.items()}
        answer = self.post(url, {**{key: text.replace("\n", "\r\n") for key, text in typed.items()}, **rest()})
        assert answer.status_code == then, (url, wrong_in(answer))
        return answer

    def _be_refused(self, url: str, fields: dict[str, CleanTextField], rest: Callable[[], dict[str, Any]]) -> None:
        typed = {"NUL": "奈良\x00市", "10,000": "あ" * 10_000}
        limits = [one.character_limit or 0 for one in fields.values()]
        sentences = {
            "NUL": [NUL_REFUSED] * len(fields),
            "10,000": [TOO_LONG.format(limit=limit, over=10_000 - limit) for limit in limits],
        }
        for kind, text in typed.items():
            answer = self.post(url, {**dict.fromkeys(fields, text), **rest()})
            read = shown(answer.content.decode())
            missing = {one for one in sentences[kind] if read.count(one) < sentences[kind].count(one)}
            if answer.status_code not in (200, 422) or missing:
                self.words.wrong.append(f"{kind} at {url}: {answer.status_code}, {missing}, {list(fields)}")


def wrong_in(answer: Any) -> Any:
    form = (answer.context or {}).get("form")
    return form.errors if isinstance(form, forms.BaseForm) else form


class Reader(HTMLParser):
    """What a person reads: the text between the tags, and what stands in the controls."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts += ["\n"] if tag == "br" else []
        self.parts += [f"\n{value}\n" for name, value in attrs if name == "value" and value]


def shown(html: str) -> str:
    reader = Reader()
    reader.feed(html)
    return "".join(reader.parts)


def page(client: StrictClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return shown(answer.content.decode())


# --- the journeys: fill the forms of one story, read them wherever they are shown

Door = Callable[..., Typist]


def version_of(proposal: Proposal) -> dict[str, Any]:
    return {"version": Proposal.objects.values_list("version", flat=True).get(pk=proposal.pk)}


def ticks_for(form: pledges.PledgeForm) -> dict[str, Any]:
    answers = {item.code: item.choices[0] if item.choices else "はい" for item in form.items if item.kind == "D"}
    return {**answers, **{item.code: "on" for item in form.items if item.kind in "PC"}, "understandings": "on"}


CONTENT = {"asks": ["PLACE"], "cost": "NONE", "publicity": "CLOSED"}


def a_proposal(words: Words, door: Door) -> None:
    """From the blank form to the receipt, read by the company, the desk and the 課."""
    company, desk_clerk = door(UserFactory()), door(StaffFactory(desk=True))
    challenge = ChallengeFactory()
    company.post(reverse("proposals:start"), {"kind": "CHALLENGE", "challenge": challenge.code})
    draft = Proposal.objects.get()

    def step(name: str) -> str:
        return reverse("proposals:step", args=[draft.uuid, name])

    content = content_of(content_names(draft))
    company.send(step("proposal"), content, rest=lambda: {**CONTENT, **version_of(draft)})
    body = organization.OrganizationForm(known=[], admitted=[])
    numbers = {"kind": OrganizationKind.GROUP, "contact_phone": "0742-00-0001"}
    company.send(step("organization"), body, rest=lambda: {**numbers, **version_of(draft)})
    draft.refresh_from_db()
    pledge_form = pledges.PledgeForm(items=items_to_ask(draft, TODAY), given={})
    company.send(step("pledges"), pledge_form, rest=lambda: {**ticks_for(pledge_form), **version_of(draft)})
    all_of_it = (ContentForm, organization.OrganizationForm, pledges.PledgeForm)
    for name in ("proposal", "organization", "pledges"):
        words.read(
            f"step {name}",
            page(company, step(name)),
            type({"proposal": content, "organization": body}.get(name, pledge_form)),
        )
    words.read("check", page(company, step("check")), *all_of_it)
    assert company.post(step("check"), {"action": "submit", **version_of(draft)}).status_code == 302

    draft.refresh_from_db()
    number = draft.number
    screening_row = checked(open_screening(proposal=draft, by=THE_DESK, at=NOON))
    hall = office()
    route_proposal(screening=screening_row, lead=hall.division, others=[], note="", letter=None, by=THE_DESK, at=NOON)
    officer = door(hall.officer)
    company_page = reverse("proposals:proposal", args=[number])
    words.read("the company's page", page(company, company_page), ContentForm, but=marks_of(content))
    words.read("version 1", page(company, f"{company_page}han/1/"), ContentForm)
    words.read("the company's evidence", page(company, f"{company_page}kakuninjiko/"), pledges.PledgeForm)
    words.read("the 課's page", page(officer, f"/ka/{number}/"), ContentForm, organization.OrganizationForm)
    words.read("the 課's evidence", page(officer, f"/ka/{number}/kakuninjiko/"), pledges.PledgeForm)
    words.read("the desk's page", page(desk_clerk, f"{QUEUE}{number}/"), *all_of_it)
    paper = build_receipt(receipt_about(number or "", 1, draft.organization_id or 0), at=NOON)
    words.read_on_paper(paper.content, *all_of_it)


def content_of(names: Iterable[str]) -> ContentForm:
    return ContentForm(names=tuple(names))


def marks_of(form: ContentForm) -> list[str]:
    return [name for name in form.fields if name.startswith(("part_", "reason_"))]


def a_correction(words: Words, door: Door) -> None:
    """The fields that are asked for only afterwards."""
    proposal = ProposalFactory(submitted=True)
    company = door(MemberFactory(organization=proposal.organization).user)
    reasons = dict.fromkeys(LATER_FIELDS, "書いてください。")
    request_correction(proposal=proposal, reasons=reasons, wanted_by=TODAY, by=THE_DESK, at=NOON)
    form = content_of((*content_names(proposal), *LATER_FIELDS))
    url = reverse("proposals:correct", args=[proposal.number])
    company.send(url, form, rest=lambda: {**CONTENT, **version_of(proposal)})
    company_page = reverse("proposals:proposal", args=[proposal.number])
    words.read("the company's page", page(company, company_page), ContentForm, but=marks_of(form))
    words.read("version 2", page(company, f"{company_page}han/2/"), ContentForm)
    words.read("the desk's page", page(door(StaffFactory(desk=True)), f"{QUEUE}{proposal.number}/"), ContentForm)


def a_sorter(words: Words, door: Door) -> None:
    company, url = door(), reverse("proposals:start")
    answers = {"existing": "no", "only": "no", "talking": "yes"}
    led = company.send(url, start.SorterForm(), rest=lambda: answers)
    words.read("the choice of a kind", page(company, led.url), start.SorterForm)


def a_talk(words: Words, door: Door) -> None:
    """After 提出: a message, another person to speak with, and the end."""
    screening_row, hall, _ = routed()
    proposal = screening_row.proposal
    company = door(proposal.organization.members.get().user)
    staff = {
        "desk": (door(StaffFactory(desk=True)), f"{QUEUE}{proposal.number}/"),
        "課": (door(hall.officer), f"/ka/{proposal.number}/"),
    }
    mine = reverse("proposals:proposal", args=[proposal.number])
    company.send(f"{mine}message/", talk.MessageForm())
    company.send(f"{mine}renraku/", contact.ContactForm(), rest=lambda: {"phone": "0742-00-0002"})
    company.send(f"{mine}torisage/", talk.WithdrawForm())
    words.read("the company's page", page(company, mine), talk.MessageForm, contact.ContactForm)
    for name, (client, url) in staff.items():
        words.read(f"the page of the {name}", page(client, url), talk.MessageForm, contact.ContactForm)
    words.read("the page of the desk", page(*staff["desk"]), talk.WithdrawForm)  # the desk alone reads why


def a_consultation(words: Words, door: Door) -> None:
    company, desk_clerk = door(CompanyUserFactory()), door(StaffFactory(desk=True))
    company.post(reverse("proposals:consult"), {"attachment": deck()})
    found = Consultation.objects.get()
    url = reverse("proposals:consultation_deck", args=[found.uuid])
    company.send(url, consultation.ConsultationForm(), rest=lambda: {"asks": ["PLACE"], "cost": "NONE"})
    slot = SlotFactory()
    company.post(reverse("proposals:consultation_slot", args=[found.uuid]), {"slot": str(slot.uuid)})
    url = reverse("proposals:consultation_contact", args=[found.uuid])
    company.send(url, consultation.ContactForm(known=[]), rest=lambda: {"contact_phone": "0742-00-0001"})
    own = reverse("proposals:consultation", args=[found.uuid])
    both = (consultation.ConsultationForm, consultation.ContactForm)
    words.read("the company's page", page(company, own), *both)
    words.read("the desk's page", page(desk_clerk, f"/admin/proposals/consultation/{found.uuid}/"), *both)


def deck() -> SimpleUploadedFile:
    return SimpleUploadedFile("企画書.pdf", leaflet(), content_type="application/pdf")


def an_organization(words: Words, door: Door) -> None:
    """Its own words about itself, and somebody who joins."""
    admin = MemberFactory()
    ours, url = door(admin.user), reverse("accounts:organization", args=[admin.organization.uuid])
    form = ProfileForm(kind=admin.organization.kind, is_confirmed=False)
    ours.send(f"{url}naosu/", form, rest=lambda: {"url": "https://mihon.example/"})
    invite_member(
        organization=admin.organization, email="kuru@mihon.example", role=MemberRole.CONTACT, by=THE_COMPANY, at=NOON
    )
    link = "/" + OutgoingMail.objects.latest("pk").secret.split("/", 3)[3]
    guest = door(CompanyUserFactory(email="kuru@mihon.example", name=""))
    guest.send(link, NameForm())
    words.read("the page of the 団体", page(ours, url), ProfileForm, NameForm)
    words.read("the form again", page(ours, f"{url}naosu/"), ProfileForm)
    in_admin = reverse("admin:directory_organization_change", args=[admin.organization.pk])
    words.read("the admin", page(door(StaffFactory(desk=True)), in_admin), ProfileForm)


def a_joint_proposal(words: Words, door: Door) -> None:
    """Asked, accepted by one, declined by the other."""
    draft = ready(TODAY)
    owner = door(draft.organization.members.get().user)
    url = reverse("proposals:co_proposers", args=[draft.uuid])
    asks = {"action": "ask"}
    owner.send(url, joint.CoProposerForm(), rest=lambda: {**asks, "email": "no@mihon.example"})
    door().send(asked_link(), joint.DeclineForm(), rest=lambda: {"action": "decline"}, then=200)
    words.read("the list of co-proposers", page(owner, url), joint.CoProposerForm, joint.DeclineForm)
    ask_co_proposer(proposal_id=draft.pk, name="見本の会", email="yes@mihon.example", by=THE_COMPANY, at=NOON)
    partner = door(CompanyUserFactory(email="yes@mihon.example", name=""))
    partner.post(asked_link())
    pending = reverse("proposals:pending_joint")
    partner.send(pending, joint.WhoAmIForm(known=[], admitted=[]), rest=lambda: {"kind": "GROUP", "which": "new"})
    accepted_page = partner.get(pending)
    form = pledges.PledgeForm(items=accepted_page.context["form"].items, given={})
    partner.send(
        pending,
        form,
        rest=lambda: {
            **ticks_for(form),
            "wording": form.wording,
            "sha256": accepted_page.context["proposal"].joint_sha256,
        },
    )
    number = submit_proposal(proposal_id=draft.pk, by=THE_COMPANY, at=NOON).number
    paper = build_receipt(receipt_about(number or "", 1, draft.organization_id or 0), at=NOON)
    words.read_on_paper(paper.content, joint.WhoAmIForm, but=["contact_name"])
    desk_page = page(door(StaffFactory(desk=True)), f"{QUEUE}{number}/")
    words.read("the desk's page", desk_page, joint.WhoAmIForm, but=[*PROFILE_FIELDS[1:]])
    words.read("the partner's evidence", page(partner, f"/teian/{number}/kakuninjiko/"), pledges.PledgeForm)


def asked_link() -> str:
    return (
        "/" + OutgoingMail.objects.filter(template="proposals/co_proposer_asked").latest("pk").secret.split("/", 3)[3]
    )


def an_entrusted_proposal(words: Words, door: Door) -> None:
    """What the desk types for a company, and what the company says to it."""
    desk_clerk, guest = door(StaffFactory(desk=True)), door()
    typed = {
        **CONTENT,
        "kind": "GROUP",
        "channel": "PHONE",
        "received_on": "2026-10-02",
        "email": "denwa@mihon.example",
    }
    parts = (
        entrusted.ReceivedForm(),
        entrusted.NewBodyForm(known=[], admitted=[]),
        content_of((*REQUIRED_FIELDS, *OPTIONAL_FIELDS)),
    )
    desk_clerk.send(reverse("admin:screening_deskproposal_enter"), *parts, rest=lambda: typed)
    number = Proposal.objects.get().number
    link = "/" + OutgoingMail.objects.get(template="proposals/pledges_asked").secret.split("/", 3)[3]
    guest.send(link, entrusted.ChangeForm(), rest=lambda: {"action": "change"})
    marks = marks_of(parts[2])
    words.read("the link", page(guest, link), ContentForm, but=marks)
    everything = (ContentForm, entrusted.ReceivedForm, entrusted.NewBodyForm, entrusted.ChangeForm)
    # the desk marks nothing for a company: it has no such fields on its page
    words.read("the desk's page", page(desk_clerk, f"{QUEUE}{number}/"), *everything, but=marks)


def a_challenge(words: Words, door: Door) -> None:
    """A sheet of a 課, as it reads it, as the public does, and as the desk does; a question; the end."""
    division = DivisionFactory()
    officer, clerk, public = door(StaffFactory(officer=True, division=division)), door(StaffFactory(desk=True)), door()
    challenge = ChallengeFactory(lead=division, draft=True)
    mine = f"/ka/kadai/{challenge.code}/"

    def sheet_rest() -> dict[str, Any]:
        version = Challenge.objects.values_list("version", flat=True).get(pk=challenge.pk)
        return {"procedure": "COOPERATION", "action": "next", "version": version}

    for step in STEPS:
        if texts(asking.SheetForm(step=step)):
            officer.send(f"{mine}kaku/{step.slug}/", asking.SheetForm(step=step), rest=sheet_rest)
    words.read("the sheet of the 課", page(officer, mine), asking.SheetForm)
    Challenge.objects.filter(pk=challenge.pk).update(state="PUBLISHED", published_on=TODAY, opens_on=TODAY)
    words.read("the public page", page(public, f"/kadai/{challenge.code}/"), asking.SheetForm)
    in_admin = reverse("admin:proposals_challenge_change", args=[challenge.pk])
    words.read("the admin", page(clerk, in_admin), asking.SheetForm)
    door(CompanyUserFactory(member=True)).send(f"/kadai/{challenge.code}/shitsumon/", asking.QuestionForm(), then=302)
    question = ChallengeQuestion.objects.get()
    in_admin = reverse("admin:proposals_challengequestion_change", args=[question.pk])
    words.read("the admin", page(clerk, in_admin), asking.QuestionForm)
    ChallengeQuestion.objects.update(answer="はい。", published_on=TODAY)
    words.read("the public page", page(public, f"/kadai/{challenge.code}/"), asking.QuestionForm)
    officer.send(f"{mine}torisage/", asking.ReasonForm())
    words.read("the sheet of the 課", page(officer, mine), asking.ReasonForm)


def a_trouble(words: Words, door: Door) -> None:
    division = DivisionFactory()
    officer = door(StaffFactory(officer=True, division=division))
    form = asking.TroubleForm(divisions=Division.objects.none())
    officer.send("/ka/komarigoto/", form, rest=lambda: {"division": division.pk}, then=200)
    words.read("the list of the 課", page(officer, "/ka/kadai/"), asking.TroubleForm)
    in_admin = reverse("admin:proposals_trouble_change", args=[Trouble.objects.get().pk])
    words.read("the admin", page(door(StaffFactory(desk=True)), in_admin), asking.TroubleForm)


def work_of_a_division(words: Words, door: Door) -> None:
    """The answer, a note, an opinion of another 課, the minutes and the outcome."""
    screening_row, hall, _ = routed()
    helper, number, code = office(), screening_row.proposal.number, hall.division.code
    officer, url = door(hall.officer), f"/ka/{screening_row.proposal.number}/"
    answer = division_forms.AnswerForm(prefix=f"answer-{code}", day=TODAY)
    officer.send(f"{url}kaito/{code}/", answer, rest=lambda: {f"answer-{code}-choice": "CONSIDER"})
    officer.send(f"{url}memo/", division_forms.NoteForm(prefix="note"))
    MessageFactory(proposal=screening_row.proposal)
    officer.send(f"{url}henji-irai/", division_forms.ReplyRequestForm(prefix="reply"))
    door(hall.manager).post(f"{url}kaito/{code}/kakunin/")
    inquiry = division_forms.InquiryForm(prefix="inquiry", day=TODAY)
    officer.send(
        f"{url}shokai/", inquiry, rest=lambda: {"inquiry-division": helper.division.pk, "inquiry-due_on": "2026-10-20"}
    )
    door(helper.officer).send(
        f"{url}iken/{helper.division.code}/",
        division_forms.OpinionForm(prefix="opinion"),
        rest=lambda: {"opinion-verdict": "YES"},
    )
    rows = range(1, dialogue_forms.STEPS + 1)
    owners = {f"minutes-owner{n}": "desk" for n in rows} | {f"minutes-due{n}": "2026-10-05" for n in rows}
    record = dialogue_forms.MinutesForm(prefix="minutes", divisions=[])
    officer.send(f"{url}taiwa/", record, rest=lambda: {"minutes-held_on": "2026-10-05", **owners})
    one_more = dialogue_forms.NextStepForm(prefix="step", divisions=[])
    officer.send(f"{url}taiwa/ippo/", one_more, rest=lambda: {"step-owner1": "desk", "step-due1": "2026-10-05"})
    of_the_talk = (dialogue_forms.MinutesForm, dialogue_forms.NextStepForm)
    words.read("the page of the 対話", page(officer, f"{url}taiwa/"), *of_the_talk)
    outcome = {"outcome-disposition": "ADOPT_IF", "outcome-implementer": "PROPOSER", "outcome-budget_needed": "on"}
    officer.send(f"{url}kekka/", outcome_forms.OutcomeForm(prefix="outcome"), rest=lambda: outcome)
    met = {"kind": "VISIT", "met_at": "2026-10-05T10:00"}
    officer.send(f"{url}osetsu/", contact_forms.ContactForm(), rest=lambda: met)
    words.read("the contacts", page(officer, f"{url}osetsu/"), contact_forms.ContactForm)
    everything = (
        division_forms.AnswerForm,
        division_forms.NoteForm,
        division_forms.ReplyRequestForm,
        division_forms.InquiryForm,
        division_forms.OpinionForm,
        dialogue_forms.MinutesForm,
        outcome_forms.OutcomeForm,
    )
    steps = [f"{name}{n}" for name in ("what", "person") for n in rows]
    words.read("the 課's page", page(officer, url), *everything, but=steps)
    words.read("the desk's page", page(door(StaffFactory(desk=True)), f"{QUEUE}{number}/"), *everything, but=steps)


def a_meeting(words: Words, door: Door) -> None:
    """None of the dates fits, and why."""
    proposal = ProposalFactory(in_review=True)
    company = door(MemberFactory(organization=proposal.organization).user)
    day = NOON + timedelta(days=3)
    offer_meeting(proposal=proposal, dates=[day], terms=Terms(), by=THE_DESK, at=NOON)
    form = meeting.MeetingChoiceForm(dates=[day], minutes=60)
    url = reverse("proposals:proposal", args=[proposal.number])
    company.send(f"{url}taiwa/", form, rest=lambda: {"choice": "none"})
    words.read("the company's page", page(company, url), meeting.MeetingChoiceForm)


def work_after_the_outcome(words: Words, door: Door) -> None:
    screening_row, hall, _ = accepted()
    Proposal.objects.filter(pk=screening_row.proposal_id).update(status="ADOPTED")
    officer, url = door(hall.officer), f"/ka/{screening_row.proposal.number}/jisshi/"
    officer.send(f"{url}fushime/", undertaking_forms.MilestoneForm(), rest=lambda: {"due_on": "2026-10-20"})
    record = undertaking_forms.UndertakingForm(agreements=Agreement.objects.none())
    officer.send(f"{url}kiroku/", record, rest=lambda: {"benefit_yen": "1"})
    words.read("the work", page(officer, url), undertaking_forms.MilestoneForm, undertaking_forms.UndertakingForm)


def a_handover(words: Words, door: Door) -> None:
    """What who leaves writes to the next, read by the 課長 and on paper."""
    hall = office()
    post = hall.officer.posts.get()
    url = f"/ka/hikitsugi/{post.pk}/"
    form = handover_forms.WordsForm(handover=Handover(post=post))
    door(hall.officer).send(f"{url}bun/", form, rest=lambda: {"version": 1})

    words.read("the 引継書", page(door(hall.manager), url), handover_forms.WordsForm)
    words.read_on_paper(build_handover(str(post.pk), at=NOON).content, handover_forms.WordsForm)


def a_self_check(words: Words, door: Door) -> None:
    """What a 課 says beside the levels, read by the 課 and the desk."""
    hall, year = office(), FiscalYear.of(TODAY)
    url, form = f"/ka/jikotenken/{hall.division.pk}/", SelfCheckForm(sheet=self_check_sheet(hall.division, year))
    levels = {name: 3 for name in form.fields if name.startswith("s")}

    def rest() -> dict[str, object]:
        return {"year": year.year, "version": sum(SelfCheck.objects.values_list("version", flat=True)), **levels}

    door(hall.officer).send(url, form, rest=rest)
    words.read("the form of the 課", page(door(hall.manager), url), SelfCheckForm)
    words.read("the desk's page", page(door(StaffFactory(desk=True)), url), SelfCheckForm)


def an_opening(words: Words, door: Door) -> None:
    """What a 課 opens a 企業カルテ for, as it is asked again and as the desk reads it."""
    _, hall, routing = routed()
    company = routing.screening.proposal.organization
    url, chosen = f"/ka/dantai/{company.uuid}/", {"reason": "OTHER"}
    door(hall.officer).send(f"{url}hiraku/", handover_forms.OpeningForm(), rest=lambda: chosen)
    words.read("the カルテ of the desk", page(door(StaffFactory(desk=True)), url), handover_forms.OpeningForm)


def a_ruling(words: Words, door: Door) -> None:
    """What a leader asks a 課長, tells the desk, and rules; the desk reads all of it."""
    screening_row, hall, routing = routed()
    refuse(routing, hall)
    department = hall.division.department
    leader, clerk = door(StaffFactory(leader=True, department=department)), door(StaffFactory(desk=True))
    ask_for_ruling(screening=screening_row, department=department, words="", due_on=TODAY, by=THE_DESK, at=NOON)
    number = screening_row.proposal.number
    url, chosen = f"/ka/{number}/saitei/", hall.division.pk
    question = ruling_forms.ManagerQuestionForm(ruling=Ruling.objects.get(), refused=[], day=TODAY, prefix="manager")
    leader.send(url, question, rest=lambda: {"action": "manager", "manager-division": chosen})
    leader.send(url, ruling_forms.DeskTalkForm(prefix="desk"), rest=lambda: {"action": "desk"})
    asked = (ruling_forms.ManagerQuestionForm, ruling_forms.DeskTalkForm)
    words.read("the desk's page", page(clerk, f"{QUEUE}{number}/"), *asked)
    words.read("the leader's page", page(leader, url), *asked)
    form = ruling_forms.RulingForm(ruling=Ruling.objects.get(), day=TODAY, prefix="rule")
    rest = {"action": "rule", "rule-verdict": "division", "rule-division": chosen}
    leader.send(url, form, rest=lambda: rest)
    words.read("the desk's page", page(clerk, f"{QUEUE}{number}/"), ruling_forms.RulingForm)
    words.read("the 課's page", page(door(hall.officer), f"/ka/{number}/"), ruling_forms.RulingForm)
    words.read("the leader's page", page(leader, url), ruling_forms.RulingForm)


def a_hand(words: Words, door: Door) -> None:
    """A 課 raises its hand; the desk reads why."""
    proposal = ProposalFactory(submitted=True, share_summary=True)
    screening_row = open_screening(proposal=proposal, by=THE_DESK, at=NOON)
    hall, number = office(), screening_row.proposal.number
    form = interest_forms.HandForm(divisions=[hall.division])
    rest = {"action": "raise", "division": hall.division.code}
    door(hall.officer).send(f"/ka/kanshin/{number}/", form, rest=lambda: rest)
    clerk = door(StaffFactory(desk=True))
    words.read("the desk's page", page(clerk, f"{QUEUE}{number}/"), interest_forms.HandForm)
    words.read("the page of sending", page(clerk, f"{QUEUE}{number}/okuru/"), interest_forms.HandForm)


def refuse(routing: Routing, hall: Office) -> None:
    draft_answer(
        routing=routing,
        choice=Answer.NOT_OURS,
        comment="違います。",
        suggested=DivisionFactory(),
        by=hall.actor,
        at=NOON,
    )
    confirm_answer(routing=routing, user=hall.manager, by=hall.actor, at=NOON)


def judging_of_a_division(words: Words, door: Door) -> None:
    """Three lines, scores and a conflict, read by the 課 and by the desk."""
    screening_row, hall, _ = routed()
    url = f"/ka/{screening_row.proposal.number}/saiten/"
    named(screening_row, hall, hall.deputy)
    officer, deputy, clerk = door(hall.officer), door(hall.deputy), StaffFactory(desk=True)
    for user in (hall.officer, hall.deputy, clerk):
        declares(screening_row, user)
    officer.send(f"{url}shoken/", judging_forms.FindingForm(prefix="finding"))
    criteria = list(CriteriaSet.objects.get().criteria.order_by("position"))
    score_form = judging_forms.ScoreForm(prefix="scores", criteria=criteria)
    points = {f"scores-score_{one.code}": "3" for one in criteria}
    deputy.send(f"{url}tensu/", score_form, rest=lambda: points)
    door(hall.manager).send(
        f"{url}shinkoku/", judging_forms.ConflictForm(prefix="conflict"), rest=lambda: {"conflict-answer": "yes"}
    )
    both = (judging_forms.FindingForm, judging_forms.ScoreForm)
    words.read("the page of the 課", page(officer, url), *both)
    words.read("the page of the desk", page(door(clerk), url), *both, judging_forms.ConflictForm)


def an_encounter(words: Words, door: Door) -> None:
    """What both sides write after a ダイアログ: the company reads every word but the city's own."""
    encounter = EncounterFactory()
    event, code = encounter.event.slug, encounter.code
    here = f"/dialogue/{event}/deai/{code}/"
    clerk = door(StaffFactory(officer=True, division=encounter.division.division))
    company = door(MemberFactory(organization=encounter.company.organization).user)
    clerk.send(f"/ka{here}", encounter_forms.EncounterForm(), rest=lambda: {"side": "DIVISION", "due_on": "2026-10-20"})
    company.send(here, encounter_forms.OwnStepForm(), rest=lambda: {"due_on": "2026-10-20"})
    step = encounter.next_steps.get(side="DIVISION")
    clerk.send(f"/ka/dialogue/{event}/deai/ippo/{step.uuid}/yameru/", encounter_forms.DropForm(prefix=str(step.uuid)))
    memo = f"/ka{here}komarigoto/"
    clerk.send(memo, encounter_forms.MemoForm())
    every = (encounter_forms.EncounterForm, encounter_forms.OwnStepForm, encounter_forms.DropForm)
    words.read("the page of the 課", page(clerk, f"/ka{here}"), *every)
    words.read("the company's page", page(company, here), *every, but=("said", "view"))
    desk_list = page(door(StaffFactory(desk=True)), "/admin/proposals/trouble/")
    words.read("the desk's list", desk_list, encounter_forms.MemoForm)


def a_training(words: Words, door: Door) -> None:
    """What somebody who came writes: the promise, what became of it, and what may go wrong."""
    trainee = who_came(held_on=timezone.localdate())
    person, course = door(trainee.user), reverse("training:course", args=[trainee.course.slug])
    promise = reverse("training:resolution", args=[trainee.course.slug])
    person.send(promise, after_forms.ResolutionForm())
    words.read("the person's page", page(person, course), after_forms.ResolutionForm)
    Resolution.objects.update(asks_on=trainee.session.held_on)
    person.send(promise, after_forms.OutcomeForm(), rest=lambda: {"outcome": "NOT_YET"})
    words.read("the question", page(person, promise), after_forms.ResolutionForm, after_forms.OutcomeForm)
    words.read("the person's page", page(person, course), after_forms.ResolutionForm, after_forms.OutcomeForm)
    ticks = {"to_desk": "on", "as_hint": "on"}
    person.send(reverse("training:stumble", args=[trainee.course.slug]), after_forms.StumbleForm(), rest=lambda: ticks)
    desk_clerk = door(StaffFactory(desk=True))
    words.read("the desk's list", page(desk_clerk, "/admin/training/stumble/"), after_forms.StumbleForm)
    promises = reverse("admin:training_course_promises", args=[trainee.course_id])
    words.read("the promises", page(desk_clerk, promises), after_forms.ResolutionForm, after_forms.OutcomeForm)
    words.read("the memos", page(desk_clerk, "/admin/proposals/trouble/"), after_forms.StumbleForm)


def a_roster(words: Words, door: Door) -> None:
    screening = opened(adopted=True)
    member = screening.proposal.organization.members.get().user
    reader = RosterReaderFactory().post.user
    BackgroundCheckFactory(screening=screening)
    rest = {"officer-1-born_on": "1970-04-01", "officer-1-gender": "FEMALE"}

    url = reverse("proposals:roster", args=[screening.proposal.number])
    door(member).send(url, roster.OfficerForm(prefix="officer-1"), rest=lambda: rest)

    opened_list = door(reader).post(f"{QUEUE}{screening.proposal.number}/meibo/")
    words.read("the page of the two readers", shown(opened_list.content.decode()), roster.OfficerForm)


def an_entry(words: Words, door: Door) -> None:
    """A 団体 and a 課 enter a ダイアログ, replace somebody and cancel."""
    event = open_event()
    member, division = MemberFactory(organization__confirmed=True), DivisionFactory()
    firm, officer = door(member.user), door(StaffFactory(officer=True, division=division))
    clerk = door(StaffFactory(desk=True))
    sides = (
        (firm, f"/dialogue/{event.slug}/moushikomi/", entry.CompanyForm(), division),
        (officer, f"/ka/dialogue/{event.slug}/moushikomi/", entry.DivisionForm(), member.organization),
    )
    for client, url, form, whom in sides:
        wish = entry.WishForm(label="", choices=[], prefix="wish-1")
        facts = {"business_line": BusinessLine.RETAIL, "email": "a@mihon.example", "wish-1-whom": whom.pk}
        client.send(url, entry.PersonForm(prefix="person-1"), form, wish, rest=lambda facts=facts: facts)
        all_of_it = (entry.PersonForm, type(form), entry.WishForm)
        words.read("the registration", page(client, url), *all_of_it)
        words.read("the form again", page(client, f"{url}naosu/"), *all_of_it)
        code = event.registrations.latest("pk").participants.get().code
        client.send(f"{url}hito/{code}/", registration.ReplacementForm())
        words.read("the registration", page(client, url), registration.ReplacementForm)
        kept = reverse("admin:dialogue_registration_change", args=[event.registrations.latest("pk").pk])
        words.read("the desk's page", page(clerk, kept), *all_of_it, registration.ReplacementForm)
    for client, url, *_ in sides:
        client.send(f"{url}torikeshi/", registration.CancelForm())
    words.read("the desk's page", page(clerk, kept), registration.CancelForm)


def a_menu(words: Words, door: Door) -> None:
    """What a company offers, read by itself, by every 課, by the desk, and on paper."""
    member, clerk = MemberFactory().user, StaffFactory(desk=True)
    company, officer = door(member), door(StaffFactory(officer=True))
    form = menu_forms.OwnMenuForm(organizations=organizations_of(member))
    rest = {"cost": "NONE", "contact_email": "renkei@company.example"}
    company.send("/teian/menu/atarashii/", form, rest=lambda: rest)
    menu = Menu.objects.get()
    open_menu(menu=menu, version=1, by=THE_DESK, at=NOON)
    own, staff = f"/teian/menu/{menu.code}/", f"/ka/menu/{menu.code}/"
    words.read("the company's form", page(company, own), menu_forms.OwnMenuForm)
    words.read("the page of all staff", page(officer, staff), menu_forms.OwnMenuForm)
    in_admin = reverse("admin:knowledge_menu_change", args=[menu.pk])
    words.read("the admin", page(door(clerk), in_admin), menu_forms.OwnMenuForm)
    words.read_on_paper(build_menus("", at=NOON).content, menu_forms.OwnMenuForm)
    change = menu_forms.MenuForm(menu=menu)
    company.send(own, change, rest=lambda: {**rest, "version": Menu.objects.get().version})
    words.read("the company's form", page(company, own), menu_forms.MenuForm)


def a_method(words: Words, door: Door) -> None:
    """The desk writes a 連携手法, a question of the 手法ナビ and what its answers say; every 課 reads them."""
    answer = NavigatorAnswerFactory()
    method, question = MethodFactory(), answer.question
    clerk, officer = door(StaffFactory(desk=True)), door(StaffFactory(officer=True))
    admin = f"/admin/knowledge/method/{method.pk}"
    form = method_forms.MethodForm(method=method, chapters=[])
    clerk.send(f"{admin}/naosu/", form, rest=lambda: {"version": Method.objects.get().version})
    words.read("the admin's form", page(clerk, f"{admin}/naosu/"), method_forms.MethodForm)
    words.read("the admin", page(clerk, f"{admin}/change/"), method_forms.MethodForm)
    markdown = ("fits", "fits_not", "steps", "cautions")
    words.read("the page", page(officer, f"/ka/shuho/{method.code}/"), method_forms.MethodForm, but=markdown)

    rules = method_forms.RulesForm(method=method, questions=questions(), kept=rules_of(method))
    said = {f"points_{answer.pk}": 2}
    clerk.send(f"{admin}/kisoku/", rules, rest=lambda: {"seen": rules_seen(method), **said})
    words.read("the admin's table", page(clerk, f"{admin}/kisoku/"), method_forms.RulesForm)

    in_admin = f"/admin/knowledge/navigatorquestion/{question.pk}"
    form = method_forms.QuestionForm(question=question)
    clerk.send(f"{in_admin}/naosu/", form, rest=lambda: {"seen": question_seen(type(question).objects.get())})
    words.read("the admin", page(clerk, f"{in_admin}/change/"), method_forms.QuestionForm)
    result = page(officer, f"/ka/shuho/navi/?{question.code}={answer.code}")
    words.read("the 手法ナビ", result, method_forms.RulesForm, method_forms.QuestionForm)


def a_support(words: Words, door: Door) -> None:
    """What a 課 asks the desk and writes after, read by a colleague and in the admin."""
    office = DivisionFactory()
    user = StaffFactory(officer=True, division=office)
    officer, colleague = door(user), door(StaffFactory(officer=True, division=office))
    today = timezone.localdate()
    form = support_forms.SupportForm(user=user, divisions=[office], days=answer_days(today))
    del form.fields["number"]  # a number, given one shape: test_support.py
    officer.send("/ka/sodan/suru/", form, rest=lambda: {"topic": "CONTRACT"})
    asked = SupportRequest.objects.get()
    url = f"/ka/sodan/{asked.uuid}/"
    officer.send(url, support_forms.SupportWordForm(may_ask_again=False))
    in_admin = reverse("admin:knowledge_supportrequest_change", args=[asked.pk])
    for place, text in (
        ("the page", page(colleague, url)),
        ("the admin", page(door(StaffFactory(desk=True)), in_admin)),
    ):
        words.read(place, text, support_forms.SupportForm, support_forms.SupportWordForm)


def a_public_case(words: Words, door: Door) -> None:
    """A 課 adds a picture to a 事例, and its partner reads it and wants something changed."""
    member, officer = MemberFactory(), StaffFactory(officer=True)
    case = CaseFactory(opened=True, organization=member.organization, owner=officer.posts.get().division)
    url = f"/ka/jirei/{case.code}/gazo/"
    photo = io.BytesIO()
    Image.new("RGB", (8, 8)).save(photo, "JPEG")
    rest = {"licence": "CC_BY", "is_public": "on"}

    def upload() -> dict[str, Any]:
        return {**rest, "upload": SimpleUploadedFile("写真.jpg", photo.getvalue())}

    client = door(officer)
    client.send(url, face_forms.PictureForm(), rest=upload)
    words.read("the page of the 課", page(client, url), face_forms.PictureForm)
    face = ask_partner(case=case, sha256=draw_up(case).sha256, tells=False, by=THE_DESK, at=NOON)
    company, own = door(member.user), f"/teian/jirei/{case.code}/"
    words.read("what the partner is asked", page(company, own), face_forms.PictureForm, but=["alt"])
    company.send(f"{own}naosu/", face_forms.RefusalForm(), rest=lambda: {"sha256": face.sha256})
    words.read("the partner's page", page(company, own), face_forms.RefusalForm)


def a_case(words: Words, door: Door) -> None:
    """What a 課 answers when the work is done, and writes on: read by itself, by every 課, and in the record of changes."""
    lead = StaffFactory(officer=True)
    division = lead.posts.get().division
    proposal = ProposalFactory(submitted=True, status="UNDERWAY", lead_division=division)
    RoutingFactory(screening__proposal=proposal, division=division)
    officer, other = door(lead), door(StaffFactory(officer=True))
    officer.send(f"/ka/{proposal.number}/jisshi/owari/", undertaking_forms.ClosingForm())
    case = CaseStudy.objects.get()
    own = f"/ka/jirei/{case.code}/"
    words.read("the page of its 課", page(officer, own), undertaking_forms.ClosingForm)
    form = case_forms.CaseForm(case=case, today=TODAY)
    officer.send(f"{own}naosu/", form, rest=lambda: {"version": 1, "benefit_yen": "1"})
    words.read("the form again", page(officer, f"{own}naosu/"), case_forms.CaseForm)
    hand_in_case(case=case, by=THE_DIVISION, at=NOON)
    open_case(case=case, version=3, review_by=date(2099, 4, 1), by=THE_DESK, at=NOON)
    opened = case_forms.CaseForm(case=CaseStudy.objects.get(), today=TODAY)
    officer.send(f"{own}naosu/", opened, rest=lambda: {"version": 4, "benefit_yen": "2"})
    words.read("the page of all staff", page(other, own), case_forms.CaseForm, but=("why",))
    in_record = [name for name in opened.fields if name != "why"]
    words.read("the record of changes", page(other, f"{own}kaitei/"), case_forms.CaseForm, but=in_record)


def a_card(words: Words, door: Door) -> None:
    """Somebody of a 団体 makes a デジタル名刺 and exchanges it."""
    registration = RegistrationFactory(event__today=True, organization=MemberFactory().organization)
    user = registration.organization.members.get().user
    me = ParticipantFactory(registration=registration, email=user.email)
    other = CardFactory(participant__registration__event=registration.event).participant
    url = reverse("dialogue:card", args=[registration.event.slug])

    client = door(user)
    client.send(url, card_forms.CardForm(), rest=lambda: {"email": me.email})
    mine = reverse("dialogue:person", args=[registration.event.slug])
    words.read("the person's page", page(client, mine), card_forms.CardForm)
    exchange_by_code(me=me, code=other.code, by=THE_COMPANY, at=NOON)
    words.read("the page of the other", "".join(met.card.words for met in met_cards(other)), card_forms.CardForm)


TYPED_IN: dict[Callable[[Words, Door], None], set[type[forms.BaseForm]]] = {
    a_proposal: {ContentForm, organization.OrganizationForm, pledges.PledgeForm},
    a_correction: {ContentForm},
    a_sorter: {start.SorterForm},
    a_talk: {talk.MessageForm, talk.WithdrawForm, contact.ContactForm},
    a_consultation: {consultation.ConsultationForm, consultation.ContactForm},
    an_organization: {ProfileForm, NameForm},
    a_joint_proposal: {joint.CoProposerForm, joint.DeclineForm, joint.WhoAmIForm, pledges.PledgeForm},
    an_entrusted_proposal: {entrusted.ReceivedForm, entrusted.NewBodyForm, ContentForm, entrusted.ChangeForm},
    a_challenge: {asking.SheetForm, asking.QuestionForm, asking.ReasonForm},
    a_trouble: {asking.TroubleForm},
    a_training: {after_forms.ResolutionForm, after_forms.OutcomeForm, after_forms.StumbleForm},
    a_public_case: {face_forms.PictureForm, face_forms.RefusalForm},
    a_case: {undertaking_forms.ClosingForm, case_forms.CaseForm},
    a_menu: {menu_forms.OwnMenuForm, menu_forms.MenuForm},
    a_method: {method_forms.MethodForm, method_forms.RulesForm, method_forms.QuestionForm},
    a_support: {support_forms.SupportForm, support_forms.SupportWordForm},
    a_roster: {roster.OfficerForm},
    a_card: {card_forms.CardForm},
    a_meeting: {meeting.MeetingChoiceForm},
    work_of_a_division: {
        division_forms.AnswerForm,
        division_forms.NoteForm,
        division_forms.ReplyRequestForm,
        division_forms.InquiryForm,
        division_forms.OpinionForm,
        dialogue_forms.MinutesForm,
        dialogue_forms.NextStepForm,
        outcome_forms.OutcomeForm,
        contact_forms.ContactForm,
    },
    an_encounter: {
        encounter_forms.EncounterForm,
        encounter_forms.OwnStepForm,
        encounter_forms.DropForm,
        encounter_forms.MemoForm,
    },
    a_hand: {interest_forms.HandForm},
    work_after_the_outcome: {undertaking_forms.MilestoneForm, undertaking_forms.UndertakingForm},
    a_handover: {handover_forms.WordsForm},
    a_self_check: {SelfCheckForm},
    an_opening: {handover_forms.OpeningForm},
    a_ruling: {ruling_forms.ManagerQuestionForm, ruling_forms.DeskTalkForm, ruling_forms.RulingForm},
    judging_of_a_division: {judging_forms.FindingForm, judging_forms.ScoreForm, judging_forms.ConflictForm},
    an_entry: {
        entry.PersonForm,
        entry.CompanyForm,
        entry.DivisionForm,
        entry.WishForm,
        registration.ReplacementForm,
        registration.CancelForm,
    },
}

# What of all this a mail may hold: names, and a reason given to the very reader. Never the words of a proposal.
MAILED: set[Field] = {
    (ContentForm, "title"),
    (organization.OrganizationForm, "name"),
    (entrusted.NewBodyForm, "name"),
    (joint.CoProposerForm, "name"),
    (joint.WhoAmIForm, "name"),
    (consultation.ConsultationForm, "title"),
    (asking.SheetForm, "title"),
    (ruling_forms.ManagerQuestionForm, "question"),  # the 課長 has no page of the ruling
}


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


def walk(journey: Callable[[Words, Door], None], turn: int) -> Words:
    """Walk a journey once, send all its mails, and return what was typed and what is wrong."""
    words = Words(turn)

    def door(user: User | None = None) -> Typist:
        client = Typist.of(user) if user else Typist()
        client.words = words
        return client

    journey(words, door)
    with PostOffice() as post:
        while post.deliver_next(NOON):
            pass
    words.wrong += [f"not sent: {one.template}" for one in OutgoingMail.objects.exclude(state=MailState.SENT)]
    letters = "\n".join(f"{one.subject}\n{one.body}" for one in mail.outbox)
    leaked = {where for where, text in words.typed.items() if text.split(BREAK)[0].split("\n")[0] in letters}
    words.wrong += [f"mailed: {form.__name__}.{name}" for form, name in leaked - MAILED]
    return words


def form_classes() -> set[type[forms.BaseForm]]:
    """Return every form that the three places declare, without those of the admin's models."""
    modules = [import_module(name) for name in FORMS]
    packages = [one for one in modules if hasattr(one, "__path__")]
    modules += [import_module(f"{one.__name__}.{part.name}") for one in packages for part in iter_modules(one.__path__)]
    declared = {one for module in modules for one in vars(module).values() if isinstance(one, type)}
    return {one for one in declared if issubclass(one, forms.BaseForm) and one.__module__.startswith(FORMS)}


def test_every_form_with_a_text_is_in_a_journey():
    typed: set[type[forms.BaseForm]] = set().union(*TYPED_IN.values())
    with_text = {one for one in form_classes() if texts(one)} - OF_THE_DESK - ABSTRACT - CODES

    assert {one.__qualname__ for one in with_text - typed} == set()


def test_text_of_strangers_is_typed_into_no_other_kind_of_field():
    plain = {
        f"{form.__qualname__}.{name}"
        for form in form_classes() - CODES
        for name, one in form.base_fields.items()
        if isinstance(one, forms.CharField)
        and not isinstance(one, (CleanTextField, *SHAPED))
        and not one.widget.is_hidden
        and not issubclass(form, forms.ModelForm)
    }

    assert plain == set()


@pytest.mark.parametrize("journey", TYPED_IN, ids=lambda one: one.__name__)
def test_what_is_typed_comes_back_exactly_or_is_refused_in_words(journey, db):
    turn, turns = 0, 1
    while turn < turns:
        with transaction.atomic():
            words = walk(journey, turn)
            transaction.set_rollback(True)
        mail.outbox.clear()
        assert words.wrong == []
        assert {form for form, _ in words.typed} == TYPED_IN[journey]
        turn, turns = turn + 1, words.turns
