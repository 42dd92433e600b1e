"""ログイン中の端末, the limits of a session, and what a new browser sets off."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from nara_renkei.accounts.queries import sessions_of
from nara_renkei.accounts.usecases.reset_second_factor import reset_second_factor
from nara_renkei.core.models import AuditEvent, Session
from nara_renkei.core.tasks import forget_sessions
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.accounts import PASSWORD, CompanyUserFactory, StaffFactory
from tests.harness import NOON, THE_DESK, StrictClient
from tests.nara_renkei.accounts.second_factor import code_of

PAGE = "/my/tanmatsu/"
LOGIN = "/accounts/login/"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) Version/17.1 Safari/604.1"

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(db):
    return StaffFactory(officer=True)


def enter(user, browser=EDGE, client=None):
    client = client or StrictClient(headers={"user-agent": browser})
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    return client


def is_in(client):
    return client.get(PAGE).status_code == 200


def listed(client):
    return [(one.words, one.is_current) for one in client.get(PAGE).context["devices"]]


def reference(client, words):
    return next(one.reference for one in client.get(PAGE).context["devices"] if one.words == words)


def test_the_list_has_words_and_no_raw_browser_and_no_address(officer):
    client, phone = enter(officer), enter(officer, PHONE)

    assert listed(client) == [("Windows の Edge", True), ("iPhone の Safari", False)]
    assert listed(phone) == [("iPhone の Safari", True), ("Windows の Edge", False)]
    page = client.get(PAGE).content.decode()
    assert "Mozilla" not in page
    assert "127.0.0.1" not in page
    assert client.session.session_key not in page
    kept = str(client.session.items())
    assert "Mozilla" not in kept
    assert "127.0.0.1" not in kept


def test_one_button_ends_one_other_and_another_all_others(officer):
    client, phone, third = enter(officer), enter(officer, PHONE), enter(officer, "")

    client.post(PAGE, {"end": reference(client, "iPhone の Safari")})
    assert [is_in(one) for one in (client, phone, third)] == [True, False, True]
    fourth = enter(officer, PHONE)
    client.post(PAGE, {"others": "1"})

    assert [is_in(one) for one in (client, third, fourth)] == [True, False, False]
    events = AuditEvent.objects.filter(verb="session.ended").order_by("pk").values_list("about", "keys")
    assert list(events) == [(f"user:{officer.pk}", {"count": 1}), (f"user:{officer.pk}", {"count": 2})]


def test_nobody_ends_another_persons_session(officer):
    other = StrictClient.of(StaffFactory(officer=True))
    client = enter(officer)
    theirs = other.get(PAGE).context["devices"][0].reference

    client.post(PAGE, {"end": theirs})
    client.post(PAGE, {"end": ""})
    client.post(PAGE, {"others": "1"})

    assert is_in(other)


def test_people_of_companies_have_the_list_too_behind_the_wall():
    user = CompanyUserFactory(member=True)
    client, other = StrictClient.of(user), StrictClient.of(user)

    assert len(listed(client)) == 2
    client.post(PAGE, {"others": "1"})

    assert (is_in(client), is_in(other)) == (True, False)


def test_a_session_that_has_lasted_too_long_is_not_listed(officer):
    with time_machine.travel(NOON, tick=False) as clock:
        enter(officer)
        clock.shift(timedelta(seconds=settings.STAFF_IDLE_SECONDS + 1))

        assert listed(enter(officer)) == [("Windows の Edge", True)]


def test_a_new_browser_is_told_by_letter_once_and_the_first_of_all_is_not(officer):
    client = enter(officer)
    assert OutgoingMail.objects.exists() is False
    client.post(reverse("account_logout"))
    enter(officer, client=client)
    assert OutgoingMail.objects.exists() is False

    phone = enter(officer, PHONE)
    phone.post(reverse("account_logout"))
    enter(officer, client=phone)

    letter = OutgoingMail.objects.get()
    assert (letter.to, letter.template) == (officer.email, "accounts/to_owner")
    assert "新しい端末（iPhone の Safari）から、あなたのアカウントにログインがありました。" in letter.body
    assert f"{settings.SITE_URL}{PAGE}" in letter.body.split("\n")
    assert AuditEvent.objects.get(verb="device.new").about == f"user:{officer.pk}"


def test_at_the_companys_door_too(django_capture_on_commit_callbacks):
    user = CompanyUserFactory(last_login=timezone.now())
    client = StrictClient(headers={"user-agent": PHONE})
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/teian/kakunin/", {"email": user.email})
    code = "".join(re.search(r"^(\d{4}) (\d{4})$", mail.outbox[-1].body, re.M).groups())

    client.post("/teian/kakunin/code/", {"code": code})

    assert listed(client) == [("iPhone の Safari", True)]
    assert "メールのパスワードを変え" in OutgoingMail.objects.get(template="accounts/to_owner").body


def test_staff_are_out_after_twelve_hours_however_busy_and_return_to_their_page(officer):
    with time_machine.travel(NOON, tick=False) as clock:
        client = enter(officer)
        for _ in range(24):
            clock.shift(timedelta(minutes=30))
            assert is_in(client)
        clock.shift(timedelta(seconds=1))

        response = client.get(f"{PAGE}?a=1")
        page = client.get(response["Location"]).content.decode()

    assert response["Location"] == f"/accounts/login/?next={PAGE}%3Fa%3D1"
    assert "ログインから12時間たったため、ログアウトしました。" in page


def test_people_of_companies_are_out_after_fourteen_days_however_often_they_come(django_capture_on_commit_callbacks):
    user = CompanyUserFactory(member=True)
    with time_machine.travel(NOON, tick=False) as clock:
        client = StrictClient()
        with django_capture_on_commit_callbacks(execute=True):
            client.post("/teian/kakunin/", {"email": user.email})
        code = "".join(re.search(r"^(\d{4}) (\d{4})$", mail.outbox[-1].body, re.M).groups())
        client.post("/teian/kakunin/code/", {"code": code})
        for _ in range(14):
            clock.shift(timedelta(days=1))
            assert is_in(client)
        clock.shift(timedelta(seconds=1))

        response = client.get(PAGE)

    assert response["Location"] == f"/teian/kakunin/?next={PAGE}"


def test_a_button_pressed_too_late_leads_back_to_its_page(officer):
    with time_machine.travel(NOON, tick=False) as clock:
        client = enter(officer)
        clock.shift(timedelta(hours=2))
        ours = client.post(PAGE, {}, headers={"referer": "http://testserver/my/tanmatsu/?b=2"})
        client = enter(officer)
        clock.shift(timedelta(hours=2))
        foreign = client.post(PAGE, {}, headers={"referer": "https://evil.example/my/tanmatsu/"})

    assert (ours["Location"], foreign["Location"]) == (f"/accounts/login/?next={PAGE}", "/accounts/login/?next=/my/")


def test_every_door_gives_a_new_key_and_the_old_one_is_dead(officer):
    secret = generate_totp_secret()
    client = StrictClient()
    session = client.session
    session["kept"] = "a draft"
    session.save()
    planted = [client.session.session_key]
    enter(officer, client=client)
    planted.append(client.session.session_key)
    TOTP.activate(officer, secret)

    client.post(reverse("mfa_reauthenticate"), {"code": code_of(secret)})

    assert client.session["kept"] == "a draft"
    assert client.session.session_key not in planted
    assert Session.objects.filter(pk__in=planted).exists() is False
    assert is_in(client)


def test_a_password_set_by_a_link_ends_every_session(officer, django_capture_on_commit_callbacks):
    client = enter(officer)
    with django_capture_on_commit_callbacks(execute=True):
        StrictClient().post(reverse("account_reset_password"), {"email": officer.email})
    link = re.search(r"(/accounts/password/reset/key/\S+)$", mail.outbox[-1].body, re.M).group(1)
    other = StrictClient()
    form = other.get(link, follow=True).redirect_chain[-1][0]

    other.post(form, {"password1": "brand-new-password-9", "password2": "brand-new-password-9"})

    assert not is_in(client)
    assert sessions_of(type(officer).objects.get(pk=officer.pk), "", timezone.now()) == []
    assert AuditEvent.objects.filter(verb="password.changed", about=f"user:{officer.pk}").count() == 1


def test_a_reset_second_factor_ends_every_session(officer):
    client, other = enter(officer), StrictClient.of(StaffFactory(officer=True))
    TOTP.activate(officer, generate_totp_secret())

    reset_second_factor(user=officer, by=THE_DESK, at=timezone.now())

    assert (is_in(client), is_in(other)) == (False, True)


def test_what_has_ended_is_forgotten_in_the_night(officer):
    with time_machine.travel(NOON, tick=False) as clock:
        enter(officer)
        clock.shift(timedelta(days=13))
        forget_sessions()
        assert Session.objects.filter(account=officer.pk).count() == 1
        clock.shift(timedelta(days=2))

        forget_sessions()

    assert Session.objects.filter(account=officer.pk).exists() is False
