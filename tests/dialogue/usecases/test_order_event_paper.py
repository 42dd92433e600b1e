import pytest

from dialogue.rules.event_papers import MATERIALS, REPORT
from dialogue.usecases.order_event_paper import CannotOrder, order_event_paper
from nara_renkei.core.models import PaperJob
from tests.factories.dialogue import EventFactory, RegistrationFactory
from tests.harness import NOON, THE_DESK

pytestmark = pytest.mark.django_db


def order(event, kind):
    return order_event_paper(event=event, kind=kind, by=THE_DESK, at=NOON)


def test_a_paper_of_an_event_is_ordered_once():
    event = EventFactory(ended=True, name="冬の回")

    job = order(event, REPORT.kind)

    assert order(event, REPORT.kind) == job
    assert (job.kind, job.about, job.title) == ("event_report", event.slug, "開催報告　冬の回")


def test_the_materials_may_be_ordered_before_the_day():
    event = EventFactory(open=True)
    RegistrationFactory(event=event, is_in_booklet=True)

    assert order(event, MATERIALS.kind).kind == "event_materials"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("event_report", "開催報告は、終了の段階にしてから作ってください。"),
        ("event_materials", "資料集に載せてよいとした団体と課が、まだありません。"),
        ("monthly", "その紙はありません。"),
    ],
)
def test_what_cannot_be_made_is_refused_with_a_sentence(kind, said):
    with pytest.raises(CannotOrder, match=said):
        order(EventFactory(today=True), kind)
    assert PaperJob.objects.count() == 0
