"""Before something weighty one is asked again who one is: also when no password opens the staff's door."""

import time
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse
from django.utils import timezone

from nara_renkei.core.models import AuditEvent
from tests.factories.accounts import PASSWORD, CompanyUserFactory, StaffFactory
from tests.harness import StrictClient, mail_text
from tests.nara_renkei.accounts.emergencies import opened
from tests.oidc import CLIENT_ID, ask, provider, query, say_yes

AGAIN = "/accounts/oidc/again/"
REGISTER = "/accounts/2fa/totp/activate/"

pytestmark = pytest.mark.django_db

PEOPLE = {
    "officer": {"email": "officer@city.example", "email_verified": True},
    "colleague": {"email": "colleague@city.example", "email_verified": True},
}


@pytest.fixture(scope="module")
def real_provider():
    with provider(PEOPLE) as wire:
        yield wire


@pytest.fixture
def wire(real_provider, settings):
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID = real_provider.issuer, CLIENT_ID
    settings.OIDC_CLIENT_SECRET = "a-secret-of-the-client"
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 30  # a slow machine is no fault of the provider
    settings.STAFF_PASSWORD_LOGIN = False
    real_provider.token = asked(0)
    return real_provider


@pytest.fixture
def officer(db):
    """Somebody who had a password before the city closed them."""
    return StaffFactory(officer=True, email="officer@city.example")


def asked(seconds_ago):
    """Return what the provider does to its token: it says that it asked the person so long ago."""
    return lambda claims: claims.update(auth_time=int(time.time()) - seconds_ago)


def come_home(client, sub="officer"):
    return client.get(say_yes(ask(client), sub))


def go_again(client, sub="officer", target=REGISTER):
    """Press the button of the page and come home as ``sub``."""
    address = client.post(AGAIN, {"next": target}).context["address"]
    return address, client.get(say_yes(address, sub))


def who(client):
    return client.session.get("_auth_user_id")


def code_of(secret):
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


# --- no password opens the door: no page about one answers

PASSWORD_PAGES = [
    ("account_reset_password", {}),
    ("account_reset_password_done", {}),
    ("account_reset_password_from_key", {"uidb36": "1", "key": "set-password"}),
    ("account_reset_password_from_key_done", {}),
]
OWN_PASSWORD_PAGES = [("account_change_password", {}), ("account_set_password", {})]


def test_where_no_password_opens_there_is_no_page_about_one(client, wire, officer, settings):
    signed_in = StrictClient.of(officer)
    pages = [(client, *page) for page in PASSWORD_PAGES]
    pages += [(signed_in, *page) for page in (*PASSWORD_PAGES, *OWN_PASSWORD_PAGES)]

    def answers():
        """Return what each page answers to being looked at and to being sent a password."""
        urls = [(browser, reverse(name, kwargs=kwargs)) for browser, name, kwargs in pages]
        new = {"email": officer.email, "oldpassword": PASSWORD, "password1": "neu-neu-9", "password2": "neu-neu-9"}
        return {browser.get(url).status_code for browser, url in urls} | {
            browser.post(url, new).status_code for browser, url in urls
        }

    assert answers() == {404}
    assert mail_text() == ""
    settings.STAFF_PASSWORD_LOGIN = True
    assert answers() == {200, 302, 405}


def test_a_right_password_asks_nobody_again(client, wire, officer):
    come_home(client)

    for answer in (
        client.get("/accounts/reauthenticate/"),
        client.post("/accounts/reauthenticate/", {"password": PASSWORD}),
    ):
        assert (answer.status_code, answer["Location"]) == (302, AGAIN)
    assert client.get(REGISTER)["Location"].startswith(AGAIN)


def test_the_letter_to_the_owner_advises_no_password_that_opens_nothing(client, wire, officer):
    officer.last_login = timezone.now()
    officer.save()

    come_home(client)

    told = mail_text(template="accounts/to_owner")
    assert ("新しい端末" in told, "パスワード" in told) == (True, False)


# --- the provider asks again


