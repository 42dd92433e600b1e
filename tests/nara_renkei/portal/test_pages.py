import gzip
import re
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
import time_machine
from django.test import override_settings

from nara_renkei.core.models import CitySettings
from proposals.enums import Publicity, Stage
from proposals.models import Pause, Proposal
from tests.factories.accounts import CompanyUserFactory, StaffFactory
from tests.factories.proposals import ChallengeFactory, PromiseFactory, ProposalFactory
from tests.harness import NOON, TODAY, StrictClient

pytestmark = pytest.mark.django_db


def test_the_front_page_says_what_to_do_and_how_long_it_takes(client):
    html = client.get("/").content.decode()

    for words in (
        "資料から5分で相談",
        "提案する",
        "約5分",
        "約20分",
        "用意するもの",
        "3開庁日まで",
        "送付から10開庁日まで",
        "60開庁日まで",
    ):
        assert words in html


def test_the_front_page_follows_the_norms_of_the_city(client):
    CitySettings.objects.filter(pk=1).update(first_answer_days=7, season_extra_days=0)

    html = client.get("/").content.decode()

    assert "送付から7開庁日まで" in html
    assert "長くかかります" not in html


def answered(count, *, stage=Stage.FIRST_ANSWER, days=7, **fields):
    """Proposals of a Monday four weeks ago whose stage was fulfilled so many days later."""
    came = NOON - timedelta(days=28)
    for _ in range(count):
        proposal = ProposalFactory(submitted=True, submitted_at=came, **fields)
        starts_on = TODAY - timedelta(days=28)
        PromiseFactory(proposal=proposal, stage=stage, starts_on=starts_on, met_on=starts_on + timedelta(days=days))


@pytest.mark.parametrize("count", [1, 3])
def test_the_front_page_costs_the_same_with_one_row_and_with_three(client, count, django_assert_max_num_queries):
    ChallengeFactory.create_batch(count)
    answered(4 + count)
    answered(count, stage=Stage.OUTCOME)
    ProposalFactory.create_batch(count, adopted=True, publicity=Publicity.OPEN)

    # 市の設定, 課題, realised, promises, closed days, pauses
    with django_assert_max_num_queries(7), time_machine.travel(NOON):
        response = client.get("/")

    assert len(gzip.compress(response.content)) < 15_000


def test_the_front_page_tells_the_usual_time_of_a_year_beside_the_norm(client):
    answered(5)

    with time_machine.travel(NOON):
        html = client.get("/").content.decode()

    # seven calendar days in a week without holidays
    assert "送付から10開庁日まで（目安：受付から5開庁日）" in html
    assert "「目安」は、最近1年の記録の中央値です。" in html


def test_parked_time_is_not_counted_into_the_usual(client):
    answered(5, days=14)
    first = TODAY - timedelta(days=25)
    for proposal in Proposal.objects.all():
        Pause.objects.create(proposal=proposal, starts_on=first, ends_on=first + timedelta(days=6), reason="修正")

    with time_machine.travel(NOON):
        html = client.get("/").content.decode()

    assert "（目安：受付から5開庁日）" in html


def test_four_cases_give_no_usual_time(client):
    answered(4)

    with time_machine.travel(NOON):
        html = client.get("/").content.decode()

    assert ("送付から10開庁日まで" in html, "目安" in html) == (True, False)


def test_what_was_answered_more_than_a_year_ago_is_no_usual(client):
    answered(5)

    with time_machine.travel(NOON + timedelta(days=400)):
        assert "目安" not in client.get("/").content.decode()


def test_realised_proposals_are_named_only_with_consent(client):
    assert "公開できる取組は、これからです。" in client.get("/").content.decode()
    ProposalFactory(adopted=True, publicity=Publicity.OPEN, title="公開してよい取組")
    ProposalFactory(adopted=True, publicity=Publicity.TITLE_ONLY, title="題だけの取組")
    ProposalFactory(adopted=True, title="公開しない取組")
    ProposalFactory(declined=True, publicity=Publicity.OPEN, title="見送りの取組")

    html = client.get("/").content.decode()

    names = ("公開してよい取組", "題だけの取組", "公開しない取組", "見送りの取組")
    assert [name in html for name in names] == [True, False, False, False]


@pytest.mark.parametrize(
    "address",
    [
        "/", "/kadai/", "/kadai/K-1/", "/kadai/atom.xml", "/teian/hajimeru/", "/teian/hajimeru/?existing=no&only=no&talking=no",
        "/teian/kakunin/", "/privacy/", "/riyo/", "/accessibility/", "/accounts/login/",
    ],
)  # fmt: skip
def test_a_public_page_takes_at_most_eight_queries(client, address, django_assert_max_num_queries):
    for code in ("K-1", "K-2", "K-3"):
        ChallengeFactory(code=code)

    with django_assert_max_num_queries(8), time_machine.travel(NOON):
        response = client.get(address)

    assert response.status_code == 200


