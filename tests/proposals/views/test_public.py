from datetime import timedelta
from xml.etree import ElementTree

import pytest

from nara_renkei.notifications.models import OutgoingMail
from proposals.enums import ChallengeState, Procedure
from proposals.models import ChallengeQuestion
from proposals.usecases.answer_question import answer_question
from tests.factories.accounts import CompanyUserFactory, MemberFactory, StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.proposals import ChallengeFactory
from tests.harness import NOON, THE_DESK, TODAY, StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


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


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("見守り", ["買物"]),
        ("ﾐﾏﾓﾘ", []),
        ("観光戦略", ["夜"]),
        ("見守り　夜", []),
        ("夜", ["夜", "買物"]),  # one character narrows nothing
        ("ない言葉", []),
    ],
)
def test_the_list_is_searched_for_words_of_two_characters(client, words, expected):
    ChallengeFactory(title="買物", wanted="見守りの連絡の決まりごと")
    ChallengeFactory(title="夜", lead=DivisionFactory(name="観光戦略課"))

    assert titles(client.get("/kadai/", {"q": words})) == expected


def test_one_character_is_told_to_be_too_short_and_stays_in_the_box(client):
    html = client.get("/kadai/", {"q": "夜"}).content.decode()

    assert "言葉は2文字以上で入れてください" in html
    assert 'value="夜"' in html


def test_the_next_page_keeps_the_filters(client):
    ChallengeFactory.create_batch(31, field="健康")

    html = client.get("/kadai/", {"bunya": "健康", "q": "見本"}).content.decode()

    assert "q=%E8%A6%8B%E6%9C%AC" in html
    assert "page=2" in html


def feed(client):
    response = client.get("/kadai/atom.xml")
    return response, ElementTree.fromstring(response.content)


def test_the_feed_is_atom_with_addresses_of_the_site(client, settings):
    settings.SITE_URL = "https://portal.example"
    ChallengeFactory(code="r8-aaaaa", title="夜の<題>\x0b", wanted="静かな催し\x01", opens_on=TODAY + timedelta(days=1))
    ChallengeFactory(title="公開前", draft=True)

    response, root = feed(client)

    names = {"a": "http://www.w3.org/2005/Atom"}
    entries = root.findall("a:entry", names)
    assert response["Content-Type"].startswith("application/atom+xml")
    assert [entry.find("a:title", names).text for entry in entries] == ["【予告】夜の<題>"]
    assert {link.get("href") for link in root.iter("{http://www.w3.org/2005/Atom}link")} == {
        "https://portal.example/kadai/",
        "https://portal.example/kadai/atom.xml",
        "https://portal.example/kadai/r8-aaaaa/",
    }
    assert entries[0].find("a:id", names).text == "https://portal.example/kadai/r8-aaaaa/"
    assert "testserver" not in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_feed_costs_the_same_with_one_and_with_three(client, count, django_assert_max_num_queries):
    ChallengeFactory.create_batch(count)

    with django_assert_max_num_queries(3):
        client.get("/kadai/atom.xml")


def ask(client, challenge, words="費用はだれが持ちますか。", **more):
    return client.post(f"/kadai/{challenge.code}/shitsumon/", {"question": words}, **more)


def test_a_visitor_is_led_through_the_mailed_code_and_finds_the_words_again(client):
    challenge = ChallengeFactory()

    led = ask(client, challenge, "葛󠄀城の\r\n費用は？")

    assert led.url == f"/teian/kakunin/?next=%2Fkadai%2F{challenge.code}%2Fshitsumon%2F"
    assert not ChallengeQuestion.objects.exists()
    client.force_login(CompanyUserFactory())
    page = client.get(f"/kadai/{challenge.code}/shitsumon/")
    assert page.context["form"]["question"].value() == "葛󠄀城の\n費用は？"
    assert ask(client, challenge, "葛󠄀城の\n費用は？").url == f"/kadai/{challenge.code}/"
    assert ChallengeQuestion.objects.get().question == "葛󠄀城の\n費用は？"
    assert client.get(f"/kadai/{challenge.code}/shitsumon/").context["form"]["question"].value() is None


def test_the_words_kept_for_one_challenge_are_not_shown_for_another(client):
    ask(client, ChallengeFactory())

    other = client.get(f"/kadai/{ChallengeFactory().code}/shitsumon/")

    assert other.context["form"]["question"].value() is None


def test_a_question_is_shown_to_its_asker_alone_until_it_is_answered(company_client, client):
    challenge = ChallengeFactory()

    ask(company_client, challenge)

    assert "費用はだれが" in company_client.get(f"/kadai/{challenge.code}/shitsumon/").content.decode()
    stranger = StrictClient.of(CompanyUserFactory())
    assert "費用はだれが" not in stranger.get(f"/kadai/{challenge.code}/shitsumon/").content.decode()
    assert "費用はだれが" not in client.get(f"/kadai/{challenge.code}/").content.decode()


def test_who_asked_stands_on_no_page_no_feed_and_in_no_letter_to_others(client, desk_client):
    challenge = ChallengeFactory()
    member = MemberFactory(user__name="秘密 質問子", organization__name="秘密の質問会社【例示】")
    asker = StrictClient.of(member.user)
    ask(asker, challenge)
    other = StrictClient.of(CompanyUserFactory())
    ask(other, challenge, "別の質問です。")
    for question in ChallengeQuestion.objects.order_by("pk"):
        answer_question(
            question_id=question.pk,
            question=question.question,
            answer="市が持ちます。",
            is_public=True,
            notify=True,
            by=THE_DESK,
            at=NOON,
        )
    officer = StrictClient.of(StaffFactory(officer=True, division=challenge.lead))

    pages = [
        reader.get(path).content.decode()
        for reader in (client, other, officer, asker)
        for path in ("/", "/kadai/", f"/kadai/{challenge.code}/", "/kadai/atom.xml")
    ]
    pages += [officer.get(f"/ka/kadai/{challenge.code}/").content.decode()]
    pages += [other.get(f"/kadai/{challenge.code}/shitsumon/").content.decode()]
    pages += [
        f"{mail.subject}{mail.body}" for mail in OutgoingMail.objects.exclude(to=member.user.email).order_by("pk")
    ]

    assert "費用はだれが持ちますか。" in pages[2]
    for secret in ("秘密 質問子", "秘密の質問会社", member.user.email):
        assert [page for page in pages if secret in page] == []
    assert OutgoingMail.objects.filter(to=member.user.email, template="proposals/question_answered").count() == 1


def test_after_the_end_there_is_no_question_to_ask(company_client):
    challenge = ChallengeFactory(closes_on=TODAY - timedelta(days=1))

    assert "質問する</a>" not in company_client.get(f"/kadai/{challenge.code}/").content.decode()
    assert ask(company_client, challenge).context["form"].non_field_errors() == [
        "この課題の募集は終わりました。質問は公民連携デスクへお寄せください。"
    ]


def test_staff_ask_no_questions(desk_client):
    assert ask(desk_client, ChallengeFactory()).status_code == 404


@pytest.mark.parametrize("state", ["draft", "handed_in", "retired"])
def test_what_is_not_published_is_not_there(client, state):
    challenge = ChallengeFactory(**{state: True})

    assert client.get(f"/kadai/{challenge.code}/").status_code == 404
    assert ask(client, challenge).status_code == 404
