"""PUBLIC_HOST and STAFF_HOST: each refuses the other's pages, whoever asks (decisions.md 13)."""

import pytest
from django.urls import URLPattern, get_resolver

from nara_renkei.core.middleware import TwoHostsMiddleware
from tests.permission_matrix import expected

pytestmark = pytest.mark.django_db

PUBLIC_HOST, STAFF_HOST = "teian.example", "shokuin.example"

# By hand: what stands at the beginning of an address, and whose host serves it.
PUBLIC = {"anketo", "dialogue", "guideline", "jirei", "kadai", "kyotei", "sagasu", "soudan", "teian", "yubin"}
STAFF = {"accounts", "admin", "hokoku", "ka", "mailbox", "metrics", "readyz"}
SHARED = {".well-known", "accessibility", "healthz", "my", "privacy", "riyo", "static", "tokei"}
# the front page is the public's; on the staff's host it leads to their own. Whoever is signed in may sign out on both.
FRONT_PAGE, SIGN_OUT = "portal:home", "account_logout"


@pytest.fixture
def two_hosts(settings):
    settings.ALLOWED_HOSTS = [PUBLIC_HOST, STAFF_HOST, "web"]
    settings.PUBLIC_HOST, settings.STAFF_HOST = PUBLIC_HOST, STAFF_HOST


def first(url):
    return url.split("/")[1]


def asked(browser, urls, host):
    return {name: browser.get(url, headers={"host": host}).status_code for name, url in urls.items()}


def test_the_beginning_of_every_address_stands_on_one_side(urls):
    named = {first(url) for name, url in urls.items() if name != FRONT_PAGE} | {"static"}

    assert named == PUBLIC | STAFF | SHARED
    assert len(PUBLIC) + len(STAFF) + len(SHARED) == len(named)


def test_the_site_serves_what_the_table_says():
    sides = TwoHostsMiddleware.PUBLIC, TwoHostsMiddleware.STAFF, TwoHostsMiddleware.SHARED
    served = [{prefix.split("/")[1] for prefix in side if prefix != "/accounts/logout/"} for side in sides]

    assert served == [PUBLIC, STAFF, SHARED]


def test_no_pattern_stands_above_the_beginnings():
    loose = [str(one.pattern) for one in get_resolver().url_patterns if isinstance(one, URLPattern)]

    assert loose == []


@pytest.mark.parametrize("role", ["anonymous", "company", "desk"])
def test_the_staff_s_host_serves_nothing_of_the_public_s(role, world, urls, two_hosts):
    theirs = {name: url for name, url in urls.items() if first(url) in PUBLIC}

    answers = asked(world.browser(role), theirs, STAFF_HOST)

    assert {name: answer for name, answer in answers.items() if answer != 404} == {}


@pytest.mark.parametrize("role", ["anonymous", "desk", "system"])
def test_the_public_s_host_serves_nothing_of_the_staff_s(role, world, urls, two_hosts):
    theirs = {name: url for name, url in urls.items() if first(url) in STAFF and name != SIGN_OUT}

    answers = asked(world.browser(role), theirs, PUBLIC_HOST)

    assert {name: answer for name, answer in answers.items() if answer != 404} == {}


@pytest.mark.parametrize(("host", "sides"), [(PUBLIC_HOST, PUBLIC | SHARED), (STAFF_HOST, STAFF | SHARED)])
def test_each_host_answers_a_stranger_as_one_host_would(host, sides, world, urls, two_hosts):
    own = {name: url for name, url in urls.items() if first(url) in sides and name != FRONT_PAGE}

    answers = asked(world.browser("anonymous"), own, host)

    assert {name: answer for name, answer in answers.items() if answer != expected(name)["anonymous"]} == {}


@pytest.mark.parametrize("host", ["TEIAN.EXAMPLE", "teian.example:8443", "teian.example.", "SHOKUIN.example", "web"])
@pytest.mark.parametrize("name", ["proposals:challenges", "admin:index", "screening:worklist", "account_login"])
def test_a_name_that_is_not_written_as_set_serves_nothing(host, name, world, urls, two_hosts):
    assert world.browser("desk").get(urls[name], headers={"host": host}).status_code == 404


@pytest.mark.parametrize("name", ["portal:home", "proposals:challenges", "admin:index", "portal:healthz"])
def test_an_unknown_name_is_a_400(name, world, urls, two_hosts):
    assert world.browser("desk").get(urls[name], headers={"host": "evil.example"}).status_code == 400


def test_what_a_stranger_says_about_the_host_is_not_believed(world, urls, two_hosts):
    answer = world.browser("desk").get(
        urls["admin:index"],
        headers={"host": PUBLIC_HOST, "x-forwarded-host": STAFF_HOST, "forwarded": f"host={STAFF_HOST}"},
    )

    assert answer.status_code == 404