def test_the_front_page_shows_only_what_is_open(client):
    ChallengeFactory(title="募集中の課題")
    ChallengeFactory(title="終わった課題", closes_on=TODAY - timedelta(days=1))

    with time_machine.travel(NOON):
        html = client.get("/").content.decode()

    assert "募集中の課題" in html
    assert "終わった課題" not in html


@pytest.mark.parametrize(
    ("traits", "place"),
    [
        ({"desk": True}, "/admin/"),
        ({"system": True}, "/admin/"),
        ({"officer": True}, "/ka/"),
        ({"manager": True}, "/ka/"),
        ({"leader": True}, "/ka/"),
        ({"executive": True}, "/hokoku/"),
        ({}, "/"),
    ],
)
def test_my_page_leads_staff_to_their_work(traits, place):
    assert StrictClient.of(StaffFactory(**traits)).get("/my/").url == place


def test_my_page_leads_a_company_to_its_proposals():
    assert StrictClient.of(CompanyUserFactory(member=True)).get("/my/").url == "/teian/"


def test_my_page_leads_a_stranger_to_the_mailed_code(client):
    assert client.get("/my/").url == "/teian/kakunin/"


@pytest.fixture
def two_hosts(settings):
    settings.PUBLIC_HOST, settings.STAFF_HOST = "teian.example", "shokuin.example"
    settings.ALLOWED_HOSTS = ["teian.example", "shokuin.example"]


@pytest.mark.usefixtures("two_hosts")
def test_my_page_leads_a_stranger_to_the_door_of_the_host(client):
    assert client.get("/my/", headers={"host": "teian.example"}).url == "/teian/kakunin/"
    assert client.get("/my/", headers={"host": "shokuin.example"}).url == "/accounts/login/"


@pytest.mark.usefixtures("two_hosts")
@pytest.mark.parametrize("traits", [{"desk": True}, {"manager": True}, {"executive": True}, {}, None])
def test_every_link_of_the_staffs_host_is_served_by_the_host_it_names(traits):
    browser = StrictClient() if traits is None else StrictClient.of(StaffFactory(**traits))
    shown = browser.get("/my/", headers={"host": "shokuin.example"}, follow=True)

    assert shown.status_code == 200
    links = set(re.findall(r'href="([^"#?]+)', shown.content.decode())) - {""}
    for link in links:
        there = urlsplit(urljoin("http://shokuin.example/", link))
        if there.scheme == "http" and not there.path.startswith("/static/"):
            answer = browser.get(there.path, headers={"host": there.netloc}, follow=True)
            assert answer.status_code == 200, link


@pytest.mark.usefixtures("two_hosts")
def test_staff_without_a_post_read_why_there_is_nothing(db):
    shown = StrictClient.of(StaffFactory()).get("/", headers={"host": "shokuin.example"}, follow=True)

    assert "席（職）が登録されていません" in shown.content.decode()


@pytest.mark.parametrize(
    ("address", "field", "words"),
    [
        ("/privacy/", "purpose_of_use", "利用する目的"),
        ("/riyo/", "terms", "契約や協定を約束するものでもありません"),
        ("/accessibility/", "accessibility", "レベルAAに配慮"),
    ],
)
def test_a_page_of_the_law_has_a_text_of_ours_until_the_city_writes_its_own(client, address, field, words):
    CitySettings.objects.filter(pk=1).update(**{field: ""})
    assert words in client.get(address).content.decode()

    CitySettings.objects.filter(pk=1).update(**{field: "市の文面です。"})
    html = client.get(address).content.decode()
    assert "市の文面です。" in html
    assert words not in html


@pytest.mark.parametrize(
    ("traits", "labels"),
    [
        (
            {"desk": True},
            [
                "管理画面",
                "課題をつくる",
                "わたしの研修",
                "ナレッジ",
                "部の状況",
                "報告",
                "課題を見る",
            ],
        ),
        (
            {"manager": True},
            [
                "担当課の仕事",
                "課題をつくる",
                "ダイアログ",
                "わたしの研修",
                "ナレッジ",
                "デスクに相談",
                "報告",
                "課題を見る",
            ],
        ),
        (
            {"officer": True},
            [
                "担当課の仕事",
                "課題をつくる",
                "ダイアログ",
                "わたしの研修",
                "ナレッジ",
                "デスクに相談",
                "課題を見る",
            ],
        ),
    ],
)
def test_the_menu_holds_what_the_post_opens(traits, labels):
    response = StrictClient.of(StaffFactory(**traits)).get("/")

    assert [item.label for item in response.context["menu"]] == labels


def test_the_sample_band_is_on_the_page_only_where_there_is_a_sample(client):
    CitySettings.objects.filter(pk=1).update(sample_notice="")
    assert "notices" not in client.get("/").content.decode()

    CitySettings.objects.filter(pk=1).update(sample_notice="訓練中です")
    assert "訓練中です" in client.get("/").content.decode()


@override_settings(IS_DEMO=True)
def test_the_demo_says_that_it_is_a_sample_and_that_a_factor_is_off(client):
    assert "奈良市の実際の課題・提案ではありません" in client.get("/").content.decode()
    assert "二段階の認証を切っています" in client.get("/accounts/login/").content.decode()
