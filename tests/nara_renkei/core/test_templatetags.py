from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template

from nara_renkei.core.templatetags import nara


def render(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("filter_name", "value", "expected"),
    [
        ("wareki", date(2026, 11, 22), "令和8年11月22日"),
        ("wareki", date(2019, 5, 1), "令和元年5月1日"),
        ("wareki_year", date(2026, 11, 22), "令和8年（2026年）11月22日（日）"),
        ("fiscal_year", date(2027, 3, 31), "令和8年度"),
        ("fiscal_year", date(2027, 4, 1), "令和9年度"),
        ("short_day", date(2026, 11, 22), "11月22日（日）"),
        # 14:05 in Tokyo; and 0:30 on the day after in Tokyo
        ("moment", datetime(2026, 11, 22, 5, 5, tzinfo=UTC), "11月22日 14:05"),
        ("moment", datetime(2026, 11, 22, 15, 30, tzinfo=UTC), "11月23日 00:30"),
        ("wareki", datetime(2026, 3, 31, 15, 0, tzinfo=UTC), "令和8年4月1日"),
        ("fiscal_year", datetime(2026, 3, 31, 15, 0, tzinfo=UTC), "令和8年度"),
    ],
)
def test_a_date_is_said_as_in_a_japanese_office_and_in_tokyo(filter_name, value, expected):
    assert render(f"{{{{ value|{filter_name} }}}}", value=value) == expected


@pytest.mark.parametrize("filter_name", ["wareki", "wareki_year", "fiscal_year", "short_day", "moment"])
def test_no_date_is_said_as_nothing(filter_name):
    assert render(f"{{{{ value|{filter_name} }}}}", value=None) == ""


def test_a_panel_frames_its_content_and_escapes_once():
    html = render('{% panel "題" kind="attention" %}<p>{{ words }}</p>{% endpanel %}', words="<b>")

    assert '<section class="panel attention">' in html
    assert "<h2>題</h2>" in html
    assert "<p>&lt;b&gt;</p>" in html


def test_a_panel_escapes_its_title():
    assert "<h2>&lt;b&gt;</h2>" in render("{% panel title %}{% endpanel %}", title="<b>")


@pytest.mark.parametrize(("kind", "css"), [("late", "late"), ("done", "done"), ("no-such-kind", "info")])
def test_a_status_is_a_word_first(kind, css):
    html = render("{% status_tag label kind %}", label="期日を過ぎています", kind=kind)

    assert f'<span class="status {css}">期日を過ぎています</span>' in html


def test_the_longest_bar_fills_the_room_and_nothing_has_no_width():
    bars = nara.bars_of([("4月", 2), ("5月", 4), ("6月", 0)])

    assert [bar.width for bar in bars] == ["170.0", "340.0", "0.0"]
    assert [bar.value for bar in bars] == ["2", "4", "0"]


def test_a_chart_without_rows_or_with_zeros_only_can_be_drawn():
    assert nara.bars_of([]) == []
    assert [bar.width for bar in nara.bars_of([("4月", 0)])] == ["0"]
    assert "まだ数字がありません。" in render('{% bar_chart "受付" rows %}', rows=[])


def test_a_long_label_is_shortened_in_the_picture_only():
    (bar,) = nara.bars_of([("教育委員会事務局教育総務課", 1)])

    assert bar.label == "教育委員会事務局教育総…"
    assert bar.full_label == "教育委員会事務局教育総務課"


def test_a_chart_has_a_title_a_description_and_a_table():
    html = render('{% bar_chart "月ごとの受付" rows "件" %}', rows=[("4月", 1200), ("<5月>", 3)])

    assert "<title>月ごとの受付</title>" in html
    assert "<desc>4月 1,200件、&lt;5月&gt; 3件</desc>" in html
    assert '<th scope="row">4月</th>' in html
    assert "<5月>" not in html


def test_scores_divide_a_full_bar_from_five_down():
    chart = nara.share_chart("満足度", [("企業", (0, 1, 1, 2, 6)), ("市", (0, 0, 0, 0, 0))])

    parts = chart["bars"][0]["parts"]
    assert [(part.words, part.x, part.width) for part in parts] == [
        ("5：6", "84", "288"),
        ("4：2", "372", "96"),
        ("3：1", "468", "48"),
        ("2：1", "516", "48"),
    ]
    assert chart["bars"][0]["counts"] == [6, 2, 1, 1, 0]
    assert chart["description"] == "企業は5：6件、4：2件、3：1件、2：1件。市は回答なし"


def test_a_part_too_narrow_for_words_keeps_them_for_the_table():
    parts = nara.share_chart("満足度", [("企業", (1, 0, 0, 0, 39))])["bars"][0]["parts"]

    assert [(part.words, part.full_words) for part in parts] == [("5：39", "5：39"), ("", "1：1")]
