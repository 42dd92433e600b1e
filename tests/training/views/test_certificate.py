"""修了証: the person asks for it and opens it; nobody else does."""

import pytest
from django.urls import reverse
from django.utils import timezone

from nara_renkei.core.models import AuditEvent, PaperJob
from nara_renkei.core.papers import claim_next, finish
from nara_renkei.core.private_files import store_bytes
from tests.factories.training import AttendanceFactory, TraineeFactory
from tests.harness import NOON, StrictClient
from training.enums import Mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def attendance():
    return AttendanceFactory(session__ended=True)


def address(attendance, name="certificate", *args):
    return reverse(f"training:{name}", args=[attendance.session.course.slug, *args])


def made():
    file = store_bytes(b"%PDF-", name="a.pdf", content_type="application/pdf", at=NOON)
    return finish(claim_next(timezone.now()), file=file, pages=1, at=NOON)


def test_the_person_asks_watches_and_opens(attendance):
    person = StrictClient.of(attendance.trainee.user)

    assert "修了証を作る" in person.get(address(attendance, "course")).content.decode()
    assert person.post(address(attendance)).url == address(attendance)
    assert "順番を待っています" in person.get(address(attendance)).content.decode()
    paper = made()

    assert "PDFができました" in person.get(address(attendance)).content.decode()
    assert b"".join(person.get(address(attendance, "certificate_file", paper.uuid)).streaming_content) == b"%PDF-"
    assert AuditEvent.objects.filter(verb="paper.download", about=f"paper:{paper.uuid}").count() == 1


def test_somebody_else_of_the_list_does_not_open_it(attendance):
    StrictClient.of(attendance.trainee.user).post(address(attendance))
    paper = made()
    other = AttendanceFactory(session=attendance.session, trainee__course=attendance.session.course)

    answer = StrictClient.of(other.trainee.user).get(address(attendance, "certificate_file", paper.uuid))

    assert answer.status_code == 404


def test_who_was_absent_is_offered_none_and_gets_none():
    attendance = AttendanceFactory(session__ended=True, mark=Mark.ABSENT)
    person = StrictClient.of(attendance.trainee.user)

    assert "修了証を作る" not in person.get(address(attendance, "course")).content.decode()
    assert person.post(address(attendance)).status_code == 404
    assert not PaperJob.objects.exists()


def test_without_any_the_page_leads_back(attendance):
    person = StrictClient.of(attendance.trainee.user)

    assert person.get(address(attendance)).url == address(attendance, "course")


def test_who_is_on_no_list_finds_nothing(attendance):
    stranger = StrictClient.of(TraineeFactory().user)

    assert [stranger.get(address(attendance)).status_code, stranger.post(address(attendance)).status_code] == [404, 404]
