"""A company that writes and submits, as a browser asks, for as little CPU as it can."""

import http.client
import re
import time
import urllib.parse
from collections.abc import Iterator
from typing import ClassVar


class Firm:
    """A company at the form. Raw requests and two regular expressions: the client must not cost what it measures."""

    TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
    VERSION = re.compile(rb'name="version" value="(\d+)"')
    WORDS: ClassVar = {
        "title": "計測のための提案", "summary": "計測のための概要です。", "beneficiary": "計測のための利用者です。", "body": "計測のための内容です。",
        "asks": "PLACE", "cost": "NONE",
    }  # fmt: skip
    CONTACT: ClassVar = {"contact_name": "計測 花子", "contact_phone": "0742-00-0000"}
    BORDER = "bench-border"

    def __init__(self, port: int, key: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.session, self.csrf, self.requests = key, "", 0
        self.pledges: dict[str, str] = {}

    def submit(self) -> float:
        """Go from the first question to the receipt; return when 提出 was pressed. Raises ValueError on the way."""
        body = self.ask("GET", "/teian/hajimeru/?existing=no&only=no&talking=no")[1]
        address, body = self.ask("POST", "/teian/hajimeru/", self.filled(body, {"kind": "OPEN"}))
        address, body = self.ask("POST", address, self.filled(body, self.WORDS), multipart=True)
        which = re.search(rb'name="which" value="([^"]+)"', body)
        known = {"which": which[1].decode()} if which else {}
        address, body = self.ask("POST", address, self.filled(body, {**self.CONTACT, **known}))
        self.pledges = self.pledges or self.answers(body.decode())
        address, body = self.ask("POST", address, self.filled(body, self.pledges))
        given, sent = self.filled(body, {"action": "submit"}), time.perf_counter()
        address, body = self.ask("POST", address, given)
        if not re.search(rb"R\d+-[JK]-\d{4,}", body):
            raise ValueError(f"番号がありません: {address}")
        return sent

    @staticmethod
    def answers(html: str) -> dict[str, str]:
        offered: dict[str, list[str]] = {}
        for name, value in re.findall(r'type="radio" name="([^"]+)" value="([^"]*)"', html):
            offered.setdefault(name, []).append(value)
        ticked = dict.fromkeys(re.findall(r'type="checkbox" name="([^"]+)"', html), "on")
        return {name: "いいえ" if "いいえ" in values else values[0] for name, values in offered.items()} | ticked

    def filled(self, body: bytes, values: dict[str, str]) -> dict[str, str]:
        token, version = self.TOKEN.search(body), self.VERSION.search(body)
        if token is None:
            raise ValueError("様式がありません")
        hidden = {"csrfmiddlewaretoken": token[1].decode(), "version": version[1].decode() if version else ""}
        return {"action": "next", **values, **hidden}

    def send_files(self, address: str, fields: dict[str, str], files: int, size: int) -> int:
        """Send honest PDFs in pieces, as a browser does; return the status."""
        border = f"--{self.BORDER}\r\nContent-Disposition: form-data; name="
        texts = "".join(f'{border}"{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()).encode()
        head = f'{border}"attachment"; filename="計測.pdf"\r\nContent-Type: application/pdf\r\n\r\n'.encode()
        end = f"--{self.BORDER}--\r\n".encode()
        piece = b"\n" * 65_536
        pdf = [b"%PDF-1.7\n", *[piece] * (size // len(piece))]

        def body() -> Iterator[bytes]:
            yield texts
            for _ in range(files):
                yield head
                yield from pdf
                yield b"\r\n"
            yield end

        length = len(texts) + files * (len(head) + sum(map(len, pdf)) + 2) + len(end)
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={self.csrf}",
            "Content-Type": f"multipart/form-data; boundary={self.BORDER}",
            "Content-Length": str(length),
        }
        self.connection.request("POST", address, body(), headers)
        answer = self.connection.getresponse()
        answer.read()
        return answer.status

    def ask(
        self, method: str, address: str, values: dict[str, str] | None = None, *, multipart: bool = False
    ) -> tuple[str, bytes]:
        """Send one request and follow where it leads. Return the last address and its body."""
        status, location, body = self.once(method, address, values, multipart=multipart)
        if status == 302:
            return self.ask("GET", location)
        if status != 200 or method == "POST":
            raise ValueError(f"{address} が {status} を返しました")
        return address, body

    def once(
        self,
        method: str,
        address: str,
        values: dict[str, str] | None = None,
        *,
        multipart: bool = False,
        file: tuple[str, bytes] | None = None,
    ) -> tuple[int, str, bytes]:
        """Send one request, with one PDF where ``file`` names it; return the status, where it leads, and the body."""
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={self.csrf}"}
        data = None
        if values is not None and (multipart or file):
            headers["Content-Type"] = f"multipart/form-data; boundary={self.BORDER}"
            data = self.parts(values, file)
        elif values is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            data = urllib.parse.urlencode(values).encode()
        self.connection.request(method, address, data, headers)
        answer = self.connection.getresponse()
        body = answer.read()
        self.requests += 1
        for line in answer.headers.get_all("Set-Cookie") or []:
            if line.startswith("csrftoken="):
                self.csrf = line.partition("=")[2].partition(";")[0]
        return answer.status, answer.headers.get("Location", ""), body

    def parts(self, values: dict[str, str], file: tuple[str, bytes] | None) -> bytes:
        """Return the body of a multipart form."""
        border = f"--{self.BORDER}\r\nContent-Disposition: form-data; name="
        sent = "".join(f'{border}"{name}"\r\n\r\n{value}\r\n' for name, value in values.items()).encode()
        if file:
            head = f'{border}"attachment"; filename="{file[0]}"\r\nContent-Type: application/pdf\r\n\r\n'
            sent += head.encode() + file[1] + b"\r\n"
        return sent + f"--{self.BORDER}--\r\n".encode()
