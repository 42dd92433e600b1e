"""/ka/menu/: who finds what, at what price, and whom to ask."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from knowledge.usecases.offer_menu import keep_slide
from nara_renkei.core.models import AuditEvent, CitySettings, FileState, PaperJob
from nara_renkei.portal.demo.pictures import leaflet
from nara_renkei.reports.usecases.make_paper import make_paper
from tests.factories.accounts import StaffFactory
from tests.factories.knowledge import MenuFactory
from tests.harness import NOON, StrictClient
from tests.round_trip.typist import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return StrictClient.of(StaffFactory(officer=True))


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return shown(answer.content.decode())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(officer, django_assert_num_queries, rows):
    MenuFactory.create_batch(rows, opened=True)
    officer.get("/ka/menu/")

    with django_assert_num_queries(8):
        officer.get("/ka/menu/?q=移動販売")


def test_what_is_found_stands_in_marks_and_nothing_typed_is_markup(officer):
    MenuFactory(opened=True, title="<b>見守り</b>")

    answer = officer.get("/ka/menu/?q=見守").content.decode()

    assert "&lt;b&gt;<mark>見守</mark>り&lt;/b&gt;" in answer


def test_nothing_found_says_what_to_do(officer):
    MenuFactory(opened=True)

    found = page(officer, "/ka/menu/?q=宇宙旅行")

    assert "デスクに困りごとを伝えてください" in found
    assert "当てはまる企業メニューは0件です" in found
    assert "言葉は2文字以上" in page(officer, "/ka/menu/?q=車")
    assert "まだありません" not in found


@pytest.mark.parametrize("query", ["q=%00", "dantai=x", "bunya=%00", "page=x", "q=" + "あ" * 3000])
def test_no_address_breaks_the_list(officer, query):
    assert officer.get(f"/ka/menu/?{query}").status_code in {200, 400}


def test_the_page_says_whom_to_ask(officer):
    menu = MenuFactory(opened=True)

    said = page(officer, f"/ka/menu/{menu.code}/")

    assert all(word in said for word in ("窓口 四郎", "renkei@company.example", "0742-00-0012", "市の負担なし"))


def test_without_a_contact_the_desk_goes_between(officer):
    CitySettings.objects.update(email="desk@city.example")
    CitySettings._kept = None
    menu = MenuFactory(opened=True, contact_name="", contact_email="", contact_phone="", needs="")

    said = page(officer, f"/ka/menu/{menu.code}/")

    assert "連絡先を出していません" in said
    assert "desk@city.example" in said


def test_a_passed_review_is_said(officer):
    menu = MenuFactory(past=True)

    assert "見直しの期限（令和8年（2026年）10月4日（日））を過ぎています。" in page(officer, f"/ka/menu/{menu.code}/")


@pytest.mark.parametrize(("trait", "words"), [({}, "まだ公開していません"), ({"withdrawn": True}, "取り下げました")])
def test_what_is_not_open_is_the_desks_alone(officer, desk_client, trait, words):
    menu = MenuFactory(**trait)

    assert officer.get(f"/ka/menu/{menu.code}/").status_code == 404
    assert words in page(desk_client, f"/ka/menu/{menu.code}/")


def test_a_slide_is_read_by_download_or_page_by_page_and_each_leaves_a_line(officer):
    upload = SimpleUploadedFile("紹介.pdf", leaflet(), content_type="application/pdf")
    menu = MenuFactory(opened=True, slide=keep_slide(upload, at=NOON))

    assert officer.get(f"/ka/menu/{menu.code}/shiryo/").status_code == 200
    assert "ページの画像を作っています" in page(officer, f"/ka/menu/{menu.code}/gazo/")
    assert officer.get(f"/ka/menu/{menu.code}/gazo/1/").status_code == 404
    assert AuditEvent.objects.get(verb="file.download").about == menu.key


@pytest.mark.parametrize("state", [FileState.PENDING, FileState.INFECTED, FileState.ERROR])
def test_a_slide_that_is_not_known_to_be_safe_is_not_opened(officer, state):
    upload = SimpleUploadedFile("紹介.pdf", leaflet(), content_type="application/pdf")
    slide = keep_slide(upload, at=NOON)
    slide.state = state
    slide.save()
    menu = MenuFactory(opened=True, slide=slide)

    assert officer.get(f"/ka/menu/{menu.code}/shiryo/").status_code == 404
    assert slide.state_words in page(officer, f"/ka/menu/{menu.code}/")


def test_the_booklet_is_ordered_made_and_taken(officer):
    assert "まだありません" in shown(officer.post("/ka/menu/sasshi/", follow=True).content.decode())
    MenuFactory(opened=True)

    answer = officer.post("/ka/menu/sasshi/")
    paper = PaperJob.objects.get()
    assert answer.url == f"/ka/menu/sasshi/{paper.uuid}/"
    assert "順番を待っています" in page(officer, answer.url)
    assert officer.get(f"{answer.url}pdf/").status_code == 404
    make_paper(at=paper.next_try_at)

    assert "庁内だけの資料です" in page(officer, answer.url)
    assert officer.get(f"{answer.url}pdf/")["Content-Type"] == "application/pdf"
    assert AuditEvent.objects.filter(verb="paper.download").count() == 1
