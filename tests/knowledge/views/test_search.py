"""One box, for staff and for everybody; and what is like a 課題."""

from urllib.parse import quote

import pytest

from knowledge.models import VainSearch
from knowledge.usecases.gather_words import gather_words
from tests.factories.accounts import CompanyUserFactory, StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.knowledge import CaseFactory, FaqFactory, MenuFactory, MethodFactory
from tests.factories.proposals import ChallengeFactory, ProposalFactory
from tests.harness import TODAY, StrictClient
from tests.knowledge.pages import one_of_each
from tests.round_trip.typist import shown

pytestmark = pytest.mark.django_db
STAFF, PUBLIC = "/ka/sagasu/", "/sagasu/"
WORD = "鵺退治"


@pytest.fixture
def officer():
    return StrictClient.of(StaffFactory(officer=True))


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return shown(answer.content.decode())


def test_without_words_it_is_the_home_of_the_library(officer):
    home = page(officer, STAFF)

    assert all(f'href="{path}"' in officer.get(STAFF).content.decode() for path in ("/ka/guideline/", "/ka/menu/"))
    assert "件見つかりました" not in home


def test_the_form_leads_to_an_address_that_can_be_kept(officer):
    CaseFactory(opened=True, words={"title": f"{WORD}の事例"})

    answer = officer.post(STAFF, {"q": f" {WORD} ", "shurui": "CASE", "bunya": "", "ka": "", "shuho": ""})

    assert answer.url == f"{STAFF}?q={quote(WORD)}&shurui=CASE"
    found = page(officer, answer.url)
    assert "1件見つかりました" in found
    assert f"<mark>{WORD}</mark>の事例" in officer.get(answer.url).content.decode()
    assert not VainSearch.objects.exists()


def test_what_is_looked_for_in_vain_is_counted_once_and_reading_it_again_writes_nothing(officer):
    answer = officer.post(STAFF, {"q": WORD})
    for _ in range(2):
        assert "デスクが一緒に調べます" in page(officer, answer.url)

    assert [(row.words, row.times) for row in VainSearch.objects.all()] == [(WORD, 1)]


def test_who_asks_the_desk_goes_on_with_the_words(officer, desk_client):
    html = officer.get(f"{STAFF}?q={WORD}").content.decode()
    address = f"/ka/sodan/suru/?dai={quote(WORD)}"

    assert f'href="{address}"' in html
    assert f'value="{WORD}"' in officer.get(address).content.decode()
    assert "/ka/sodan/suru/" not in desk_client.get(f"{STAFF}?q={WORD}").content.decode()


def test_a_narrowed_search_in_vain_says_nothing_of_what_is_missing(officer):
    officer.post(STAFF, {"q": WORD, "shurui": "FAQ"})
    officer.post(STAFF, {"q": "市"})
    officer.post(STAFF, {})

    assert not VainSearch.objects.exists()


def test_nobody_without_a_sign_in_is_needed_and_a_company_may_search(client):
    company = StrictClient.of(CompanyUserFactory(member=True))
    CaseFactory(published=True, words={"title": f"{WORD}の事例"})
    for browser in (client, company):
        assert browser.post(PUBLIC, {"q": "鵺見物"}).status_code == 302
        assert "1件見つかりました" in page(browser, f"{PUBLIC}?q={WORD}")
        assert "お尋ねは、こちらへ" in page(browser, f"{PUBLIC}?q=鵺見物")

    assert VainSearch.objects.get().times == 2


def test_a_slip_is_answered_with_the_word(officer, client):
    CaseFactory(published=True, words={"title": "紙芝居の巡回"})
    gather_words(on=TODAY)

    assert 'href="?q=%E7%B4%99%E8%8A%9D%E5%B1%85"' in officer.get(f"{STAFF}?q=紙芝店").content.decode()
    assert "もしかして" in page(client, f"{PUBLIC}?q=紙芝店")
    assert "もしかして" not in page(client, f"{PUBLIC}?q=紙芝店&bunya=防災")


@pytest.mark.parametrize("words", ["%00x", "%20%20", "%25_%5C", "'\"", "a" * 3_000, "市", "市 防災"])
def test_odd_words_are_answered_in_words(officer, words):
    assert officer.get(f"{STAFF}?q={words}").status_code in {200, 400}
    assert officer.post(STAFF, {"q": "\x00" + words}).status_code == 302


