"""/ka/jirei/: who reads which case, and how a 課 writes its own."""

from datetime import timedelta

import pytest

from knowledge.models import CaseStudy
from proposals.models import DisclosureMark
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.factories.knowledge import CaseFactory, CaseVersionFactory, MethodFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import TODAY, StrictClient
from tests.round_trip.typist import page, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
LIST, WRITE = "/ka/jirei/", "/ka/jirei/kaku/"
WORDS = {
    "title": "帰り便で入れ替える備え",
    "summary": "配送の帰り便で、水を運びました。",
    "field": "防災",
    "work": "二つの課で\r\n始めました。",
    "year": "2026",
}


@pytest.fixture
def division():
    return DivisionFactory(name="危機管理の課")


@pytest.fixture
def officer(division):
    return StrictClient.of(StaffFactory(officer=True, division=division))


def url(case, verb=""):
    return f"{LIST}{case.code}/{verb}"


def sent(client, address, data=None):
    return shown(client.post(address, data or {}, follow=True).content.decode())


def typed(case, **changes):
    current = case.current()
    names = ("title", "summary", "background", "work", "effect", "voice", "stumble", "reuse")
    facts = {"field": case.field, "partner_name": case.partner_name, "year": case.year, "version": case.version}
    return {**{name: getattr(current, name) for name in names}, **facts, **changes}


def test_the_list_narrows_and_says_how_many(officer):
    CaseFactory(opened=True, field="福祉", words={"title": "さがすもの"})
    CaseFactory(opened=True, words={"title": "ほかのもの"})

    said = page(officer, f"{LIST}?bunya=福祉")

    assert "さがすもの" in said
    assert "ほかのもの" not in said
    assert "当てはまる事例は1件です。" in said
    assert "言葉は2文字以上で入れてください。" in page(officer, f"{LIST}?q=防")
    assert "当てはまる事例はありません。" in page(officer, f"{LIST}?ka=999999&nendo=9999")
    assert officer.get(f"{LIST}?q=%00").status_code == 400


def test_an_empty_list_says_so(officer):
    assert "公開している事例はまだありません。" in page(officer, LIST)


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_page_cost_the_same_however_many_there_are(count, officer, django_assert_max_num_queries):
    for _ in range(count):
        case = CaseFactory(opened=True, method=MethodFactory())
        CaseVersionFactory(case=case, number=2)
        CaseFactory(owner=officer.user.posts.get().division)
    officer.get(LIST)

    with django_assert_max_num_queries(16):
        officer.get(LIST)
    with django_assert_max_num_queries(11):
        officer.get(url(case))


def test_own_drafts_stand_apart_and_strangers_see_none(officer, division):
    draft = CaseFactory(owner=division, returned_reason="数え方を書いてください。", words={"title": "書きかけ"})
    stranger = StrictClient.of(StaffFactory(officer=True))

    said = page(officer, LIST)

    assert "自分の課の下書き" in said
    assert "書きかけ" in said
    assert "数え方を書いてください。" in said
    assert "書きかけ" not in page(stranger, LIST)
    for address in (url(draft), url(draft, "naosu/"), url(draft, "kaitei/")):
        assert stranger.get(address).status_code == 404
    assert stranger.post(url(draft, "dasu/")).status_code == 404


def test_a_division_writes_a_case_and_hands_it_in(officer, division, desk_client):
    partner = OrganizationFactory(name="みつまた運輸株式会社")

    said = sent(officer, WRITE, {**WORDS, "partner_name": partner.name})
    case = CaseStudy.objects.get()

    assert "よければ「デスクに出す」を押してください。" in said
    assert (case.owner, case.organization, case.year, case.state) == (division, partner, 2026, "DRAFT")
    assert case.current().work == "二つの課で\n始めました。"
    assert "デスクが読むのを待っています。" in sent(officer, url(case, "dasu/"))
    assert page(desk_client, url(case)).count("デスクに出す") == 0
    assert "下書きだけです" in sent(officer, url(case, "dasu/"))


