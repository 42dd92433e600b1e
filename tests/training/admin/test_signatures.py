"""署名用紙, through the admin."""

from uuid import uuid4

import pytest
from django.urls import reverse

from nara_renkei.core.models import AuditEvent, PaperJob
from nara_renkei.reports.usecases.make_paper import make_paper
from tests.factories.training import SessionFactory, TraineeFactory

pytestmark = pytest.mark.django_db


def page(session, name="sheet", *args):
    return reverse(f"admin:training_session_{name}", args=[session.pk, *args])


def test_a_sheet_is_ordered_made_and_opened(desk_client):
    session = SessionFactory()
    TraineeFactory(course=session.course, session=session)
    desk_client.post(page(session))
    waiting = desk_client.get(page(session)).text
    job = PaperJob.objects.get()
    make_paper(at=job.next_try_at)
    ready = desk_client.get(page(session)).text
    answer = desk_client.get(page(session, "sheet_file", job.uuid))

    assert ('data-progress="working"' in waiting, "作っています" in waiting) == (True, True)
    assert ('data-progress="over"' in ready, "PDFを開く：署名用紙（1ページ）" in ready) == (True, True)
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"
    assert AuditEvent.objects.filter(verb="paper.download", about=f"paper:{job.uuid}").count() == 1


def test_without_people_the_page_says_what_comes_first(desk_client):
    assert "研修の「対象者」の画面" in desk_client.post(page(SessionFactory()), follow=True).text


def test_a_sheet_that_failed_says_why(desk_client):
    session = SessionFactory()
    PaperJob.objects.create(
        kind="training_sheet", about=session.key, title="署名用紙", requested_by="見本", requested_by_key="user:0",
        created_at=session.starts, state="FAILED", last_error="この回に出る人が、まだいません。",
    )  # fmt: skip

    assert "作れませんでした。この回に出る人が、まだいません。" in desk_client.get(page(session)).text


def test_a_sheet_of_another_session_is_not_found(desk_client):
    assert desk_client.get(page(SessionFactory(), "sheet_file", uuid4())).status_code == 404
