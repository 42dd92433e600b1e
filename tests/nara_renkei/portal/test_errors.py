import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from nara_renkei.portal.views import server_error, too_many_requests


@pytest.mark.django_db
def test_an_unknown_address_says_where_to_go(client):
    response = client.get("/nai/")

    assert response.status_code == 404
    assert "ページが見つかりません" in response.content.decode()
    assert "自分の画面へ" in response.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_in_japanese():
    response = Client(enforce_csrf_checks=True).post("/teian/kakunin/", {"email": "a@company.example"})

    assert response.status_code == 403
    assert "この送信では何も変わっていません" in response.content.decode()


def test_who_has_not_the_role_reads_that_and_not_of_time_gone_by(desk_client):
    response = desk_client.get("/admin/accounts/user/")

    assert response.status_code == 403
    assert "この画面を使える役割ではありません" in response.content.decode()


@pytest.mark.django_db
def test_too_many_requests_says_how_long_to_wait():
    response = too_many_requests(RequestFactory().get("/"))

    assert response.status_code == 429
    assert "10分ほど待って" in response.content.decode()


def test_a_broken_page_needs_no_database():
    response = server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert "お客さまの操作のせいではありません" in response.content.decode()


@pytest.mark.parametrize("status", [400, 500, 503])
def test_a_bare_page_needs_neither_request_nor_database(status):
    html = render_to_string(f"errors/{status}.html")

    assert '<html lang="ja">' in html
    assert "/static/css/site.css" in html


@pytest.mark.django_db
def test_a_host_of_a_stranger_gets_the_bare_page():
    response = Client(headers={"host": "evil.example"}).get("/")

    assert response.status_code == 400
    assert "読み取れませんでした" in response.content.decode()