def test_pressed_twice_one_case_is_begun(officer):
    key = "7a3f2f0c-9f43-4a62-8d3f-3a7a3f5f0a11"

    for _ in range(2):
        officer.post(WRITE, {**WORDS, "key": key})
    officer.post(WRITE, {**WORDS, "key": "no key"})

    assert CaseStudy.objects.count() == 1


def test_the_desk_and_who_works_in_two_divisions_say_for_which(desk_client, division):
    DivisionFactory()
    refused = sent(desk_client, WRITE, WORDS)

    assert "どれか一つを選んでください。" in refused
    desk_client.post(WRITE, {**WORDS, "owner": division.pk})
    assert CaseStudy.objects.get().owner == division


def test_a_partner_that_is_not_registered_keeps_its_name(officer):
    officer.post(WRITE, {**WORDS, "partner_name": "登録のない会"})

    case = CaseStudy.objects.get()
    assert (case.organization, case.partner_name) == (None, "登録のない会")
    officer.post(url(case, "naosu/"), typed(case, partner_name=""))
    assert CaseStudy.objects.get().partner_name == ""


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "入力してください。"),
        ({"title": "あ" * 61}, "60文字以内で入力してください。いまは61文字です。1文字減らしてください。"),
        ({"work": "あ" * 500_000}, "2000文字以内で入力してください。いまは500000文字です。"),
        (
            {"stumble": "奈良\x00市"},
            "画面に表示できない文字（制御文字 U+0000）が含まれています。「奈良」の前後を消して",
        ),
        ({"started_on": "2026-05-02", "ended_on": "2026-05-01"}, "終わった日は、始まった日か、それより後の日"),
        ({"started_on": "きのう"}, "日付の形で入力してください。"),
        ({"benefit_yen": "480000"}, "効果額と、その出し方は、そろえて書いてください。"),
        ({"benefit_how": "見積り"}, "効果額と、その出し方は、そろえて書いてください。"),
        ({"benefit_yen": "たくさん"}, "0から1兆までの数字だけで入力してください。"),
        ({"year": "8"}, "年度は、始まりの西暦を4桁で入力してください。"),
        ({"year": "2028"}, "年度は、始まりの西暦を4桁で入力してください。"),
        ({"method": "nai"}, "どれか一つを選んでください。"),
    ],
)
def test_bad_input_is_said_and_nothing_else_is_lost(wrong, sentence, officer):
    html = officer.post(WRITE, {**WORDS, "reuse": "<script>x()</script>なくさない言葉", **wrong}).content.decode()

    assert sentence in shown(html)
    assert "&lt;script&gt;x()&lt;/script&gt;なくさない言葉" in html
    assert not CaseStudy.objects.exists()


def test_five_megabytes_are_refused_with_a_sentence(officer):
    answer = officer.post(WRITE, {**WORDS, "work": "あ" * 1_700_000})

    assert answer.status_code == 413
    assert "大きすぎ" in answer.content.decode()


def test_html_is_shown_as_it_was_typed(officer):
    marks = {name: f"<b>{name}</b>" for name in ("title", "summary", "background", "work", "effect", "voice")}
    inside = {name: f"<b>{name}</b>" for name in ("decided_how", "stumble", "reuse", "handover")}
    officer.post(
        WRITE,
        {**WORDS, **marks, **inside, "partner_name": "<b>p</b>", "benefit_yen": "0", "benefit_how": "<b>h</b>"},
    )
    case = CaseStudy.objects.get()

    html = officer.get(url(case)).content.decode()

    assert "<b>" not in html
    for name in (*marks, *inside, "p", "h"):
        assert f"&lt;b&gt;{name}&lt;/b&gt;" in html


