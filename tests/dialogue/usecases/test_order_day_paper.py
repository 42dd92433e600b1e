import pytest

from dialogue.rules.papers import BADGES, WALL_CHART
from dialogue.usecases.order_day_paper import CannotOrder, order_day_paper
from nara_renkei.core.models import PaperJob
from tests.factories.dialogue import EventFactory, SeatingPlanFactory
from tests.harness import NOON, THE_DESK

pytestmark = pytest.mark.django_db
BY = {"by": THE_DESK, "at": NOON}


def test_a_paper_is_asked_for_once_however_often_one_clicks():
    event = EventFactory(fixed=True, name="第二回")

    first, second = (order_day_paper(event=event, kind=BADGES, **BY) for _ in range(2))

    assert (first, first.about, first.title) == (second, event.slug, "名札　第二回")


def test_what_shows_the_seating_waits_for_it():
    event = EventFactory(fixed=True)

    with pytest.raises(CannotOrder, match="壁に貼る表は、卓の割り当てをお知らせしたあとに作れます。"):
        order_day_paper(event=event, kind=WALL_CHART, **BY)

    SeatingPlanFactory(event=event, announced=True)
    assert order_day_paper(event=event, kind=WALL_CHART, **BY).kind == WALL_CHART


def test_a_paper_that_there_is_not_is_refused():
    with pytest.raises(CannotOrder, match="その紙はありません"):
        order_day_paper(event=EventFactory(), kind="monthly", **BY)

    assert PaperJob.objects.count() == 0
