"""The second factor without a telephone: a code to 庁内メール, from inside the city hall only."""

import re
from datetime import timedelta
from ipaddress import ip_network

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from nara_renkei.accounts.rules.addresses import is_inside
from nara_renkei.core.checks import inside_is_told_from_outside
from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.settings.env import networks  # noqa: TID251 - the reader itself, not a setting
from tests.factories.accounts import PASSWORD, CompanyUserFactory, StaffFactory
from tests.harness import NOON, StrictClient

PAGE = "/accounts/2fa/mail/"
INSIDE, OUTSIDE = "10.1.2.3", "203.0.113.9"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _city_hall(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    settings.STAFF_NETWORKS = [ip_network("10.1.0.0/16")]


@pytest.fixture
def user(db):
    return StaffFactory(desk=True)


@pytest.fixture
def browser(user):
    client = StrictClient(REMOTE_ADDR=INSIDE)
    client.force_login(user)
    return client


@pytest.fixture
def ask(browser, django_capture_on_commit_callbacks):
    """Press 「確認コードを送る」 and return the code of the letter."""

    def press(client=browser):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(PAGE, {"send": "1"})
        return "".join(re.search(r"^(\d{3}) (\d{3})$", mail.outbox[-1].body, re.M).groups())

    return press


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


def refusals(response):
    return [text for texts in response.context["form"].errors.values() for text in texts]


def test_after_the_password_the_code_opens_the_page_that_was_wanted(user, django_capture_on_commit_callbacks):
    client = StrictClient(REMOTE_ADDR=INSIDE)
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert client.get("/admin/?a=1")["Location"] == f"{PAGE}?next=/admin/%3Fa%3D1"
    assert client.get(PAGE).status_code == 200
    assert OutgoingMail.objects.count() == 0

    with django_capture_on_commit_callbacks(execute=True):
        client.post(PAGE, {"send": "1", "next": "/admin/"})
    code = "".join(re.search(r"^(\d{3}) (\d{3})$", mail.outbox[-1].body, re.M).groups())
    before = client.session.session_key
    response = client.post(PAGE, {"code": code, "next": "/admin/"})

    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200
    assert client.session.session_key != before
    assert mail.outbox[-1].to == [user.email]
    verbs = AuditEvent.objects.filter(about=f"user:{user.pk}").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["login", "second_factor.sent", "second_factor.mail"]


def test_the_letter_keeps_no_code_once_it_is_sent(ask):
    code = ask()

    row = OutgoingMail.objects.get()
    assert (row.secret, row.expires_at - row.created_at) == ("", timedelta(minutes=10))
    assert code[:3] + " " + code[3:] not in row.body


def test_a_session_that_leaves_the_city_hall_stops_working(browser, ask):
    browser.post(PAGE, {"code": ask()})

    assert browser.get("/admin/").status_code == 200
    assert browser.get("/admin/", REMOTE_ADDR=OUTSIDE).status_code == 403
    assert browser.get("/admin/").status_code == 200


def test_from_outside_there_is_no_such_page_and_nothing_to_register(browser):
    answers = [browser.get(path, REMOTE_ADDR=OUTSIDE).status_code for path in (PAGE, "/admin/", "/accounts/2fa/")]

    assert answers == [404, 403, 403]
    assert browser.post(PAGE, {"send": "1"}, REMOTE_ADDR=OUTSIDE).status_code == 404
    assert OutgoingMail.objects.count() == 0


def test_an_address_that_a_stranger_wrote_into_a_header_is_not_believed(browser):
    assert browser.get(PAGE, REMOTE_ADDR=OUTSIDE, HTTP_X_FORWARDED_FOR=INSIDE).status_code == 404


def test_a_stolen_password_does_not_register_a_factor(browser, ask):
    assert browser.get(reverse("mfa_activate_totp"))["Location"].startswith(PAGE)
    assert browser.get(reverse("mfa_list_webauthn"))["Location"].startswith(PAGE)

    browser.post(PAGE, {"code": ask()})

    assert browser.get(reverse("mfa_index")).status_code == 200


def test_a_wrong_code_opens_nothing_and_is_recorded(browser, ask):
    response = browser.post(PAGE, {"code": wrong(ask())})

    assert refusals(response) == ["確認コードが違います。庁内メールに届いた6桁の数字を入れてください。"]
    assert browser.get("/admin/").status_code == 302
    assert AuditEvent.objects.filter(verb="second_factor.failed").count() == 1


def test_five_wrong_codes_end_it_even_for_the_right_one_and_for_a_new_letter(browser, ask):
    code = ask()
    for _ in range(5):
        browser.post(PAGE, {"code": wrong(code)})

    assert browser.post(PAGE, {"code": code}).status_code == 429
    assert browser.post(PAGE, {"code": ask()}).status_code == 429
    assert browser.get("/admin/").status_code == 302


def test_three_letters_in_ten_minutes_are_enough(browser, ask):
    for _ in range(3):
        ask()

    assert browser.post(PAGE, {"send": "1"}).status_code == 429
    assert OutgoingMail.objects.count() == 3


def test_a_code_is_dead_after_ten_minutes(browser, ask):
    with time_machine.travel(NOON, tick=False) as clock:
        code = ask()
        clock.shift(timedelta(minutes=10))

        response = browser.post(PAGE, {"code": code})

    assert refusals(response) == ["確認コードの期限（10分）が過ぎました。「新しいコードを送る」を押してください。"]


def test_a_code_opens_only_the_session_that_asked_for_it(user, ask):
    code = ask()
    other = StrictClient(REMOTE_ADDR=INSIDE)
    other.force_login(user)

    other.post(PAGE, {"code": code})

    assert other.get("/admin/").status_code == 302


def test_only_our_own_pages_follow(browser, ask):
    response = browser.post(PAGE, {"code": ask(), "next": "https://evil.example/"})

    assert response["Location"] == reverse("portal:my_page")


def test_who_has_a_token_shows_it_instead_also_from_outside(browser, user):
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    show = browser.get("/admin/", REMOTE_ADDR=OUTSIDE)["Location"]
    assert show == f"{reverse('mfa_reauthenticate')}?next=/admin/"
    code = format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))

    browser.post(show, {"code": code}, REMOTE_ADDR=OUTSIDE)

    assert browser.get("/admin/", REMOTE_ADDR=OUTSIDE).status_code == 200
    assert browser.get(PAGE)["Location"] == reverse("portal:my_page")


