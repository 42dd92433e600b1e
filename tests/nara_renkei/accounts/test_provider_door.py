"""The staff's door through the city's identity provider: the whole dance with a real one, and those who would cheat in it."""

import base64
import hashlib
import socket
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib.auth import get_user_model
from django.utils import timezone

from nara_renkei.core.models import AuditEvent
from tests.factories.accounts import PASSWORD, CompanyUserFactory, StaffFactory
from tests.harness import StrictClient
from tests.oidc import CLIENT_ID, FOREIGN, ask, provider, query, say_yes, unsigned, with_query

LOGIN = "/accounts/login/"
START = "/accounts/oidc/"

pytestmark = pytest.mark.django_db

PEOPLE = {
    "officer": {"email": "officer@city.example", "email_verified": True, "employee_id": "E00017"},
    "Capital": {"email": "Officer@City.Example", "email_verified": True},
    "dotless": {"email": "off\u0131cer@city.example", "email_verified": True},
    "unverified": {"email": "officer@city.example", "email_verified": False},
    "silent": {"email": "officer@city.example"},
    "stranger": {"email": "stranger@city.example", "email_verified": True},
    "company": {"email": "company@corp.example", "email_verified": True},
    "number": {"email": "officer@city.example", "email_verified": True, "employee_id": 17},
}


@pytest.fixture(scope="module")
def real_provider():
    with provider(PEOPLE) as wire:
        yield wire


@pytest.fixture
def wire(real_provider, settings):
    settings.OIDC_ISSUER = real_provider.issuer
    settings.OIDC_CLIENT_ID = CLIENT_ID
    settings.OIDC_CLIENT_SECRET = "a-secret-of-the-client"
    settings.OIDC_NAME = "庁内の共通認証"
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 30  # a slow machine is no fault of the provider
    real_provider.token, real_provider.answers, real_provider.moved = None, {}, set()
    real_provider.signs = (real_provider.signs[0], "RS256")
    return real_provider


@pytest.fixture
def officer(db):
    return StaffFactory(officer=True, email="officer@city.example", employee_number="E00017")


def come_home(client, sub="officer", **fields):
    return client.get(say_yes(ask(client, **fields), sub))


def who(client):
    return client.session.get("_auth_user_id")


def refused(response, why):
    assert response.status_code in {400, 403, 503}
    assert response.context["why"] == why
    assert AuditEvent.objects.filter(verb="login").count() == 0
    event = AuditEvent.objects.get(verb="login.failed")
    assert (event.about, event.keys) == ("door:oidc", {"why": why})
    return True


def test_the_whole_dance_opens_the_door_and_is_recorded(client, wire, officer, settings):
    settings.SITE_URL = "https://portal.city.example"
    address = ask(client, next="/ka/")
    key_before = client.session.session_key

    response = client.get(say_yes(address, "officer"))

    asked = query(address)
    assert (response.status_code, response["Location"], who(client)) == (302, "/ka/", str(officer.pk))
    assert client.session.session_key != key_before
    assert asked["redirect_uri"] == "https://portal.city.example/accounts/oidc/callback/"
    assert (asked["response_type"], asked["code_challenge_method"], asked["prompt"]) == (
        "code",
        "S256",
        "select_account",
    )
    proof = base64.urlsafe_b64encode(hashlib.sha256(wire.posted["code_verifier"].encode()).digest()).rstrip(b"=")
    assert asked["code_challenge"] == proof.decode()
    event = AuditEvent.objects.get(verb="login")
    assert (event.about, event.keys) == (f"user:{officer.pk}", {"door": "oidc"})
    assert [model.objects.count() for model in (SocialAccount, SocialApp, SocialToken)] == [0, 0, 0]


