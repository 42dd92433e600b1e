"""What is typed into every field comes back exactly: on pages of both sides, in mails, in the admin, on paper.

A journey fills the forms of one story; ``Typist.send`` types into every field of text of a form what is hard to
keep. A form that is new has no journey: the first test says so.
"""

from collections.abc import Callable

import pytest
from django import forms
from django.core import mail
from django.db import transaction

from dialogue.forms import cards as card_forms
from dialogue.forms import encounters as encounter_forms
from dialogue.forms import entry, registration
from knowledge.forms import cases as case_forms
from knowledge.forms import faces as face_forms
from knowledge.forms import menus as menu_forms
from knowledge.forms import methods as method_forms
from knowledge.forms import support as support_forms
from nara_renkei.accounts.forms import NameForm, ProfileForm
from nara_renkei.accounts.models import User
from nara_renkei.core.form_fields import CleanTextField
from nara_renkei.notifications.delivery import PostOffice
from nara_renkei.notifications.models import MailState, OutgoingMail
from nara_renkei.portal import forms as handover_forms
from nara_renkei.reports.forms import SelfCheckForm
from proposals.forms import (
    asking,
    consultation,
    contact,
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
from screening.forms import contact as contact_forms
from screening.forms import dialogue as dialogue_forms
from screening.forms import division as division_forms
from screening.forms import interest as interest_forms
from screening.forms import judging as judging_forms
from screening.forms import outcome as outcome_forms
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
from tests.round_trip.every_form import ABSTRACT, CODES, OF_THE_DESK, SHAPED, form_classes
from tests.round_trip.typist import BREAK, Door, Field, Typist, Words, texts
from training.forms import after as after_forms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


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
