from datetime import timedelta

import pytest

from nara_renkei.accounts.enums import PostKind
from screening.enums import ConfirmedAs
from screening.permissions import (
    confirming_as,
    may_answer,
    may_confirm,
    may_propose,
    may_record_contact,
    may_tell,
    may_triage,
    sits_in,
)
from tests.factories.accounts import PostFactory, StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.screening import RoutingFactory
from tests.harness import TODAY

pytestmark = pytest.mark.django_db
POSTS = ("officer", "deputy", "manager", "leader", "director", "executive", "desk", "system", "auditor")


@pytest.fixture
def routing():
    return RoutingFactory()


@pytest.fixture
def people(routing):
    """One person of each post: of the 課 and its 部, where the post has one."""
    division = routing.division
    places = {
        **{post: {"division": division} for post in ("officer", "deputy", "manager")},
        **{post: {"department": division.department} for post in ("leader", "director")},
    }
    return {post: StaffFactory(**{post: True}, **places.get(post, {})) for post in POSTS}


def allowed(question, people, *about):
    return [post for post, user in people.items() if question(user, *about, TODAY)]


def test_only_the_desk_screens_and_tells(people):
    assert [allowed(question, people) for question in (may_triage, may_tell)] == [["desk"]] * 2


def test_the_people_of_a_division_write_and_the_heads_of_its_department_read(people, routing):
    seats = ["officer", "deputy", "manager"]

    assert allowed(sits_in, people, routing.division) == seats
    assert allowed(may_answer, people, routing) == seats
    assert allowed(may_propose, people, routing) == seats


def test_the_desk_and_the_people_of_a_division_in_charge_record_contacts(people, routing):
    proposal = routing.screening.proposal
    assert allowed(may_record_contact, people, proposal) == ["officer", "deputy", "manager", "desk"]

    routing.state = "ENDED"
    routing.save()

    assert allowed(may_record_contact, people, proposal) == ["desk"]


def test_only_the_lead_proposes_an_outcome(people, routing):
    routing.is_lead = False

    assert allowed(may_propose, people, routing) == []


def test_the_manager_and_the_deputy_make_it_the_divisions_word(people, routing):
    assert allowed(may_confirm, people, routing) == ["deputy", "manager"]
    assert {post: confirming_as(user, routing.division, TODAY) for post, user in people.items()} == {
        **dict.fromkeys(POSTS),
        "deputy": ConfirmedAs.DEPUTY,
        "manager": ConfirmedAs.MANAGER,
    }


def test_another_division_does_nothing(routing):
    other = {post: StaffFactory(**{post: True}, division=DivisionFactory()) for post in ("officer", "manager")}

    assert [allowed(question, other, routing) for question in (may_answer, may_propose, may_confirm)] == [[]] * 3


def test_a_post_counts_on_its_days_only(routing):
    user = StaffFactory()
    PostFactory(user=user, kind=PostKind.MANAGER, division=routing.division, starts_on=TODAY, ends_on=TODAY)
    days = [TODAY + timedelta(days=n) for n in (-1, 0, 1)]

    assert [may_confirm(user, routing, day) for day in days] == [False, True, False]
