"""A template and its context in, PDF bytes out. The only importer of WeasyPrint.

WeasyPrint is imported when first used: the web workers never need its 60 MB. The PDF worker imports it
before it forks (apps.py).
"""

import gc
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from mimetypes import guess_type
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)

# What a paper may hold: 50 pages of a table are 0.5 MB of HTML.
LONGEST_HTML = 4_000_000
ASSET = "asset:"
# Boxes that WeasyPrint's own stylesheet makes ready for every element: footnotes, that no paper has, and markers.
FOR_EVERY_ELEMENT = re.compile(r"^::(?:(?:foot)?note-[^\n]*$|(?=marker))", re.MULTILINE)


class CannotRender(Exception):
    """The paper cannot be made. ``str(exc)`` is fit for the screen."""


@dataclass(frozen=True, slots=True)
class Pdf:
    content: bytes
    pages: int


def render_pdf(template: str, context: Mapping[str, Any]) -> Pdf:
    """Return a tagged PDF (PDF/UA form) of a template; title and language come from its head.

    Styles and pictures are named ``asset:css/report.css`` and read from ``static/``; nothing else is
    fetched. Raises CannotRender when the paper is too large.
    """
    from .slim import slim

    gc.collect()  # what the figures were read with: 10 MB in a city of 100,000, and the pages want every byte
    document = _sheet(_html(template, context)).render(pdf_variant="pdf/ua-1", optimize_images=True)
    pages = len(document.pages)
    return Pdf(document.write_pdf(pdf_variant="pdf/ua-1", finisher=slim), pages)


def _html(template: str, context: Mapping[str, Any]) -> str:
    html = render_to_string(template, dict(context))
    if len(html) > LONGEST_HTML:
        raise CannotRender("紙にする内容が多すぎます。期間を短くしてください。")
    return html


def _sheet(html: str) -> Any:
    """Return WeasyPrint's HTML with the short stylesheet: a quarter less time and memory in a long table."""
    from weasyprint import HTML

    from .slim import draw_short

    class Sheet(HTML):
        def render(self, *given: Any, **options: Any) -> Any:
            document = super().render(*given, **options)
            draw_short(document)
            return document

        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return [own_stylesheet()]

    return Sheet(string=html, base_url=ASSET, url_fetcher=asset_fetcher())


@cache
def own_stylesheet() -> Any:
    """Return how WeasyPrint shows HTML by itself, without what no paper has. Lists alone have markers."""
    from weasyprint import CSS
    from weasyprint.html import UA, UA_COUNTER_STYLE

    short = FOR_EVERY_ELEMENT.sub(lambda found: "" if "note" in found[0] else "li::", UA)
    return CSS(string=short, counter_style=UA_COUNTER_STYLE)


def asset_fetcher() -> Any:
    """Return the fetcher that knows one scheme: no disk outside ``static/``, no network."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class AssetFetcher(URLFetcher):
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            return URLFetcherResponse(
                url, asset(url), {"Content-Type": guess_type(url)[0] or "application/octet-stream"}
            )

    return AssetFetcher(allowed_protocols={"asset"}, allow_redirects=False)


def asset(url: str) -> bytes:
    """Return the bytes of ``asset:css/report.css``. Raises ValueError for anything that is no asset.

    WeasyPrint turns the error into a warning and goes on without the picture.
    """
    scheme, _, name = url.partition(":")
    path = PurePosixPath(name)
    if scheme != "asset" or not name or path.is_absolute() or ".." in path.parts or "\\" in name or "%" in name:
        raise ValueError("only asset: is fetched")
    for root in settings.STATICFILES_DIRS:
        found = (root / path).resolve()
        if found.is_relative_to(root.resolve()) and found.is_file():
            return found.read_bytes()
    raise ValueError("no such asset")


def warm_up() -> None:
    """Load WeasyPrint and its fonts once, so that every forked child shares the memory."""
    _sheet('<html lang="ja"><title>準備</title><p style="font-family:BIZ UDPGothic">奈良市').write_pdf()
