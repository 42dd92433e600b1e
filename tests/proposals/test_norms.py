"""期日の目安 of a 課題 and of a 課."""

from datetime import date

import pytest

from nara_renkei.core.models import CitySettings
from proposals.enums import Stage
from proposals.models import Norm, Promise
from proposals.queries import countings, norm_of
from proposals.rules.norms import most_specific
from proposals.usecases.keep_promises import open_promise
from tests.factories.directory import DivisionFactory
from tests.factories.proposals import ChallengeFactory, ProposalFactory
from tests.harness import NOON

pytestmark = pytest.mark.django_db

OF_BOTH, OF_CHALLENGE, OF_DIVISION = (True, True, 4), (True, False, 5), (False, True, 6)


@pytest.mark.parametrize(
    ("norms", "days"),
    [
        ([], 10),
        ([OF_DIVISION], 6),
        ([OF_DIVISION, OF_CHALLENGE], 5),
        ([OF_CHALLENGE, OF_BOTH, OF_DIVISION], 4),
    ],
)
def test_the_most_specific_norm_holds(norms, days):
    assert most_specific(norms, otherwise=10) == days


def test_a_norm_holds_for_its_stage_its_challenge_and_its_division_only():
    challenge, division = ChallengeFactory(), DivisionFactory()
    Norm.objects.create(stage=Stage.FIRST_ANSWER, challenge=challenge, division=division, days=4)
    Norm.objects.create(stage=Stage.FIRST_ANSWER, challenge=challenge, days=5)
    Norm.objects.create(stage=Stage.FIRST_ANSWER, division=division, days=6)
    Norm.objects.create(stage=Stage.OUTCOME, division=division, days=30)
    city, other = CitySettings.load(), DivisionFactory().pk

    def days(**fields):
        return norm_of(city, Stage.FIRST_ANSWER, **fields)

    assert [
        days(challenge=challenge.pk, division=division.pk),
        days(challenge=challenge.pk, division=other),
        days(challenge=challenge.pk),
        days(division=division.pk),
        days(division=other),
        days(),
    ] == [4, 5, 5, 6, 10, 10]


def test_the_city_alone_costs_no_query(django_assert_num_queries):
    city = CitySettings.load()

    with django_assert_num_queries(0):
        norm_of(city, Stage.OUTCOME)


def test_a_promise_copies_the_norm_of_its_challenge():
    challenge = ChallengeFactory()
    norm = Norm.objects.create(stage=Stage.FORMAL_CHECK, challenge=challenge, days=1)
    proposal = ProposalFactory(submitted=True, kind="CHALLENGE", challenge=challenge, number="R8-K-0001")
    promise = open_promise(proposal=proposal, stage=Stage.FORMAL_CHECK, at=NOON)

    norm.delete()

    assert Promise.objects.get(pk=promise.pk).due_on == date(2026, 10, 6)


def test_the_page_of_the_dates_knows_the_norm_of_the_challenge():
    challenge = ChallengeFactory()
    Norm.objects.create(stage=Stage.FORMAL_CHECK, challenge=challenge, days=1)
    proposal = ProposalFactory(submitted=True, kind="CHALLENGE", challenge=challenge, number="R8-K-0001")
    season = NOON.replace(month=4, day=1)
    open_promise(proposal=proposal, stage=Stage.FORMAL_CHECK, at=season)

    [found] = countings(proposal)

    assert (found.within_days, found.extra_days, found.norm) == (6, 5, 1)