def test_what_is_left_out_of_a_search_is_said(officer):
    assert "1文字の言葉「市」は探せないので、除きました" in page(officer, f"{STAFF}?q=市 防災")
    assert "1文字の言葉「市」は探せないので、除きました" in page(officer, f"{STAFF}?q=市")
    assert "初めの100文字" in page(officer, f"{STAFF}?q={'あ' * 101}")


def test_what_was_typed_is_no_markup(officer):
    FaqFactory(opened=True, question="<b>鵺退治</b>")

    html = officer.get(f"{STAFF}?q=<b>鵺").content.decode()

    assert "<mark>&lt;b&gt;鵺</mark>退治" in html
    assert 'value="&lt;b&gt;鵺"' in html


def test_the_public_page_leads_to_public_pages_and_names_no_internal_kind(client):
    one_of_each(WORD)

    html = client.get(f"{PUBLIC}?q={WORD}").content.decode()

    assert "3件見つかりました" in html
    assert "/ka/" not in html
    assert "よくある相談" not in html
    assert "id_shuho" not in html


def test_staff_find_a_way_to_each_page(officer):
    one_of_each(WORD)
    MethodFactory()

    html = officer.get(f"{STAFF}?q={WORD}").content.decode()

    assert "7件見つかりました" in html
    assert all(part in html for part in ('href="/ka/guideline/', 'href="/ka/menu/', 'href="/kadai/'))


def test_a_past_review_is_said(officer):
    MenuFactory(past=True, title=WORD)

    assert "見直しの期限を過ぎています" in page(officer, f"{STAFF}?q={WORD}")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(officer, django_assert_num_queries, rows):
    for n in range(rows):
        one_of_each(WORD, n)
    officer.get(f"{STAFF}?q={WORD}")

    with django_assert_num_queries(22):
        officer.get(f"{STAFF}?q={WORD}")


def test_a_challenge_leads_to_cases_like_it(client):
    challenge = ChallengeFactory(title="公園の紙芝居", wanted="里山で見せる。", lead=DivisionFactory())
    like = {"title": "里山の紙芝居", "summary": "公園で見せました。"}
    CaseFactory(published=True, code="minna", words=like)
    CaseFactory(opened=True, code="shinai", words=like)
    officer = StrictClient.of(StaffFactory(officer=True, division=challenge.lead))

    assert f'href="/kadai/{challenge.code}/jirei/"' in client.get(f"/kadai/{challenge.code}/").content.decode()
    everybody = page(client, f"/kadai/{challenge.code}/jirei/")
    assert everybody.count("里山の紙芝居") == 1
    assert "「公園」" in everybody
    assert f'href="/ka/kadai/{challenge.code}/jirei/"' in officer.get(f"/ka/kadai/{challenge.code}/").content.decode()
    assert page(officer, f"/ka/kadai/{challenge.code}/jirei/").count("里山の紙芝居") == 2


def test_a_challenge_like_nothing_says_so(client):
    challenge = ChallengeFactory(title="宇宙", background="星", wanted="船")

    assert "まだありません" in page(client, f"/kadai/{challenge.code}/jirei/")


def test_the_precedents_of_a_proposal_come_with_cases_like_it(desk_client):
    proposal = ProposalFactory(in_review=True, title="公園の紙芝居", summary="里山で見せる。")
    CaseFactory(opened=True, words={"title": "里山の紙芝居", "summary": "公園で見せました。"})
    own = {"title": "公園の紙芝居と里山", "summary": "自分の事例。"}
    CaseFactory(opened=True, origin="PROPOSAL", proposal=proposal, words=own)

    text = page(desk_client, f"/ka/{proposal.number}/zenrei/")

    assert "里山の紙芝居" in text
    assert "自分の事例" not in text


def test_a_case_leads_to_cases_like_it_each_side_to_its_own(client, officer):
    like = {"title": "里山の紙芝居", "summary": "公園で見せました。"}
    case = CaseFactory(published=True, words={"title": "公園の紙芝居", "summary": "里山で見せました。"})
    CaseFactory(published=True, code="minna", words=like)
    CaseFactory(opened=True, code="shokuin", words=like)

    public = client.get(f"/jirei/{case.code}/").content.decode()
    staff = officer.get(f"/ka/jirei/{case.code}/").content.decode()

    assert ('href="/jirei/minna/"' in public, "shokuin" in public) == (True, False)
    assert all(f'href="/ka/jirei/{code}/"' in staff for code in ("minna", "shokuin"))
