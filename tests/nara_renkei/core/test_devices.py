import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from nara_renkei.core.devices import PEOPLE, cookie_name, device_words, is_known, remember

MOZILLA = "Mozilla/5.0"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (f"{MOZILLA} (Windows NT 10.0; Win64; x64) Chrome/120.0 Safari/537.36 Edg/120.0", "Windows の Edge"),
        (f"{MOZILLA} (Windows NT 10.0; rv:121.0) Gecko/20100101 Firefox/121.0", "Windows の Firefox"),
        (f"{MOZILLA} (iPhone; CPU iPhone OS 17_1 like Mac OS X) Version/17.1 Safari/604.1", "iPhone の Safari"),
        (f"{MOZILLA} (Linux; Android 14; Pixel 8) Chrome/120.0 Mobile Safari/537.36", "Android の Chrome"),
        (f"{MOZILLA} (Macintosh; Intel Mac OS X 10_15_7)", "Mac"),
        ("<script>alert(1)</script>", "種類のわからない端末"),
        ("", "種類のわからない端末"),
    ],
)
def test_a_browser_is_two_words(user_agent, words):
    assert device_words(user_agent) == words


def after(cookie, account):
    request, response = RequestFactory().get("/"), HttpResponse()
    request.COOKIES[cookie_name()] = cookie
    remember(response, request, account)
    return response.cookies[cookie_name()].value


def test_a_browser_remembers_its_people_and_no_more_than_a_few():
    cookie = ""
    for account in range(1, PEOPLE + 2):
        cookie = after(cookie, account)
    request = RequestFactory().get("/")
    request.COOKIES[cookie_name()] = cookie

    assert [is_known(request, account) for account in range(1, PEOPLE + 2)] == [False, *[True] * PEOPLE]


def test_nobody_makes_a_mark_without_the_key():
    request = RequestFactory().get("/")
    request.COOKIES[cookie_name()] = ".".join(["7", "0" * 24, "あ" * 24, after("", 8)])

    assert is_known(request, 7) is False
