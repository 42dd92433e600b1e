"""A company's page of whom it met."""

from datetime import timedelta

import pytest
from django.urls import reverse

from dialogue.models import Encounter, NextStep
from dialogue.rules.people import HELD
from proposals.models import Proposal
from proposals.rules.drafts import HELD as HELD_DRAFTS
from proposals.rules.drafts import HELD_REGISTRATIONS
from tests.factories.accounts import CompanyUserFactory, MemberFactory, StaffFactory
from tests.factories.dialogue import (
    EncounterFactory,
    EncounterNoteFactory,
    EventFactory,
    NextStepFactory,
    ParticipantFactory,
    TroubleSourceFactory,
)
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, TODAY, StrictClient, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
SECRET = "市だけが読む文"


@pytest.fixture
def encounter():
    encounter = EncounterFactory(
        event=EventFactory(ended=True, held_on=TODAY - timedelta(days=3), closes_on=TODAY - timedelta(days=9)),
        division__division__name="観光戦略課",
    )
    EncounterNoteFactory(encounter=encounter, said=SECRET, view=SECRET)
    TroubleSourceFactory(encounter=encounter, trouble__trouble=SECRET)
    NextStepFactory(encounter=encounter, what="地図を送る")
    return encounter


@pytest.fixture
def member(encounter):
    return StrictClient.of(MemberFactory(organization=encounter.company.organization).user)


@pytest.fixture
def guest(encounter):
    """A browser in which a personal link of the company was opened."""
    return opened(encounter.company)


def opened(registration):
    browser = StrictClient()
    session = browser.session
    session[HELD] = [ParticipantFactory(registration=registration, name="会社花子").pk]
    session[HELD_REGISTRATIONS] = [registration.pk]
    session.save()
    return browser


def url(encounter, name="encounter", **named):
    named = named if name in {"encounters", "step_done"} else {"code": encounter.code}
    return reverse(f"dialogue:{name}", kwargs={"slug": encounter.event.slug, **named})


OWN = {"what": "見積りの例を送る", "person": "会社花子", "due_on": "2026-10-20"}


@pytest.mark.parametrize("who", ["member", "guest"])
def test_whom_it_met_and_what_comes_next(who, encounter, request):
    browser = request.getfixturevalue(who)

    for name in ("encounters", "encounter"):
        page = text_of(browser.get(url(encounter, name)))
        assert "観光戦略課" in page
        assert "地図を送る" in page
        assert SECRET not in page


@pytest.mark.parametrize("who", ["member", "guest"])
def test_a_step_of_its_own_is_added_and_ticked_off(who, encounter, request):
    browser = request.getfixturevalue(who)
    assert browser.post(url(encounter), OWN).status_code == 302
    step = NextStep.objects.get(side="COMPANY")
    assert (step.what, step.person) == ("見積りの例を送る", "会社花子")

    answer = browser.post(url(encounter, "step_done", step=step.uuid), follow=True)
    step.refresh_from_db()
    assert step.done_at == NOON
    assert "「見積りの例を送る」を済みにしました。" in text_of(answer)


def test_the_personal_link_says_who_it_was(encounter, guest):
    guest.post(url(encounter), OWN)

    assert NextStep.objects.get(side="COMPANY").written_by == "会社花子（本人のリンク）"


def test_what_is_wrong_is_said_and_what_was_typed_stays(encounter, member):
    page = text_of(member.post(url(encounter), {"what": "見積り", "due_on": "あした"}))

    assert "日付を入力してください。例：2026-12-18" in page
    assert 'value="見積り"' in page


def test_the_divisions_step_is_not_its_to_tick_off(encounter, member):
    step = encounter.next_steps.get()

    assert "step_done" not in text_of(member.get(url(encounter)))
    assert member.post(url(encounter, "step_done", step=step.uuid)).status_code == 404


