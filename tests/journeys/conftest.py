"""People in front of their browsers. All rows are made before the first browser opens."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from nara_renkei.accounts.models import User
from tests.browser import SCREEN, Visitor
from tests.factories.accounts import PASSWORD, StaffFactory
from tests.nara_renkei.notifications.smtp_server import Server
from tests.screening.city import Office, office


@dataclass
class Person(Visitor):
    """A visitor with a keyboard, a mouse and a memory of every page that was shown."""

    seen: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        self.open(path)
        self.read()

    def follow(self, words: str) -> None:
        """Click the first link with these words."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=words).first.click()
        self.read()

    def press(self, words: str, *, inside: str = "main, #content") -> None:
        """Press the first button with exactly these words."""
        with self.page.expect_navigation():
            self.page.locator(inside).get_by_role("button", name=words, exact=True).first.click()
        self.read()

    def write(self, **fields: str) -> None:
        for name, words in fields.items():
            self.page.fill(f"main [name={name}], #content [name={name}]", words)

    def tick(self, name: str, value: str = "") -> None:
        self.page.check(f"[name={name}]" + (f'[value="{value}"]' if value else ""))

    def unfold(self, words: str) -> None:
        """Open the fold with this heading, unless it is open."""
        fold = self.page.locator("details", has=self.page.get_by_text(words, exact=True))
        if fold.get_attribute("open") is None:
            fold.locator("> summary").click()

    def reads(self, *words: str) -> None:
        for one in words:
            expect(self.page.locator("body")).to_contain_text(one)

    def read(self) -> None:
        self.seen.append(self.page.content())

    # --- doors

    def enter_by_password(self, user: User, path: str) -> None:
        """The staff's door, on the way to a page."""
        self.go(path)
        self.write(login=user.email, password=PASSWORD)
        self.press("ログイン")
        assert self.page.url == f"{self.site}{path}"

    def enter_by_code(self, address: str, post: Server) -> None:
        """The company's door, from the page that asks for the address: the code comes by mail."""
        self.write(email=address)
        self.press("確認コードを送る")
        letter = [mail for mail in post.sink.mails() if mail["To"] == address][-1].get_content()
        code = re.search(r"^(\d{4} ?\d{4})\s*$", letter, re.MULTILINE)
        assert code
        self.write(code=code[1])
        self.press("確認して進む")


@dataclass
class Hall:
    """The city's side: a 課, the desk, the 管理職, and the post."""

    office: Office
    desk: User
    executive: User
    post: Server


@pytest.fixture
def hall(live_server: Any, settings: Any) -> Iterator[Hall]:
    post = Server()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.SITE_URL = "127.0.0.1", post.port, live_server.url
    post.start()
    yield Hall(office(), StaffFactory(desk=True), StaffFactory(executive=True), post)
    post.stop()


@pytest.fixture
def somebody(
    live_server: Any, browser: Browser, browser_context_args: dict[str, Any]
) -> Iterator[Callable[..., Person]]:
    """Call it for a person with a browser of their own; options are those of a browser context."""
    contexts = []

    def come(**options: Any) -> Person:
        context = browser.new_context(**{**browser_context_args, "viewport": SCREEN, **options})
        contexts.append(context)
        return Person.come(context, live_server.url)

    yield come
    for context in contexts:
        context.close()
