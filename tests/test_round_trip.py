"""What is typed into every field comes back exactly: on pages of both sides, in mails, in the admin, on paper.

A journey fills the forms of one story; ``Typist.send`` types into every field of text of a form what is hard to
keep. A form that is new has no journey: the first test says so.
"""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

import pytest
from django import forms
from django.core import mail
from django.db import transaction

from dialogue.forms import arrivals as arrival_forms
from dialogue.forms import cards as card_forms
from dialogue.forms import encounters as encounter_forms
from dialogue.forms import entry, registration
from dialogue.forms import events as event_forms
from dialogue.forms import letters as event_letter_forms
from dialogue.forms import seating as seating_forms
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
from nara_renkei.core.form_fields import CleanTextField, CorporateNumberField, PhoneField, PostalCodeField
from nara_renkei.directory import forms as agreement_forms
from nara_renkei.notifications.delivery import PostOffice
from nara_renkei.notifications.models import MailState, OutgoingMail
from nara_renkei.portal import forms as handover_forms
from nara_renkei.reports.forms import SelfCheckForm
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
from proposals.forms.content import ContentForm
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
from screening.forms import retention as retention_forms
from screening.forms import ruling as ruling_forms
from screening.forms import undertaking as undertaking_forms
from tests.harness import NOON
from tests.round_trip.companies import (
    a_consultation,
    a_correction,
    a_joint_proposal,
    a_meeting,
    a_menu,
    a_proposal,
    a_roster,
    a_sorter,
    a_talk,
    an_entrusted_proposal,
    an_organization,
)
from tests.round_trip.divisions import (
    a_case,
    a_challenge,
    a_hand,
    a_handover,
    a_method,
    a_public_case,
    a_ruling,
    a_self_check,
    a_support,
    a_trouble,
    an_opening,
    judging_of_a_division,
    work_after_the_outcome,
    work_of_a_division,
)
from tests.round_trip.events import a_card, a_training, an_encounter, an_entry
from tests.round_trip.typist import BREAK, Door, Field, Typist, Words, texts
from training.forms import after as after_forms
from training.forms import audience as audience_forms
from training.forms import letters as training_letter_forms
from training.forms import materials as material_forms
from training.forms import presence as presence_forms
from training.forms import questions as question_forms
from training.forms import trainees as trainee_forms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

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
    retention_forms.ApproveForm,
    retention_forms.DropForm,
    retention_forms.HoldForm,
    retention_forms.HoldLineForm,
    retention_forms.LiftForm,
    retention_forms.PutOffForm,
    disclosure_forms.AskForm,
    disclosure_forms.DecideForm,
    disclosure_forms.ExtendForm,
    disclosure_forms.FindForm,
    disclosure_forms.NoticeForm,
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