def test_a_step_that_was_dropped_meanwhile_says_so(encounter, member):
    step = NextStepFactory(encounter=encounter, of_company=True, dropped=True)
    answer = member.post(url(encounter, "step_done", step=step.uuid), follow=True)

    assert "やめたことになっています" in text_of(answer)


def test_a_member_begins_a_proposal_of_the_encounter(encounter, member):
    answer = member.post(url(encounter, "propose"))
    draft = Proposal.objects.get()

    assert answer.url == reverse("proposals:step", args=[draft.uuid, "proposal"])
    assert (draft.author, draft.related_divisions) == (member.user, "観光戦略課")
    assert member.get(answer.url).status_code == 200
    assert "始めた下書きの続きを書く" in text_of(member.get(url(encounter)))
    again = member.post(url(encounter, "propose"), follow=True)
    assert "もう始まっています" in text_of(again)


def test_who_came_by_a_link_finds_the_draft_in_this_browser(encounter, guest):
    answer = guest.post(url(encounter, "propose"))

    assert guest.session[HELD_DRAFTS] == [str(Proposal.objects.get().uuid)]
    assert guest.get(answer.url).status_code == 200
    assert "始めた下書きの続きを書く" in text_of(guest.get(url(encounter)))
    other = opened(encounter.company)
    assert "もう始まっています" in text_of(other.get(url(encounter)))


def test_a_proposal_that_came_of_it_is_linked(encounter, member):
    encounter.proposal = ProposalFactory(submitted=True, organization=encounter.company.organization)
    encounter.save()

    assert encounter.proposal.number in text_of(member.get(url(encounter)))
    assert "提案につながりました" in text_of(member.get(url(encounter, "encounters")))


def test_before_the_day_the_list_is_empty():
    encounter = EncounterFactory(event=EventFactory(fixed=True))
    browser = StrictClient.of(MemberFactory(organization=encounter.company.organization).user)

    assert "当日のあと、ここに出ます" in text_of(browser.get(url(encounter, "encounters")))
    assert browser.get(url(encounter)).status_code == 404


@pytest.mark.parametrize("who", [lambda: CompanyUserFactory(member=True), lambda: StaffFactory(desk=True)])
def test_nobody_else_finds_it(who, encounter):
    browser = StrictClient.of(who())

    for name in ("encounters", "encounter"):
        assert browser.get(url(encounter, name)).status_code == 404
    assert browser.post(url(encounter), OWN).status_code == 404
    assert browser.post(url(encounter, "propose")).status_code == 404
    assert Encounter.objects.get().proposal is None


def test_another_encounter_of_the_event_is_not_its(encounter, member, guest):
    other = EncounterFactory(event=encounter.event)
    step = NextStepFactory(encounter=other, of_company=True)

    for browser in (member, guest):
        assert browser.get(url(other)).status_code == 404
        assert browser.post(url(other, "step_done", step=step.uuid)).status_code == 404


def test_who_has_not_signed_in_is_led_to_the_mailed_code(encounter):
    browser, door = StrictClient(), reverse("accounts:prove_email")

    assert browser.get(url(encounter)).url == f"{door}?next={url(encounter)}"
    assert browser.post(url(encounter, "propose")).url == f"{door}?next={url(encounter, 'encounters')}"


def test_a_link_of_who_was_taken_off_opens_no_more(encounter):
    browser = opened(encounter.company)
    encounter.company.participants.update(left_at=NOON)

    assert browser.get(url(encounter)).status_code == 302


def test_an_event_in_preparation_is_nobodys(encounter, member):
    type(encounter.event).objects.update(state="PREPARING")

    assert member.get(url(encounter, "encounters")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(rows, encounter, member, django_assert_max_num_queries):
    for _ in range(rows - 1):
        one = EncounterFactory(event=encounter.event, company=encounter.company)
        NextStepFactory(encounter=one, of_company=True)

    with django_assert_max_num_queries(10):
        assert member.get(url(encounter, "encounters")).status_code == 200
