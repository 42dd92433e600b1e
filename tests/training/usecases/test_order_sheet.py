import pytest

from nara_renkei.core.models import PaperJob
from tests.factories.training import SessionFactory, TraineeFactory
from tests.harness import NOON, THE_DESK
from training.queries.signatures import finished_sheet, newest_sheet
from training.usecases.order_sheet import CannotOrderSheet, order_sheet

pytestmark = pytest.mark.django_db


def test_a_double_click_is_one_paper():
    session = SessionFactory()
    TraineeFactory(course=session.course, session=session)

    job = order_sheet(session=session, by=THE_DESK, at=NOON)

    assert order_sheet(session=session, by=THE_DESK, at=NOON) == job
    assert (job.about, newest_sheet(session), PaperJob.objects.count()) == (session.key, job, 1)
    assert finished_sheet(session, job.uuid) is None
    assert newest_sheet(SessionFactory()) is None


def test_without_people_there_is_nothing_to_sign():
    with pytest.raises(CannotOrderSheet, match="まだいません"):
        order_sheet(session=SessionFactory(), by=THE_DESK, at=NOON)