def test_the_way_home_never_comes_from_the_request(client, wire, officer, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://portal.city.example", ["*"]

    page = client.post(START, headers={"host": "evil.example"})

    assert query(page.context["address"])["redirect_uri"].startswith("https://portal.city.example/")


@pytest.mark.parametrize("number_claim", ["", "employee_id"])
def test_the_person_is_named_by_address_or_by_number(client, wire, officer, settings, number_claim):
    settings.OIDC_NUMBER_CLAIM = number_claim

    come_home(client)

    assert who(client) == str(officer.pk)


def test_only_our_own_pages_follow(client, wire, officer):
    assert come_home(client, next="https://evil.example/")["Location"] == "/my/"


def test_an_address_in_capitals_is_the_same_mailbox(client, wire, officer):
    come_home(client, "Capital")

    assert who(client) == str(officer.pk)


@pytest.mark.parametrize("sub", ["dotless", "unverified", "silent", "stranger", "company"])
def test_who_has_no_place_is_told_the_same_and_nobody_is_made(client, wire, officer, sub):
    CompanyUserFactory(member=True, email="company@corp.example")
    people = get_user_model().objects.count()

    response = come_home(client, sub)

    assert refused(response, "no_place")
    assert (who(client), get_user_model().objects.count()) == (None, people)


def test_a_number_that_is_not_text_names_nobody(client, wire, officer, settings):
    settings.OIDC_NUMBER_CLAIM = "employee_id"

    assert refused(come_home(client, "number"), "no_place")


@pytest.mark.parametrize("change", [{"last_day": "yesterday"}, {"is_active": False}, {"posts": "ended"}])
def test_who_left_yesterday_finds_the_same_page(client, wire, officer, change):
    yesterday = timezone.localdate() - timedelta(days=1)
    if "posts" in change:
        officer.posts.update(starts_on=yesterday, ends_on=yesterday)
    else:
        get_user_model().objects.filter(pk=officer.pk).update(
            **{name: yesterday if name == "last_day" else value for name, value in change.items()}
        )

    assert refused(come_home(client), "no_place")


LIES = {
    "nonce": lambda claims: claims.update(nonce="of-another-browser"),
    "no nonce": lambda claims: claims.pop("nonce"),
    "audience": lambda claims: claims.update(aud="another-client"),
    "party": lambda claims: claims.update(azp="another-client"),
    "issuer": lambda claims: claims.update(iss="https://evil.example"),
    "expired": lambda claims: claims.update(exp=int(time.time()) - 3600),
    "no end": lambda claims: claims.pop("exp"),
    "subject": lambda claims: claims.update(sub=["officer"]),
    "long subject": lambda claims: claims.update(sub="x" * 192),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_lies_opens_nothing(client, wire, officer, lie):
    wire.token = LIES[lie]

    assert refused(come_home(client), "not_proved")


def test_a_token_with_nothing_changed_opens_so_the_lies_are_what_is_refused(client, wire, officer):
    wire.token = lambda claims: None

    come_home(client)

    assert who(client) == str(officer.pk)


def test_a_foreign_signature_opens_nothing(client, wire, officer, monkeypatch):
    wire.token = lambda claims: None
    monkeypatch.setattr(wire, "signs", (FOREIGN, "RS256"))

    assert refused(come_home(client), "not_proved")


def test_a_shared_secret_is_no_signature(client, wire, officer, monkeypatch):
    wire.token = lambda claims: None
    monkeypatch.setattr(wire, "signs", ("a-secret-of-the-client-that-is-long-enough", "HS256"))

    assert refused(come_home(client), "not_proved")


def test_a_token_without_a_signature_opens_nothing(client, wire, officer, monkeypatch):
    wire.token = lambda claims: None
    monkeypatch.setattr("tests.oidc.jwt.encode", lambda claims, *args, **kwargs: unsigned(claims))

    assert refused(come_home(client), "not_proved")


def test_state_and_code_work_once_and_in_the_browser_that_asked(client, wire, officer):
    home = say_yes(ask(client), "officer")
    other = StrictClient()

    stolen = other.get(home)
    client.get(home)
    client.post("/accounts/logout/")
    again = client.get(home)
    code_again = client.get(with_query(home, state=query(ask(client))["state"]))

    assert [page.status_code for page in (stolen, again, code_again)] == [400, 400, 400]
    assert (who(other), who(client)) == (None, None)


def test_one_question_is_answered_once_by_whatever_code(client, wire, officer):
    address = ask(client)
    first, second = (say_yes(address, "officer") for _ in range(2))  # two codes for one question

    pages = [client.get(home).status_code for home in (first, first, second)]

    assert pages == [302, 400, 400]
    assert AuditEvent.objects.filter(verb="login").count() == 1


def test_a_token_that_opened_once_opens_nothing_for_another_question(client, wire, officer):
    kept = {}
    wire.token = kept.update
    come_home(client)
    client.post("/accounts/logout/")
    wire.token = lambda claims: [claims.clear(), claims.update(kept)]

    again = come_home(client)

    assert (again.status_code, again.context["why"], who(client)) == (400, "not_proved", None)


def test_who_presses_no_at_the_provider_may_begin_again(client, wire, officer):
    state = query(ask(client))["state"]

    response = client.get(f"/accounts/oidc/callback/?error=access_denied&state={state}")

    assert refused(response, "not_proved")


GARBAGE = {
    "not json": lambda: b"<html>maintenance</html>",
    "a list": lambda: b"[]",
    "another issuer": lambda: b'{"issuer": "https://evil.example"}',
}


@pytest.mark.parametrize("garbage", GARBAGE)
def test_a_discovery_of_garbage_leaves_the_password(client, wire, officer, garbage):
    wire.answers["/.well-known/openid-configuration"] = GARBAGE[garbage]

    page = client.post(START)

    assert refused(page, "provider_down")
    assert "パスワードでも入れます" in page.content.decode()
    client.post(LOGIN, {"login": officer.email, "password": PASSWORD})
    assert who(client) == str(officer.pk)


@pytest.mark.parametrize(
    ("path", "body", "why"),
    [
        ("/oauth2/token", b"[]", "not_proved"),
        ("/oauth2/token", b'{"access_token": "x", "expires_in": "soon"}', "not_proved"),
        ("/oauth2/token", b'{"access_token": "x", "id_token": 7}', "not_proved"),
        ("/oauth2/token", b"maintenance", "provider_down"),
        ("/jwks", b'{"keys": 7}', "not_proved"),
        ("/jwks", b"[]", "not_proved"),
        ("/userinfo", b"[]", "not_proved"),
        ("/userinfo", b'{"sub": "another", "email": "officer@city.example", "email_verified": true}', "not_proved"),
    ],
)
def test_garbage_later_ends_on_our_page_too(client, wire, officer, path, body, why):
    address = ask(client)
    home = say_yes(address, "silent")
    wire.answers[path] = lambda: body

    assert refused(client.get(home), why)


def test_a_provider_that_sends_us_elsewhere_is_not_followed(client, wire):
    wire.moved = {"/.well-known/openid-configuration"}

    assert refused(client.post(START), "provider_down")


def test_a_provider_that_is_down_is_said_in_japanese(client, wire, settings):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.OIDC_ISSUER = f"http://127.0.0.1:{nobody.getsockname()[1]}"

        assert refused(client.post(START), "provider_down")


def test_a_provider_that_never_answers_is_not_waited_for(client, wire, settings):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings.OIDC_ISSUER = f"http://127.0.0.1:{silent.getsockname()[1]}"
        settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 0.2

        assert refused(client.post(START), "provider_down")


def test_without_a_provider_there_is_no_such_door(client):
    assert [client.post(START).status_code, client.get(f"{START}callback/").status_code] == [404, 404]
    assert START not in client.get(LOGIN).content.decode()


def test_allauths_own_pages_of_the_provider_do_not_exist(client, wire):
    for path in ("3rdparty/", "3rdparty/signup/", "oidc/oidc/login/", "social/connections/", "signup/", "email/"):
        assert client.get(f"/accounts/{path}").status_code == 404, path


def test_passwords_can_be_switched_off_where_a_provider_is(client, wire, officer, settings):
    settings.STAFF_PASSWORD_LOGIN = False

    page = client.post(LOGIN, {"login": officer.email, "password": PASSWORD})

    assert (who(client), 'name="password"' in page.content.decode()) == (None, False)
    settings.OIDC_ISSUER = ""
    client.post(LOGIN, {"login": officer.email, "password": PASSWORD})
    assert who(client) == str(officer.pk)


@pytest.mark.parametrize(
    ("said", "accepted", "page"),
    [
        ({}, ["mfa"], "/accounts/2fa/"),
        ({"amr": ["pwd", "mfa"]}, [], "/accounts/2fa/"),
        ({"amr": ["pwd"]}, ["mfa"], "/accounts/2fa/"),
        ({"amr": "mfa"}, ["mfa"], "/accounts/2fa/"),
        ({"amr": ["pwd", "mfa"]}, ["mfa"], ""),
        ({"acr": "gold"}, ["gold"], ""),
    ],
)
def test_the_providers_second_factor_counts_only_where_the_city_says_so(
    client, wire, officer, settings, said, accepted, page
):
    settings.SECOND_FACTOR_REQUIRED, settings.OIDC_SECOND_FACTOR = True, accepted
    wire.token = lambda claims: claims.update(said)

    come_home(client)

    answer = client.get("/ka/")
    assert (answer.get("Location", ""), who(client)) == (page, str(officer.pk))


@pytest.mark.parametrize(("accepted", "page"), [([], "/accounts/2fa/authenticate/"), (["mfa"], "/my/")])
def test_who_has_a_factor_of_ours_is_asked_for_it_unless_the_provider_asked(
    client, wire, officer, settings, accepted, page
):
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={"secret": "x"})
    settings.OIDC_SECOND_FACTOR = accepted
    wire.token = lambda claims: claims.update(amr=["mfa"])

    assert come_home(client)["Location"] == page


def test_the_providers_factor_is_not_inherited_by_the_next_sign_in(client, wire, officer, settings):
    settings.SECOND_FACTOR_REQUIRED, settings.OIDC_SECOND_FACTOR = True, ["mfa"]
    wire.token = lambda claims: claims.update(amr=["mfa"])
    come_home(client)
    wire.token = None

    come_home(client)

    assert client.get("/ka/")["Location"] == "/accounts/2fa/"


def test_signing_out_says_that_the_provider_goes_on(client, wire, officer):
    come_home(client)

    assert "庁内の共通認証のログインは続きます" in client.get("/accounts/logout/").content.decode()
    client.post("/accounts/logout/")
    assert who(client) is None


def test_the_button_has_its_limit(client, wire, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "oidc": "1/m/ip"}

    assert [client.post(START).status_code for _ in range(2)] == [200, 429]
