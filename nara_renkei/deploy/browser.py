"""What the smoke walk needs of a browser and of a letter box. Standard library only."""

import mimetypes
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from pathlib import Path


class WalkFailed(Exception):
    """Something on the way is not as it should be; str(exc) says what."""


@dataclass
class Control:
    """An input, select, textarea or submit button as it stood on the page."""

    kind: str  # text, hidden, radio, checkbox, select, textarea, file, submit …
    name: str
    value: str = ""
    on: bool = False  # checked or selected
    label: str = ""  # of a submit button
    options: list["Option"] = field(default_factory=list)  # of a select


@dataclass
class Option:
    value: str
    on: bool
    label: str = ""


@dataclass
class Form:
    action: str = ""
    method: str = "get"
    multipart: bool = False
    controls: list[Control] = field(default_factory=list)

    def names(self) -> set[str]:
        return {control.name for control in self.controls}

    def buttons(self) -> list[Control]:
        return [control for control in self.controls if control.kind == "submit"]

    def values(self, name: str) -> list[str]:
        """Return what a radio group, a checkbox group or a select offers."""
        offered = []
        for control in self.controls:
            if control.name == name:
                offered += [option.value for option in control.options] if control.options else [control.value]
        return offered

    def value_of(self, name: str, words: str) -> str:
        """Return the value of the first option of a select whose label holds these words."""
        for control in self.controls:
            for option in control.options if control.name == name else []:
                if words in option.label:
                    return option.value
        raise WalkFailed(f"{name} に「{words}」の選択肢がありません")


@dataclass
class Page:
    status: int
    url: str
    headers: dict[str, str]
    body: bytes
    text: str = ""  # what a reader sees, without tags
    forms: list[Form] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)  # address, words

    @property
    def path(self) -> str:
        return urllib.parse.urlsplit(self.url).path

    def link(self, words: str) -> str:
        """Return the address of the first link with these words in its text or address."""
        for address, text in self.links:
            if words in text or words in address:
                return urllib.parse.urljoin(self.url, address)
        raise WalkFailed(f"{self.path} に「{words}」のリンクがありません")

    def form(self, *, button: str = "", has: str = "") -> Form:
        """Return the first form with such a button and such a field."""
        for form in self.forms:
            pressed = not button or any(button in control.label for control in form.buttons())
            if pressed and (not has or has in form.names()):
                return form
        seen = [[control.label for control in form.buttons()] for form in self.forms]
        raise WalkFailed(f"{self.path} に「{button or has}」の欄がありません（あるボタン: {seen}）")


