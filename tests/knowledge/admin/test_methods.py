"""The desk writes a method with a preview, says whether it is used, and sets its rules beside the 例題."""

from datetime import timedelta

import pytest
from django.utils import timezone

from knowledge.models import Method, NavigatorQuestion, NavigatorRule
from knowledge.queries.navigator import question_seen, rules_seen
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.knowledge import MethodFactory
from tests.harness import StrictClient
from tests.knowledge.catalogue import METHODS, catalogue
from tests.round_trip.typist import page, shown

pytestmark = pytest.mark.django_db
LIST, QUESTION_LIST = "/admin/knowledge/method/", "/admin/knowledge/navigatorquestion/"
WORDS = {
    "name": "実証",
    "summary": "小さく試します。",
    "decided_by": "部長が決めます。",
    "days": "おおよそ1か月（見本）",
    "fits": "- 分からないとき。",
    "fits_not": "- 分かっているとき。",
    "steps": "1. 相談します。",
    "cautions": "- 終わり方を決めます。",
    "chapter": "owari",
    "version": 1,
}


@pytest.fixture
def method():
    return MethodFactory(code="tameshi", name="試し", chapter="nai")


def url(method, name):
    return f"{LIST}{method.pk}/{name}/"


def sent(client, address, data):
    return shown(client.post(address, data, follow=True).content.decode())


# --- the words


def test_the_list_says_who_keeps_a_method_and_what_is_past(desk_client, method):
    method.review_by = timezone.localdate() - timedelta(days=1)
    method.save()

    said = page(desk_client, LIST)

    assert method.owner.name in said
    assert "（過ぎました）" in said
    assert "手法を読む" in page(desk_client, url(method, "change"))


def test_words_are_looked_at_before_they_are_saved(desk_client, method):
    looked = sent(desk_client, url(method, "naosu"), {**WORDS, "mite": "1"})

    assert "まだ保存していません" in looked
    assert "（加えた文字）" in looked
    assert Method.objects.get().name == "試し"
    saved = sent(desk_client, url(method, "naosu"), WORDS)
    row = Method.objects.get()
    assert "手法を保存しました" in saved
    assert (row.name, row.steps, row.chapter, row.version) == ("実証", "1. 相談します。", "owari", 2)
    assert OutgoingMail.objects.count() == 0


def test_a_look_at_the_same_words_shows_no_difference(desk_client, method):
    same = {name: getattr(method, name) for name in WORDS}

    assert "違いはありません" in sent(desk_client, url(method, "naosu"), {**same, "mite": "1"})


def test_of_two_who_write_the_second_sees_the_first_and_loses_nothing(desk_client, method):
    other = StrictClient.of(StaffFactory(desk=True))
    other.post(url(method, "naosu"), {**WORDS, "fits": "- 先に書いた文です。"})

    said = sent(desk_client, url(method, "naosu"), {**WORDS, "fits": "- 後から書いた文です。"})

    assert "先にこの手法を変えました" in said
    assert "先に保存された文と、書いた文の違い" in said
    assert "- 後から書いた文です。" in said
    assert Method.objects.get().fits == "- 先に書いた文です。"
    sent(desk_client, url(method, "naosu"), {**WORDS, "fits": "- 後から書いた文です。", "version": 2})
    assert Method.objects.get().fits == "- 後から書いた文です。"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"fits": "あ" * 500_000},
            "3000文字以内で入力してください。いまは500000文字です。497000文字減らしてください。",
        ),
        ({"steps": "奈良\x00市"}, "画面に表示できない文字（制御文字 U+0000）が含まれています。"),
        ({"cautions": " 　"}, "入力してください。"),
        ({"name": "一\n二"}, "改行は使えません"),
        ({"chapter": "x"}, "一覧から一つを選んでください"),
        ({"version": "x"}, ""),
        ({"version": ""}, "先にこの手法を変えました"),
    ],
)
def test_bad_input_is_answered_with_what_to_do(desk_client, method, changes, sentence):
    said = sent(desk_client, url(method, "naosu"), {**WORDS, **changes})

    assert sentence in said
    assert Method.objects.get().name == "試し"


def test_a_text_of_5_megabytes_is_not_even_read(desk_client, method):
    assert desk_client.post(url(method, "naosu"), {**WORDS, "fits": "a" * 5_000_000}).status_code == 413


def test_hostile_markdown_is_harmless_in_the_preview(desk_client, method):
    hostile = "<script>x()</script> [押す](javascript:x())"
    html = desk_client.post(url(method, "naosu"), {**WORDS, "fits": hostile, "mite": "1"}).content.decode()

    assert "&lt;script&gt;x()&lt;/script&gt; [押す](javascript:x())" in html
    assert "<script>x()" not in html
    assert 'href="javascript' not in html


def test_a_chapter_that_is_gone_may_stay(desk_client, method):
    assert "手法を保存しました" in sent(desk_client, url(method, "naosu"), {**WORDS, "chapter": "nai"})


# --- who keeps it, whether it is used


def test_the_desk_says_who_keeps_a_method_until_when(desk_client, method):
    division = DivisionFactory(name="契約課")
    words = {"owner": division.pk, "review_by": "2099-03-31"}
    act = url(method, "suru/kimeru")

    assert "今日か、それより後の日" in sent(desk_client, act, {**words, "review_by": "2020-03-31"})
    assert "日付の形で入力してください" in sent(desk_client, act, {**words, "review_by": "あした"})
    assert "一覧から一つを選んでください" in sent(desk_client, act, {**words, "owner": "x"})
    assert "決めました" in sent(desk_client, act, words)
    assert Method.objects.get().keeper == "契約課"


