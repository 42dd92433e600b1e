"""/ka/sodan/ and /ka/faq/: asking, reading, writing, and what was asked before."""

import re
from datetime import date, timedelta

import pytest

from knowledge.enums import SupportState
from knowledge.models import SupportRequest
from knowledge.usecases.answer_support import answer_support
from knowledge.usecases.ask_consultee import ask_consultee
from knowledge.usecases.close_support import close_support
from tests.factories.accounts import StaffFactory, give_post
from tests.factories.directory import DivisionFactory
from tests.factories.knowledge import ChapterVersionFactory, FaqFactory, SupportRequestFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.screening import RoutingFactory
from tests.harness import NOON, THE_DESK, StrictClient
from tests.knowledge.support import asking
from tests.round_trip.typist import page, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
NEW = "/ka/sodan/suru/"
DESK = {"by": THE_DESK, "at": NOON}


@pytest.fixture
def office():
    return asking()


@pytest.fixture
def officer(office):
    return StrictClient.of(office.user)


def typed(client, url=NEW, **changes):
    """Return what the form of the page sends, its key with it."""
    key = re.search(r'name="key" value="([^"]+)"', client.get(url).content.decode())
    words = {"topic": "CONTRACT", "title": "随意契約にしてよいか", "body": "迷っています。", "number": ""}
    return {**words, "key": key[1] if key else "", **changes}


def sent(client, url, data):
    return shown(client.post(url, data, follow=True).content.decode())


def test_by_when_stands_there_before_anything_is_sent(officer):
    said = page(officer, NEW)

    assert "手法：10月13日（火）までにお返事します（5開庁日）" in said
    assert "契約：10月15日（木）までにお返事します（7開庁日）" in said
    assert "庁内の調整：10月20日（火）までにお返事します（10開庁日）" in said


def test_sent_twice_it_is_asked_once(officer):
    data = typed(officer)

    first, second = (officer.post(NEW, data) for _ in range(2))

    request = SupportRequest.objects.get()
    assert first.url == second.url == f"/ka/sodan/{request.uuid}/"
    assert "10月15日までにお返事します" in page(officer, first.url)
    assert request.messages.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"topic": ""}, "どれか一つを選んでください。"),
        ({"topic": "x"}, "どれか一つを選んでください。"),
        ({"title": ""}, "入力してください。"),
        ({"number": "R8-J-9999"}, "ないか、あなたの課には見えません"),
        ({"body": "奈良\x00市"}, "制御文字 U+0000"),
    ],
)
def test_what_was_typed_survives_what_was_wrong(officer, changes, sentence):
    said = sent(officer, NEW, typed(officer, **{"title": "残る題", **changes}))

    assert sentence in said
    assert "残る題" in said or changes == {"title": ""}
    assert not SupportRequest.objects.exists()


def test_a_key_that_was_tampered_with_makes_one_of_its_own(officer):
    officer.post(NEW, typed(officer, key="x"))
    assert not SupportRequest.objects.exists()
    officer.post(NEW, typed(officer, key=""))
    assert SupportRequest.objects.count() == 1


def test_a_proposal_comes_along_by_its_number(office, officer):
    proposal = RoutingFactory(division=office.division).screening.proposal

    assert f'value="{proposal.number}"' in officer.get(f"{NEW}?teian={proposal.number}&shurui=METHOD").content.decode()
    typed_wide = proposal.number.lower().replace("-", "－")
    answer = officer.post(NEW, typed(officer, number=typed_wide))

    assert SupportRequest.objects.get().proposal == proposal
    assert proposal.title in page(officer, answer.url)


def test_a_proposal_that_is_not_theirs_is_as_absent(officer):
    hidden = ProposalFactory(in_review=True)

    assert "見えません" in sent(officer, NEW, typed(officer, number=hidden.number))


def test_who_advises_does_not_see_the_proposal(office, officer):
    proposal = RoutingFactory(division=office.division).screening.proposal
    asked = office.ask(proposal=proposal)
    contracts = DivisionFactory(name="契約課")
    ask_consultee(request=asked, division=contracts, **DESK)
    advisor = StrictClient.of(StaffFactory(officer=True, division=contracts))

    said = page(advisor, f"/ka/sodan/{asked.uuid}/")

    assert "あなたの課の意見を求められています。" in said
    assert proposal.title not in said
    assert proposal.title in page(officer, f"/ka/sodan/{asked.uuid}/")
    assert "意見を求められています" in page(advisor, "/ka/sodan/")
    assert "意見を求められています" not in page(officer, "/ka/sodan/")


def test_who_works_in_two_divisions_says_for_which(office, officer):
    second = DivisionFactory(name="兼務の課")
    give_post(office.user, "OFFICER", division=second)

    officer.post(NEW, typed(officer, division=second.pk))

    assert SupportRequest.objects.get().division == second


def test_a_colleague_writes_and_a_stranger_finds_nothing(office):
    asked = office.ask()
    url = f"/ka/sodan/{asked.uuid}/"
    colleague = StrictClient.of(StaffFactory(deputy=True, division=office.division))

    assert "書き足しの文" in sent(colleague, url, {"text": "書き足しの文"})
    assert StrictClient.of(StaffFactory(officer=True)).get(url).status_code == 404


def test_who_only_reads_does_not_write(office, desk_client):
    asked = office.ask()
    url = f"/ka/sodan/{asked.uuid}/"
    leader = StrictClient.of(StaffFactory(leader=True, department=office.division.department))

    assert "この画面は読むだけです" in page(leader, url)
    assert "管理画面で答える" in page(desk_client, url)
    assert [one.post(url, {"text": "文"}).status_code for one in (leader, desk_client)] == [404, 404]
    assert leader.get(NEW).status_code == 404


