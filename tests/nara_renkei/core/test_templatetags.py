from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template


def render(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("filter_name", "value", "expected"),
    [
        ("wareki", date(2026, 11, 22), "令和8年11月22日"),
        ("wareki", date(2019, 5, 1), "令和元年5月1日"),
        ("wareki_year", date(2026, 11, 22), "令和8年（2026年）11月22日（日）"),
        ("short_day", date(2026, 11, 22), "11月22日（日）"),
        # 14:05 in Tokyo; and 0:30 on the day after in Tokyo
        ("moment", datetime(2026, 11, 22, 5, 5, tzinfo=UTC), "11月22日 14:05"),
        ("moment", datetime(2026, 11, 22, 15, 30, tzinfo=UTC), "11月23日 00:30"),
        ("wareki", datetime(2026, 3, 31, 15, 0, tzinfo=UTC), "令和8年4月1日"),
    ],
)
def test_a_date_is_said_as_in_a_japanese_office_and_in_tokyo(filter_name, value, expected):
    assert render(f"{{{{ value|{filter_name} }}}}", value=value) == expected


@pytest.mark.parametrize("filter_name", ["wareki", "wareki_year", "short_day", "moment"])
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
