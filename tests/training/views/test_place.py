"""When and where somebody comes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.usecases.send_link import Addressed, send_links
from tests.factories.accounts import StaffFactory
from tests.factories.training import CourseFactory, SessionFactory, TraineeFactory
from tests.harness import NOON, THE_DESK, TODAY, StrictClient
from training.models import Session, Trainee
from training.rules.people import STANDS_FOR, about_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def course():
    return CourseFactory(slug="kanrishoku", name="管理職研修")


@pytest.fixture
def trainee(course):
    return TraineeFactory(course=course, session=SessionFactory(course=course, open=True, number=1))


@pytest.fixture
def other(course):
    return SessionFactory(course=course, open=True, number=2, held_on=TODAY + timedelta(days=60))


@pytest.fixture
def person(trainee):
    return StrictClient.of(trainee.user)


def url(page):
    return reverse(f"training:{page}", args=["kanrishoku"])


def by_link(trainee):
    mails = send_links(
        purpose=LinkPurpose.TRAINEE,
        letters=[Addressed(about_of(trainee.pk), trainee.user.email, {"minutes": 1})],
        template="accounts/password_link",
        url_name="training:by_link",
        valid_for=STANDS_FOR,
        by=THE_DESK,
        at=NOON,
    )
    return f"{mails[0].secret.removeprefix('http://127.0.0.1:8000')}yotei.ics"


def event_of(response):
    return Calendar.from_ical(response.content).walk("VEVENT")[0]


def test_the_date_is_a_file_for_a_calendar(person, trainee):
    response = person.get(url("ics"))

    event = event_of(response)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="kanrishoku-1.ics"'
    assert (event["summary"], event["location"]) == ("管理職研修", "市役所 中央棟6階 大会議室")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (trainee.session.starts, trainee.session.ends)
    assert event["uid"] == "training-kanrishoku-1@127.0.0.1"
    assert event["url"] == "http://127.0.0.1:8000/ka/kenshu/kanrishoku/"


def test_a_session_without_a_room_is_online(person):
    Session.objects.update(place="", url="https://meet.example/secret")

    response = person.get(url("ics"))

    assert event_of(response)["location"] == "オンライン"
    assert b"meet.example" not in response.content


def test_a_letter_gives_the_file_without_the_page_being_opened(client, trainee):
    response = client.get(by_link(trainee))

    assert event_of(response)["uid"] == "training-kanrishoku-1@127.0.0.1"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_a_link_that_opens_nothing_says_so(client):
    response = client.get(reverse("training:ics_by_link", args=["nai"]))

    assert response.status_code == 410
    assert "このリンクは使えません。" in response.content.decode()


def test_who_has_left_gets_no_file(client, trainee):
    address = by_link(trainee)
    trainee.user.last_day = TODAY - timedelta(days=1)
    trainee.user.save()

    assert client.get(address).status_code == 404


def test_a_date_that_is_not_there_is_no_file(client, person, trainee):
    address = by_link(trainee)
    Trainee.objects.update(session=None)

    assert client.get(address).status_code == 404
    assert person.get(url("ics")).status_code == 404


def test_a_list_on_which_somebody_no_longer_stands_has_no_page(client, trainee):
    address = by_link(trainee)
    Trainee.objects.update(duty="GONE")

    assert client.get(address).status_code == 404
    assert StrictClient.of(StaffFactory()).get(url("choose")).status_code == 404


def test_somebody_chooses_another_session(person, trainee, other):
    page = person.get(url("course")).content.decode()
    assert url("choose") in page
    assert url("ics") in page
    assert "第2回" in person.get(url("choose")).content.decode()

    after = person.post(url("choose"), {"kai": "2"}, follow=True).content.decode()

    trainee.refresh_from_db()
    assert trainee.session == other
    assert "第2回（" in after
    assert trainee.set_by.startswith(f"{trainee.user}（")


@pytest.mark.parametrize(
    ("said", "words"),
    [({}, "出る回を選んでください。"), ({"kai": "9"}, "その回は、いまは選べません。")],
)
def test_what_cannot_be_chosen_is_said(person, trainee, other, said, words):
    assert words in person.post(url("choose"), said).content.decode()


def test_nobody_is_in_two_at_once(person, trainee, other):
    elsewhere = SessionFactory(held_on=other.held_on, course__name="財政の研修")
    TraineeFactory(course=elsewhere.course, session=elsewhere, user=trainee.user)

    assert "同じ時間の「財政の研修" in person.post(url("choose"), {"kai": "2"}).content.decode()


def test_what_is_over_is_no_date_to_keep(person, other):
    Session.objects.filter(number=1).update(state="ENDED")

    page = person.get(url("course")).content.decode()

    assert "この日に出られないときは" not in page
    assert url("ics") not in page


def test_without_another_session_the_page_says_whom_to_tell(person, trainee):
    assert "公民連携デスクにお知らせください。" in person.get(url("course")).content.decode()
    assert "いま選べる回はありません。" in person.get(url("choose")).content.decode()
