"""The family of charts: what they measure, what they say, and how they look (RETAKE_SNAPSHOTS=1 takes them anew)."""

import os
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from nara_renkei.core import charts

SNAPSHOTS = Path(__file__).parents[2] / "snapshots" / "charts"
QUARTERS = ["R7 1期", "R7 2期", "R7 3期", "R7 4期", "R8 1期"]
PICTURES = ["①組織体制", "②組織風土", "③仕組み", "④公民の相互理解"]

# one example each, with what is awkward: zeros, gaps, long names, one value alone, marks of HTML
EXAMPLES = {
    "bar": ('{% bar_chart "月ごとの受付" rows "件" %}', {"rows": [("4月", 1200), ("<5月>", 3), ("6月", 0)]}),
    "stacked": (
        '{% stacked_chart "部ごとの結果" parts rows "件" %}',
        {
            "parts": ["進める", "条件付きで進める", "見送り", "ほかの窓口のご案内", "取下げ"],
            "rows": [("総合政策部", (6, 2, 5, 1, 1)), ("教育委員会事務局教育総務課", (0, 0, 1, 0, 0)), ("なし", (0,) * 5)],
        },
    ),
    "share": ('{% share_chart "満足度" rows %}', {"rows": [("企業", (0, 1, 1, 2, 6)), ("市", (0, 0, 0, 0, 0))]}),
    "line": (
        '{% line_chart "最初のお返事までの日数" labels series "開庁日" %}',
        {
            "labels": QUARTERS,
            "series": [("市の全体", (12, 11.5, None, 8, 6)), ("総合政策部", (None, 9, 9, 7, 6)), ("目標", (10,) * 5)],
        },
    ),
    "radar": (
        '{% radar_chart "目指す姿" axes series 100 %}',
        {"axes": PICTURES, "series": [("令和8年度", (62, 48.5, 71, 88)), ("令和7年度", (40, 41, 55, None))]},
    ),
    "timeline": (
        '{% timeline_chart "協定の期間" rows first last %}',
        {
            "first": date(2025, 4, 1),
            "last": date(2027, 3, 31),
            "rows": [
                ("大和電機株式会社", [(date(2024, 4, 1), date(2026, 3, 31), "第1期"), (date(2026, 4, 1), date(2029, 3, 31), "第2期")]),
                ("平城𠮷銀行", [(date(2026, 12, 1), date(2026, 12, 1), "一日だけの実証")]),
            ],
        },
    ),
    "heat": (
        '{% heat_table "課ごとの受付" columns rows "件" %}',
        {"columns": ["4月", "5月"], "rows": [("総務課", (5, 0)), ("観光戦略課", (None, 2))]},
    ),
}  # fmt: skip


