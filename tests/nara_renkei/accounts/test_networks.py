"""STAFF_ALLOWED_NETWORKS: staff sign in and act from the city's networks only, everybody else from everywhere."""

from ipaddress import ip_network

import pytest

from nara_renkei.core.checks import inside_is_told_from_outside
from tests.factories.accounts import PASSWORD, CompanyUserFactory, StaffFactory
from tests.harness import StrictClient

INSIDE, OUTSIDE = "10.1.2.3", "203.0.113.9"
LOGIN = "/accounts/login/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _allowed(settings):
    settings.STAFF_ALLOWED_NETWORKS = [ip_network("10.1.0.0/16")]


def test_a_right_password_opens_nothing_from_outside():
    user = StaffFactory(officer=True)
    client = StrictClient(REMOTE_ADDR=OUTSIDE)

    answers = [
        client.post(LOGIN, {"login": user.email, "password": PASSWORD}),
        *(client.get(page) for page in (LOGIN, "/accounts/password/reset/", "/admin/", "/admin/login/")),
    ]

    assert [answer.status_code for answer in answers] == [403] * 5
    assert "庁内のネットワークにつないで" in answers[0].content.decode()
    assert "_auth_user_id" not in client.session


def test_a_session_that_moves_outside_is_refused_everywhere_and_goes_on_inside():
    client = StrictClient.of(StaffFactory(desk=True))
    pages = ("/admin/", "/ka/", "/my/", "/my/tanmatsu/", "/", "/kadai/")

    assert [client.get(page, REMOTE_ADDR=OUTSIDE).status_code for page in pages] == [403] * 6
    assert client.get("/admin/", REMOTE_ADDR=INSIDE).status_code == 200
    assert client.get("/accounts/logout/", REMOTE_ADDR=OUTSIDE).status_code == 200


def test_a_forged_header_is_not_inside():
    client = StrictClient.of(StaffFactory(desk=True))

    response = client.get("/admin/", REMOTE_ADDR=OUTSIDE, headers={"x-forwarded-for": INSIDE})

    assert (response.status_code, "no-store" in response["Cache-Control"]) == (403, True)


def test_the_public_and_companies_come_from_everywhere():
    company = StrictClient.of(CompanyUserFactory(member=True))

    for page in ("/", "/kadai/", "/teian/kakunin/", "/ka/komarigoto/"):
        assert StrictClient().get(page, REMOTE_ADDR=OUTSIDE).status_code == 200
    assert company.get("/teian/", REMOTE_ADDR=OUTSIDE).status_code == 200


def test_production_behind_a_proxy_must_know_its_proxies(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.STAFF_NETWORKS = []
    assert [one.id for one in inside_is_told_from_outside()] == ["nara.E004"]

    settings.TRUSTED_PROXY_COUNT = 1
    assert inside_is_told_from_outside() == []
