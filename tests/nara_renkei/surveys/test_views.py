"""The page behind the mailed link."""

import logging

import pytest
import time_machine
from django.urls import reverse

from nara_renkei.surveys.forms import PICK
from nara_renkei.surveys.models import Answer, AnswerSheet, Ticket
from nara_renkei.surveys.usecases.answer import TicketGone
from tests.factories.accounts import StaffFactory
from tests.factories.surveys import SurveyFactory
from tests.harness import StrictClient
from tests.nara_renkei.surveys.people import asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
GONE = "この回答のリンクは使えません。回答がもう済んでいるか、締切を過ぎています。回答は、お一人1回です。"


@pytest.fixture
def link(survey):
    return reverse("surveys:answer", args=[survey[1]["c0"]])


@pytest.fixture
def survey():
    return asked(company=1, division=1)


def filled(survey, score="5", text=""):
    scale, words = survey[0].questions.in_order()
    return {f"q{scale.pk}": score, f"q{words.pk}": text}


def test_looking_changes_nothing_and_the_link_opens_again(client, link):
    first, second = client.get(link), client.get(link)

    assert (first.status_code, second.status_code) == (200, 200)
    assert Ticket.objects.count() == 2
    assert first["Cache-Control"].count("no-store") == 1
    assert first["X-Robots-Tag"] == "noindex, nofollow"


def test_an_answer_is_kept_once_and_the_second_press_says_so(client, survey, link):
    done = client.post(link, filled(survey, text="またよろしく"))
    again = client.post(link, filled(survey, score="1"))

    assert "回答を受け取りました" in done.content.decode()
    assert (again.status_code, GONE in again.content.decode()) == (410, True)
    assert sorted(Answer.objects.values_list("score", "text"), key=str) == [(5, ""), (None, "またよろしく")]


def test_a_link_after_the_last_day_says_so(client, survey, link):
    with time_machine.travel("2026-10-20T00:00:00+09:00", tick=False):
        response = client.get(link)

    assert (response.status_code, GONE in response.content.decode()) == (410, True)


def test_a_link_opens_at_its_own_door_only(client, survey):
    company, staff = survey[1]["c0"], survey[1]["d0"]

    assert client.get(reverse("surveys:answer_staff", args=[staff])).status_code == 200
    assert client.get(reverse("surveys:answer_staff", args=[company])).status_code == 410
    assert client.get(reverse("surveys:answer", args=[staff])).status_code == 410


def test_an_empty_form_says_what_to_pick_and_keeps_what_was_typed(client, survey, link):
    page = client.post(link, filled(survey, score="", text="ここまで書いた")).content.decode()

    assert PICK in page
    assert "ここまで書いた" in page
    assert AnswerSheet.objects.count() == 0


@pytest.mark.parametrize("score", ["6", "0", "-1", "５", "5 OR 1=1"])
def test_a_score_that_is_none_is_refused(client, survey, link, score):
    page = client.post(link, filled(survey, score=score)).content.decode()

    assert PICK in page
    assert AnswerSheet.objects.count() == 0


def test_a_nul_is_refused_with_a_sentence(client, survey, link):
    page = client.post(link, filled(survey, text="奈良\x00市")).content.decode()

    assert "画面に表示できない文字（制御文字 U+0000）が含まれています。" in page
    assert AnswerSheet.objects.count() == 0


def test_a_survey_of_texts_alone_cannot_be_sent_empty(client):
    survey = SurveyFactory(open=True)
    survey.questions.in_order()[0].delete()
    _, found = asked(company=1, survey=survey)

    page = client.post(reverse("surveys:answer", args=[found["c0"]]), {}).content.decode()

    assert "一つ以上の質問に答えてから送ってください。" in page
    assert Ticket.objects.count() == 1


def test_of_two_who_press_at_once_the_second_is_told(client, survey, link, monkeypatch):
    def too_late(**_):
        raise TicketGone

    monkeypatch.setattr("nara_renkei.surveys.views.store_answer", too_late)
    response = client.post(link, filled(survey))

    assert (response.status_code, GONE in response.content.decode()) == (410, True)


def test_neither_page_nor_log_names_who_is_signed_in(survey, caplog):
    staff = StaffFactory(desk=True)
    client = StrictClient.of(staff)

    with caplog.at_level(logging.INFO):
        page = client.post(reverse("surveys:answer_staff", args=[survey[1]["d0"]]), filled(survey))

    lines = [str(record.msg) for record in caplog.records if "request_finished" in str(record.msg)]
    assert staff.name not in page.content.decode()
    assert len(lines) == 1
    assert "'user_id': None" in lines[0]


def test_text_comes_back_as_it_was_typed(client, survey, link):
    hard = "𠮷野家の髙橋\r\n葛󠄀城　ﾅﾗｼﾞ <script>x()</script> {{ 7 }} =1+1"

    client.post(link, filled(survey, text=hard))

    assert Answer.objects.get(score=None).text == hard.replace("\r\n", "\n")


@pytest.mark.parametrize("name", ["answer", "answer_staff"])
def test_a_page_costs_few_queries(client, survey, name, django_assert_max_num_queries):
    token = survey[1]["c0" if name == "answer" else "d0"]

    with django_assert_max_num_queries(4):
        assert client.get(reverse(f"surveys:{name}", args=[token])).status_code == 200
