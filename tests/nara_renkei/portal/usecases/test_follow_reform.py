from datetime import date, timedelta

import pytest

from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.portal.tasks import follow_reform_task
from nara_renkei.portal.usecases.follow_reform import follow_reform
from screening.models import Routing
from tests.factories.directory import AgreementFactory, DivisionFactory
from tests.factories.proposals import ChallengeFactory, TroubleFactory
from tests.factories.screening import RoutingFactory
from tests.harness import TODAY, at

pytestmark = pytest.mark.django_db
DAY = TODAY + timedelta(days=2)
BY = {"by": THE_SYSTEM, "at": at(DAY, 0)}


def ends(division, *successors):
    division.valid_to = DAY - timedelta(days=1)
    division.save()
    division.successors.set(successors)


def test_the_night_after_a_reform_everything_with_one_heir_follows():
    old, new = DivisionFactory(), DivisionFactory(valid_from=DAY, name="新しい課")
    challenge, supported = ChallengeFactory(lead=old), ChallengeFactory()
    supported.supporting.add(old)
    trouble, agreement = TroubleFactory(division=old), AgreementFactory(division=old)
    retired = ChallengeFactory(lead=old, state="RETIRED", retired_on=TODAY, retired_reason="終わり")
    over = AgreementFactory(division=old, ends_on=date(2026, 6, 30))
    ends(old, new)

    assert follow_reform(**BY) == 4
    assert follow_reform(**BY) == 0

    for row in (challenge, supported, trouble, agreement, retired, over):
        row.refresh_from_db()
    assert [challenge.lead, trouble.division, agreement.division, retired.lead, over.division] == [
        new,
        new,
        new,
        old,
        old,
    ]
    assert list(supported.supporting.all()) == [new]
    assert "新しい課" in challenge.search


def test_what_a_split_division_asked_waits_for_somebody_to_say():
    old = DivisionFactory()
    challenge = ChallengeFactory(lead=old)
    ends(old, DivisionFactory(valid_from=DAY), DivisionFactory(valid_from=DAY))

    assert follow_reform(**BY) == 0
    challenge.refresh_from_db()
    assert challenge.lead == old


def test_the_task_moves_what_a_reform_of_long_ago_left_behind():
    new = DivisionFactory()
    routing = RoutingFactory(division=DivisionFactory(abolished=True))
    routing.division.successors.add(new)

    follow_reform_task()

    assert Routing.objects.get(pk=routing.pk).division == new