def test_people_of_companies_and_strangers_find_nothing():
    company = StrictClient(REMOTE_ADDR=INSIDE)
    company.force_login(CompanyUserFactory(member=True))

    assert company.get(PAGE).status_code == 404
    assert StrictClient(REMOTE_ADDR=INSIDE).get(PAGE)["Location"].startswith("/accounts/login/")


def test_without_networks_or_without_the_duty_there_is_no_such_page(browser, settings):
    settings.STAFF_NETWORKS = []
    assert browser.get(PAGE).status_code == 404
    assert browser.get("/admin/")["Location"] == reverse("mfa_index")

    settings.STAFF_NETWORKS, settings.SECOND_FACTOR_REQUIRED = [ip_network("10.1.0.0/16")], False
    assert browser.get(PAGE).status_code == 404


def test_an_unknown_address_is_inside_of_nothing():
    assert is_inside("0.0.0.0", [ip_network("0.0.0.0/0")]) is False
    assert is_inside("10.1.0.1", [ip_network("fd00::/8"), ip_network("10.1.0.0/16")]) is True


def test_a_network_that_is_none_stops_the_start_by_name(monkeypatch):
    monkeypatch.setenv("STAFF_NETWORKS", "10.1.0.0/16, 庁内")

    with pytest.raises(ImproperlyConfigured, match="STAFF_NETWORKS"):
        networks("STAFF_NETWORKS")


def test_production_behind_a_proxy_must_know_its_proxies(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert [one.id for one in inside_is_told_from_outside()] == ["nara.E004"]

    settings.TRUSTED_PROXY_COUNT = 1
    assert inside_is_told_from_outside() == []
