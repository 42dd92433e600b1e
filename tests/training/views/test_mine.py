"""わたしの研修, by signing in and by the mailed link."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from nara_renkei.accounts.models import User
from nara_renkei.accounts.usecases.revoke_links import revoke_links
from tests.factories.accounts import StaffFactory
from tests.factories.training import AttendanceFactory, SessionFactory, TraineeFactory
from tests.harness import NOON, THE_DESK, StrictClient
from tests.training.links import link_to
from training.enums import Mark

pytestmark = pytest.mark.django_db
MINE = reverse("training:mine")


@pytest.fixture
def session():
    return SessionFactory(open=True, url="https://kaigi.example/1", course__name="公民連携の見本の研修")


@pytest.fixture
def trainee(session):
    return TraineeFactory(course=session.course, session=session, user=StaffFactory(name="見本次郎"))


def page(session):
    return reverse("training:course", args=[session.course.slug])


def test_a_mailed_link_opens_the_pages_again_and_again(client, trainee, session):
    url = link_to(trainee)

    for _ in range(2):
        answer = client.get(url, follow=True)
        assert (answer.redirect_chain, answer.status_code) == ([(MINE, 302)], 200)
    assert "公民連携の見本の研修" in answer.text
    text = client.get(page(session)).text
    assert ("https://kaigi.example/1" in text, session.when in text, "このページを閉じる" in text) == (
        True,
        True,
        False,
    )
    assert "研修のページを閉じる" in text


def test_who_has_signed_in_needs_no_link(trainee, session):
    browser = StrictClient.of(trainee.user)

    assert "公民連携の見本の研修" in browser.get(MINE).text
    assert "研修のページを閉じる" not in browser.get(page(session)).text


def test_a_link_opens_nothing_of_another_person_and_nothing_beside(client, trainee):
    other = TraineeFactory(session=SessionFactory(open=True))
    client.get(link_to(trainee))

    assert other.course.name not in client.get(MINE).text
    assert client.get(page(other.session)).status_code == 404
    for name in ("screening:worklist", "dialogue:staff_events", "reports:index"):
        assert client.get(reverse(name)).status_code == 302


def test_the_last_opened_link_is_the_one_that_counts(client, trainee, session):
    other = TraineeFactory(session=SessionFactory(open=True))
    client.get(link_to(trainee))
    client.get(link_to(other))

    assert client.get(page(session)).status_code == 404


def test_a_closed_page_is_closed_and_the_link_opens_it_again(client, trainee):
    url = link_to(trainee)
    client.get(url)

    assert "この端末には、もう出ません" in client.post(MINE).text
    assert client.get(MINE).status_code == 404
    assert client.get(url, follow=True).status_code == 200


def test_a_page_left_open_is_closed_the_next_day(client, trainee):
    with time_machine.travel(NOON, tick=False) as clock:
        client.get(link_to(trainee))
        clock.shift(timedelta(hours=13))
        assert client.get(MINE).status_code == 404


def test_without_a_link_the_page_names_both_doors(client, trainee, session):
    answer = client.get(page(session))

    assert answer.status_code == 404
    assert f"{reverse('account_login')}?next={page(session)}" in answer.text


def test_a_company_finds_nothing_even_with_a_link(company_client, trainee, session):
    assert company_client.get(link_to(trainee)).status_code == 410
    assert [company_client.get(url).status_code for url in (MINE, page(session))] == [404, 404]


def test_a_link_opened_before_a_company_signs_in_opens_nothing_for_it(client, trainee, company_client):
    client.get(link_to(trainee))
    client.force_login(company_client.user)

    assert client.get(MINE).status_code == 404


def test_a_link_for_somebody_else_is_refused_to_who_has_signed_in(trainee):
    answer = StrictClient.of(StaffFactory()).get(link_to(trainee))

    assert answer.status_code == 410
    assert "見本次郎さんあてのリンクです" in answer.text


def test_the_own_link_opens_for_who_has_signed_in(trainee):
    assert StrictClient.of(trainee.user).get(link_to(trainee), follow=True).status_code == 200


@pytest.mark.parametrize("fields", [{"expires_at": timezone.now()}, {"about": "trainee:0"}, {"purpose": "TROUBLE"}])
def test_a_link_that_opens_nothing_says_so(client, trainee, fields):
    assert client.get(link_to(trainee, **fields)).status_code == 410


def test_a_revoked_link_opens_nothing(client, trainee):
    url = link_to(trainee)
    revoke_links(
        purpose="TRAINEE", about=f"trainee:{trainee.pk}", email=trainee.user.email, by=THE_DESK, at=timezone.now()
    )

    assert client.get(url).status_code == 410


def test_who_has_left_the_city_is_let_in_by_no_link(client, trainee):
    url = link_to(trainee)
    client.get(url)
    User.objects.filter(pk=trainee.user_id).update(last_day=timezone.localdate() - timedelta(days=1))

    assert client.get(MINE).status_code == 404
    assert client.get(url).status_code == 410


def test_a_person_without_a_post_has_the_pages_too(session):
    trainee = TraineeFactory(course=session.course, session=session, user=StaffFactory())

    assert trainee.user.posts_on(timezone.localdate()) == []
    assert StrictClient.of(trainee.user).get(page(session)).status_code == 200


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"excused": True}, "免除されています"),
        ({"session": None}, "出る回は、これから決まります"),
    ],
)
def test_the_page_says_how_the_person_stands(session, fields, words):
    trainee = TraineeFactory(**{"course": session.course, "session": session, **fields})

    assert words in StrictClient.of(trainee.user).get(page(session)).text


def test_the_page_names_the_substitute(session, trainee):
    trainee.substitute = TraineeFactory(
        course=session.course, session=session, origin="SUBSTITUTE", reason="出張", user__name="代理三郎"
    )
    trainee.save()

    assert "代理三郎さんが代わりに出席します" in StrictClient.of(trainee.user).get(page(session)).text


@pytest.mark.parametrize(
    ("mark", "words"),
    [(Mark.PRESENT, "に出席しました"), (Mark.LATE, "に遅れて出席しました"), (Mark.ABSENT, "欠席と記録されています")],
)
def test_the_page_says_how_it_was_marked(session, trainee, mark, words):
    AttendanceFactory(trainee=trainee, session=session, mark=mark)

    assert words in StrictClient.of(trainee.user).get(page(session)).text
