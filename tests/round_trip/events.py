"""Journeys around ダイアログ and 研修, of both sides."""

from django.urls import reverse
from django.utils import timezone

from dialogue.enums import BusinessLine
from dialogue.forms import cards as card_forms
from dialogue.forms import encounters as encounter_forms
from dialogue.forms import entry, registration
from dialogue.queries.cards import met_cards
from dialogue.usecases.exchange_cards import exchange_by_code
from tests.dialogue.entries import open_event
from tests.factories.accounts import MemberFactory, StaffFactory
from tests.factories.dialogue import CardFactory, EncounterFactory, ParticipantFactory, RegistrationFactory
from tests.factories.directory import DivisionFactory
from tests.harness import NOON, THE_COMPANY
from tests.round_trip.typist import Door, Words, page
from tests.training.people import who_came
from training.forms import after as after_forms
from training.models import Resolution


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
