"""いまの様子: every picture of a small city, counted by hand."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from nara_renkei.portal.queries.dashboard import SHEET_HEAD, dashboard, dashboard_table, last_quarters
from nara_renkei.reports.queries.monthly import monthly_figures
from proposals.enums import Stage
from tests.factories.accounts import StaffFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.screening import RoutingFactory, ScreeningFactory
from tests.harness import StrictClient, at
from tests.nara_renkei.reports.cities import OCTOBER, promise, received, small_city

pytestmark = pytest.mark.django_db
NOW = at(date(2026, 10, 31), 9)


def picture(key, when=NOW):
    return {one.key: one for one in dashboard(when)}[key]


def test_quarters_end_with_the_one_that_runs():
    assert [one.name for one in last_quarters(date(2026, 4, 1), 3)] == [
        "令和7年度 第3四半期",
        "令和7年度 第4四半期",
        "令和8年度 第1四半期",
    ]
    assert len(last_quarters(date(2027, 3, 31), 8)) == 8


def test_what_was_received_is_that_of_the_monthly_report():
    small_city()
    received(date(2025, 10, 31))

    found = picture("received")

    assert found.rows[-3:] == [("令和8年8月", (1, 0)), ("令和8年9月", (2, 0)), ("令和8年10月", (2, 1))]
    assert len(found.rows) == 12
    assert found.answer == "この12か月に受け付けた提案は6件です。その前の12か月は1件でした。"
    october = monthly_figures(OCTOBER, at=NOW)
    assert sum(found.rows[-1][1]) == october.received


def answered(count, submitted, met):
    for _ in range(count):
        promise(received(submitted), Stage.FIRST_ANSWER, submitted, 10, met)


def test_the_days_of_a_quarter_need_five_answers():
    answered(5, date(2026, 4, 1), date(2026, 4, 6))  # 3 開庁日
    answered(4, date(2026, 7, 1), date(2026, 7, 2))
    answered(5, date(2026, 10, 1), date(2026, 10, 2))  # 1 開庁日

    found = picture("days")

    assert found.rows[-3:] == [("R8 1期", (3, None)), ("R8 2期", (None, None)), ("R8 3期", (1, None))]
    assert found.lines[0][1][-3:] == [3, None, 1]
    assert found.answer.startswith(
        "受付から最初のお返事までの中央値は、令和8年度 第1四半期が3開庁日（5件）、令和8年度 第3四半期が1開庁日（5件）です。"
    )


def test_one_quarter_alone_is_told_alone():
    answered(5, date(2026, 10, 1), date(2026, 10, 2))

    assert "令和8年度 第3四半期が1開庁日（5件）。" in picture("days").answer


def test_promises_are_in_time_after_it_or_late_now():
    small_city()

    found = picture("kept")

    assert dict(found.rows) == {
        "形式の確認": (2, 1, 0),
        "担当課の最初のお返事": (0, 0, 1),
        "対話の設定": (0, 0, 0),
        "結果のお知らせ": (0, 0, 0),
    }
    assert found.answer == "この1年に果たしたお約束3件のうち、期限内は2件です。いま期日を過ぎているものが1件あります。"


def test_a_share_of_five_promises_is_told():
    answered(5, date(2026, 10, 1), date(2026, 10, 2))

    assert "5件のうち、期限内は5件（100％）です。" in picture("kept").answer


def test_a_share_of_nothing_is_told_too():
    answered(5, date(2026, 8, 3), date(2026, 10, 2))  # far beyond ten 開庁日

    assert "5件のうち、期限内は0件（0％）です。" in picture("kept").answer


def test_open_proposals_wait_in_the_department_of_their_lead():
    small_city()

    found = picture("waiting")

    assert found.rows == [("送付前（デスク）", (2, 1)), ("観光経済部", (1, 0))]
    assert found.answer == "結果をお待ちの提案は4件です。このうち受付から41開庁日以上たつものが1件あります。"
    october = monthly_figures(OCTOBER, at=NOW)
    assert sum(sum(values) for _, values in found.rows) == october.open


def test_outcomes_are_told_by_quarter_with_the_commonest_reason():
    small_city()

    found = picture("outcomes", at(date(2026, 11, 2), 9))

    assert found.rows[-1] == ("R8 3期", [0, 1, 2, 0, 0])
    assert found.answer == (
        "この四つの四半期に結果をお知らせした提案は3件です。見送りの理由でいちばん多いのは「まだ抽象的」です。"
    )


def test_what_was_sent_counts_for_the_department_and_its_quarter():
    small_city()
    routing = RoutingFactory(
        screening=ScreeningFactory(proposal=received(date(2026, 4, 1))), sent_at=at(date(2026, 4, 2))
    )
    RoutingFactory(screening=ScreeningFactory(proposal=received(date(2025, 9, 1))), sent_at=at(date(2025, 9, 2)))

    found = picture("routed")

    assert found.columns == ["R7 4期", "R8 1期", "R8 2期", "R8 3期"]
    assert dict(found.rows)[routing.division.department.name][1] == 1
    assert sum(sum(values) for _, values in found.rows) == 2


def test_an_empty_city_has_six_questions_without_numbers():
    found = dashboard(NOW)

    assert len(found) == 6
    assert found[1].answer.startswith("受付から最初のお返事までの中央値は、まだ5件に満たないため出せません。")
    assert (found[3].rows, found[5].rows) == ([], [])


def test_the_number_of_queries_does_not_depend_on_the_rows():
    def asked():
        with CaptureQueriesContext(connection) as queries:
            dashboard(NOW)
        return len(queries)

    small_city()
    answered(1, date(2026, 10, 1), date(2026, 10, 2))
    before = asked()
    for _ in range(6):
        proposal = ProposalFactory(submitted=True, submitted_at=at(date(2026, 10, 8)))
        RoutingFactory(screening=ScreeningFactory(proposal=proposal))
        promise(proposal, Stage.FIRST_ANSWER, date(2026, 10, 8), 10, date(2026, 10, 9))

    assert asked() == before


def test_the_sheet_holds_every_number_of_the_page_as_a_number():
    small_city()
    with time_machine.travel(NOW, tick=False):
        client = StrictClient.of(StaffFactory(manager=True))
        page = client.get(reverse("portal:now")).content.decode()
        book = load_workbook(BytesIO(client.get(reverse("portal:now_sheet")).content))

    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0] == SHEET_HEAD
    assert len(rows) - 1 == len(list(dashboard_table(dashboard(NOW))))
    assert ("どんな結果になりましたか", "R8 3期", "条件付きで進める", 1, "件") in rows
    assert ("お返事は早くなっていますか", "R8 3期", "最初のお返事", None, "開庁日") in rows
    assert page.count("<h2 id=") == 6


@pytest.mark.parametrize(
    ("post", "words"),
    [
        ("desk", "デスクの提案の一覧"),
        ("manager", "わたしの課の提案"),
        ("executive", "部ごとのくわしい様子"),
        ("leader", "部ごとのくわしい様子"),
    ],
)
def test_a_reader_is_led_only_where_the_reader_may_go(post, words):
    client = StrictClient.of(StaffFactory(**{post: True}))

    page = client.get(reverse("portal:now"))

    assert words in page.content.decode()
    for label, url in page.context["ways"]:
        assert client.get(url, follow=True).status_code == 200, label
    assert len(page.context["ways"]) == {"desk": 4, "manager": 2, "executive": 2, "leader": 2}[post]
