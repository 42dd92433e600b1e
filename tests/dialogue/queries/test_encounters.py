"""Whom somebody met, and what each reader may know of it."""

from datetime import date, timedelta

import pytest

from dialogue.models import Encounter, NextStep, Registration
from dialogue.queries.encounters import (
    city_encounters,
    companies_of,
    company_encounters,
    division_registrations,
    own_registrations,
    readable_proposals,
    with_memos,
)
from nara_renkei.core import wall
from proposals.models import Proposal
from tests.factories.accounts import MemberFactory, StaffFactory
from tests.factories.dialogue import (
    EncounterFactory,
    EncounterNoteFactory,
    EventFactory,
    NextStepFactory,
    RegistrationFactory,
    TroubleSourceFactory,
)
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.factories.proposals import ProposalAccessFactory, ProposalFactory
from tests.harness import TODAY

pytestmark = pytest.mark.django_db
NONE = Proposal.objects.none()


def of_company(encounter, proposals=NONE, today=TODAY):
    return company_encounters([encounter.company_id], proposals, today)


def of_city(*encounters, proposals=NONE):
    rows = Encounter.objects.filter(pk__in=[one.pk for one in encounters])
    return city_encounters(rows, proposals, TODAY)


def test_a_company_reads_whom_it_met_and_who_does_what():
    encounter = EncounterFactory()
    EncounterFactory(event=encounter.event)
    theirs = NextStepFactory(encounter=encounter, due_on=TODAY)
    own = NextStepFactory(encounter=encounter, of_company=True, due_on=TODAY + timedelta(days=1))
    done = NextStepFactory(encounter=encounter, done=True, due_on=TODAY - timedelta(days=9))
    (met,) = of_company(encounter)

    assert (met.company, met.division) == (encounter.company.name, encounter.division.name)
    assert [line.step for line in met.steps] == [theirs, own, done]
    assert [line.owner for line in met.steps] == [met.division, f"{met.company}（会社次郎）", met.division]
    assert [line.is_ours for line in met.steps] == [False, True, False]
    assert ([line.step for line in met.open_steps], [line.step for line in met.closed_steps]) == ([theirs, own], [done])


def test_a_step_is_late_from_the_day_after_until_it_is_done():
    encounter = EncounterFactory()
    for fields in ({}, {"done": True}):
        NextStepFactory(encounter=encounter, due_on=TODAY, **fields)

    assert [line.is_late for line in of_company(encounter)[0].steps] == [False, False]
    assert [line.is_late for line in of_company(encounter, today=TODAY + timedelta(days=1))[0].steps] == [True, False]


def test_a_company_does_not_find_whom_it_missed_nor_a_plan_to_come():
    assert of_company(EncounterFactory(missed=True)) == []
    assert of_company(EncounterFactory(event=EventFactory(fixed=True))) == []


def test_a_proposal_is_named_to_those_who_may_read_it_and_hinted_to_the_others():
    proposal = ProposalFactory(submitted=True)
    encounter = EncounterFactory(proposal=proposal)

    shown, hinted = of_company(encounter, Proposal.objects.all())[0], of_company(encounter)[0]
    assert (shown.proposal, shown.has_proposal) == (proposal, True)
    assert (hinted.proposal, hinted.has_proposal) == (None, True)


def test_the_city_reads_its_note_and_whether_a_memo_was_made():
    noted, bare = EncounterFactory(table=1), EncounterFactory(table=2)
    note = EncounterNoteFactory(encounter=noted)
    TroubleSourceFactory(encounter=noted)

    assert [(one.note, one.has_memo) for one in of_city(noted, bare)] == [(note, True), (None, False)]


def test_those_met_standing_come_last():
    standing = EncounterFactory(standing=True)
    second, first = EncounterFactory(round=2), EncounterFactory(round=1, table=9)

    assert [one.met.encounter for one in of_city(standing, second, first)] == [first, second, standing]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_cost_the_same_for_one_and_three(rows, django_assert_num_queries):
    event = EventFactory(ended=True)
    found = [EncounterFactory(event=event, proposal=ProposalFactory(submitted=True)) for _ in range(rows)]
    for one in found:
        NextStepFactory(encounter=one)
        EncounterNoteFactory(encounter=one)

    with django_assert_num_queries(4):
        company_encounters([one.company_id for one in found], Proposal.objects.all(), TODAY)
    with django_assert_num_queries(3):
        of_city(*found, proposals=Proposal.objects.all())


def test_behind_the_wall_a_company_reads_the_names_and_not_a_word_of_the_city():
    encounter = EncounterNoteFactory().encounter
    NextStepFactory(encounter=encounter)
    user = MemberFactory(organization=encounter.company.organization).user
    with wall.raised(user=user.pk):
        mine = own_registrations(user, encounter.event).values_list("pk", flat=True)
        (met,) = company_encounters(list(mine), NONE, TODAY)

    assert (met.division, len(met.steps)) == (encounter.division.name, 1)


def test_what_a_merged_body_entered_is_found_by_the_people_of_the_other():
    encounter = EncounterFactory()
    NextStepFactory(encounter=encounter)
    home = OrganizationFactory()
    encounter.company.organization.merged_into = home
    encounter.company.organization.save()
    user = MemberFactory(organization=home).user

    assert list(own_registrations(user, encounter.event)) == [encounter.company]
    with wall.raised(user=user.pk):
        assert list(own_registrations(user, encounter.event)) == [encounter.company]
        assert (list(Encounter.objects.all()), NextStep.objects.count()) == ([encounter], 1)


def test_a_stranger_finds_none_of_them():
    encounter = EncounterFactory()
    user = MemberFactory().user

    assert list(own_registrations(user, encounter.event)) == []
    with wall.raised(user=user.pk):
        assert (Encounter.objects.count(), NextStep.objects.count()) == (0, 0)


def test_the_successor_of_a_division_finds_what_it_entered():
    old, new = DivisionFactory(valid_to=date(2026, 9, 30)), DivisionFactory(valid_from=date(2026, 10, 1))
    old.successors.add(new)
    registration = RegistrationFactory(of_division=True, division=old)

    assert list(division_registrations(StaffFactory(officer=True, division=new), registration.event, TODAY)) == [
        registration
    ]
    assert list(division_registrations(StaffFactory(officer=True), registration.event, TODAY)) == []


def test_who_came_by_a_link_reads_no_proposal_and_a_guest_of_it_does():
    access = ProposalAccessFactory()
    officer = StaffFactory(officer=True, division=access.division)

    assert list(readable_proposals(None, TODAY)) == []
    assert list(readable_proposals(officer, TODAY)) == [access.proposal]


def test_those_who_came_are_offered_for_a_talk_outside_the_plan():
    event = EventFactory(ended=True)
    coming = RegistrationFactory(event=event)
    RegistrationFactory(event=event, cancelled=True)
    RegistrationFactory(event=event, of_division=True)

    assert companies_of(event) == [coming]


def test_what_divisions_entered_comes_with_its_memo(django_assert_num_queries):
    registration = RegistrationFactory(of_division=True)
    TroubleSourceFactory(encounter=None, registration=registration)

    with django_assert_num_queries(1):
        (found,) = with_memos(Registration.objects.filter(pk=registration.pk))
        assert found.trouble_source.trouble.trouble