def test_a_change_of_an_open_case_asks_why_and_leaves_its_mark(officer, division):
    case = CaseFactory(opened=True, owner=division, words={"title": "古い題"})

    assert "変えた理由を書いてください" in sent(officer, url(case, "naosu/"), typed(case, title="新しい題"))
    sent(officer, url(case, "naosu/"), typed(case, title="新しい題", why="分かりにくかったため。"))

    said = page(officer, url(case, "kaitei/"))
    assert "第2版" in said
    assert "分かりにくかったため。" in said
    assert "（消した文字）古（ここまで）い" in said or "（消した文字）古い" in said
    assert "はじめの版です。" in said


def test_a_fact_alone_leaves_its_mark_too(officer, division):
    case = CaseFactory(opened=True, owner=division)
    sent(officer, url(case, "naosu/"), typed(case, year="2025", why="年度の誤り。"))

    assert "文に違いはありません。" in page(officer, url(case, "kaitei/"))


def test_who_saves_second_reads_both(officer, division):
    case = CaseFactory(owner=division)
    officer.post(url(case, "naosu/"), typed(case, title="先の人の題"))

    said = sent(officer, url(case, "naosu/"), typed(case, title="あとの人の題"))

    assert "ほかの方が先に保存しました。" in said
    assert "先の人の題" in said
    assert "あとの人の題" in said
    again = typed(CaseStudy.objects.get(), title="あとの人の題")
    assert "保存しました。" in sent(officer, url(case, "naosu/"), again)
    assert "ほかの方が先に" in sent(officer, url(case, "naosu/"), {**again, "version": ""})


def test_a_title_that_is_not_written_yet_is_asked_for(officer, division):
    proposal = ProposalFactory(submitted=True)
    DisclosureMark.objects.create(proposal=proposal, field="title", reason="営業の秘密のため。")
    case = CaseFactory(owner=division, origin="PROPOSAL", proposal=proposal, words={"title": "（まだ書いていません）"})

    said = sent(officer, url(case, "dasu/"))

    assert "題と概要を書いてください。" in said
    assert "企業が「開示に配慮してほしい」とした欄があります：提案名。" in said
    form = officer.get(url(case, "naosu/")).context["form"]
    assert form["title"].value() == ""
    assert "partner_name" not in form.fields
    assert proposal.number in page(officer, url(case))


def test_the_partner_of_a_proposal_stays(officer, division):
    proposal = ProposalFactory(submitted=True)
    case = CaseFactory(
        owner=division, origin="PROPOSAL", proposal=proposal, organization=proposal.organization, days=41
    )

    sent(officer, url(case, "naosu/"), typed(case, title="新しい題", partner_name="ほかの会"))

    kept = CaseStudy.objects.get()
    assert (kept.organization, kept.days, kept.current().title) == (proposal.organization, 41, "新しい題")


def test_a_page_says_how_far_it_is(officer, division, desk_client):
    past = CaseFactory(past=True)
    retired = CaseFactory(retired=True, retired_reason="数字の誤り。", owner=division)

    assert "10月4日（日））を過ぎています。" in page(officer, url(past))
    assert "見直しの期限を過ぎています" in page(officer, LIST)
    assert "数字の誤り。" in page(officer, url(retired))
    assert "取り下げた事例は、変えられません。" in sent(officer, url(retired, "naosu/"), typed(retired, title="題"))
    assert "続きを書く" not in page(officer, url(retired))
    assert "管理画面で開く" in page(desk_client, url(past))
    assert past.review_by == TODAY - timedelta(days=1)


def test_the_source_leads_to_the_proposal_for_who_reads_it(officer, desk_client):
    case = CaseFactory(opened=True, origin="PROPOSAL", proposal=ProposalFactory(submitted=True))
    link = f'href="/ka/{case.proposal.number}/"'

    assert link in desk_client.get(url(case)).content.decode()
    html = officer.get(url(case)).content.decode()
    assert link not in html
    assert case.proposal.number in html


def test_a_table_names_its_source(officer):
    case = CaseFactory(
        opened=True, origin="IMPORT", source_name="公表元：市の例", source_url="https://example.com/a", days=3
    )

    said = page(officer, url(case))

    assert "公表元：市の例" in said
    assert "3開庁日" in said
