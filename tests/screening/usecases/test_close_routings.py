import pytest

from proposals.models import Proposal
from screening.models import Routing
from screening.usecases.close_routings import close_routings
from tests.harness import TODAY
from tests.screening.city import accepted, routed

pytestmark = pytest.mark.django_db


def end(screening, status="WITHDRAWN"):
    Proposal.objects.filter(pk=screening.proposal_id).update(status=status)


def test_what_is_over_is_over_since_today_and_waits_for_no_answer():
    (open_one, _, _), (answered, _, _), (running, _, _) = routed(), accepted(), routed()
    end(open_one)
    end(answered, "DECLINED")

    assert close_routings(today=TODAY) == 2

    assert {
        row.screening_id: (row.state, row.due_on, row.over_on) for row in Routing.objects.exclude(screening=running)
    } == {open_one.pk: ("ENDED", None, TODAY), answered.pk: ("ANSWERED", None, TODAY)}
    assert Routing.objects.get(screening=running).over_on is None
    assert close_routings(today=TODAY) == 0


def test_what_was_reopened_is_in_hand_again():
    screening, _, routing = accepted()
    end(screening, "DECLINED")
    close_routings(today=TODAY, screening=screening)
    end(screening, "IN_REVIEW")

    assert close_routings(today=TODAY, screening=screening) == 0

    routing.refresh_from_db()
    assert routing.over_on is None