def test_a_method_leaves_and_comes_back(desk_client, method):
    assert "使わないことにしました" in sent(desk_client, url(method, "suru/yameru"), {})
    assert "できません" in sent(desk_client, url(method, "suru/yameru"), {})
    assert "使わないことになっている" in page(desk_client, url(method, "kisoku"))
    assert "また使うことにしました" in sent(desk_client, url(method, "suru/modosu"), {})
    assert Method.objects.get().is_active is True


# --- the rules, with the 例題


def typed(method, **changes):
    """Return the table as it is kept, with changes by answer: (points, reason)."""
    data = {"seen": rules_seen(method)}
    for rule in NavigatorRule.objects.filter(method=method).select_related("answer__question"):
        data |= {f"points_{rule.answer_id}": rule.points, f"reason_{rule.answer_id}": rule.reason}
    for name, (points, reason) in changes.items():
        question, answer = name.split("__")
        pk = NavigatorQuestion.objects.get(code=question).answers.get(code=answer).pk
        data |= {f"points_{pk}": points, f"reason_{pk}": reason}
    return data


def test_a_change_shows_how_the_examples_would_come_out_before_it_is_saved(desk_client):
    method = catalogue()["park-pfi"]
    count = method.rules.count()
    address = url(method, "kisoku")
    first = page(desk_client, address)
    assert first.count("Park-PFI") > 1
    assert "変わります" not in first
    assert "思ったとおりではありません" not in first

    looked = sent(desk_client, address, {**typed(method, place__park=("-99", "試しに外します。")), "mite": "1"})

    assert "変わります" in looked
    assert "思ったとおりではありません" in looked
    assert method.rules.filter(points=-99, answer__code="park").count() == 0
    saved = sent(desk_client, address, typed(method, place__park=("-99", "試しに外します。")))
    assert "規則を保存しました" in saved
    assert "思ったとおりではありません" in saved
    assert method.rules.get(answer__code="park").reason == "試しに外します。"
    assert method.rules.count() == count
    assert sent(desk_client, address, typed(method, place__park=("", ""))).count("規則を保存しました")
    assert method.rules.count() == count - 1


@pytest.mark.parametrize(
    ("points", "reason", "sentence"),
    [
        ("4", "理由です。", "一覧から一つを選んでください"),
        ("0", "理由です。", "一覧から一つを選んでください"),
        ("-4", "理由です。", "一覧から一つを選んでください"),
        ("3", "", "点を付けたときは、理由を書いてください"),
        ("", "理由です。", "理由を書いたときは、点を選んでください"),
        ("3", "あ" * 201, "200文字以内で入力してください"),
    ],
)
def test_a_rule_that_cannot_be_is_answered_with_what_to_do(desk_client, points, reason, sentence):
    method = catalogue()["trial"]
    before = rules_seen(method)

    said = sent(desk_client, url(method, "kisoku"), typed(method, cost__none=(points, reason)))

    assert sentence in said
    assert rules_seen(method) == before
    assert reason in said


def test_of_two_who_set_rules_the_second_sees_the_first_and_loses_nothing(desk_client):
    method = catalogue()["trial"]
    mine = typed(method, cost__none=("3", "後から書いた理由です。"))
    StrictClient.of(StaffFactory(desk=True)).post(
        url(method, "kisoku"), typed(method, cost__none=("2", "先に書いた理由です。"))
    )

    said = sent(desk_client, url(method, "kisoku"), mine)

    assert "先にこの手法の規則を変えました" in said
    assert "いま：2　先に書いた理由です。" in said
    assert "後から書いた理由です。" in said
    sent(desk_client, url(method, "kisoku"), {**mine, "seen": rules_seen(method)})
    assert method.rules.get(answer__code="none", answer__question__code="cost").points == 3


# --- the questions


def test_a_question_is_worded_anew(desk_client):
    catalogue()
    question = NavigatorQuestion.objects.get(code="cost")
    labels = {f"label_{one.code}": f"{one.label}（新）" for one in question.answers.all()}
    address = f"{QUESTION_LIST}{question.pk}/naosu/"
    data = {"text": "お金は、どうしますか。", "help": "", "seen": question_seen(question), **labels}

    assert "かけない" in page(desk_client, f"{QUESTION_LIST}{question.pk}/change/")
    assert str(sum("cost." in rule for rule in rules_by_answer())) in page(desk_client, QUESTION_LIST)
    assert "入力してください" in sent(desk_client, address, {**data, "label_none": ""})
    assert "質問を保存しました" in sent(desk_client, address, data)
    said = sent(desk_client, address, {**data, "text": "後から書いた質問"})
    assert "先にこの質問を変えました" in said
    assert "お金は、どうしますか。" in said
    assert "後から書いた質問" in said
    officer = StrictClient.of(StaffFactory(officer=True))
    assert "かけない（新）" in page(officer, "/ka/shuho/navi/")


def rules_by_answer():
    rows = NavigatorRule.objects.values_list("answer__question__code", "answer__code")
    return [f"{question}.{answer}" for question, answer in rows]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_cost_the_same_for_one_and_three(desk_client, rows, django_assert_num_queries):
    catalogue()
    MethodFactory.create_batch(rows)
    NavigatorQuestion.objects.bulk_create(
        NavigatorQuestion(code=f"q{n}", position=n + 9, text="問い") for n in range(rows)
    )
    desk_client.get(LIST)

    with django_assert_num_queries(LIST_QUERIES):
        desk_client.get(LIST)
    with django_assert_num_queries(QUESTION_QUERIES):
        desk_client.get(QUESTION_LIST)
    with django_assert_num_queries(RULES_QUERIES):
        desk_client.get(url(Method.objects.get(code=next(iter(METHODS))), "kisoku"))


LIST_QUERIES, QUESTION_QUERIES, RULES_QUERIES = 6, 6, 12
