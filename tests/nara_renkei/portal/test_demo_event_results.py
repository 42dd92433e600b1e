"""The ダイアログ of the announcement: 8 companies and 14 people, 17 課 and 17 people, 90 % at 4 or 5."""

import re
from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from dialogue.models import Event
from dialogue.queries.report import event_report
from knowledge.enums import MenuState
from knowledge.models import Menu
from nara_renkei.core.models import PaperJob
from nara_renkei.portal.demo import event_results, events
from nara_renkei.portal.demo.city import build_city
from nara_renkei.portal.usecases.load_reference import load_reference
from nara_renkei.reports.papers.event_report import build
from nara_renkei.reports.queries.figures import figures_of
from nara_renkei.reports.rules.figures import SATISFACTION
from nara_renkei.reports.rules.periods import Period
from nara_renkei.surveys.models import Survey
from tests.harness import StrictClient, at

pytestmark = pytest.mark.django_db

BASE = date(2026, 11, 27)


@pytest.fixture
def city(settings):
    settings.IS_DEMO = True
    load_reference()
    with time_machine.travel(at(BASE), tick=False):
        city = build_city(BASE)
        events.show_events(city)
        event_results.show_event_results(city)
        yield city


def plain(words):
    """Return what is read, without tags and spaces."""
    return re.sub(r"<[^>]+>|\s", "", words)


def figures_in(text):
    """Return the published figures as the page or the paper says them: 団体, 人, 課, 人, per cent."""
    came = re.search(r"企業([0-9]+)団体([0-9]+)人と、市の([0-9]+)課([0-9]+)人が参加しました。", text)
    satisfied = re.search(r"「ダイアログ全体に、どのくらい満足しましたか。」に、答えた[0-9]+人の([0-9]+)％が", text)
    return (*map(int, came.groups()), int(satisfied[1]))


def test_page_and_paper_say_the_published_figures(city):
    event = Event.objects.get(slug=events.ANNOUNCED)
    page = StrictClient.of(city.clerks[0]).get(reverse("admin:dialogue_event_report", args=[event.pk]))
    paper = PdfReader(BytesIO(build(event.slug, at=at(BASE)).content))

    on_page = figures_in(plain(page.content.decode()))
    on_paper = figures_in(plain("".join(sheet.extract_text() for sheet in paper.pages)))

    assert on_page == on_paper == (8, 14, 17, 17, 90)
    day = Period(event.held_on, event.held_on)
    (satisfaction,) = [one for one in figures_of(day, at=at(BASE)) if one.definition == SATISFACTION]
    assert (satisfaction.text, satisfaction.cases) == ("90％", 29)


def test_the_survey_asked_everybody_and_shows_both_sides(city):
    survey = Survey.objects.get()
    found = event_report(Event.objects.get(slug=events.ANNOUNCED)).survey

    assert survey.is_closed
    assert [(one.side, one.asked, one.answered) for one in found.progress] == [("企業", 14, 13), ("市", 17, 16)]
    assert [row.label for row in found.questions[0].rows if row.figures] == ["企業", "市", "合わせて"]
    assert all(len(group.texts) >= 5 for one in found.questions for group in one.texts)


def test_the_papers_wait_for_the_worker_and_what_was_brought_is_kept(city):
    assert set(PaperJob.objects.values_list("kind", flat=True)) == {"event_materials", "event_report"}
    assert list(Menu.objects.values_list("state", flat=True).distinct()) == [MenuState.OPEN]
    assert Menu.objects.filter(source=f"event:{events.ANNOUNCED}").count() == 7


def test_the_event_of_the_season_has_no_survey_yet(city):
    assert event_report(Event.objects.get(slug=events.SEASON)).survey is None
