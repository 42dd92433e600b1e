"""Chapters of the ガイドライン and 連携手法 as HTML: no HTML of the writer's, no links but the known kinds, and sanitised once more."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.models import ChapterVersion, Faq, Method
from knowledge.rules.methods import TEXTS

# http, https, mailto, an address on this site, or a place in the ガイドライン
SAFE_LINK: Final = re.compile(r"https?://\S+|mailto:[^\s@]+@[^\s@]+|/(?!/)\S*|#\S+", re.IGNORECASE)
TAGS: Final = {
    *("a", "blockquote", "br", "code", "div", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"),
    *("h2", "h3", "h4", "h5", "h6", "table", "tbody", "td", "th", "thead", "tr"),
}
ATTRIBUTES: Final = {
    "a": {"href"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "ol": {"start"},
    "th": {"scope"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
SCROLL: Final = '<div class="scroll" tabindex="0" role="region" aria-label="表"><table>'
DEEPEST: Final = 20  # quotes in lists in quotes; what is nested deeper is left out

LinkOf = Callable[[str], str | None]  # the anchor of a chapter → where it is; None: not for this reader


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a chapter, for its contents."""

    anchor: str
    title: str
    level: int  # 2 to 6


@dataclass(frozen=True, slots=True)
class ChapterPage:
    """A chapter as a page shows it."""

    html: SafeString
    headings: Sequence[Heading]  # of level 2


def render_version(version: ChapterVersion, anchors: Collection[str], address: str) -> ChapterPage:
    """Return what a version says. ``anchors`` of the chapters that the reader has, which stand below an ``address``."""
    return render_chapter(
        version.text,
        anchor=version.chapter.anchor,
        link_of=lambda anchor: f"{address}{anchor}/" if anchor in anchors else None,
    )


def render_faq(faq: Faq, anchors: Collection[str], address: str) -> ChapterPage:
    """Return the answer of a FAQ; its links lead to chapters as in a chapter."""
    return render_chapter(
        faq.answer,
        anchor=faq.code,
        link_of=lambda anchor: f"{address}{anchor}/" if anchor in anchors else None,
    )


def render_chapter(text: str, *, anchor: str, link_of: LinkOf) -> ChapterPage:
    """Return the Markdown of a chapter as HTML.

    Its headings get the ids ``<anchor>-1``, ``<anchor>-2`` and so on, in their order. ``#shisei`` leads to where
    ``link_of`` says that the chapter is; of a link that leads nowhere the words stay.
    """
    parser = _parser()
    tokens = parser.parse(text)
    headings = _name_headings(tokens, anchor)
    here = {one.anchor for one in headings}
    for token in tokens:
        if token.type == "th_open":
            token.attrSet("scope", "col")
        if token.children:
            token.children = _lead(token.children, here, link_of)
    made = parser.renderer.render(tokens, parser.options, {})
    clean = nh3.clean(
        made,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
    return ChapterPage(SafeString(clean), [one for one in headings if one.level == 2])


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST}).enable("table").disable("image")
    parser.validateLink = lambda url: SAFE_LINK.fullmatch(url) is not None  # type: ignore[method-assign]  # as its documents say
    parser.add_render_rule("table_open", _table_open)
    parser.add_render_rule("table_close", _table_close)
    return parser


def _table_open(renderer: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """A wide table scrolls by itself, also by keyboard."""
    return SCROLL


def _table_close(renderer: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return "</table></div>\n"


def _name_headings(tokens: Sequence[Token], anchor: str) -> list[Heading]:
    """Give every heading its id; the first level is the title of the page, so a heading begins at the second."""
    found: list[Heading] = []
    for at, token in enumerate(tokens):
        if token.type not in {"heading_open", "heading_close"}:
            continue
        token.tag = "h2" if token.tag == "h1" else token.tag
        if token.type == "heading_open":
            name = f"{anchor}-{len(found) + 1}"
            token.attrSet("id", name)
            found.append(Heading(name, _plain(tokens[at + 1].children or ()), int(token.tag[1])))
    return found


def _plain(tokens: Iterable[Token]) -> str:
    return "".join(token.content for token in tokens)


def _lead(tokens: Sequence[Token], here: Collection[str], link_of: LinkOf) -> list[Token]:
    """Return the tokens of a paragraph with links that lead where they say, and without those that lead nowhere."""
    kept: list[Token] = []
    open_links: list[str | None] = []
    for token in tokens:
        if token.type == "link_open":
            target = _target(str(token.attrGet("href")), here, link_of)
            open_links.append(target)
            if target is None:
                continue
            token.attrSet("href", target)
        elif token.type == "link_close" and open_links.pop() is None:
            continue
        kept.append(token)
    return kept


def _target(href: str, here: Collection[str], link_of: LinkOf) -> str | None:
    if not href.startswith("#"):
        return href
    place = href[1:]
    if place in here:
        return href
    chapter, _, number = place.partition("-")
    url = link_of(chapter)
    if url is None or not number:
        return url
    return f"{url}#{place}" if not url.startswith("#") else href


def render_method(method: Method, anchors: Collection[str], address: str) -> dict[str, SafeString]:
    """Return the four texts of a 連携手法 by their names; links as those of a chapter."""
    return {
        name: render_chapter(
            getattr(method, name),
            anchor=name,
            link_of=lambda anchor: f"{address}{anchor}/" if anchor in anchors else None,
        ).html
        for name in TEXTS
    }