def drawn(name: str) -> str:
    source, context = EXAMPLES[name]
    html = Template(source).render(Context(context))
    return re.sub(r"\n\s*\n+", "\n", html).strip() + "\n"


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_chart_looks_as_it_was_seen(name):
    kept = SNAPSHOTS / f"{name}.html"
    if os.environ.get("RETAKE_SNAPSHOTS"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(drawn(name))

    assert drawn(name) == kept.read_text()


def of_kind(chart: charts.Chart, kind: str) -> list[charts.Mark]:
    return [mark for mark in chart.marks if mark.kind == kind]


def words_of(chart: charts.Chart) -> list[str]:
    return [mark.words for mark in of_kind(chart, "words")]


def test_the_longest_bar_fills_the_room_and_nothing_has_no_width():
    chart = charts.bar_chart("受付", [("4月", 2), ("5月", 4), ("6月", 0)], "件")

    assert [mark.width for mark in of_kind(chart, "rect")] == ["170", "340", "0"]
    assert chart.rows == [("4月", "2"), ("5月", "4"), ("6月", "0")]
    assert chart.description == "4月 2件、5月 4件、6月 0件"


@pytest.mark.parametrize(
    "chart",
    [
        charts.bar_chart("受付", []),
        charts.stacked_chart("結果", ["進める"], [], "件"),
        charts.share_chart("満足度", []),
        charts.line_chart("日数", [], [], "開庁日"),
        charts.radar_chart("姿", PICTURES, []),
        charts.timeline_chart("協定", [], date(2026, 4, 1), date(2026, 4, 1)),
    ],
    ids=lambda chart: chart.kind,
)
def test_a_chart_of_nothing_can_be_drawn_and_says_so(chart):
    assert chart.description == "まだ数字がありません。"
    assert chart.rows in ([], [(name,) for name in PICTURES])


def test_a_long_label_is_shortened_in_the_picture_only():
    chart = charts.bar_chart("受付", [("教育委員会事務局教育総務課", 1)])

    assert words_of(chart)[0] == "教育委員会事務局教育総…"
    assert chart.rows == [("教育委員会事務局教育総務課", "1")]


def test_parts_are_as_long_as_their_values_and_the_total_stands_beside_them():
    chart = charts.stacked_chart("結果", ["進める", "見送り"], [("総務部", (3, 1)), ("市民部", (1, 1))], "件")

    swatches, parts = of_kind(chart, "rect")[:2], of_kind(chart, "rect")[2:]
    assert [mark.fill for mark in swatches] == [charts.FILLS[0][0], charts.FILLS[1][0]]
    assert [mark.width for mark in parts] == ["255", "85", "85", "85"]
    assert chart.rows == [("総務部", "3", "1", "4"), ("市民部", "1", "1", "2")]
    assert "4件" in words_of(chart)


def test_scores_divide_a_full_bar_from_five_down():
    chart = charts.share_chart("満足度", [("企業", (0, 1, 1, 2, 6)), ("市", (0, 0, 0, 0, 0))])

    assert [(mark.x, mark.width) for mark in of_kind(chart, "rect")] == [
        ("84", "288"),
        ("372", "96"),
        ("468", "48"),
        ("516", "48"),
    ]
    assert words_of(chart) == ["企業", "5：6", "4：2", "3：1", "2：1", "市"]
    assert chart.description == "企業は5：6件、4：2件、3：1件、2：1件。市は回答なし"


def test_a_part_too_narrow_for_words_keeps_them_for_the_table():
    chart = charts.share_chart("満足度", [("企業", (1, 0, 0, 0, 39))])

    assert words_of(chart) == ["企業", "5：39"]
    assert chart.rows == [("企業", "39", "0", "0", "0", "1")]


def test_a_gap_breaks_a_line_and_the_scale_begins_at_nothing():
    chart = charts.line_chart(
        "日数", QUARTERS, [("全体", (10, 5, None, 0, None)), ("高", (12,) + (None,) * 4)], "開庁日"
    )

    lines = [mark.points for mark in of_kind(chart, "line") if mark.thick == "2"]
    assert lines == ["52,47.7 152,126.8", "352,206", "52,16"]
    assert "全体 0" in words_of(chart)
    assert chart.rows[2] == ("R7 3期", "―", "―")


def test_the_names_at_the_ends_of_lines_do_not_cover_each_other():
    chart = charts.line_chart("日数", ["1期"], [("甲", (5,)), ("乙", (5,)), ("丙", (5,))], "開庁日")

    places = sorted(float(mark.y) for mark in of_kind(chart, "words") if mark.x == "464")
    assert [after - before for before, after in pairwise(places)] == [17, 17]


def test_an_outline_needs_every_axis_and_stays_within_the_outer_ring():
    chart = charts.radar_chart("姿", PICTURES, [("今年", (100, 250, -5, 50)), ("前年", (40, 41, 55, None))], 100)

    outlines = [mark.points for mark in of_kind(chart, "shape") if mark.thick == "2"]
    assert outlines == ["300,30 410,140 300,140 245,140"]
    assert len(of_kind(chart, "shape")) == 4 + 1 + 4 + 3 + 2  # rings, outline, dots, dots of the legend


def test_a_span_is_cut_at_the_ends_and_left_out_beyond_them():
    spans = [(date(2020, 1, 1), date(2026, 6, 1), "前"), (date(2028, 1, 1), date(2028, 2, 1), "後")]
    chart = charts.timeline_chart("協定", [("銀行", spans)], date(2026, 4, 1), date(2027, 4, 1))

    (bar,) = of_kind(chart, "rect")
    assert (bar.x, bar.width) == (str(charts.LABEL_WIDTH + 8), "68.9")
    assert chart.rows == [("銀行", "2020-01-01", "2026-06-01", "前"), ("銀行", "2028-01-01", "2028-02-01", "後")]


def test_the_days_on_a_timeline_are_few_whatever_its_length():
    ticks = [
        len([one for one in words_of(charts.timeline_chart("協定", [], date(2020, 4, 1), last)) if "20" in one])
        for last in (date(2020, 9, 1), date(2021, 9, 1), date(2025, 4, 1), date(2060, 4, 1))
    ]

    assert ticks == [6, 6, 6, 6]


@pytest.mark.parametrize(
    ("value", "top"),
    [(0, 4), (1, 4), (4, 4), (4.5, 6), (11, 12), (13, 16), (21, 24), (35, 40), (100, 100), (101, 120), (900, 1000)],
)
def test_a_scale_ends_on_a_round_number(value, top):
    assert charts.nice_top(value) == top


@given(st.text(max_size=40), st.integers(min_value=28, max_value=400))
def test_fitted_words_never_leave_their_room(words, room):
    assert charts.text_width(charts.fitted(words, room), charts.FONT) <= room


def test_cells_are_the_darker_the_larger_and_without_value_blank():
    table = charts.heat_table("受付", ["4月", "5月"], [("総務課", (10, 0)), ("観光課", (None, 4))], "件")

    assert [[(cell.text, cell.heat) for cell in cells] for _, cells in table.rows] == [
        [("10", 4), ("0", 0)],
        [("―", None), ("4", 2)],
    ]


def test_a_heat_table_of_zeros_is_light():
    table = charts.heat_table("受付", ["4月"], [("総務課", (0,))], "件")

    assert table.rows[0][1][0].heat == 0
