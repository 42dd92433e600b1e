"""Locks and codes that work once, at both doors: what a stranger may try, and what the owner reads."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from nara_renkei.accounts.adapters import WRONG
from nara_renkei.accounts.forms import FACTOR_REFUSED
from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.accounts import PASSWORD, StaffFactory
from tests.harness import NOON, StrictClient
from tests.nara_renkei.accounts.second_factor import code_of

LOGIN = "/accounts/login/"

pytestmark = pytest.mark.django_db


def errors(response):
    return [text for texts in response.context["form"].errors.values() for text in texts]


@pytest.fixture
def person(db):
    """A member of staff with a token; the password has been shown."""
    user = StaffFactory(officer=True)
    user.secret = generate_totp_secret()
    TOTP.activate(user, user.secret)
    return user


def show(user, code, client=None, **where):
    client = client or StrictClient()
    client.post(LOGIN, {"login": user.email, "password": PASSWORD}, **where)
    return client, client.post(reverse("mfa_authenticate"), {"code": code}, **where)


def test_a_locked_account_reads_like_a_wrong_password_and_says_when_it_opens(client):
    user = StaffFactory()
    first = errors(client.post(LOGIN, {"login": user.email, "password": "wrong-password-1"}))
    for _ in range(5):
        client.post(LOGIN, {"login": user.email, "password": "wrong-password-1"})

    locked = errors(client.post(LOGIN, {"login": user.email, "password": PASSWORD}))

    assert first == locked == [WRONG]
    assert "5分待ってから" in WRONG


def test_no_spelling_host_or_forged_address_gives_more_tries(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    user = StaffFactory(email="yamada@city.example")
    spellings = ["yamada@city.example", "YAMADA@city.example", " Yamada@City.Example ", "yamada@CITY.EXAMPLE　"]
    for turn in range(5):
        client.post(
            LOGIN,
            {"login": spellings[turn % 4], "password": "wrong-password-1"},
            headers={"host": f"host{turn}.example", "x-forwarded-for": f"203.0.113.{turn}"},
            REMOTE_ADDR=f"10.0.0.{turn}",
        )

    client.post(LOGIN, {"login": user.email, "password": PASSWORD}, REMOTE_ADDR="10.9.9.9")

    assert "_auth_user_id" not in client.session


def test_a_forged_x_forwarded_for_gives_no_more_tries_for_one_address(client, settings):
    settings.TRUSTED_PROXY_COUNT = 1
    for turn in range(10):
        client.post(
            LOGIN,
            {"login": f"nobody{turn}@city.example", "password": "wrong-password-1"},
            headers={"x-forwarded-for": f"198.51.100.{turn}, 203.0.113.7"},
        )
    user = StaffFactory(officer=True)

    client.post(
        LOGIN, {"login": user.email, "password": PASSWORD}, headers={"x-forwarded-for": "198.51.100.99, 203.0.113.7"}
    )

    assert "_auth_user_id" not in client.session


def test_who_fills_the_cache_opens_no_lock(client):
    user = StaffFactory()
    for _ in range(5):
        client.post(LOGIN, {"login": user.email, "password": "wrong-password-1"})
    for number in range(700):
        cache.set(f"filler:{number}", 1, timeout=3600)

    client.post(LOGIN, {"login": user.email, "password": PASSWORD}, REMOTE_ADDR="10.9.9.9")

    assert "_auth_user_id" not in client.session


def test_an_owner_whose_account_is_locked_comes_in_after_five_minutes(client):
    user = StaffFactory(officer=True)
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(6):
            client.post(LOGIN, {"login": user.email, "password": "wrong-password-1"})
        clock.shift(301)
        client.post(LOGIN, {"login": user.email, "password": PASSWORD})

        assert "_auth_user_id" in client.session


def test_five_wrong_codes_lock_the_second_factor_from_every_address_and_recovery_codes_with_it(person):
    recovery = RecoveryCodes.activate(person).get_unused_codes()[0]
    for turn in range(5):
        show(person, "000000", REMOTE_ADDR=f"10.0.0.{turn}")

    for code in (code_of(person.secret), recovery):
        client, response = show(person, code, REMOTE_ADDR="10.9.9.9")
        assert errors(response) == [FACTOR_REFUSED]
        assert "_auth_user_id" not in client.session
    assert AuditEvent.objects.filter(verb="second_factor.failed", about=f"user:{person.pk}").count() == 7


def test_forty_tries_a_day_are_enough_for_the_second_factor(person):
    with time_machine.travel(NOON, tick=False) as clock:
        for turn in range(40):
            if turn % 4 == 0:
                clock.shift(301)
            show(person, "000000", REMOTE_ADDR=f"10.0.0.{turn}")
        clock.shift(301)

        client, _ = show(person, code_of(person.secret))

        assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("later", [0, 31, 59])
def test_a_code_of_the_token_opens_one_session_only_as_long_as_it_is_valid(person, later):
    with time_machine.travel(NOON, tick=False) as clock:
        code = code_of(person.secret, 1)
        first, _ = show(person, code)
        clock.shift(later)

        second, response = show(person, f"{code[:3]} {code[3:]}")

        assert "_auth_user_id" in first.session
        assert errors(response) == [FACTOR_REFUSED]
        assert "_auth_user_id" not in second.session


def test_the_code_that_registers_a_token_opens_nothing_afterwards(client):
    user = StaffFactory(officer=True)
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    code = code_of(client.session["mfa.totp.secret"])
    client.post(reverse("mfa_activate_totp"), {"code": code})

    other, _ = show(user, code)

    assert "_auth_user_id" not in other.session


def test_a_recovery_code_works_once_is_told_by_letter_and_few_left_is_said(person):
    code, *_, last = RecoveryCodes.activate(person).get_unused_codes()
    factor = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    factor.data["used_mask"] = 0b0111111110
    factor.save()

    first, response = show(person, code)
    second, _ = show(person, code)

    assert "_auth_user_id" in first.session
    assert "_auth_user_id" not in second.session
    assert "回復コードは、残り1個です。" in first.get(response["Location"], follow=True).content.decode()
    letter = OutgoingMail.objects.get(template="accounts/to_owner")
    assert (letter.to, "回復コードが1個使われました。残りは1個です。" in letter.body) == (person.email, True)
    assert last not in letter.body
    assert AuditEvent.objects.get(verb="second_factor.recovery").keys == {"left": 1}


def test_recovery_codes_are_shown_once(client, person):
    RecoveryCodes.activate(person)
    client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code_of(person.secret)})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = reverse("mfa_view_recovery_codes")
    code = RecoveryCodes.activate(person).get_unused_codes()[0]

    assert code in client.get(page).content.decode()
    assert code not in client.get(page).content.decode()
    assert client.get(reverse("mfa_download_recovery_codes")).status_code == 403


def at_once(*calls):
    """Run the calls at the same moment, each with a connection of its own."""
    gate = Barrier(len(calls))

    def run(call):
        try:
            gate.wait(timeout=30)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.django_db(transaction=True)
def test_a_company_code_posted_twice_at_once_opens_one_session():
    client = StrictClient()
    client.post("/teian/kakunin/", {"email": "tanaka@company.example"})
    code = "".join(re.search(r"^(\d{4}) (\d{4})$", mail.outbox[-1].body, re.M).groups())
    twins = [StrictClient(), StrictClient(), StrictClient()]
    for twin in twins:
        twin.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value

    answers = at_once(*(lambda twin=twin: twin.post("/teian/kakunin/code/", {"code": code}) for twin in twins))

    assert sorted("_auth_user_id" in twin.session for twin in twins) == [False, False, True]
    assert sum(answer["Location"] == "/my/" for answer in answers if answer.status_code == 302) == 1
    assert AuditEvent.objects.filter(verb="login").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["token", "recovery"])
def test_a_second_factor_posted_twice_at_once_opens_one_session(kind):
    user = StaffFactory(officer=True)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    recovery = RecoveryCodes.activate(user).get_unused_codes()[0]
    code = code_of(secret) if kind == "token" else recovery
    twins = [StrictClient(), StrictClient()]
    for twin in twins:
        twin.post(LOGIN, {"login": user.email, "password": PASSWORD})

    at_once(*(lambda twin=twin: twin.post(reverse("mfa_authenticate"), {"code": code}) for twin in twins))

    assert sorted("_auth_user_id" in twin.session for twin in twins) == [False, True]
