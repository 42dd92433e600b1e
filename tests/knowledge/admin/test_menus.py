"""The desk's morning with the 企業メニュー."""

import pytest

from knowledge.enums import MenuState
from knowledge.models import Menu
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.accounts import MemberFactory
from tests.factories.directory import OrganizationFactory
from tests.factories.knowledge import MenuFactory
from tests.knowledge.menus import WORDS, pdf
from tests.round_trip.typist import shown

pytestmark = pytest.mark.django_db
LIST = "/admin/knowledge/menu/"


def said(answer):
    return shown(answer.content.decode())


def test_what_is_to_be_done_comes_first(desk_client):
    titles = {
        name: MenuFactory(title=f"{name}のもの", **trait).title
        for name, trait in (("公開前", {}), ("期限過ぎ", {"past": True}), ("公開中", {"opened": True}), ("取下げ", {"withdrawn": True}))
    }  # fmt: skip

    def listed(query):
        text = said(desk_client.get(f"{LIST}?{query}"))
        return {name for name, title in titles.items() if title in text}

    assert listed("") == {"公開前", "期限過ぎ"}
    assert listed("taiou=read") == {"公開前"}
    assert listed("taiou=past") == {"期限過ぎ"}
    assert listed("taiou=open") == {"期限過ぎ", "公開中"}
    assert listed("taiou=withdrawn") == {"取下げ"}
    assert listed("taiou=soon") == set()
    assert listed("taiou=all") == set(titles)
    assert listed("taiou=all&q=のもの") == set(titles)
    assert listed("taiou=all&q=公開前") == {"公開前"}
    assert listed("taiou=all&bunya=健康") == set()
    assert listed("taiou=all&q=%01") == set()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(desk_client, django_assert_num_queries, rows):
    MenuFactory.create_batch(rows)
    desk_client.get(LIST)

    with django_assert_num_queries(8):
        desk_client.get(LIST)


def test_the_desk_reads_and_opens(desk_client):
    menu = MenuFactory(slide=None)

    answer = desk_client.get(f"{LIST}{menu.pk}/change/")
    assert "庁内に公開する" in said(answer)
    assert "ありません" in said(answer)
    desk_client.post(f"{LIST}{menu.pk}/suru/kokai/", {"version": 1})

    menu.refresh_from_db()
    assert menu.state == MenuState.OPEN
    assert OutgoingMail.objects.count() == 0


def test_what_changed_meanwhile_is_not_opened(desk_client):
    menu = MenuFactory(version=2)

    assert "読み直してください" in said(desk_client.post(f"{LIST}{menu.pk}/suru/kokai/", {"version": 1}))


def test_the_letter_is_read_before_it_goes(desk_client):
    menu = MenuFactory(past=True)
    member = MemberFactory(organization=menu.organization)

    page = said(desk_client.get(f"{LIST}{menu.pk}/suru/tazuneru/"))
    assert member.user.email in page
    assert "見直しの期限は令和8年（2026年）10月4日（日）です。" in page
    assert OutgoingMail.objects.count() == 0
    desk_client.post(f"{LIST}{menu.pk}/suru/tazuneru/")

    assert OutgoingMail.objects.get().to == member.user.email


def test_a_body_without_people_is_said_before_and_after(desk_client):
    menu = MenuFactory(past=True)

    assert "団体に担当者の登録がありません" in said(desk_client.get(f"{LIST}{menu.pk}/suru/tazuneru/"))
    assert "電話などで尋ねて" in said(desk_client.post(f"{LIST}{menu.pk}/suru/tazuneru/"))


@pytest.mark.parametrize(("verb", "state"), [("tsuzukeru", MenuState.OPEN), ("torisage", MenuState.WITHDRAWN)])
def test_the_desk_writes_down_what_it_heard(desk_client, verb, state):
    menu = MenuFactory(past=True)

    desk_client.post(f"{LIST}{menu.pk}/suru/{verb}/")

    menu.refresh_from_db()
    assert menu.state == state
    assert not Menu.objects.filter(version=1).exists()


def test_the_desk_writes_one_for_a_body(desk_client):
    body = OrganizationFactory(name="株式会社ただ一つ【例示】")

    assert "見つかりません" in said(desk_client.post(f"{LIST}add/", {**WORDS, "organization": "ない会社"}))
    answer = desk_client.post(f"{LIST}add/", {**WORDS, "organization": "ただ一つ", "slide": pdf()})

    menu = Menu.objects.get()
    assert answer.url == f"{LIST}{menu.pk}/change/"
    assert (menu.organization, menu.state) == (body, MenuState.OFFERED)
    assert "紹介.pdf" in said(desk_client.get(answer.url))


def test_a_name_of_several_bodies_asks_for_one(desk_client):
    OrganizationFactory(name="見本商店 東【例示】")
    OrganizationFactory(name="見本商店 西【例示】")
    exact = OrganizationFactory(name="見本商店")

    assert "いくつもあります" in said(desk_client.post(f"{LIST}add/", {**WORDS, "organization": "見本商"}))
    desk_client.post(f"{LIST}add/", {**WORDS, "organization": "見本商店"})

    assert Menu.objects.get().organization == exact


def test_the_desk_changes_what_stays_open(desk_client):
    menu = MenuFactory(opened=True)
    url = f"{LIST}{menu.pk}/naosu/"

    assert "400文字以内" in said(desk_client.post(url, {**WORDS, "version": 1, "offer": "あ" * 401}))
    desk_client.post(url, {**WORDS, "version": 1})
    stale = said(desk_client.post(url, {**WORDS, "version": 1, "title": "あとの題"}))

    menu.refresh_from_db()
    assert (menu.title, menu.state, menu.version) == (WORDS["title"], MenuState.OPEN, 2)
    assert "先に変えました" in stale
    assert "あとの題" in stale


def test_the_list_leaves_as_it_is_filtered(desk_client):
    MenuFactory(title="公開前のもの")
    MenuFactory(title="公開中のもの", opened=True)

    table = desk_client.post(f"{LIST}kakidashi/?taiou=open", {"format": "csv"}).content.decode("utf-8-sig")
    refused = desk_client.post(f"{LIST}kakidashi/?taiou=open", {"format": "pdf"}, follow=True)
    odd = desk_client.post(f"{LIST}kakidashi/?organization__id__exact=x", {"format": "csv"}, follow=True)

    assert ("公開中のもの" in table, "公開前のもの" in table) == (True, False)
    assert "CSVかExcelか" in said(refused)
    assert odd.status_code == 200
