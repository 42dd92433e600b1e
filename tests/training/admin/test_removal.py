import pytest
from django.urls import reverse

from tests.factories.training import AttendanceFactory, SessionFactory, TraineeFactory
from training.models import Session

pytestmark = pytest.mark.django_db


def page(session):
    return reverse("admin:training_session_removal", args=[session.pk])


def test_a_session_is_deleted_after_asking(desk_client):
    session = SessionFactory()

    assert "元には戻せません" in desk_client.get(page(session)).text
    assert "を消しました" in desk_client.post(page(session), follow=True).text
    assert Session.objects.count() == 0


def test_a_session_with_attendance_stays_and_says_why(desk_client):
    session = SessionFactory(ended=True)
    AttendanceFactory(session=session, trainee=TraineeFactory(course=session.course))

    assert "だれが出席したかが分からなくなる" in desk_client.post(page(session), follow=True).text
    assert Session.objects.count() == 1
