"""Every form of the site, and what sets some of them apart."""

from importlib import import_module
from pkgutil import iter_modules

from django import forms

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
from knowledge.forms import support as support_forms
from knowledge.forms import templates as template_forms
from knowledge.forms import watching as watching_forms
from nara_renkei.accounts.forms import (
    CodeForm,
    EmergencyNoteForm,
    FactorAgainForm,
    FactorForm,
    MailFactorForm,
    NewTokenForm,
    ProfileFields,
    _OnceForm,
)
from nara_renkei.core.form_fields import CorporateNumberField, PhoneField, PostalCodeField
from nara_renkei.directory import forms as agreement_forms
from nara_renkei.surveys import forms as survey_forms
from proposals.forms import consultation, desk, entrusted
from screening.forms import checks as check_forms
from screening.forms import contact as contact_forms
from screening.forms import desk as desk_forms
from screening.forms import dialogue as dialogue_forms
from screening.forms import disclosure as disclosure_forms
from screening.forms import inquiry as inquiry_forms
from screening.forms import interest as interest_forms
from screening.forms import letters as letter_forms
from screening.forms import outcome as outcome_forms
from screening.forms import procedure as procedure_forms
from screening.forms import queue as queue_forms
from screening.forms import replies as reply_forms
from screening.forms import retention as retention_forms
from screening.forms import ruling as ruling_forms
from training.forms import audience as audience_forms
from training.forms import letters as training_letter_forms
from training.forms import materials as material_forms
from training.forms import presence as presence_forms
from training.forms import questions as question_forms
from training.forms import trainees as trainee_forms

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


def form_classes() -> set[type[forms.BaseForm]]:
    """Return every form that the three places declare, without those of the admin's models."""
    modules = [import_module(name) for name in FORMS]
    packages = [one for one in modules if hasattr(one, "__path__")]
    modules += [import_module(f"{one.__name__}.{part.name}") for one in packages for part in iter_modules(one.__path__)]
    declared = {one for module in modules for one in vars(module).values() if isinstance(one, type)}
    return {one for one in declared if issubclass(one, forms.BaseForm) and one.__module__.startswith(FORMS)}
