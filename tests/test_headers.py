"""The same headers on every answer. StrictClient looks at each; here stand the kinds of answer that no page gives."""

from types import SimpleNamespace

import pytest
from django.conf import settings as site
from django.http import HttpResponse
from django.urls import reverse

from tests.answers import CARRIED, POLICY, SANDBOX, faults_of
from tests.factories.accounts import StaffFactory
from tests.harness import StrictClient

pytestmark = pytest.mark.django_db
# its pages break on purpose
BROKEN = "tests.nara_renkei.core.test_middleware"


@pytest.fixture
def visitor(settings, tmp_path):
    settings.ROOT_URLCONF = BROKEN
    settings.PRIVATE_ROOT = tmp_path
    return StrictClient(raise_request_exception=False, enforce_csrf_checks=True)


def get(url, **options):
    return lambda browser: browser.get(url, **options)


KINDS = {
    "200 page": (get("/"), 200),
    "200 download": (get("/test/download/"), 200),
    "200 data": (get("/tokei/data.json"), 200),
    "200 table": (get("/tokei/data.csv"), 200),
    "200 feed": (get("/kadai/atom.xml"), 200),
    "301 with a slash": (get("/kadai"), 301),
    "302 to the door": (get("/my/"), 302),
    "302 of the admin": (get("/admin/"), 302),
    "400": (get("/?q=%00"), 400),
    "400 host": (get("/", headers={"host": "evil.example"}), 400),
    "403 token": (lambda browser: browser.post("/kadai/"), 403),
    "404": (get("/nai/"), 404),
    "404 of the admin": (get("/admin/nai/"), 302),
    "405": (lambda browser: browser.put("/"), 405),
    "410": (get("/ka/kenshu/link/nai/"), 410),
    "413": (lambda browser: browser.post("/", headers={"content-length": str(10**12)}, content_type="text/plain"), 413),
    "500": (get("/test/broken/"), 500),
    "503": (get("/test/no-database/"), 503),
    "503 ready": (get("/readyz"), 503),
    "404 static": (get("/static/nai.css"), 404),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer_carries_them(kind, visitor):
    ask, status = KINDS[kind]

    assert ask(visitor).status_code == status  # and StrictClient has looked at the headers


def test_too_many_tries_too(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "1/m/ip"}

    assert [client.post(reverse("account_login"), {"login": "hito@city.example"}).status_code for _ in range(2)] == [
        200,
        429,
    ]


def test_https_alone_and_cookies_for_it_alone(visitor, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31536000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    staff = StrictClient.of(StaffFactory(desk=True))

    led = visitor.get("/kadai/")
    answers = [visitor.get(url, secure=True) for url in ("/", "/nai/", "/?q=%00", "/test/broken/", "/test/download/")]
    answers += [visitor.get("/teian/kakunin/", secure=True), staff.get("/admin/", secure=True)]

    assert (led.status_code, led["Location"]) == (301, "https://testserver/kadai/")
    assert {answer["Strict-Transport-Security"] for answer in answers} == {
        "max-age=31536000; includeSubDomains; preload"
    }
    assert all(cookie["secure"] for answer in answers for cookie in answer.cookies.values())
    assert any(answer.cookies for answer in answers)


def test_what_staff_read_is_kept_by_no_cache_and_the_pages_of_the_public_may_be(client):
    staff = StrictClient.of(StaffFactory(desk=True))

    kept = {url: staff.get(url).get("Cache-Control", "") for url in ("/", "/kadai/", "/ka/", "/admin/", "/nai/")}

    assert {url for url, value in kept.items() if "no-store" not in value} == set()
    assert "no-store" not in client.get("/kadai/").get("Cache-Control", "")


def answer(**headers):
    right = {**CARRIED, "Content-Security-Policy": "; ".join(POLICY), **headers}
    made = HttpResponse("ok", headers={name: value for name, value in right.items() if value})
    made.wsgi_request = SimpleNamespace(COOKIES={}, META={}, path="/anketo/abcdefghijklmnopqrstuvwxyz/")
    return made


@pytest.mark.parametrize("name", [*CARRIED, "Content-Security-Policy"])
def test_the_look_finds_each_header_that_is_missing(name):
    assert faults_of(answer()) == []
    assert faults_of(answer(**{name: None})) == [f"{name}: None"]


def test_the_look_finds_what_else_is_wrong():
    wrong = [
        answer(Server="gunicorn"),
        answer(**{"Content-Type": "text/csv"}),
        answer(**{"Content-Type": "application/pdf"}),
        answer(
            **{"Content-Type": "application/pdf", "Content-Disposition": "inline", "Content-Security-Policy": SANDBOX}
        ),
        answer(Location="https://other.example/?from=abcdefghijklmnopqrstuvwxyz"),
    ]
    for cookie in ({"httponly": True}, {"samesite": "Lax"}):
        one = answer(**{"Cache-Control": "no-store"})
        one.set_cookie("sessionid", "x", **cookie)
        wrong.append(one)
    mine = answer(**{"Cache-Control": "max-age=60"})
    mine.wsgi_request.COOKIES = {site.SESSION_COOKIE_NAME: "x"}

    assert [len(faults_of(one)) for one in [*wrong, mine]] == [1] * 8
