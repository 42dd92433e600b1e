import sys

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from nara_renkei.core.middleware import HEADERS, is_database_down
from nara_renkei.core.private_files import file_response, store_bytes
from tests.harness import NOON

pytestmark = pytest.mark.django_db


@login_not_required
def view_without_database(request):
    raise OperationalError("server closed the connection")


@login_not_required
def view_with_closed_connection(request):
    raise InterfaceError("connection already closed")


@login_not_required
def broken_view(request):
    raise ValueError("山田太郎 yamada@example.jp")


@login_not_required
def download(request):
    return file_response(store_bytes(b"%PDF-1.7", name="a.pdf", content_type="application/pdf", at=NOON))


@login_not_required
def plain(request):
    return HttpResponse("ok")


class SessionNeedsDatabase:
    """A middleware above the views that finds no database, as the session's does."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        raise OperationalError("connection refused")


urlpatterns = [
    path("test/no-database/", view_without_database),
    path("test/closed/", view_with_closed_connection),
    path("test/broken/", broken_view),
    path("test/download/", download),
    path("test/plain/", plain),
    path("teian/test/", plain),
    path("ka/test/", plain),
    path("", include("nara_renkei.urls")),
]
handler400 = "nara_renkei.portal.views.bad_request"
handler404 = "nara_renkei.portal.views.page_not_found"
handler500 = "nara_renkei.portal.views.server_error"


@pytest.fixture
def visitor(settings, tmp_path):
    settings.ROOT_URLCONF = __name__
    settings.PRIVATE_ROOT = tmp_path
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("url", ["/test/no-database/", "/test/closed/"])
def test_a_view_without_database_is_a_503_in_japanese(url, visitor):
    response = visitor.get(url)

    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "30", "no-store")
    assert "ただいま、つながりにくくなっています" in response.content.decode()


def test_the_503_page_asks_the_database_nothing(visitor, django_assert_num_queries):
    with django_assert_num_queries(0):
        visitor.get("/test/no-database/")


def test_a_middleware_without_database_is_a_503_too(visitor, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE[:7], f"{__name__}.SessionNeedsDatabase", *settings.MIDDLEWARE[7:]]

    response = visitor.get("/test/plain/")

    assert (response.status_code, response["Retry-After"]) == (503, "30")


def test_a_lost_connection_under_a_real_page_is_a_503(visitor, monkeypatch):
    def gone(*args, **kwargs):
        raise OperationalError("server closed the connection unexpectedly")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", gone)
        response = visitor.get("/")

    assert response.status_code == 503


def test_another_error_is_still_a_500(visitor):
    response = visitor.get("/test/broken/")

    assert response.status_code == 500
    assert "yamada" not in response.content.decode()


def test_only_the_database_s_silence_counts_as_down():
    assert is_database_down(OperationalError())
    assert not is_database_down(ValueError())
    assert not is_database_down(None)
    assert not is_database_down(sys.exc_info()[1])


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/test/plain/", 200),
        ("/", 200),
        ("/nothing-here/", 404),
        ("/?q=%00", 400),
        ("/test/broken/", 500),
        ("/test/no-database/", 503),
        ("/test/download/", 200),
        ("/my/", 302),
        ("/admin/", None),
        ("/healthz", 200),
    ],
)
def test_every_answer_carries_the_same_headers(url, status, visitor):
    response = visitor.get(url)

    assert status is None or response.status_code == status
    assert {name: response.get(name) for name in HEADERS} == dict(HEADERS)
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]


def test_the_way_to_https_carries_them_too(visitor, settings):
    settings.SECURE_SSL_REDIRECT = True

    response = visitor.get("/test/plain/")

    assert response.status_code == 301
    assert {name: response.get(name) for name in HEADERS} == dict(HEADERS)
    assert "Content-Security-Policy" in response


@pytest.mark.parametrize(
    "url", ["/?q=%00", "/?%00=1", "/?a=1&a=b%00c", "/kadai/%00/", "/admin/accounts/user/?q=%00", "/teian/R8%00/"]
)
def test_nul_in_an_address_is_a_400(url, visitor):
    response = visitor.get(url)

    assert response.status_code == 400
    assert "奈良" in response.content.decode() or "デスク" in response.content.decode()


def test_nul_in_a_cookie_is_a_400(visitor):
    response = visitor.get("/my/", HTTP_COOKIE='sessionid="abcdefgh\\000ijkl"')

    assert response.status_code == 400


@pytest.mark.parametrize("url", ["/?q=%ff%fe", "/?q=%ed%a0%80", "/?q=%E3%81%82%2500", "/?page=99999999999999999999"])
def test_other_strange_words_are_no_500(url, visitor):
    assert visitor.get(url).status_code in {200, 404}


@pytest.fixture
def two_hosts(settings, visitor):
    settings.ALLOWED_HOSTS = ["teian.example", "shokuin.example", "web"]
    settings.PUBLIC_HOST, settings.STAFF_HOST = "teian.example", "shokuin.example"
    return visitor


PUBLIC_ONLY = ["/teian/test/", "/kadai/", "/teian/kakunin/"]
STAFF_ONLY = ["/ka/test/", "/admin/", "/accounts/login/", "/hokoku/", "/accounts/2fa/", "/readyz"]
BOTH = ["/privacy/", "/riyo/", "/accessibility/", "/healthz"]


@pytest.mark.parametrize("url", PUBLIC_ONLY)
def test_the_staff_s_host_refuses_the_public_s_pages(url, two_hosts):
    assert two_hosts.get(url, headers={"host": "shokuin.example"}).status_code == 404


@pytest.mark.parametrize("url", STAFF_ONLY)
def test_the_public_host_refuses_the_staff_s_pages(url, two_hosts):
    assert two_hosts.get(url, headers={"host": "teian.example"}).status_code == 404


@pytest.mark.parametrize("url", ["/teian/test/", *BOTH, "/"])
def test_the_public_host_serves_its_own(url, two_hosts):
    assert two_hosts.get(url, headers={"host": "teian.example"}).status_code == 200


@pytest.mark.parametrize("url", ["/ka/test/", "/accounts/login/", *BOTH])
def test_the_staff_s_host_serves_its_own(url, two_hosts):
    assert two_hosts.get(url, headers={"host": "shokuin.example"}).status_code == 200


def test_the_front_page_of_the_staff_s_host_is_their_own_page(two_hosts):
    response = two_hosts.get("/", headers={"host": "shokuin.example"})

    assert (response.status_code, response["Location"]) == (302, "/my/")


@pytest.mark.parametrize(("url", "status"), [("/healthz", 200), ("/teian/test/", 404), ("/ka/test/", 404), ("/", 404)])
def test_another_name_of_the_machine_is_for_monitoring_only(url, status, two_hosts):
    assert two_hosts.get(url, headers={"host": "web"}).status_code == status


@pytest.mark.parametrize(("public", "staff"), [("", ""), ("same.example", "same.example")])
def test_one_host_serves_everything(public, staff, visitor, settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.PUBLIC_HOST, settings.STAFF_HOST = public, staff

    assert [
        visitor.get(url, headers={"host": "same.example"}).status_code for url in ("/teian/test/", "/ka/test/")
    ] == [200, 200]
