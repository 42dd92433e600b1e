"""A 修了証 is ordered once, and for nobody who did not come."""

import pytest

from nara_renkei.core.models import PaperJob
from tests.factories.training import AttendanceFactory, SessionFactory, TraineeFactory
from tests.harness import NOON, THE_DESK, THE_DIVISION
from training.rules.papers import CERTIFICATE
from training.usecases.order_certificate import CannotOrderCertificate, order_certificate, order_certificates

pytestmark = pytest.mark.django_db


def test_a_double_click_is_one_sheet():
    trainee = AttendanceFactory().trainee

    jobs = [order_certificate(trainee=trainee, by=THE_DIVISION, at=NOON) for _ in range(2)]

    assert jobs[0] == jobs[1] == PaperJob.objects.get()
    assert (jobs[0].kind, jobs[0].about) == (CERTIFICATE, trainee.key)


def test_who_did_not_come_gets_none():
    with pytest.raises(CannotOrderCertificate, match="出席したか、自習の問いに合格してから"):
        order_certificate(trainee=TraineeFactory(), by=THE_DIVISION, at=NOON)


def test_the_desk_orders_those_of_a_whole_session():
    session = AttendanceFactory().session

    job = order_certificates(session=session, by=THE_DESK, at=NOON)

    assert (job.kind, job.about) == (CERTIFICATE, session.key)


def test_a_session_to_which_nobody_came_has_none():
    with pytest.raises(CannotOrderCertificate, match="出席した人がいません"):
        order_certificates(session=SessionFactory(), by=THE_DESK, at=NOON)
