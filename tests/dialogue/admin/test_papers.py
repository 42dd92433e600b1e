"""当日の紙, through the admin."""

from uuid import uuid4

import pytest
from django.urls import reverse

from dialogue.rules.papers import BADGES, WALL_CHART
from nara_renkei.core.models import AuditEvent, PaperJob
from nara_renkei.reports.usecases.make_paper import make_paper
from tests.factories.dialogue import EventFactory, ParticipantFactory
from tests.harness import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return ParticipantFactory(registration__event=EventFactory(fixed=True)).registration.event


def page(event):
    return reverse("admin:dialogue_event_papers", args=[event.pk])


def test_a_paper_is_ordered_made_and_opened(desk_client, event):
    desk_client.post(page(event), {"kind": BADGES})
    waiting = desk_client.get(page(event)).content.decode()
    job = PaperJob.objects.get()
    make_paper(at=job.next_try_at)
    ready = desk_client.get(page(event)).content.decode()
    answer = desk_client.get(reverse("admin:dialogue_event_paper_file", args=[event.pk, job.uuid]))

    assert ('data-progress="working"' in waiting, "作っています" in waiting) == (True, True)
    assert ('data-progress="over"' in ready, "PDFを開く：名札（1ページ）" in ready) == (True, True)
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"
    assert AuditEvent.objects.filter(verb="paper.download", about=f"paper:{job.uuid}").count() == 1


def test_what_needs_the_seating_says_so(desk_client, event):
    answer = desk_client.post(page(event), {"kind": WALL_CHART}, follow=True)

    assert "卓の割り当てをお知らせしたあとに作れます" in answer.content.decode()
    assert PaperJob.objects.count() == 0


def test_a_paper_that_failed_says_why(desk_client, event):
    PaperJob.objects.create(
        kind=BADGES, about=event.slug, title="名札", requested_by="見本", requested_by_key="user:0",
        created_at=NOON, state="FAILED", last_error="参加する人が、まだいません。",
    )  # fmt: skip

    assert "作れませんでした。参加する人が、まだいません。" in desk_client.get(page(event)).content.decode()


def test_there_is_no_paper_of_another_address(desk_client, event):
    assert desk_client.get(reverse("admin:dialogue_event_paper_file", args=[event.pk, uuid4()])).status_code == 404
