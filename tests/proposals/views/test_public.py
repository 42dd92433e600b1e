from datetime import timedelta

import pytest
import time_machine

from proposals.enums import ChallengeState, Procedure
from proposals.models import ChallengeQuestion
from tests.factories.directory import DivisionFactory
from tests.factories.proposals import ChallengeFactory
from tests.harness import NOON, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOON, tick=False):
        yield


def titles(response):
    return [challenge.title for challenge in response.context["page"]]


def test_the_list_shows_what_is_open_first_and_never_what_is_not_published(client):
    ChallengeFactory(title="終わった課題", closes_on=TODAY - timedelta(days=1), published_on=TODAY)
    ChallengeFactory(title="これからの課題", opens_on=TODAY + timedelta(days=30))
    ChallengeFactory(title="募集中の課題")
    ChallengeFactory(title="公開前の課題", state=ChallengeState.DRAFT, published_on=None)

    response = client.get("/kadai/")

    assert titles(response) == ["募集中の課題", "これからの課題", "終わった課題"]
    assert "公開前の課題" not in response.content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"bunya": "健康"}, ["検診"]),
        ({"jotai": "予告"}, ["検診"]),
        ({"susumekata": "TRIAL"}, ["夜のにぎわい"]),
        ({"bunya": "健康", "jotai": "募集中"}, []),
        ({"jotai": "ない状態", "susumekata": "NO", "page": "x"}, ["夜のにぎわい", "検診"]),
    ],
)
def test_the_list_is_narrowed_by_field_window_and_procedure(client, query, expected):
    ChallengeFactory(title="検診", field="健康", opens_on=TODAY + timedelta(days=1))
    ChallengeFactory(title="夜のにぎわい", field="観光", procedure=Procedure.TRIAL)

    assert titles(client.get("/kadai/", query)) == expected


def test_an_empty_list_says_what_can_be_done_instead(client):
    assert "いつでも提案を受け付けています" in client.get("/kadai/").content.decode()
    assert "当てはまる課題はありません" in client.get("/kadai/", {"bunya": "健康"}).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_with_one_row_and_with_three(client, count, django_assert_num_queries):
    ChallengeFactory.create_batch(count)

    with django_assert_num_queries(4):  # 市の設定, 分野, count, rows
        client.get("/kadai/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_with_one_question_and_with_three(client, count, django_assert_num_queries):
    challenge = ChallengeFactory()
    challenge.supporting.set(DivisionFactory.create_batch(count))
    for number in range(count):
        ChallengeQuestion.objects.create(challenge=challenge, question=f"問{number}", answer="答", published_on=TODAY)

    with django_assert_num_queries(4):  # 市の設定, 課題, 質問, 協力課
        client.get(f"/kadai/{challenge.code}/")


def test_the_page_tells_everything_and_escapes_it(client):
    challenge = ChallengeFactory(
        title="<script>題</script>",
        out_of_scope="車の購入",
        procedure_note="新しい費用はありません。",
        outcome="二つの提案が進みました。",
    )
    ChallengeQuestion.objects.create(
        challenge=challenge, question="費用は？", answer="ありません。", published_on=TODAY
    )

    html = client.get(f"/kadai/{challenge.code}/").content.decode()

    assert "&lt;script&gt;題&lt;/script&gt;" in html
    for words in (
        "協働型",
        "新しい費用はありません。",
        "車の購入",
        "二つの提案が進みました。",
        "費用は？",
        "ありません。",
    ):
        assert words in html
    assert html.index("進め方") < html.index("背景")


@pytest.mark.parametrize(
    ("dates", "is_offered"),
    [
        ({}, True),
        ({"closes_on": TODAY}, True),
        ({"closes_on": TODAY - timedelta(days=1)}, False),
        ({"opens_on": TODAY + timedelta(days=1)}, False),
    ],
)
def test_a_proposal_is_offered_only_while_the_window_is_open(client, dates, is_offered):
    challenge = ChallengeFactory(**dates)

    html = client.get(f"/kadai/{challenge.code}/").content.decode()

    assert (f"/teian/hajimeru/?kadai={challenge.code}" in html) is is_offered


def test_what_is_not_published_is_not_there(client):
    challenge = ChallengeFactory(state=ChallengeState.DRAFT, published_on=None)

    assert client.get(f"/kadai/{challenge.code}/").status_code == 404
    assert client.get("/kadai/nai/").status_code == 404
