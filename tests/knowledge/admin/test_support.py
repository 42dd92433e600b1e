"""The desk answers, asks others, and makes a FAQ of what is worth knowing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from knowledge.enums import FaqState, SupportState
from knowledge.models import Faq, StandingConsultee, SupportRequest
from nara_renkei.core.models import CitySettings
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.knowledge import FaqFactory, SupportRequestFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, StrictClient
from tests.round_trip.typist import page, shown

pytestmark = pytest.mark.django_db
LIST, FAQS = "/admin/knowledge/supportrequest/", "/admin/knowledge/faq/"


@pytest.fixture
def asked():
    request = SupportRequestFactory(
        asker=StaffFactory(name="奈良 花子"),
        asked_by="奈良 花子（環境政策課）",
        due_on=timezone.localdate() + timedelta(days=3),
    )
    request.messages.create(side="ASKER", text="迷っています。", written_by=request.asked_by, written_at=NOON)
    return request


@pytest.fixture
def answered(asked, desk_client):
    text = "奈良花子さん、理由を残せば、できます。"
    desk_client.post(f"{LIST}{asked.pk}/kotaeru/", {"text": text, "version": 1})
    asked.refresh_from_db()
    return asked


def sent(client, url, data):
    return shown(client.post(url, data, follow=True).content.decode())


def faq_words(**changes):
    owner = DivisionFactory()
    review_by = (timezone.localdate() + timedelta(days=300)).isoformat()
    words = {"topic": "CONTRACT", "question": "できますか。", "answer": "できます。", "owner": owner.pk}
    return {**words, "review_by": review_by, "version": 1, **changes}


def test_the_queue_is_by_due_date_and_says_what_is_late(desk_client, asked):
    late = SupportRequestFactory(title="遅れた相談", due_on=timezone.localdate() - timedelta(days=1))
    closed = SupportRequestFactory(title="終えた相談", state=SupportState.CLOSED, closed_at=NOON)

    said = page(desk_client, LIST)
    assert said.index("遅れた相談") < said.index(asked.title)
    assert f"{late.due_on.isoformat()}（過ぎました）" in said
    assert closed.title not in said
    for chosen, title in (("late", late.title), ("closed", closed.title), ("all", closed.title)):
        assert title in page(desk_client, f"{LIST}?taiou={chosen}")
    assert asked.title not in page(desk_client, f"{LIST}?taiou=answered")


def test_the_answer_is_written_beside_the_thread(desk_client, asked):
    url = f"{LIST}{asked.pk}/kotaeru/"
    form = page(desk_client, url)
    assert "迷っています。" in form
    assert "リンクだけを送ります" in form

    said = sent(desk_client, url, {"text": "理由を残せば、できます。", "version": 1})

    assert "回答しました" in said
    assert "理由を残せば、できます。" in said
    asked.refresh_from_db()
    assert asked.state == SupportState.ANSWERED


def test_of_two_clerks_the_second_sees_the_first_and_loses_nothing(desk_client, asked):
    url = f"{LIST}{asked.pk}/kotaeru/"
    StrictClient.of(StaffFactory(desk=True)).post(url, {"text": "先の回答です。", "version": 1})

    said = sent(desk_client, url, {"text": "後の回答です。", "version": 1})

    assert "読み直してから" in said
    assert "先の回答です。" in said
    assert "後の回答です。" in said
    assert "回答しました" in sent(desk_client, url, {"text": "後の回答です。", "version": 2})
    assert "読み直してから" in sent(desk_client, url, {"text": "文", "version": ""})


def test_the_buttons_do_what_they_say(desk_client, asked):
    contracts = DivisionFactory(name="契約課", email="keiyaku@city.example")

    def press(verb, **data):
        return sent(desk_client, f"{LIST}{asked.pk}/suru/{verb}/", data)

    assert "書きました" in press("kaku", text="確かめています。")
    assert "意見を聞く課を加えました" in press("kiku", division=contracts.pk)
    assert "もう意見を聞いています" in press("kiku", division=contracts.pk)
    assert "選んで" in press("kiku", division="")
    assert "延ばす理由" in press("nobasu", due_on="2099-01-05", reason="")
    assert "期日を延ばしました" in press("nobasu", due_on="2099-01-05", reason="確かめるため。")
    assert "日付の形" in press("nobasu", due_on="あした", reason="確かめるため。")
    assert "終える理由" in press("owaru", words="")
    assert "相談を終えました" in press("owaru", words="電話で答えました。")
    assert "できません" in press("kaku", text="続き")
    assert "終わっています" in sent(desk_client, f"{LIST}{asked.pk}/kotaeru/", {"text": "文", "version": 9})
    said = page(desk_client, f"{LIST}{asked.pk}/change/")
    assert all(word in said for word in ("確かめています。", "契約課（", "2099-01-05", "電話で答えました。"))


def test_the_page_leads_to_the_proposal(desk_client, asked):
    SupportRequest.objects.filter(pk=asked.pk).update(proposal=ProposalFactory(in_review=True, title="見本の題"))

    assert "見本の題" in page(desk_client, f"{LIST}{asked.pk}/change/")


def test_a_faq_begins_without_names_and_opens_when_looked_at(desk_client, answered):
    DivisionFactory(name=CitySettings.load().division_name)
    url = f"{LIST}{answered.pk}/faq/"

    form = page(desk_client, url)
    assert "〔氏名〕さん、理由を残せば、できます。" in form
    assert "氏名：奈良花子" in form
    sent(desk_client, url, faq_words(answer="奈良花子の言うとおりです。"))
    faq = Faq.objects.get()
    opening = f"{FAQS}{faq.pk}/suru/kokai/"
    assert "奈良花子" in page(desk_client, f"{FAQS}{faq.pk}/change/")
    assert "まだ「奈良花子」が残っています" in sent(desk_client, opening, {"version": 1, "has_looked": "on"})
    assert "下書きがあります" in shown(desk_client.get(url, follow=True).content.decode())
    assert "保存しました" in sent(desk_client, f"{FAQS}{faq.pk}/naosu/", faq_words())
    assert "名前が残っていないことを確かめました" in page(desk_client, opening)
    assert "印を付けてください" in sent(desk_client, opening, {"version": 2})
    assert "庁内に公開しました" in sent(desk_client, opening, {"version": 2, "has_looked": "on"})
    assert "FAQ" in page(desk_client, f"{LIST}{answered.pk}/change/")
    assert "取り下げました" in sent(desk_client, f"{FAQS}{faq.pk}/suru/torisage/", {})


def test_a_request_without_names_says_so(desk_client, asked):
    desk_client.post(f"{LIST}{asked.pk}/kotaeru/", {"text": "できます。", "version": 1})

    assert "知っている名前は、見つかりませんでした" in page(desk_client, f"{LIST}{asked.pk}/faq/")


def test_what_waits_for_an_answer_makes_no_faq(desk_client, asked):
    assert "先に回答してください" in shown(desk_client.get(f"{LIST}{asked.pk}/faq/", follow=True).content.decode())


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"question": ""}, "入力してください"), ({"review_by": "2020-01-01"}, "見直しの期限は、今日か")],
)
def test_a_refused_draft_keeps_what_was_typed(desk_client, answered, changes, sentence):
    for url in (f"{LIST}{answered.pk}/faq/", f"{FAQS}add/"):
        said = sent(desk_client, url, faq_words(**{"answer": "残る答え", **changes}))
        assert sentence in said
        assert "残る答え" in said
    assert not Faq.objects.exists()


def test_the_desk_writes_one_of_its_own(desk_client):
    assert "下書きにしました" in sent(desk_client, f"{FAQS}add/", faq_words())
    faq = Faq.objects.get()
    assert (faq.state, faq.source) == (FaqState.DRAFT, None)
    assert "デスクが書きました" in page(desk_client, f"{FAQS}{faq.pk}/change/")
    assert StrictClient.of(StaffFactory(system=True)).get(f"{FAQS}add/").status_code == 403


def test_of_two_editors_the_second_sees_the_first(desk_client):
    faq = FaqFactory(opened=True)
    url = f"{FAQS}{faq.pk}/naosu/"
    assert "職員の画面がすぐに変わります" in page(desk_client, url)
    StrictClient.of(StaffFactory(desk=True)).post(url, faq_words(answer="先の答え"))

    said = sent(desk_client, url, faq_words(answer="後の答え"))
    assert "先に保存された内容" in said
    assert "先の答え" in said
    assert "後の答え" in said
    assert "保存しました" in sent(desk_client, url, faq_words(answer="後の答え", version=2))
    assert "先に保存" in sent(desk_client, url, faq_words(version=""))
    assert "質問と答え" not in sent(desk_client, url, faq_words(version=3, review_by="2020-01-01"))


def test_faqs_are_listed_by_what_is_to_do(desk_client):
    draft = FaqFactory(question="下書きの質問")
    past = FaqFactory(opened=True, question="古い質問", review_by=timezone.localdate() - timedelta(days=1))
    fresh = FaqFactory(opened=True, question="新しい質問", review_by=timezone.localdate() + timedelta(days=9))
    FaqFactory(state=FaqState.RETIRED, question="外した質問")

    todo = page(desk_client, f"{FAQS}?taiou=todo")
    assert (draft.question in todo, past.question in todo, fresh.question in todo) == (True, True, False)
    assert "（過ぎました）" in todo
    assert "外した質問" in page(desk_client, f"{FAQS}?taiou=retired")
    assert draft.question not in page(desk_client, f"{FAQS}?taiou=open")


def test_whose_advice_is_always_asked_is_kept_there(desk_client):
    division = DivisionFactory()
    url = "/admin/knowledge/standingconsultee/"

    desk_client.post(f"{url}add/", {"topic": "CONTRACT", "division": division.pk})
    assert StandingConsultee.objects.get().division == division
    assert "もうあります" in sent(desk_client, f"{url}add/", {"topic": "CONTRACT", "division": division.pk})


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_cost_the_same_for_one_and_three(desk_client, rows, django_assert_num_queries):
    SupportRequestFactory.create_batch(rows)
    FaqFactory.create_batch(rows)
    desk_client.get(LIST)
    desk_client.get(FAQS)

    with django_assert_num_queries(6):
        desk_client.get(LIST)
    with django_assert_num_queries(6):
        desk_client.get(FAQS)
