"""The way of a stranger's words into the database: every form that a company, a guest, who was asked, or who holds a
link can send, built and handed to its use case as the view does it, and what is stored of it.

``WAYS`` has a line for each; tests/test_stored_words.py says when one is missing, and walks them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from dialogue.forms.cards import CardForm
from dialogue.forms.encounters import OwnStepForm
from dialogue.forms.entry import CompanyForm, EntryForm, PersonForm, WishForm
from dialogue.forms.registration import CancelForm, ReplacementForm
from dialogue.usecases.cancel_registration import cancel_registration
from dialogue.usecases.enter_event import enter_event
from dialogue.usecases.keep_card import keep_card
from dialogue.usecases.keep_encounter_steps import add_encounter_step
from dialogue.usecases.replace_person import replace_person
from knowledge.forms.faces import RefusalForm
from knowledge.forms.menus import MenuForm, OwnMenuForm
from knowledge.models import Menu
from knowledge.usecases.offer_menu import offer_menu
from knowledge.usecases.refuse_face import refuse_face
from knowledge.usecases.revise_menu import revise_menu
from nara_renkei.accounts.enums import LinkPurpose, MemberRole
from nara_renkei.accounts.forms import AddressForm, InviteForm, NameForm, ProfileForm
from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.accounts.usecases.accept_invitation import accept_invitation
from nara_renkei.accounts.usecases.invite_member import invite_member
from nara_renkei.accounts.usecases.send_sign_in_code import send_sign_in_code
from nara_renkei.accounts.usecases.update_profile import update_profile
from nara_renkei.directory.models import OrganizationKind
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.surveys.enums import Side
from nara_renkei.surveys.forms import AnswerForm
from nara_renkei.surveys.models import Answer
from nara_renkei.surveys.usecases.answer import answer
from proposals.forms.asking import QuestionForm, TroubleForm
from proposals.forms.consultation import ConsultationForm
from proposals.forms.consultation import ContactForm as ComingForm
from proposals.forms.contact import ContactForm
from proposals.forms.content import ContentForm
from proposals.forms.entrusted import ChangeForm
from proposals.forms.joint import CoProposerForm, DeclineForm, WhoAmIForm
from proposals.forms.meeting import MeetingChoiceForm
from proposals.forms.organization import BODY_FIELDS, CONTACT_FIELDS, OrganizationForm
from proposals.forms.pledges import PledgeForm
from proposals.forms.roster import OfficerForm
from proposals.forms.start import KindForm, SorterForm
from proposals.forms.talk import MessageForm, WithdrawForm
from proposals.models import DisclosureMark, Message, PledgeAnswer, PledgeRequest, Proposal
from proposals.queries import items_to_ask
from proposals.rules.content import CHALLENGE_FIELDS, LATER_FIELDS, OPTIONAL_FIELDS, REQUIRED_FIELDS
from proposals.rules.meetings import Terms
from proposals.usecases.accept_co_proposal import name_co_proposer
from proposals.usecases.answer_meeting import decline_dates
from proposals.usecases.answer_pledges import answer_pledges
from proposals.usecases.ask_co_proposer import ask_co_proposer
from proposals.usecases.ask_for_pledges import ask_for_pledges
from proposals.usecases.ask_question import ask_question
from proposals.usecases.book_consultation import book_consultation
from proposals.usecases.confirm_pledges import ask_for_change
from proposals.usecases.decline_co_proposal import decline_co_proposal
from proposals.usecases.hand_in_roster import hand_in_roster
from proposals.usecases.name_organization import name_organization
from proposals.usecases.note_trouble import note_trouble
from proposals.usecases.offer_meeting import offer_meeting
from proposals.usecases.replace_contact import replace_contact
from proposals.usecases.save_consultation import save_consultation
from proposals.usecases.save_draft import save_draft
from proposals.usecases.start_draft import start_draft
from proposals.usecases.submit_proposal import submit_proposal
from proposals.usecases.withdraw_proposal import withdraw_proposal
from proposals.usecases.write_message import write_message
from tests.dialogue.entries import company_enters, open_event
from tests.factories.accounts import CompanyUserFactory, MemberFactory, StaffFactory, UserFactory
from tests.factories.consultation import ConsultationFactory, ConsultationFileFactory, SlotFactory
from tests.factories.dialogue import EncounterFactory, ParticipantFactory
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.factories.knowledge import MenuFactory, PublicFaceFactory
from tests.factories.proposals import ChallengeFactory, ProposalFactory, RosterRequestFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK, THE_DIVISION, TODAY
from tests.nara_renkei.surveys.people import asked
from tests.proposals.drafts import ready
from tests.training.people import around, who_came
from training.forms.after import OutcomeForm, ResolutionForm, StumbleForm
from training.models import Resolution
from training.usecases.keep_resolution import answer_resolution, keep_resolution
from training.usecases.note_stumble import note_stumble

COMPANY = {"by": THE_COMPANY, "at": NOON}
DIVISION = {"by": THE_DIVISION, "at": NOON}
Typed = QueryDict
Stored = Mapping[str, Any]


def itself(form: forms.Form) -> list[forms.Form]:
    return [form]


@dataclass(frozen=True)
class Way:
    """One form. ``send`` hands a valid one over; ``stored`` reads anew, by the name on the page, what came of it."""

    form: Callable[[Typed], Any]
    send: Callable[[Any], Any]
    stored: Callable[[Any], Stored]
    rest: Mapping[str, Any] = field(default_factory=dict)  # right answers to what is asked beside the texts
    parts: Callable[[Any], list[forms.Form]] = itself
    keeps_wrong: Callable[[Any], Any] | None = None  # what is done with a form that is not valid yet


def columns(row: Any, *names: str) -> dict[str, Any]:
    """Return what the columns of a row hold, read anew."""
    return dict(type(row).objects.filter(pk=row.pk).values(*names).get())


def fresh(row: Any) -> Any:
    """Return a row read anew: what an earlier example did to it was taken back in the database alone."""
    return type(row).objects.get(pk=row.pk)


# --- a proposal and its talk


def a_draft() -> Way:
    draft = ready(TODAY, for_challenge=True)
    names = (*REQUIRED_FIELDS, *CHALLENGE_FIELDS, *OPTIONAL_FIELDS, *LATER_FIELDS)

    def save(form: ContentForm) -> Proposal:
        words = {"values": form.fitting(), "typed": form.unfitting(), "marks": form.marks()}
        return save_draft(proposal_id=draft.pk, step="proposal", version=fresh(draft).version, **words, at=NOON)

    def stored(saved: Proposal) -> Stored:
        marks = DisclosureMark.objects.by_field(saved)
        parts = {f"part_{name}": mark.part for name, mark in marks.items()}
        return {**columns(saved, *names), **parts, **{f"reason_{name}": mark.reason for name, mark in marks.items()}}

    rest = {"asks": ["PLACE"], "cost": "NONE", "publicity": "CLOSED"}
    return Way(lambda typed: ContentForm(typed, names=names), save, stored, rest, keeps_wrong=save)


def a_body() -> Way:
    draft = ProposalFactory(organization=None, contact_name="", contact_phone="")
    person = UserFactory(name="")

    def save(form: OrganizationForm) -> Proposal:
        words = {"chosen": form.chosen, "body": form.body(), "contact": form.contact(), "typed": form.unfinished()}
        version = fresh(draft).version
        return name_organization(proposal_id=draft.pk, version=version, **words, member=fresh(person), **COMPANY)

    def stored(saved: Proposal) -> Stored:
        return {**columns(saved.organization, *BODY_FIELDS), **columns(saved, *CONTACT_FIELDS)}

    form = lambda typed: OrganizationForm(typed, known=[], admitted=[])  # noqa: E731 - as a view builds it
    return Way(form, save, stored, BODY, keeps_wrong=save)


BODY = {
    "kind": OrganizationKind.GROUP,
    "corporate_number": "",
    "postal_code": "630-8580",
    "url": "https://mihon.example/",
    "contact_phone": "0742-00-0001",
}


def pledges() -> Way:
    draft = ready(TODAY)
    items = items_to_ask(draft, TODAY)
    ticks = {one.code: one.choices[0] if one.choices else "はい" if one.kind == "D" else "on" for one in items}

    def submit(form: PledgeForm) -> Proposal:
        version = fresh(draft).version
        answer_pledges(proposal_id=draft.pk, version=version, answers=form.answers(), at=NOON)
        return submit_proposal(proposal_id=draft.pk, **COMPANY)

    def keep(form: PledgeForm) -> None:
        version = fresh(draft).version
        answer_pledges(proposal_id=draft.pk, version=version, answers=form.answers(), at=NOON)

    def stored(sent: Proposal) -> Stored:
        given = PledgeAnswer.objects.filter(proposal=sent, item__kind="D").values_list("item__code", "detail")
        return {f"{code}_detail": detail for code, detail in given}

    rest = {**ticks, "understandings": "on"}
    return Way(lambda typed: PledgeForm(typed, items=items, given={}), submit, stored, rest, keeps_wrong=keep)


def sorter() -> Way:
    def start(form: SorterForm) -> Proposal:
        passed = {"kind": "OPEN", "talking": "on", "division": form.talking_with}
        chosen = KindForm(passed, challenges=[])
        assert chosen.is_valid(), chosen.errors
        return start_draft(challenge=None, author=None, related_divisions=chosen.cleaned_data["division"], **COMPANY)

    rest = {"existing": "no", "only": "no", "talking": "yes"}
    return Way(SorterForm, start, lambda row: {"division": fresh(row).related_divisions}, rest)


def message() -> Way:
    proposal = ProposalFactory(in_review=True)
    send = lambda form: write_message(proposal=fresh(proposal), **form.cleaned_data, **COMPANY)  # noqa: E731
    return Way(MessageForm, send, lambda row: columns(row, "body"))


def withdrawal() -> Way:
    proposal = ProposalFactory(in_review=True)
    send = lambda form: withdraw_proposal(proposal=fresh(proposal), **form.cleaned_data, **COMPANY)  # noqa: E731
    return Way(WithdrawForm, send, lambda row: {"reason": row.status_changes.latest("pk").reason})


def new_contact() -> Way:
    proposal = ProposalFactory(in_review=True)
    send = lambda form: replace_contact(proposal=fresh(proposal), **form.cleaned_data, **COMPANY)  # noqa: E731

    def stored(row: Proposal) -> Stored:
        found = fresh(row)
        return {"name": found.contact_name, "phone": found.contact_phone}

    return Way(ContactForm, send, stored, {"phone": "0742-00-0002"})


def no_date_fits() -> Way:
    proposal, day = ProposalFactory(in_review=True), NOON + timedelta(days=3)
    offer_meeting(proposal=fresh(proposal), dates=[day], terms=Terms(), by=THE_DESK, at=NOON)

    def send(form: MeetingChoiceForm) -> Message:
        decline_dates(proposal=fresh(proposal), note=form.cleaned_data["note"], **COMPANY)
        return Message.objects.latest("pk")

    def stored(row: Message) -> Stored:
        return {"note": columns(row, "body")["body"].partition("\n\n")[2]}

    form = lambda typed: MeetingChoiceForm(typed, dates=[day], minutes=60)  # noqa: E731
    return Way(form, send, stored, {"choice": "none"})


def officers() -> Way:
    request = RosterRequestFactory()

    def send(form: OfficerForm) -> Any:
        return hand_in_roster(request=fresh(request), officers=[form.officer()], upload=None, **COMPANY)

    rest = {"born_on": "1970-04-01", "gender": "FEMALE"}
    return Way(OfficerForm, send, lambda row: columns(row.entries.get(), "name", "kana", "address"), rest)


# --- several 団体, and what the desk entered


def link_of(purpose: LinkPurpose) -> CapabilityLink:
    return CapabilityLink.objects.filter(purpose=purpose).latest("pk")


def a_partner_asked() -> Way:
    draft = ready(TODAY)
    send = lambda form: ask_co_proposer(proposal_id=draft.pk, **form.cleaned_data, **COMPANY)  # noqa: E731
    return Way(CoProposerForm, send, lambda row: columns(row, "name", "email"), {"email": "aite@mihon.example"})


def a_partner_declines() -> Way:
    row = ask_co_proposer(proposal_id=ready(TODAY).pk, name="見本の会", email="no@mihon.example", **COMPANY)
    link = link_of(LinkPurpose.CO_PROPOSER)
    send = lambda form: decline_co_proposal(co_proposer=fresh(row), link=fresh(link), **form.cleaned_data, **COMPANY)  # noqa: E731
    return Way(DeclineForm, send, lambda row: {"reason": columns(row, "declined_reason")["declined_reason"]})


def a_partner_says_who() -> Way:
    row = ask_co_proposer(proposal_id=ready(TODAY).pk, name="見本の会", email="yes@mihon.example", **COMPANY)
    person = UserFactory(name="")

    def send(form: WhoAmIForm) -> Any:
        words = {"chosen": form.chosen, "body": form.body(), "name": form.cleaned_data["contact_name"]}
        return name_co_proposer(co_proposer=fresh(row), **words, member=fresh(person), **COMPANY)

    def stored(sent: Any) -> Stored:
        return {**columns(sent.organization, *BODY_FIELDS), "contact_name": columns(person, "name")["name"]}

    form = lambda typed: WhoAmIForm(typed, known=[], admitted=[])  # noqa: E731
    return Way(form, send, stored, {name: value for name, value in BODY.items() if name != "contact_phone"})


def a_change_by_link() -> Way:
    proposal = ProposalFactory(submitted=True)
    PledgeRequest.objects.create(proposal=proposal, asked_at=NOON, asked_by="受付花子")
    ask_for_pledges(proposal=fresh(proposal), email="guest@company.example", **COMPANY)
    link = link_of(LinkPurpose.PLEDGES)

    def send(form: ChangeForm) -> Message:
        ask_for_change(proposal=fresh(proposal), link=fresh(link), **form.cleaned_data, **COMPANY)
        return Message.objects.latest("pk")

    return Way(ChangeForm, send, lambda row: columns(row, "body"))


# --- 事前相談, 課題, 困りごと


def a_consultation() -> Way:
    found = ConsultationFactory(title="", beneficiary="")
    save = lambda form: save_consultation(consultation_id=found.pk, values=form.fitting())  # noqa: E731
    rest = {"asks": ["PLACE"], "cost": "NONE"}
    return Way(ConsultationForm, save, lambda row: columns(row, "title", "beneficiary"), rest, keeps_wrong=save)


def who_comes_to_talk() -> Way:
    found = ConsultationFactory(slot=SlotFactory())
    ConsultationFileFactory(consultation=found)
    person = CompanyUserFactory()
    send = lambda form: book_consultation(consultation_id=found.pk, user=person, **form.booking(), **COMPANY)  # noqa: E731
    names = ("organization_name", "contact_name", "contact_phone")
    form = lambda typed: ComingForm(typed, known=[])  # noqa: E731
    return Way(form, send, lambda row: columns(row, *names), {"contact_phone": "0742-00-0001"})


def a_question() -> Way:
    challenge, person = ChallengeFactory(), CompanyUserFactory(member=True)
    StaffFactory(desk=True)
    send = lambda form: ask_question(challenge_id=challenge.pk, **form.cleaned_data, asker=person, **COMPANY)  # noqa: E731
    return Way(QuestionForm, send, lambda row: columns(row, "question"))


def a_trouble() -> Way:
    division = DivisionFactory()

    def send(form: TroubleForm) -> Any:
        return note_trouble(**form.cleaned_data, email="a@city.example", **DIVISION)

    form = lambda typed: TroubleForm(typed, divisions=type(division).objects.all())  # noqa: E731
    return Way(form, send, lambda row: columns(row, "trouble", "wish"), {"division": str(division.pk)})


# --- a 団体 and its people


def a_profile() -> Way:
    body = OrganizationFactory(kind=OrganizationKind.GROUP, corporate_number="")
    send = lambda form: update_profile(organization=fresh(body), values=form.cleaned_data, **COMPANY)  # noqa: E731
    form = lambda typed: ProfileForm(typed, kind=body.kind, is_confirmed=False)  # noqa: E731
    rest = {"postal_code": "630-8580", "url": "https://mihon.example/"}
    return Way(form, send, lambda row: columns(row, *form({}).fields), rest)


def an_invited_guest() -> Way:
    body, email = MemberFactory().organization, "kuru@mihon.example"
    invitation = invite_member(organization=body, email=email, role=MemberRole.CONTACT, **COMPANY)
    person = UserFactory(name="", email=email)

    def send(form: NameForm) -> Any:
        return accept_invitation(invitation=fresh(invitation), user=fresh(person), **form.cleaned_data, **COMPANY).user

    return Way(NameForm, send, lambda row: columns(row, "name"))


def an_invitation() -> Way:
    body = MemberFactory().organization

    def send(form: InviteForm) -> Any:
        facts = {"email": form.cleaned_data["email"], "role": MemberRole(form.cleaned_data["role"])}
        return invite_member(organization=body, **facts, **COMPANY).link

    return Way(InviteForm, send, lambda row: columns(row, "email"), {"email": "a@mihon.example", "role": "CONTACT"})


def an_address() -> Way:
    def send(form: AddressForm) -> OutgoingMail:
        send_sign_in_code(email=form.cleaned_data["email"], at=NOON)
        return OutgoingMail.objects.latest("pk")

    return Way(AddressForm, send, lambda row: {"email": columns(row, "to")["to"]}, {"email": "a@mihon.example"})


# --- ダイアログ, 研修, アンケート


def an_entry() -> Way:
    event, body, division = open_event(), MemberFactory(organization__confirmed=True).organization, DivisionFactory()

    def form(typed: Typed) -> EntryForm:
        return EntryForm(typed, {}, event=event, is_company=True, may_choose=([division], []))

    def stored(row: Any) -> Stored:
        person = columns(row.participants.get(), "name", "kana", "title", "email")
        wish = columns(row.wishes.get(), "reason")
        return {
            **columns(row, "email", "care", "offer"),
            **{f"person-1-{name}": value for name, value in person.items()},
            "wish-1-reason": wish["reason"],
        }

    rest = {
        "email": "a@mihon.example",
        "business_line": "RETAIL",
        "person-1-email": "b@mihon.example",
        "wish-1-whom": str(division.pk),
    }
    send = lambda whole: enter_event(event=event, unit=body, entry=whole.entry(), **COMPANY)  # noqa: E731
    return Way(form, send, stored, rest, parts=lambda whole: [whole.main, whole.people[0].form, whole.wishes[0].form])


def somebody_else_comes() -> Way:
    person = company_enters(open_event()).participants.get()
    send = lambda form: replace_person(person=fresh(person), words=form.words(), **COMPANY)  # noqa: E731
    names = ("name", "kana", "title", "email")
    return Way(ReplacementForm, send, lambda row: columns(row, *names), {"email": "b@mihon.example"})


def nobody_comes() -> Way:
    registration = company_enters(open_event())
    send = lambda form: cancel_registration(registration=fresh(registration), **form.cleaned_data, **COMPANY)  # noqa: E731
    return Way(CancelForm, send, lambda row: {"reason": columns(row, "cancel_reason")["cancel_reason"]})


def a_card() -> Way:
    me = ParticipantFactory()
    send = lambda form: keep_card(me=fresh(me), **form.cleaned_data, **COMPANY)  # noqa: E731
    rest = {"email": "a@mihon.example", "phone": "0742-00-0001"}
    return Way(CardForm, send, lambda row: columns(row, "email", "phone", "words"), rest)


def a_step() -> Way:
    encounter = EncounterFactory()
    send = lambda form: add_encounter_step(encounter=fresh(encounter), step=form.step(), **COMPANY)  # noqa: E731
    return Way(OwnStepForm, send, lambda row: columns(row, "what", "person"), {"due_on": "2026-10-20"})


def a_promise() -> Way:
    here = around(who_came(held_on=TODAY))
    send = lambda form: keep_resolution(around=here, **form.cleaned_data, **DIVISION)  # noqa: E731
    return Way(ResolutionForm, send, lambda row: columns(row, "text"))


def an_outcome() -> Way:
    here = around(who_came(held_on=TODAY))
    keep_resolution(around=here, text="次に試すこと", **DIVISION)
    Resolution.objects.filter(trainee=here.trainee).update(asks_on=TODAY)
    send = lambda form: answer_resolution(trainee=here.trainee, **form.cleaned_data, **DIVISION)  # noqa: E731
    return Way(OutcomeForm, send, lambda row: columns(row, "line"), {"outcome": "NOT_YET"})


def a_stumble() -> Way:
    trainee = who_came(held_on=TODAY)

    def send(form: StumbleForm) -> Any:
        return note_stumble(session=trainee.session, person=trainee.user, **form.cleaned_data, **DIVISION)

    return Way(StumbleForm, send, lambda row: columns(row, "text"), {"to_desk": "on", "as_hint": "on"})


def a_sheet_of_answers() -> Way:
    survey, tokens = asked(1, 0)
    questions = list(survey.questions.for_side(Side.COMPANY).in_order())
    scale, words = questions

    def send(form: AnswerForm) -> None:
        answer(token=tokens["c0"], given=form.given(), at=NOON)

    def stored(_: None) -> Stored:
        found = Answer.objects.filter(question=words).values_list("text", flat=True).first()
        return {f"q{words.pk}": found or ""}

    return Way(lambda typed: AnswerForm(typed, questions=questions), send, stored, {f"q{scale.pk}": "4"})


# --- 企業メニュー, 事例

MENU = ("title", "field", "offer", "needs", "contact_name", "contact_email", "contact_phone")
OFFERED = {"cost": "NONE", "contact_email": "a@mihon.example", "contact_phone": "0742-00-0001"}


def a_menu() -> Way:
    body = OrganizationFactory()

    def send(form: OwnMenuForm) -> Menu:
        made = UUID(int=Menu.objects.count() + 1)
        return offer_menu(key=made, organization=form.body, facts=form.facts(), upload=None, **COMPANY)

    return Way(lambda typed: OwnMenuForm(typed, organizations=[body]), send, lambda row: columns(row, *MENU), OFFERED)


def a_menu_again() -> Way:
    menu = MenuFactory()
    send = lambda form: revise_menu(menu=fresh(menu), **form.change(), **COMPANY)  # noqa: E731
    rest = {**OFFERED, "version": str(menu.version)}
    return Way(lambda typed: MenuForm(typed, menu=fresh(menu)), send, lambda row: columns(row, *MENU), rest)


def a_refusal() -> Way:
    member = MemberFactory()
    face = PublicFaceFactory(case__organization=member.organization)

    def send(form: RefusalForm) -> Any:
        facts = {"face": fresh(face), "sha256": face.sha256, "user": member.user}
        return refuse_face(**facts, **form.cleaned_data, **COMPANY)

    return Way(RefusalForm, send, lambda row: columns(row, "remark"))


WAYS: dict[Callable[[], Way], set[type[forms.BaseForm]]] = {
    a_draft: {ContentForm},
    a_body: {OrganizationForm},
    pledges: {PledgeForm},
    sorter: {SorterForm, KindForm},
    message: {MessageForm},
    withdrawal: {WithdrawForm},
    new_contact: {ContactForm},
    no_date_fits: {MeetingChoiceForm},
    officers: {OfficerForm},
    a_partner_asked: {CoProposerForm},
    a_partner_declines: {DeclineForm},
    a_partner_says_who: {WhoAmIForm},
    a_change_by_link: {ChangeForm},
    a_consultation: {ConsultationForm},
    who_comes_to_talk: {ComingForm},
    a_question: {QuestionForm},
    a_trouble: {TroubleForm},
    a_profile: {ProfileForm},
    an_invited_guest: {NameForm},
    an_invitation: {InviteForm},
    an_address: {AddressForm},
    an_entry: {CompanyForm, PersonForm, WishForm},
    somebody_else_comes: {ReplacementForm},
    nobody_comes: {CancelForm},
    a_card: {CardForm},
    a_step: {OwnStepForm},
    a_promise: {ResolutionForm},
    an_outcome: {OutcomeForm},
    a_stumble: {StumbleForm},
    a_sheet_of_answers: {AnswerForm},
    a_menu: {OwnMenuForm},
    a_menu_again: {MenuForm},
    a_refusal: {RefusalForm},
}
