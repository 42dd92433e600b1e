"""Work that waits for nobody, each kind once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from proposals.enums import Party
from screening.models import NextStep
from screening.queries.nobody import orphans
from tests.factories.accounts import PostFactory, StaffFactory
from tests.factories.directory import AgreementFactory, DivisionFactory
from tests.factories.proposals import ChallengeFactory, TroubleFactory
from tests.factories.screening import RoutingFactory, ScreeningFactory
from tests.harness import NOON, TODAY
from tests.screening.city import accepted, office, routed

pytestmark = pytest.mark.django_db
EVE = TODAY - timedelta(days=1)


def found():
    return {one.key: [row.name for row in one.rows] for one in orphans(TODAY)}


def step(person, division):
    return NextStep.objects.create(
        screening=ScreeningFactory(proposal__in_review=True),
        what="図面を渡す",
        party=Party.DIVISION,
        division=division,
        person=person,
        due_on=TODAY,
        written_by="担当",
        written_at=NOON,
    )


def test_where_somebody_sits_everywhere_there_is_nothing():
    place = office().division
    accepted()
    ChallengeFactory(lead=place)
    TroubleFactory(division=place)
    TroubleFactory(division=None)
    AgreementFactory(division=place)
    AgreementFactory(division=None)

    assert found() == {}


def test_what_an_empty_division_keeps_is_named():
    empty = DivisionFactory()
    challenge, agreement = ChallengeFactory(lead=empty), AgreementFactory(division=empty)
    trouble = TroubleFactory(division=empty)
    ChallengeFactory(lead=empty, state="RETIRED", retired_on=TODAY, retired_reason="終わり")
    AgreementFactory(division=empty, ends_on=EVE)

    assert found() == {
        "CHALLENGES_LEFT": [challenge.title],
        "TROUBLES_LEFT": [trouble.trouble[:40]],
        "AGREEMENTS_LEFT": [agreement.title],
    }


def test_a_division_of_which_everybody_may_enter_no_more_is_empty():
    place = DivisionFactory()
    PostFactory(user=StaffFactory(is_active=False), division=place)
    ChallengeFactory(lead=place)

    assert list(found()) == ["CHALLENGES_LEFT"]


def test_what_nobody_can_answer_and_whose_handler_left_is_named():
    screening, lead, routing = routed()
    lead.manager.posts.update(ends_on=EVE)
    lead.deputy.posts.update(ends_on=EVE)
    routing.handler = StaffFactory()
    routing.save()

    assert found() == {"NOBODY": [screening.proposal.number], "HANDLER": [screening.proposal.number]}


def test_a_step_of_somebody_who_left_the_division_is_named():
    place = office()
    gone = StaffFactory(name="春日 花")
    PostFactory(user=gone, division=place.division, ends_on=EVE)
    left = step("春日 花", place.division)
    step(place.officer.name, place.division)
    step("電話の係", place.division)
    step("", place.division)

    assert found() == {"STEPS_LEFT": [left.screening.proposal.number]}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_the_desk_leads_to_each_and_asks_the_same_for_one_and_three(
    desk_client, rows, django_assert_max_num_queries
):
    empty, ended = DivisionFactory(), DivisionFactory(abolished=True)
    challenges = [ChallengeFactory(lead=empty) for _ in range(rows)]
    for _ in range(rows):
        RoutingFactory(division=ended)
        TroubleFactory(division=empty)
        AgreementFactory(division=empty)

    with django_assert_max_num_queries(12):
        page = desk_client.get(reverse("admin:screening_deskproposal_nobody")).content.decode()

    assert page.count(f"（{rows}件）") == 4
    assert reverse("admin:proposals_challenge_change", args=[challenges[0].pk]) in page
    assert reverse("admin:screening_deskproposal_hand_over") in page


def test_a_long_title_is_cut_with_a_sign_of_it():
    ChallengeFactory(lead=DivisionFactory(), title="題" * 41)

    (kind,) = [kind for kind in orphans(TODAY) if kind.key == "CHALLENGES_LEFT"]

    assert [row.name for row in kind.rows] == ["題" * 39 + "…"]


def test_an_empty_page_says_so(desk_client):
    page = desk_client.get(reverse("admin:screening_deskproposal_nobody")).content.decode()

    assert "いまは、ありません。" in page
