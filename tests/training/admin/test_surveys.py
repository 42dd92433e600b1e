import pytest
from django.urls import reverse

from nara_renkei.surveys.models import Survey
from nara_renkei.surveys.usecases.close import close
from nara_renkei.surveys.usecases.open_survey import open_survey
from tests.factories.training import AttendanceFactory, SessionFactory, TraineeFactory
from tests.harness import NOON, THE_DESK, TODAY, mail_text
from training.enums import Timing
from training.queries.surveys import surveys_of
from training.usecases.prepare_session_survey import prepare_session_survey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def page(session, when=""):
    if when:
        return reverse("admin:training_session_survey", args=[session.pk, when])
    return reverse("admin:training_session_surveys", args=[session.pk])


def text(client, *args):
    return client.get(page(*args)).content.decode()


def opened(session, timing):
    survey = prepare_session_survey(session=session, timing=timing, closes_on=session.held_on, by=THE_DESK, at=NOON)
    return open_survey(survey=survey, by=THE_DESK, at=NOON)


def test_the_desk_makes_the_survey_and_is_led_to_its_questions(desk_client):
    session = SessionFactory(open=True)

    answer = desk_client.post(page(session, "mae"), {"closes_on": session.held_on.isoformat()}, follow=True)

    assert surveys_of(session)[Timing.BEFORE].closes_on == session.held_on
    assert "質問と、ひとことを確かめる" in answer.content.decode()


def test_a_day_that_makes_no_sense_is_said(desk_client):
    session = SessionFactory(open=True)

    answer = desk_client.post(page(session, "ato"), {"closes_on": TODAY.isoformat()})

    assert "研修のあとのアンケートの締切は、開催日より後にしてください。" in answer.content.decode()


def test_the_letter_and_the_names_are_read_before_it_goes(desk_client):
    session = SessionFactory(open=True)
    coming = TraineeFactory(course=session.course, session=session).user
    opened(session, Timing.BEFORE)

    shown = text(desk_client, session, "mae")
    assert (coming.name in shown, "1人にお願いを送る" in shown, "〔リンク〕" in shown) == (True, True, True)
    desk_client.post(page(session, "mae"), {"count": "1"})

    assert coming.email in mail_text()
    assert "送れる人の全員に、もうお願いを送っています。" in text(desk_client, session, "mae")


def test_a_list_that_changed_is_shown_again(desk_client):
    session = SessionFactory(open=True)
    TraineeFactory(course=session.course, session=session)
    opened(session, Timing.BEFORE)

    answer = desk_client.post(page(session, "mae"), {"count": "3"})

    assert "3人から1人に変わりました" in answer.content.decode()


def test_before_the_day_nobody_is_asked_how_it_was(desk_client):
    session = SessionFactory(open=True)
    opened(session, Timing.AFTER)

    assert "出席した人の名前は、当日の段階にすると出ます。" in text(desk_client, session, "ato")


def test_without_anybody_on_the_list_the_page_says_so(desk_client):
    coming, today = SessionFactory(open=True), SessionFactory(today=True)
    opened(coming, Timing.BEFORE)
    opened(today, Timing.AFTER)

    assert "この回に出る予定の人が、名簿にいません。" in text(desk_client, coming, "mae")
    assert "出席した人が、まだいません。" in text(desk_client, today, "ato")


def test_a_closed_survey_shows_its_result(desk_client):
    session = SessionFactory(today=True)
    AttendanceFactory(session=session, trainee__course=session.course)
    close(survey=opened(session, Timing.AFTER), by=THE_DESK, at=NOON)

    assert "集計をPDFかExcelで受け取る" in text(desk_client, session, "ato")
    assert "研修の前0件、研修のあと0件" in text(desk_client, session)


def test_the_overview_offers_both(desk_client):
    session = SessionFactory(open=True)
    opened(session, Timing.BEFORE)

    shown = text(desk_client, session)

    assert "研修の前のアンケートを開く" in shown
    assert "研修のあとのアンケートをつくる" in shown
    assert Survey.objects.count() == 1


def test_there_are_two_sides_only(desk_client):
    assert desk_client.get(page(SessionFactory(), "itsuka")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_names_cost_the_same_for_one_and_three(rows, desk_client, django_assert_max_num_queries):
    session = SessionFactory(open=True)
    for _ in range(rows):
        TraineeFactory(course=session.course, session=session)
    opened(session, Timing.BEFORE)

    desk_client.get(page(session, "mae"))  # writes the hour into the session

    with django_assert_max_num_queries(12):
        desk_client.get(page(session, "mae"))
