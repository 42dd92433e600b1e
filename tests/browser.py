"""Debian's Chromium under pytest-playwright, and what every page of ours must be like in it."""

import gzip
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Self

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Playwright, Response

PHONE = {"width": 390, "height": 844}
SCREEN = {"width": 1280, "height": 800}
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
SECONDS = 10_000  # milliseconds a page may take before a test gives up

# an answer of 400 and more is mentioned in the console by Chromium itself
REFUSAL = "Failed to load resource: the server responded with a status of"


@pytest.fixture(scope="session")
def base_url() -> None:
    """Every test names its own server; the plugin's own fixture is written in a way that pytest 10 removes."""


@pytest.fixture(scope="session")
def playwright(playwright: Playwright) -> Iterator[Playwright]:
    """The harness empties the tables from the thread in which Playwright keeps its event loop running.

    While the loop runs Django keeps the connections of this thread in another drawer: closed before it stops.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield playwright
    connections.close_all()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium がありません: sudo apt-get install -y --no-install-recommends chromium")
    quiet = ("--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": ["--no-sandbox", "--disable-gpu", "--disable-quic", *quiet, "--lang=ja"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "ja-JP", "timezone_id": "Asia/Tokyo"}


@dataclass
class Visitor:
    """One person's browser window, which remembers what the console said and what was fetched."""

    page: Page
    site: str
    said: list[str] = field(default_factory=list)
    fetched: list[Response] = field(default_factory=list)

    @classmethod
    def come(cls, context: BrowserContext, site: str) -> Self:
        context.set_default_timeout(SECONDS)
        visitor = cls(context.new_page(), site)
        visitor.page.on("console", visitor._hear)
        visitor.page.on("pageerror", lambda error: visitor.said.append(str(error)))
        visitor.page.on("response", lambda response: visitor.fetched.append(response))
        return visitor

    def _hear(self, line: ConsoleMessage) -> None:
        if line.type in {"error", "warning"} and not line.text.startswith(REFUSAL):
            self.said.append(line.text)

    def open(self, path: str) -> Response | None:
        self.said.clear()
        self.fetched.clear()
        return self.page.goto(f"{self.site}{path}")

    @property
    def is_on_error_page(self) -> bool:
        return self.page.title().startswith("エラー：")

    def width_to_scroll(self) -> int:
        """Pixels by which the page is wider than its window."""
        wide: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return wide

    def barriers(self, *, excused: tuple[str, ...] = ()) -> list[str]:
        """What axe finds against WCAG 2.1 A and AA, each with the element; everything folded is opened first."""
        self.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        options = {"runOnly": {"type": "tag", "values": list(WCAG)}, "resultTypes": ["violations"]}
        excluded = {"exclude": [[selector] for selector in excused]} if excused else None
        found = Axe().run(self.page, context=excluded, options=options).response["violations"]
        return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]

    def sizes(self) -> dict[str, int]:
        """Bytes on the wire, compressed as the web server does it, by kind; from another host is an error."""
        foreign = [one.url for one in self.fetched if not one.url.startswith((self.site, "data:"))]
        assert foreign == []
        kinds = {"document": 0, "stylesheet": 0, "script": 0}
        for response in self.fetched:
            kind = response.request.resource_type
            if kind in kinds and response.status == 200:
                kinds[kind] += len(gzip.compress(response.body(), 6))
        return kinds
