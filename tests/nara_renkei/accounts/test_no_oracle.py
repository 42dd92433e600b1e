"""Nothing that a stranger sees at a door tells whether an address has an account: answer, work, letters."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nara_renkei.accounts.enums import MemberRole
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.accounts import PASSWORD, CompanyUserFactory, StaffFactory
from tests.harness import StrictClient

pytestmark = pytest.mark.django_db


# Letters kept, and sent at once.
NONE, ONE = (0, 0), (1, 1)


@pytest.fixture
def hashed(monkeypatch):
    """Count how often a password is hashed: the work that takes a noticeable time."""
    calls = []
    encode = MD5PasswordHasher.encode

    def counted(self, password, salt):
        calls.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return calls


def addresses():
    """One of each kind; all have as many letters."""
    yesterday = timezone.localdate() - timedelta(days=1)
    return {
        "known": StaffFactory(email="aaaa@city.example").email,
        "unknown": "bbbb@city.example",
        "company": CompanyUserFactory(email="cccc@city.example", password=PASSWORD).email,
        "retired": StaffFactory(email="dddd@city.example", last_day=yesterday).email,
        "closed": StaffFactory(email="eeee@city.example", is_active=False).email,
    }


def seen(response, email):
    """Return everything of an answer that a stranger can compare."""
    page = re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"', "", response.content.decode())
    headers = {
        name: value for name, value in response.items() if name not in {"Content-Length", "Expires", "X-Request-ID"}
    }
    cookies = {name: {k: v for k, v in one.items() if k != "expires"} for name, one in response.cookies.items()}
    return response.status_code, page.replace(email, "X"), headers, cookies


def compare(ask, hashed):
    """Ask once for each kind from an address of its own; return the answers, the queries and hashes, the letters.

    A letter is counted when it is kept and again when it is sent, and the work of sending it is work too.
    """
    answers, work, letters = [], [], []
    for number, email in enumerate(addresses().values()):
        client = StrictClient(REMOTE_ADDR=f"10.0.0.{number}")
        del hashed[:]
        before = OutgoingMail.objects.count(), len(mail.outbox)
        with CaptureQueriesContext(connection) as queries, TestCase.captureOnCommitCallbacks(execute=True):
            response = ask(client, email)
        answers.append(seen(response, email))
        work.append((len(queries), len(hashed)))
        letters.append((OutgoingMail.objects.count() - before[0], len(mail.outbox) - before[1]))
    return answers, work, letters


def test_a_wrong_password(hashed):
    def ask(client, email):
        return client.post("/accounts/login/", {"login": email, "password": "wrong-password-1"})

    answers, work, letters = compare(ask, hashed)

    assert answers == [answers[0]] * 5
    assert work == [(work[0][0], 1)] * 5
    assert letters == [NONE] * 5


def test_a_password_where_none_opens_the_door(hashed, settings):
    settings.OIDC_ISSUER, settings.STAFF_PASSWORD_LOGIN = "https://ninsho.example", False

    def ask(client, email):
        return client.post("/accounts/login/", {"login": email, "password": PASSWORD})

    answers, work, letters = compare(ask, hashed)

    assert answers == [answers[0]] * 5
    assert work == [(work[0][0], 1)] * 5
    assert letters == [NONE] * 5


def test_a_locked_door(hashed):
    def ask(client, email):
        for _ in range(5):
            client.post("/accounts/login/", {"login": email, "password": "wrong-password-1"})
        del hashed[:]
        return client.post("/accounts/login/", {"login": email, "password": PASSWORD})

    answers, work, letters = compare(ask, hashed)

    assert answers == [answers[0]] * 5
    assert work == [(work[0][0], 1)] * 5
    assert letters == [NONE] * 5


def test_a_password_to_be_set_anew(hashed):
    def ask(client, email):
        return client.post(reverse("account_reset_password"), {"email": email})

    answers, work, letters = compare(ask, hashed)

    assert answers == [answers[0]] * 5
    assert work == [work[0]] * 5
    assert letters == [ONE] * 5


def test_a_company_code(hashed):
    def ask(client, email):
        return client.post("/teian/kakunin/", {"email": email})

    answers, work, letters = compare(ask, hashed)

    assert answers == [answers[0]] * 5
    assert work == [work[0]] * 5
    assert letters == [ONE] * 5


def test_a_wrong_company_code(hashed):
    def ask(client, email):
        client.post("/teian/kakunin/", {"email": email})
        return client.post("/teian/kakunin/code/", {"code": "00000000"})

    answers, work, _ = compare(ask, hashed)

    assert answers == [answers[0]] * 5
    assert work == [work[0]] * 5


def test_a_link_for_a_note(hashed):
    def ask(client, email):
        return client.post("/ka/komarigoto/", {"email": email})

    answers, work, letters = compare(ask, hashed)

    assert answers == [answers[0]] * 5
    assert work == [work[0]] * 5
    assert letters == [ONE] * 5


def test_an_invitation_tells_the_inviter_nothing_about_the_address(hashed):
    host = CompanyUserFactory(member=True)
    member = host.memberships.get()
    member.role = MemberRole.ADMIN
    member.save()
    page = reverse("accounts:invite", args=[member.organization.uuid])

    def ask(client, email):
        client.force_login(host)
        return client.post(page, {"email": email, "role": MemberRole.CONTACT})

    answers, work, letters = compare(ask, hashed)

    assert [answer[0] for answer in answers] == [302] * 5
    assert work == [work[0]] * 5
    assert letters == [ONE] * 5