def test_an_answer_is_read_and_another_asked_for(office, officer):
    asked = office.ask()
    answer_support(request=asked, version=1, text="理由を残せば、できます。", **DESK)
    url = f"/ka/sodan/{asked.uuid}/"

    assert "デスクの回答" in page(officer, url)
    sent(officer, url, {"text": "続きです。", "asks_again": "on"})

    asked.refresh_from_db()
    assert asked.state == SupportState.OPEN


def test_after_the_end_what_was_typed_is_still_there(office, officer):
    asked = office.ask()
    close_support(request=asked, words="終えます。", **DESK)
    url = f"/ka/sodan/{asked.uuid}/"

    said = sent(officer, url, {"text": "間に合わなかった文"})

    assert "新しい相談として書いてください" in said
    assert "間に合わなかった文" in said
    assert "回答せずに終えました" in page(officer, url)


def test_the_list_is_by_tab_and_says_what_is_late(office, officer):
    office.ask(title="待つ相談")
    late = office.ask(title="遅れた相談")
    SupportRequest.objects.filter(pk=late.pk).update(due_on=date(2026, 10, 1))
    answered = office.ask(title="答えた相談")
    answer_support(request=answered, version=1, text="できます。", **DESK)
    SupportRequestFactory(title="よその相談")

    waiting = page(officer, "/ka/sodan/")
    assert waiting.index("遅れた相談") < waiting.index("待つ相談")
    assert "過ぎています" in waiting
    assert "期日を過ぎています" in page(officer, f"/ka/sodan/{late.uuid}/")
    assert "答えた相談" in page(officer, "/ka/sodan/?tab=kaito")
    everything = page(officer, "/ka/sodan/?tab=subete&page=x")
    assert "答えた相談" in everything
    assert "よその相談" not in everything
    assert "待つ相談" in page(officer, "/ka/sodan/?tab=x")


def test_an_empty_list_says_so(officer):
    assert "ここに出る相談はありません" in page(officer, "/ka/sodan/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_cost_the_same_for_one_and_three(office, officer, rows, django_assert_num_queries):
    for _ in range(rows):
        office.ask()
    FaqFactory.create_batch(rows, opened=True)
    officer.get("/ka/sodan/")
    officer.get("/ka/faq/")

    with django_assert_num_queries(10):
        officer.get("/ka/sodan/")
    with django_assert_num_queries(6):
        officer.get("/ka/faq/?q=理由")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_thread_costs_the_same_for_one_and_three(office, officer, rows, django_assert_num_queries):
    asked = office.ask()
    for n in range(rows):
        ask_consultee(request=asked, division=DivisionFactory(), **DESK)
        asked.messages.create(side="DESK", text=f"{n}", written_by="デスク", written_at=NOON)
    officer.get(f"/ka/sodan/{asked.uuid}/")

    with django_assert_num_queries(9):
        officer.get(f"/ka/sodan/{asked.uuid}/")


# --- FAQ


def test_faqs_are_found_by_topic_and_words(officer):
    FaqFactory(opened=True, question="<b>随意契約</b>にできますか。")
    FaqFactory(opened=True, topic="METHOD", question="協定で足りますか。")
    FaqFactory(question="下書きの質問")

    everything = page(officer, "/ka/faq/")
    assert "FAQは2件です" in everything
    assert "下書きの質問" not in everything
    found = officer.get("/ka/faq/?q=随意&shurui=CONTRACT").content.decode()
    assert "&lt;b&gt;<mark>随意</mark>契約&lt;/b&gt;" in found
    assert "協定で足りますか" not in found
    nothing = page(officer, "/ka/faq/?q=宇宙旅行")
    assert "デスクに相談する" in nothing
    assert "言葉は2文字以上" in page(officer, "/ka/faq/?q=車")
    assert officer.get("/ka/faq/?q=%00&shurui=x").status_code in {200, 400}


def test_a_faq_is_markdown_and_harmless(officer):
    ChapterVersionFactory(chapter__anchor="tameshi")
    answer = "- 一つめ\n\n[章](#tameshi)と[無い章](#nai)\n\n<script>x()</script> [押す](javascript:x())"
    faq = FaqFactory(opened=True, answer=answer, review_by=date(2026, 10, 1))

    html = officer.get(f"/ka/faq/{faq.code}/").content.decode()

    assert "<li>一つめ</li>" in html
    assert 'href="/ka/guideline/tameshi/"' in html
    assert "<script>x()" not in html
    assert 'href="javascript' not in html
    assert "見直しの期限（令和8年（2026年）10月1日（木））を過ぎています" in shown(html)
    assert f"{NEW}?shurui=CONTRACT" in html


def test_what_is_not_open_has_no_page(officer, desk_client):
    draft, retired = FaqFactory(), FaqFactory(state="RETIRED")

    for client in (officer, desk_client):
        assert [client.get(f"/ka/faq/{one.code}/").status_code for one in (draft, retired)] == [404, 404]


def test_who_may_not_ask_is_not_led_there(desk_client):
    faq = FaqFactory(opened=True, review_by=date(2026, 10, 5) + timedelta(days=1))

    assert NEW not in desk_client.get(f"/ka/faq/{faq.code}/").content.decode()
    assert "当てはまるFAQはありません。" in page(desk_client, "/ka/faq/?q=宇宙旅行")
    assert "管理画面で開く" in page(desk_client, f"/ka/faq/{faq.code}/")
