"""/ka/shuho/: the catalogue, a method, and the 手法ナビ."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.accounts import StaffFactory
from tests.factories.knowledge import CaseFactory, MethodFactory, TemplateFactory
from tests.harness import StrictClient
from tests.knowledge.catalogue import FIRST_FOR, QUESTIONS, answers_of, catalogue
from tests.round_trip.typist import page

pytestmark = pytest.mark.django_db
LIST, NAVIGATOR = "/ka/shuho/", "/ka/shuho/navi/"


@pytest.fixture
def officer():
    return StrictClient.of(StaffFactory(officer=True))


@pytest.fixture
def methods():
    return catalogue()


def test_the_catalogue_names_every_method_under_its_heading(officer, methods):
    said = page(officer, LIST)

    assert [one.name for one in methods.values() if one.name not in said] == []
    assert "施設や土地を生かす" in said
    assert "過ぎています" not in said


def test_the_catalogue_says_what_is_past_its_review_and_leaves_out_what_is_not_used(officer):
    MethodFactory(name="古い手法", review_by=timezone.localdate() - timedelta(days=1))
    MethodFactory(name="やめた手法", is_active=False)

    said = page(officer, LIST)

    assert "見直しの期限を過ぎています" in said
    assert "やめた手法" not in said


def test_an_empty_catalogue_says_so(officer):
    assert "まだ登録されていません" in page(officer, LIST)
    assert "質問はまだ登録されていません" in page(officer, NAVIGATOR)


def test_a_method_says_everything_that_a_division_asks(officer, methods):
    case = CaseFactory(opened=True, method=methods["trial"], words={"title": "夕暮れの町家でひと仕事"})

    said = page(officer, f"{LIST}trial/")

    for words in (
        "合うとき",
        "合わないとき",
        "進め方",
        "気をつけること",
        "だれが決めるか",
        "おおよそ1か月〜3か月（見本）",
    ):
        assert words in said
    assert f"夕暮れの町家でひと仕事（{case.owner.name}、2026年度）" in said
    assert "全部で1件" in said
    html = officer.get(f"{LIST}trial/").content.decode()
    assert f'href="/ka/jirei/{case.code}/"' in html
    assert 'href="/ka/jirei/?shuho=trial"' in html
    assert officer.get(f"/ka/jirei/{case.code}/").status_code == 200
    assert "第16章" in said  # of the ガイドライン
    assert "管理画面で開く" not in said


def test_a_method_without_cases_and_chapter_says_no_more_than_it_has(officer):
    MethodFactory(code="mihon", chapter="nai")

    said = page(officer, f"{LIST}mihon/")

    assert "この手法の事例は、まだありません。" in said
    assert "担当" in said


def test_a_method_names_the_forms_that_are_used_for_it(officer, methods):
    used, retired = TemplateFactory(), TemplateFactory(is_active=False)
    for one in (used, retired):
        one.methods.add(methods["trial"])

    html = officer.get(f"{LIST}trial/").content.decode()

    assert f'href="/ka/yoshiki/{used.code}/"' in html
    assert retired.name not in html
    assert used.name not in page(officer, f"{LIST}place/")


def test_a_method_out_of_use_says_so(desk_client):
    MethodFactory(code="furui", is_active=False)

    said = page(desk_client, f"{LIST}furui/")

    assert "いまは使っていません" in said
    assert "管理画面で開く" in said


def test_past_its_review_a_method_says_so_and_the_desk_may_say_that_it_holds(desk_client, officer):
    MethodFactory(code="furui", review_by=timezone.localdate() - timedelta(days=1))
    url = "/ka/minaoshi/shuho/furui/"

    assert "を過ぎています" in page(officer, f"{LIST}furui/")
    assert "まだ正しい" not in page(officer, f"{LIST}furui/")
    assert "まだ正しい" in page(desk_client, f"{LIST}furui/")
    answer = desk_client.post(url, {"review_by": (timezone.localdate() + timedelta(days=300)).isoformat()})
    assert answer.url == f"{LIST}furui/"
    assert "を過ぎています" not in page(officer, f"{LIST}furui/")


def test_hostile_markdown_is_harmless(officer):
    hostile = "<script>x()</script> [押す](javascript:x()) <img src=x onerror=x()> [章](#kento) [無い章](#nai)"
    MethodFactory(code="warui", fits=hostile, fits_not=hostile, steps=hostile, cautions=hostile)

    html = officer.get(f"{LIST}warui/").content.decode()

    assert html.count("&lt;script&gt;x()&lt;/script&gt; [押す](javascript:x()) &lt;img src=x onerror=x()&gt;") == 4
    assert "<img" not in html.split("<main")[1].split("</main>")[0]
    assert 'href="javascript' not in html
    assert html.count('<a href="/ka/guideline/kento/" rel="noopener noreferrer">章</a> 無い章') == 4


def test_a_method_that_there_is_not_is_not_found(officer):
    assert officer.get(f"{LIST}nai/").status_code == 404


# --- 手法ナビ


def test_without_answers_there_are_six_questions_and_nothing_chosen(officer, methods):
    html = officer.get(NAVIGATOR).content.decode()

    assert html.count("<fieldset") == 6
    assert " checked>" not in html
    assert 'id="kekka"' not in html
    assert 'method="get"' in html


def test_six_answers_lead_to_methods_with_reasons_cautions_and_two_cases(officer, methods):
    for title in ("一つ目の事例", "二つ目の事例", "三つ目の事例"):
        CaseFactory(opened=True, method=methods["park-pfi"], words={"title": title})

    answer = officer.get(NAVIGATOR, answers_of(FIRST_FOR["park-pfi"]))
    html = answer.content.decode()
    said = page(officer, f"{NAVIGATOR}?{answer.wsgi_request.GET.urlencode()}")

    assert html.count(" checked>") == 6
    assert html.index("Park-PFI") < html.index("サウンディング・トライアルサウンディング")
    for words in ("薦める理由", "気をつけること", "三つ目の事例", "二つ目の事例", "外した手法と、その理由"):
        assert words in said
    assert "一つ目の事例" not in said
    assert f"http://testserver{NAVIGATOR}?cost=none&place=park" in said
    assert QUESTIONS["place"]["text"] in said
    assert "答えていない質問" not in said


def test_questions_left_out_are_named_and_unknown_is_no_answer(officer, methods):
    some = page(officer, f"{NAVIGATOR}?period=short&cost=none&place=<script>")
    none = page(officer, f"{NAVIGATOR}?period=unknown&cost=unknown")

    assert "答えていない質問が4つあります" in some
    assert "合いそうな手法" in some
    assert "<script>" not in some
    assert "「まだ分からない」だけでは、手法を選べません" in none


def test_where_nothing_fits_the_way_leads_to_the_desk(officer, methods):
    said = page(officer, f"{NAVIGATOR}?place=none&money-flow=save&cost=none&urgency=standby&partners=crowd")

    assert "合う手法が見つかりません" in said
    assert "この答えの組み合わせに合う手法はありません" in said
    assert "手法をデスクに相談する" in said
    leads = page(StrictClient.of(StaffFactory(director=True)), f"{NAVIGATOR}?place=none")
    assert "手法をデスクに相談する" not in leads
    assert leads.count("デスク（総合政策課）") == 2  # its contact, and the foot of the page


def test_nothing_is_kept_of_the_answers(officer, methods, django_assert_max_num_queries):
    officer.get(LIST)
    with django_assert_max_num_queries(30) as captured:
        officer.get(NAVIGATOR, answers_of(FIRST_FOR["trial"]))

    assert [sql for sql in (one["sql"] for one in captured) if sql.startswith(("INSERT", "UPDATE", "DELETE"))] == []


# --- what it costs


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_cost_the_same_for_one_and_three(officer, methods, rows, django_assert_num_queries):
    for code in ("trial", "place", "joint-work"):
        for _ in range(rows):
            CaseFactory(opened=True, method=methods[code])
    MethodFactory.create_batch(rows)
    officer.get(LIST)

    with django_assert_num_queries(CATALOGUE):
        officer.get(LIST)
    with django_assert_num_queries(METHOD):
        officer.get(f"{LIST}trial/")
    with django_assert_num_queries(QUESTIONS_ONLY):
        officer.get(NAVIGATOR)
    with django_assert_num_queries(RESULT):
        officer.get(NAVIGATOR, answers_of(FIRST_FOR["joint-work"]))


CATALOGUE, METHOD, QUESTIONS_ONLY, RESULT = 5, 11, 6, 11
