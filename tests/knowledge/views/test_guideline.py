"""/guideline/ and /ka/guideline/: who reads what, what is marked, who says 「読みました」."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from knowledge.models import Acknowledgement, Chapter
from knowledge.queries.guideline import edition_about
from knowledge.rules.papers import GUIDELINE, INTERNAL_EDITION, PUBLIC_EDITION
from nara_renkei.core.models import AuditEvent, PaperJob, PaperState
from nara_renkei.core.private_files import store_bytes
from nara_renkei.portal.demo.pictures import leaflet
from nara_renkei.reports.usecases.make_paper import make_paper
from tests.factories.accounts import StaffFactory
from tests.factories.knowledge import ChapterVersionFactory
from tests.harness import NOON, StrictClient
from tests.round_trip.typist import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return StrictClient.of(StaffFactory(officer=True))


@pytest.fixture
def must_read():
    Chapter.objects.update(must_read=False)
    return ChapterVersionFactory(number=2, first=True, chapter__must_read=True, chapter__anchor="yomu", title="読む章")


def test_everybody_reads_the_public_chapters(client, company_client):
    for browser in (client, company_client):
        said = page(browser, "/guideline/")

        assert "第5章　受付から結果まで" in said
        assert "第6章" not in said
        assert "全体のPDFは、いま用意していません" in said
        assert browser.get("/guideline/kento/").status_code == 404
        assert browser.get("/guideline/kento/kaitei/").status_code == 404
        assert "庁内だけ" not in page(browser, "/guideline/kubun/").replace("庁内だけに", "")


def test_a_chapter_shows_its_headings_tables_and_neighbours(client):
    html = client.get("/guideline/kohei/").content.decode()

    assert '<a href="#kohei-1">' in html
    assert '<h2 id="kohei-1">' in html
    assert '<div class="scroll" tabindex="0" role="region" aria-label="表"><table>' in html
    assert "前：第8章　進め方の区分" in html
    assert 'href="/guideline/bunsho/"' in html
    assert "次：第21章" in page(client, "/guideline/shuho/")


def test_staff_read_every_chapter_with_links_of_their_own(officer):
    html = officer.get("/ka/guideline/kento/").content.decode()

    assert "庁内だけの章" in html
    assert 'href="/ka/guideline/kohei/"' in html
    assert "第6章　担当課の検討のしかた" in page(officer, "/ka/guideline/")


def test_what_the_desk_wrote_is_no_markup(client):
    ChapterVersionFactory(chapter__public=True, chapter__anchor="warui", title="<b>題</b>", text="<script>x()</script>")

    html = client.get("/guideline/warui/").content.decode()

    assert "&lt;script&gt;x()&lt;/script&gt;" in html
    assert "&lt;b&gt;題&lt;/b&gt;" in html


def test_a_passed_review_is_said_before_anything_else(client, officer):
    day = timezone.localdate() - timedelta(days=1)
    ChapterVersionFactory(chapter__public=True, chapter__anchor="furui", chapter__review_by=day)

    for browser, url in ((client, "/guideline/furui/"), (officer, "/ka/guideline/furui/")):
        assert "を過ぎています。内容が古くなっているかもしれません" in page(browser, url)
    assert page(client, "/guideline/").count("過ぎています") == 1


def test_what_changed_is_shown_word_by_word(client, officer):
    version = ChapterVersionFactory(number=2, first=True, chapter__public=True, chapter__anchor="kawatta")

    said = page(client, "/guideline/kawatta/kaitei/2/")

    assert "（消した文字）初めの（ここまで）" in said.replace("\n", "")
    assert "変えた理由：読みやすくしました。" in said
    history = page(client, "/guideline/kawatta/kaitei/")
    assert "はじめの版" in history
    assert "受付花子" not in history
    assert "受付花子" in page(officer, "/ka/guideline/kawatta/kaitei/")
    assert client.get("/guideline/kawatta/kaitei/1/").status_code == 404
    assert officer.get("/ka/guideline/kawatta/kaitei/9/").status_code == 404
    assert version.chapter.versions.count() == 2


def test_a_new_title_alone_is_a_change_too(client):
    version = ChapterVersionFactory(number=1, chapter__public=True, chapter__anchor="dai", title="前の題")
    ChapterVersionFactory(chapter=version.chapter, number=2, title="後の題")

    assert "本文に違いはありません" in page(client, "/guideline/dai/kaitei/2/")


# --- 必読


def test_a_person_reads_and_says_so(officer, must_read):
    assert "まだ読んでいない必読の章" in page(officer, "/ka/guideline/")
    assert "必読の章です。" in page(officer, "/ka/guideline/yomu/")

    answer = officer.post("/ka/guideline/yomu/yomimashita/", {"number": 2}, follow=True).content.decode()

    assert "を読んだことを記録しました" in answer
    assert "に第2版を読みました" in answer
    assert "読みました</button>" not in answer
    assert "必読の章は、すべて読み終えています" in page(officer, "/ka/guideline/")
    assert Acknowledgement.objects.get().user == officer.user


def test_who_read_the_version_before_is_told_what_to_do(officer, must_read):
    Acknowledgement.objects.create(version=must_read.chapter.versions.get(number=1), user=officer.user, at=NOON)

    assert "必読の章が変わりました。あなたが読んだのは第1版です" in page(officer, "/ka/guideline/yomu/")


@pytest.mark.parametrize("sent", ["1", "", "x", "9" * 30, "٢"])
def test_only_what_stands_now_is_said_to_be_read(officer, must_read, sent):
    answer = officer.post("/ka/guideline/yomu/yomimashita/", {"number": sent}, follow=True).content.decode()

    assert "新しい版になりました" in answer
    assert Acknowledgement.objects.count() == 0


def test_a_chapter_that_is_not_there_is_not_read(officer):
    assert officer.post("/ka/guideline/nai/yomimashita/").status_code == 404


def test_where_nobody_must_read_nothing_is_said_of_it(officer):
    Chapter.objects.update(must_read=False)

    said = page(officer, "/ka/guideline/")

    assert "必読" not in said


def test_the_desk_sees_every_department_and_a_head_the_own(desk_client, must_read):
    head = StaffFactory(leader=True, name="長")
    other = StaffFactory(officer=True, name="よその人")
    everybody = page(desk_client, "/ka/guideline/bu/hitsudoku/?sho=yomu")
    own = page(StrictClient.of(head), "/ka/guideline/bu/hitsudoku/?sho=yomu")

    department = other.posts.get().division.department.name
    assert department in everybody
    assert "よその人" in everybody
    assert head.posts.get().department.name in own
    assert "あなたの部だけ" in own
    assert department not in own
    assert "よその人" not in own


@pytest.mark.parametrize("sho", ["", "nai", "%00", "kubun"])
def test_an_unknown_chapter_of_the_cover_shows_none(desk_client, must_read, sho):
    assert desk_client.get(f"/ka/guideline/bu/hitsudoku/?sho={sho}").status_code in {200, 400}


def test_without_chapters_that_must_be_read_the_cover_says_so(desk_client):
    Chapter.objects.update(must_read=False)

    assert "必読の章がありません" in page(desk_client, "/ka/guideline/bu/hitsudoku/")


# --- on paper


def test_the_public_edition_is_ordered_made_and_taken_by_everybody(officer, client):
    assert client.get("/guideline/zentai/pdf/").status_code == 404
    answer = officer.post("/ka/guideline/zentai/tsukuru/", {"edition": PUBLIC_EDITION})
    assert "順番を待っています" in page(officer, answer.url)
    job = make_paper(at=timezone.now())
    assert job.state == PaperState.DONE

    assert "市の外の方も" in page(officer, answer.url)
    assert f"全体のPDFを開く（{job.pages}ページ" in page(client, "/guideline/")
    assert client.get("/guideline/zentai/pdf/").headers["Content-Type"] == "application/pdf"
    assert officer.get(f"{answer.url}pdf/").status_code == 200
    assert AuditEvent.objects.filter(verb="paper.download").count() == 1


def test_the_internal_edition_is_the_citys(officer, client, company_client):
    file = store_bytes(leaflet(), name="本.pdf", content_type="application/pdf", at=NOON)
    paper = PaperJob.objects.create(
        kind=GUIDELINE,
        about=edition_about(INTERNAL_EDITION, timezone.localdate()),
        title="庁内版",
        requested_by="見本",
        created_at=NOON,
        state=PaperState.DONE,
        file=file,
        finished_at=NOON,
    )

    assert "庁内だけの資料です" in page(officer, f"/ka/guideline/zentai/{paper.uuid}/")
    assert client.get("/guideline/zentai/pdf/").status_code == 404
    assert company_client.get(f"/ka/guideline/zentai/{paper.uuid}/pdf/").status_code == 404


def test_no_other_edition_is_made(officer):
    assert officer.post("/ka/guideline/zentai/tsukuru/", {"edition": "x"}).status_code == 404


# --- what it costs


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_cost_the_same_for_one_and_three(officer, client, rows, must_read, django_assert_num_queries):
    for _ in range(rows):
        ChapterVersionFactory(number=2, first=True, chapter__public=True, chapter__must_read=True)
    officer.get("/ka/guideline/")
    client.get("/guideline/")

    with django_assert_num_queries(STAFF_CONTENTS):
        officer.get("/ka/guideline/")
    with django_assert_num_queries(STAFF_CHAPTER):
        officer.get("/ka/guideline/yomu/")
    with django_assert_num_queries(PUBLIC_CONTENTS):
        client.get("/guideline/")
    with django_assert_num_queries(3):
        client.get("/guideline/kubun/")


STAFF_CONTENTS, STAFF_CHAPTER, PUBLIC_CONTENTS = 7, 8, 4


def test_each_host_has_its_own_side(client, officer, settings):
    settings.ALLOWED_HOSTS = ["soto.example", "naka.example"]
    settings.PUBLIC_HOST, settings.STAFF_HOST = "soto.example", "naka.example"

    def answer(browser, url, host):
        return browser.get(url, headers={"host": host}).status_code

    assert answer(client, "/guideline/kubun/", "soto.example") == 200
    assert answer(client, "/guideline/kubun/", "naka.example") == 404
    assert answer(officer, "/ka/guideline/kubun/", "soto.example") == 404
    assert answer(officer, "/ka/guideline/kubun/", "naka.example") == 200


def test_a_day_that_has_not_come_shows_nothing_of_it(client):
    version = ChapterVersionFactory(number=1, chapter__public=True, chapter__anchor="asu", title="きょうの題")
    ChapterVersionFactory(chapter=version.chapter, number=2, title="あすの題", effective_from=date(2099, 1, 1))

    assert "きょうの題" in page(client, "/guideline/asu/")
    assert "あすの題" not in page(client, "/guideline/asu/kaitei/")
