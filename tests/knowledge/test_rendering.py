"""What the desk writes never becomes more than text, headings, lists, tables and safe links."""

import pytest

from knowledge.rendering import Heading, render_chapter


def html(text, links=None):
    return str(render_chapter(text, anchor="sho", link_of=(links or {}).get).html).strip()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b onclick=alert(1)>押す</b>",
        "<img src=x onerror=alert(1)>",
        "<style>*{display:none}</style>",
        "<!-- 見えない -->",
        "<iframe src=//evil.example></iframe>",
    ],
)
def test_html_is_read_as_it_was_typed(text):
    made = html(text)

    assert "&lt;" in made
    assert made.replace("<p>", "").replace("</p>", "").count("<") == 0


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "ftp://a.example",
        "file:///etc/passwd",
        "kento",
        "mailto:",
    ],
)
def test_no_other_link_is_made(target):
    assert "href" not in html(f"[押す]({target})")


@pytest.mark.parametrize(
    "target", ["https://a.example/x?y=1", "http://a.example", "mailto:a@b.example", "/teian/hajimeru/"]
)
def test_the_known_kinds_of_links_are_made(target):
    assert f'<a href="{target}" rel="noopener noreferrer">押す</a>' in html(f"[押す]({target})")


def test_pictures_are_no_pictures():
    assert "<img" not in html("![絵](/static/img/icon.svg)")


def test_a_chapter_is_found_where_this_reader_has_it():
    links = {"kohei": "/ka/guideline/kohei/"}

    assert 'href="/ka/guideline/kohei/"' in html("[第9章](#kohei)", links)
    assert 'href="/ka/guideline/kohei/#kohei-2"' in html("[第9章](#kohei-2)", links)
    assert 'href="#kohei-2"' in html("[第9章](#kohei-2)", {"kohei": "#kohei"})
    assert 'href="#sho-1"' in html("## 見出し\n\n[上へ](#sho-1)")
    assert html("[第6章](#kento)と[第9章](#kohei)", links).startswith("<p>第6章と<a")


def test_headings_have_names_and_begin_at_the_second_level():
    page = render_chapter("# 一\n\n## 二 **太**\n\n### 三\n", anchor="sho", link_of={}.get)

    assert page.headings == [Heading("sho-1", "一", 2), Heading("sho-2", "二 太", 2)]
    assert str(page.html).splitlines() == [
        '<h2 id="sho-1">一</h2>',
        '<h2 id="sho-2">二 <strong>太</strong></h2>',
        '<h3 id="sho-3">三</h3>',
    ]


def test_a_heading_of_markup_and_breaks_is_named_by_its_words():
    page = render_chapter("## `a` [b](/c/)\n", anchor="sho", link_of={}.get)

    assert [one.title for one in page.headings] == ["a b"]


def test_a_table_scrolls_by_itself_and_names_its_columns():
    made = html("| 名 | 数 |\n|---|---:|\n| 一 | 1 |")

    assert made.startswith('<div class="scroll" tabindex="0" role="region" aria-label="表"><table>')
    assert '<th scope="col">数</th>' in made
    assert "style" not in made


@pytest.mark.parametrize("text", ["[" * 20_000, ">" * 20_000, "|a" * 6_000 + "\n" + "|-" * 6_000, "- " * 10_000])
def test_no_text_takes_long(text):
    assert len(html(text)) < 1_000_000