@pytest.mark.parametrize("has_password", [True, False])
def test_who_came_by_the_provider_registers_a_factor_after_signing_in_there_again(client, wire, officer, has_password):
    if not has_password:
        officer.set_unusable_password()
        officer.save()
    come_home(client)
    first = client.get(REGISTER)
    page = client.get(first["Location"])
    key = client.session.session_key

    address, home = go_again(client)

    assert (first["Location"].partition("?")[0], query(first["Location"])) == (AGAIN, {"next": REGISTER})
    assert (page.status_code, page.context["target"]) == (200, REGISTER)
    assert {name: query(address)[name] for name in ("prompt", "max_age")} == {"prompt": "login", "max_age": "0"}
    assert (home.status_code, home["Location"], who(client)) == (302, REGISTER, str(officer.pk))
    assert client.session.session_key != key
    assert client.get(REGISTER).status_code == 200
    client.post(REGISTER, {"code": code_of(client.session["mfa.totp.secret"])})
    assert Authenticator.objects.filter(user=officer, type=Authenticator.Type.TOTP).count() == 1
    event = AuditEvent.objects.get(verb="login.again")
    assert (event.about, event.keys) == (f"user:{officer.pk}", {"door": "oidc"})
    assert AuditEvent.objects.filter(verb="login").count() == 1


LIES = {
    "not asked": asked(120),
    "not said": lambda claims: claims.pop("auth_time", None),
    "in words": lambda claims: claims.update(auth_time="now"),
    "true": lambda claims: claims.update(auth_time=True),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_provider_that_did_not_ask_again_shows_nothing(client, wire, officer, lie):
    come_home(client)
    wire.token = LIES[lie]

    _, home = go_again(client)

    assert (home.status_code, home.context["why"], who(client)) == (400, "not_again", str(officer.pk))
    assert client.get(REGISTER)["Location"].startswith(AGAIN)
    assert AuditEvent.objects.filter(verb="login.failed").values_list("keys", flat=True).get() == {"why": "not_again"}


def test_somebody_else_at_the_provider_neither_counts_nor_comes_in(client, wire, officer):
    StaffFactory(officer=True, email="colleague@city.example")
    come_home(client)

    _, home = go_again(client, "colleague")

    assert (home.status_code, home.context["why"], who(client)) == (400, "not_again", str(officer.pk))
    assert client.get(REGISTER)["Location"].startswith(AGAIN)


def test_who_left_meanwhile_is_not_let_in_by_the_way_home(client, wire, officer):
    come_home(client)
    address = client.post(AGAIN, {"next": REGISTER}).context["address"]
    client.post("/accounts/logout/")

    home = client.get(say_yes(address, "officer"))

    assert (home.status_code, who(client)) == (400, None)


def test_it_holds_for_five_minutes(client, wire, officer):
    come_home(client)
    go_again(client)

    with time_machine.travel(timezone.now() + timedelta(seconds=290), tick=False) as clock:
        assert client.get(REGISTER).status_code == 200
        clock.shift(20)
        assert client.get(REGISTER)["Location"].startswith(AGAIN)


def test_only_our_own_pages_follow(client, wire, officer):
    come_home(client)

    _, home = go_again(client, target="https://evil.example/")

    assert home["Location"] == "/my/"


def test_who_has_a_factor_is_asked_for_it_first(client, wire, officer):
    secret = generate_totp_secret()
    TOTP.activate(officer, secret)
    come_home(client)
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})

    answer = client.get("/accounts/2fa/webauthn/add/")

    assert answer["Location"].startswith("/accounts/2fa/reauthenticate/")
    page = client.get(answer["Location"])
    assert [one["id"] for one in page.context["reauthentication_alternatives"]] == ["oidc"]


def test_the_first_password_is_not_set_by_a_machine_that_was_left_open(client, wire, officer, settings):
    settings.STAFF_PASSWORD_LOGIN = True
    officer.set_unusable_password()
    officer.save()
    come_home(client)

    answer = client.post("/accounts/password/set/", {"password1": "brand-new-word-9", "password2": "brand-new-word-9"})

    assert answer["Location"].startswith(AGAIN)
    officer.refresh_from_db()
    assert officer.has_usable_password() is False


def test_in_an_emergency_nobody_registers_a_factor_for_later(settings):
    user = StaffFactory(system=True)
    user.set_unusable_password()
    user.save()
    client, _ = opened(user)

    answers = [client.get(page).status_code for page in (REGISTER, "/accounts/2fa/webauthn/add/")]

    assert answers == [403, 403]


def test_there_is_no_such_page_for_companies_and_without_a_provider(client, wire, officer, settings):
    company = StrictClient.of(CompanyUserFactory(member=True))
    assert (company.get(AGAIN).status_code, company.post(AGAIN).status_code) == (404, 404)
    assert client.get(AGAIN)["Location"].startswith("/accounts/login/")

    settings.OIDC_ISSUER = ""
    assert StrictClient.of(officer).get(AGAIN).status_code == 404
