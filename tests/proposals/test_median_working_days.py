from datetime import date

import pytest

from nara_renkei.core.models import Holiday
from proposals.enums import Stage, Status
from proposals.models import Pause
from proposals.queries import MedianDays, first_met, median_working_days
from tests.factories.proposals import PromiseFactory, ProposalFactory
from tests.harness import at

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 10, 5)


@pytest.fixture(autouse=True)
def _closed():
    Holiday.objects.get_or_create(day=date(2026, 10, 12), defaults={"name": "スポーツの日"})


def answered(day: int, **fields):
    proposal = ProposalFactory(submitted=True, submitted_at=at(MONDAY), **fields)
    PromiseFactory(
        proposal=proposal, stage=Stage.FIRST_ANSWER, starts_on=MONDAY, within_days=10, met_on=date(2026, 10, day)
    )
    return proposal


def median_of_october():
    return median_working_days(Stage.FIRST_ANSWER, first=date(2026, 10, 1), last=date(2026, 10, 31))


def test_the_median_is_counted_in_working_days():
    # 1, 2, 4, 5 and 6 開庁日: the 12th is closed
    for day in (6, 7, 9, 13, 14):
        answered(day)

    assert median_of_october() == MedianDays(4, 5)


def test_parked_time_is_taken_off():
    for day in (6, 7, 13, 14):
        answered(day)
    # 4 開庁日 less two parked ones
    Pause.objects.create(
        proposal=answered(9), starts_on=date(2026, 10, 6), ends_on=date(2026, 10, 8), reason="お返事待ち"
    )

    assert median_of_october() == MedianDays(2, 5)


def test_four_are_too_few():
    for day in (6, 7, 9, 13):
        answered(day)

    assert (median_of_october(), str(median_of_october())) == (MedianDays(None, 4), "5件未満のため出しません")


def test_withdrawn_proposals_and_other_months_do_not_count():
    for day in (6, 7, 9, 13):
        answered(day)
    answered(14, status=Status.WITHDRAWN)
    PromiseFactory(proposal=ProposalFactory(submitted=True), stage=Stage.FIRST_ANSWER, met_on=date(2026, 11, 2))

    assert median_of_october().cases == 4


def test_the_first_time_counts_when_a_stage_was_fulfilled_twice():
    proposal = answered(7)
    for day in (7, 9):
        PromiseFactory(proposal=proposal, stage=Stage.FIRST_ANSWER, starts_on=MONDAY, met_on=date(2026, 10, day))
    before = {"first": date(2026, 10, 1), "last": date(2026, 10, 31)}

    assert list(first_met([Stage.FIRST_ANSWER], **before)) == [
        (Stage.FIRST_ANSWER, proposal.pk, MONDAY, date(2026, 10, 7))
    ]


def test_what_was_first_fulfilled_before_the_period_is_not_counted_in_it():
    PromiseFactory(proposal=answered(14), stage=Stage.FIRST_ANSWER, met_on=date(2026, 9, 30))

    assert median_of_october().cases == 0
