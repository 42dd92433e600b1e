"""The desk's tab 報告・資料集."""

from datetime import timedelta

import pytest
from django.urls import reverse

from dialogue.models import Event
from nara_renkei.core.models import AuditEvent, PaperJob, PaperState
from nara_renkei.core.private_files import store_bytes
from tests.factories.dialogue import EncounterFactory, EventFactory, ParticipantFactory
from tests.factories.surveys import SurveyFactory
from tests.harness import NOON, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(ended=True)


def page(event):
    return reverse("admin:dialogue_event_report", args=[event.pk])


def done(event):
    job = PaperJob.objects.get(about=event.slug)
    file = store_bytes(b"%PDF-1.7 x", name="報告.pdf", content_type="application/pdf", at=NOON)
    job.state, job.file, job.sha256, job.pages, job.finished_at = PaperState.DONE, file, file.sha256, 3, NOON
    job.save()
    return job


def test_a_paper_is_ordered_watched_and_taken(desk_client, event):
    desk_client.post(page(event), {"kind": "event_report"})
    assert 'data-progress="working"' in text_of(desk_client.get(page(event)))

    job = done(event)
    url = reverse("admin:dialogue_event_report_file", args=[event.pk, job.uuid])
    seen = text_of(desk_client.get(page(event)))

    assert (url in seen, 'data-progress="over"' in seen, "もう一度作る" in seen) == (True, True, True)
    assert b"".join(desk_client.get(url).streaming_content) == b"%PDF-1.7 x"
    assert AuditEvent.objects.filter(verb="paper.download", about=f"paper:{job.uuid}").count() == 1


def test_a_paper_that_failed_says_why(desk_client, event):
    desk_client.post(page(event), {"kind": "event_report"})
    PaperJob.objects.update(state=PaperState.FAILED, next_try_at=None, last_error="もとのダイアログが見つかりません。")

    assert "作れませんでした。もとのダイアログが見つかりません。" in text_of(desk_client.get(page(event)))


def test_what_cannot_be_made_is_said(desk_client):
    event = EventFactory(fixed=True)

    seen = text_of(desk_client.post(page(event), {"kind": "event_report"}, follow=True))

    assert ("終了の段階にしてから作ってください。" in seen, PaperJob.objects.count()) == (True, 0)


def test_the_paper_of_another_event_is_not_found_here(desk_client, event):
    desk_client.post(page(event), {"kind": "event_report"})
    job = done(event)

    url = reverse("admin:dialogue_event_report_file", args=[EventFactory().pk, job.uuid])
    assert desk_client.get(url).status_code == 404


def test_the_page_shows_the_figures_and_names_nobody(desk_client, event):
    encounter = EncounterFactory(event=event)
    person = ParticipantFactory(registration=encounter.company)

    seen = text_of(desk_client.get(page(event)))

    assert ("企業1団体1人と、市の0課0人" in seen, "1組" in seen, person.name in seen) == (True, True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(desk_client, event, count, django_assert_num_queries):
    Event.objects.update(held_on=event.held_on - timedelta(days=1))
    SurveyFactory(closed=True, about=event.key)
    for _ in range(count):
        ParticipantFactory(registration=EncounterFactory(event=event).company)
    desk_client.get(page(event))

    with django_assert_num_queries(12):
        desk_client.get(page(event))