class _Reader(HTMLParser):
    """Collects words, links and forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.by_id: dict[str, Form] = {}
        self.form: Form | None = None
        self.control: Control | None = None
        self.link: list[str] | None = None
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag in {"script", "style"}:
            self.silent += 1
        elif tag == "a" and "href" in given:
            self.link = [given["href"], ""]
        elif tag == "form":
            self.form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.form.multipart = given.get("enctype") == "multipart/form-data"
            self.forms.append(self.form)
            if "id" in given:
                self.by_id[given["id"]] = self.form
        elif tag in {"input", "select", "textarea", "button"}:
            self._control(tag, given)
        elif tag == "option" and self.control and self.control.kind == "select":
            self.control.options.append(Option(given.get("value", ""), "selected" in given))

    def _control(self, tag: str, given: dict[str, str]) -> None:
        form = self.by_id.get(given.get("form", "")) or self.form
        kind = given.get("type", "text").lower() if tag == "input" else tag
        if tag == "button":
            kind = given.get("type", "submit").lower()
        control = Control(kind, given.get("name", ""), given.get("value", ""), "checked" in given)
        if kind in {"radio", "checkbox"} and "value" not in given:
            control.value = "on"
        if tag == "input" and kind == "submit":
            control.label = control.value
        if form is not None and "disabled" not in given:
            form.controls.append(control)
        if tag != "input":
            self.control = control

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self.silent -= 1
        elif tag == "form":
            self.form = None
        elif tag in {"select", "textarea", "button"}:
            self.control = None
        elif tag == "a" and self.link is not None:
            self.links.append((self.link[0], " ".join(self.link[1].split())))
            self.link = None

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        self.words.append(data)
        if self.link is not None:
            self.link[1] += data
        if self.control is not None and self.control.kind == "textarea":
            self.control.value += data if self.control.value else data.removeprefix("\n")
        elif self.control is not None and self.control.kind == "submit":
            self.control.label += data.strip()
        elif self.control is not None and self.control.options:
            self.control.options[-1].label += data.strip()


class Browser:
    """One person's browser: keeps cookies, follows redirects, sends forms as they stand."""

    def __init__(self, site: str, who: str) -> None:
        self.site = site
        self.who = who
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.seen: list[str] = []  # every page read so far, for what must appear on none of them

    def get(self, address: str, *, status: int = 200) -> Page:
        return self._open(urllib.request.Request(urllib.parse.urljoin(self.site, address)), status)  # noqa: S310

    def submit(
        self,
        page: Page,
        values: dict[str, str | list[str]] | None = None,
        *,
        button: str = "",
        has: str = "",
        files: dict[str, Path] | None = None,
        status: int = 200,
    ) -> Page:
        """Send the form with this button or field: what stood in it, and the values over it.

        A value is chosen among a group's (radio, select), ticked (checkbox: a list), or typed.
        """
        form = page.form(button=button, has=has or next(iter(values or files or {}), ""))
        sent = fill(form, values or {}, button)
        action = urllib.parse.urljoin(page.url, form.action or page.url)
        if form.method == "get":
            return self.get(f"{action.partition('?')[0]}?{urllib.parse.urlencode(sent)}", status=status)
        if form.multipart:
            content_type, body = multipart(sent, files or {})
        else:
            content_type, body = "application/x-www-form-urlencoded", urllib.parse.urlencode(sent).encode()
        headers = {"Content-Type": content_type, "Referer": page.url}
        return self._open(urllib.request.Request(action, body, headers), status)  # noqa: S310 our own site

    def _open(self, request: urllib.request.Request, status: int) -> Page:
        try:
            with self.opener.open(request, timeout=30) as answer:
                page = read_page(answer.status, answer.url, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as exc:
            page = read_page(exc.code, exc.url or request.full_url, dict(exc.headers), exc.read())
        except OSError as exc:
            raise WalkFailed(f"{request.full_url} が答えません: {exc}") from exc
        self.seen.append(page.body.decode(errors="replace"))
        if page.status != status:
            short = " ".join(page.text.split())[:400]
            raise WalkFailed(f"{self.who}: {page.path} が {page.status} を返しました（{status} のはず）: {short}")
        return page


def read_page(status: int, url: str, headers: dict[str, str], body: bytes) -> Page:
    page = Page(status, url, headers, body)
    if "html" in headers.get("Content-Type", ""):
        reader = _Reader()
        reader.feed(body.decode())
        page.text, page.forms, page.links = "".join(reader.words), reader.forms, reader.links
    return page


def fill(form: Form, values: dict[str, str | list[str]], button: str) -> list[tuple[str, str]]:
    """Return what a browser would send; raises WalkFailed for a value that the form does not offer."""
    unknown = set(values) - form.names()
    if unknown:
        raise WalkFailed(f"この書式に欄がありません: {', '.join(sorted(unknown))}（ある欄: {sorted(form.names())}）")
    sent = []
    for control in form.controls:
        wanted = values.get(control.name)
        if control.kind in {"submit", "button", "reset", "image", "file"} or not control.name:
            continue
        if control.kind in {"radio", "checkbox"}:
            chosen = (
                control.on if wanted is None else control.value in ([wanted] if isinstance(wanted, str) else wanted)
            )
            if chosen:
                sent.append((control.name, control.value))
        elif control.kind == "select":
            selected = [option.value for option in control.options if option.on]
            selected = selected or [option.value for option in control.options[:1]]
            for value in selected if wanted is None else [wanted] if isinstance(wanted, str) else wanted:
                if value not in form.values(control.name):
                    raise WalkFailed(f"{control.name} に {value} は選べません")
                sent.append((control.name, value))
        else:
            sent.append((control.name, control.value if wanted is None else str(wanted)))
    pressed = next((control for control in form.buttons() if button in control.label), None)
    if pressed and pressed.name:
        sent.append((pressed.name, pressed.value))
    return sent


def multipart(sent: list[tuple[str, str]], files: dict[str, Path]) -> tuple[str, bytes]:
    edge = uuid.uuid4().hex
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in sent]
    for name, path in files.items():
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{path.name}"\r\n'
        parts.append(f"{head}Content-Type: {kind}\r\n\r\n".encode() + path.read_bytes() + b"\r\n")
    return f"multipart/form-data; boundary={edge}", b"".join(parts) + f"--{edge}--\r\n".encode()


@dataclass(frozen=True)
class Mail:
    subject: str
    receivers: str
    text: str
    whole: str  # headers and body, decoded


class Mailbox:
    """The folder in which the demo's SMTP server keeps what it received."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> list[Mail]:
        return [self._read(path) for path in sorted(self.folder.glob("*.eml"))]

    def count(self) -> int:
        return len(list(self.folder.glob("*.eml")))

    def wait_for(self, *, to: str, holds: str, after: int, within: float = 40) -> Mail:
        """Return the first letter to the address with these words that came after so many; waits for it."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            for mail in self.all()[after:]:
                if to in mail.receivers and (holds in mail.text or holds in mail.subject):
                    return mail
            time.sleep(0.2)
        came = [f"{mail.receivers}: {mail.subject}" for mail in self.all()[after:]]
        raise WalkFailed(f"{to} に「{holds}」のメールが {within:.0f} 秒以内に届きません（届いたもの: {came}）")

    @staticmethod
    def _read(path: Path) -> Mail:
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        assert isinstance(message, EmailMessage)  # noqa: S101 what policy.default returns
        body = message.get_body(("plain",))
        text = body.get_content().replace("\r\n", "\n") if body else ""
        heads = "\n".join(f"{key}: {value}" for key, value in message.items())
        receivers = str(message["X-Envelope-To"] or message["To"])
        return Mail(str(message["Subject"]), receivers, text, f"{heads}\n\n{text}")
