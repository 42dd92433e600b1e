"""What production adds, tried on real answers."""

import importlib

import pytest
from django.test import Client

from tests.factories.accounts import PASSWORD, StaffFactory

NEEDED = {
    "SECRET_KEY": "for-this-test-alone-0123456789-abcdefghijklmnopqrstuvwxyz",
    "SITE_URL": "https://portal.example",
    "ALLOWED_HOSTS": "portal.example",
    "EMAIL_HOST": "mail.example",
    "DEFAULT_FROM_EMAIL": "desk@portal.example",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}


@pytest.fixture
def production(monkeypatch):
    for name, value in NEEDED.items():
        monkeypatch.setenv(name, value)
    return importlib.import_module("nara_renkei.settings.prod")


@pytest.mark.django_db
def test_every_cookie_is_this_hosts_own_and_goes_over_https_only(production, settings):
    for name in dir(production):
        if name.isupper() and "COOKIE" in name:
            setattr(settings, name, getattr(production, name))
    client = Client(enforce_csrf_checks=True)
    user = StaffFactory(desk=True)

    page = client.get("/accounts/login/", secure=True)
    token = page.cookies[settings.CSRF_COOKIE_NAME].value
    entered = client.post(
        "/accounts/login/",
        {"login": user.email, "password": PASSWORD, "csrfmiddlewaretoken": token},
        secure=True,
        headers={"referer": "https://testserver/accounts/login/"},
    )
    said = client.get("/ka/", secure=True)

    cookies = {**page.cookies, **entered.cookies, **said.cookies}
    assert {"__Host-session", "__Host-csrf"} <= set(cookies)
    assert [name for name in cookies if not name.startswith("__Host-")] == []
    for name, cookie in cookies.items():
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", ""), name
        assert cookie["samesite"] in {"Lax", "Strict"}, name
    assert cookies["__Host-session"]["httponly"] is True


def test_nothing_that_helps_a_developer_is_on(production):
    assert production.DEBUG is False
    assert {"debug_toolbar", "django_extensions", "silk"} & set(production.INSTALLED_APPS) == set()
    assert production.SECURE_HSTS_SECONDS >= 60 * 60 * 24 * 365
    assert production.SECURE_HSTS_INCLUDE_SUBDOMAINS is True
    assert production.IS_DEMO is False
