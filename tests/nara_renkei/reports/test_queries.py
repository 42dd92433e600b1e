from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nara_renkei.reports.queries import AgeBand, DepartmentLine, Line, monthly, monthly_figures
from nara_renkei.reports.queries.monthly import LateLine
from proposals.enums import Stage, Status
from proposals.queries import MedianDays
from tests.harness import at

from .cities import MADE_AT, OCTOBER, promise, received, small_city

pytestmark = pytest.mark.django_db


@pytest.fixture
def figures():
    small_city()
    return monthly_figures(OCTOBER, at=MADE_AT)


def test_what_came_in_the_month_is_counted_by_kind_and_channel(figures):
    assert (figures.received, figures.received_before) == (3, 2)
    assert figures.by_kind == (Line("自由提案型", 2), Line("課題提示型", 1))
    assert figures.by_channel == (Line("画面", 2), Line("来庁・紙", 0), Line("電話", 1), Line("郵送・メール", 0))


def test_the_stock_is_that_of_the_months_last_day(figures):
    assert (figures.as_of, figures.is_running, figures.open) == (date(2026, 10, 31), False, 4)


def test_ages_are_counted_in_working_days(figures):
    assert figures.ages == (
        AgeBand("10日まで", 1, 0),
        AgeBand("11日から20日", 2, 0),
        AgeBand("21日から40日", 0, 0),
        AgeBand("41日から60日", 1, 1),
        AgeBand("61日以上", 0, 0),
    )


def test_departments_are_those_of_the_lead_routing(figures):
    assert figures.departments == (DepartmentLine("送付前（デスク）", 2, 3, 1), DepartmentLine("観光経済部", 1, 1, 0))


def test_outcomes_are_those_told_in_the_month_with_their_reasons(figures):
    assert {line.label: line.count for line in figures.outcomes} == {
        "進める": 0, "条件付きで進める": 1, "見送り": 1, "ほかの窓口のご案内": 0, "取下げ": 0,
    }  # fmt: skip
    assert figures.outcomes_told == 2
    assert figures.decline_reasons == (Line("まだ抽象的", 1), Line("製品の紹介・営業が中心", 1))


def test_promises_are_kept_when_the_parked_days_are_taken_off(figures):
    counts = {line.stage: (line.met, line.kept, line.late) for line in figures.promises}
    assert counts == {
        "形式の確認": (3, 2, 0),
        "担当課の最初のお返事": (0, 0, 1),
        "対話の設定": (0, 0, 0),
        "結果のお知らせ": (0, 0, 0),
    }
    assert (figures.promises_met, figures.promises_kept, figures.promises_late, figures.kept_share) == (3, 2, 1, None)


def test_what_is_late_is_named_with_its_division_and_the_days_over(figures):
    # promised from 5 October within 10 開庁日; 12 October is a holiday
    late = LateLine("R8-J-9001", "集会所の移動販売", "担当課の最初のお返事", "観光戦略課", 8)
    assert figures.late == (late,)


def test_the_longest_late_come_first_and_the_rest_is_counted(db, monkeypatch):
    monkeypatch.setattr(monthly, "LONGEST_LATE", 2)
    for number, start in (("R8-J-9101", 8), ("R8-J-9102", 1), ("R8-J-9103", 5)):
        promise(received(date(2026, 10, 1), number=number), Stage.FORMAL_CHECK, date(2026, 10, start), 3, None)

    figures = monthly_figures(OCTOBER, at=MADE_AT)

    assert [line.number for line in figures.late] == ["R8-J-9102", "R8-J-9103"]
    assert (figures.promises_late, figures.late_left_out) == (3, 1)


def test_the_late_cost_one_query_however_many(db):
    counts = []
    for number in ("R8-J-9101", "R8-J-9102", "R8-J-9103"):
        promise(received(date(2026, 10, 1), number=number), Stage.FORMAL_CHECK, date(2026, 10, 1), 3, None)
        with CaptureQueriesContext(connection) as captured:
            monthly_figures(OCTOBER, at=MADE_AT)
        counts.append(len(captured))

    assert len(set(counts)) == 1


def test_a_median_of_fewer_than_five_is_not_shown(figures):
    assert figures.first_answer == MedianDays(None, 0)
    assert str(figures.first_answer) == "5件未満のため出しません"


def test_the_list_says_what_the_state_was_on_the_last_day(figures):
    rows = [
        (row.number, row.kind, row.status, row.division, row.received_text, row.due_text) for row in figures.proposals
    ]
    assert rows == [
        ("R8-J-9001", "自由", "担当課で検討中", "観光戦略課", "R8.10.1", "R8.10.20"),
        ("R8-J-9003", "自由", "受付", "送付前（デスク）", "R8.10.5", "―"),
        ("R8-K-9002", "課題", "受付", "送付前（デスク）", "R8.10.20", "―"),
    ]


def test_the_series_ends_with_the_month(figures):
    assert len(figures.series) == 12
    assert [(point.name, point.received) for point in figures.series[-3:]] == [
        ("令和8年8月", 1),
        ("令和8年9月", 2),
        ("令和8年10月", 3),
    ]


def test_a_month_that_runs_is_counted_up_to_today(db):
    received(date(2026, 10, 1), status=Status.SUBMITTED)

    figures = monthly_figures(OCTOBER, at=at(date(2026, 10, 5)))

    assert (figures.as_of, figures.is_running, figures.open) == (date(2026, 10, 5), True, 1)


def test_a_proposal_that_came_late_at_night_belongs_to_its_day_in_tokyo(db):
    proposal = received(date(2026, 10, 31))
    proposal.submitted_at = at(date(2026, 10, 31), 23)
    proposal.save()

    assert (monthly_figures(OCTOBER, at=MADE_AT).received, monthly_figures(date(2026, 11, 1), at=MADE_AT).received) == (
        1,
        0,
    )


def test_the_figures_cost_the_same_for_one_and_three_proposals(db):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            monthly_figures(OCTOBER, at=MADE_AT)
        return len(captured)

    received(date(2026, 10, 1))
    one = queries()
    received(date(2026, 10, 2))
    received(date(2026, 10, 6))

    assert one == queries() == 14
