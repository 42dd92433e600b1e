"""A company that writes and submits, as a browser asks, for as little CPU as it can."""

import http.client
import json
import re
import time
import urllib.parse
from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

# the steps of a submission, in their order
ASKED: Final = "最初の質問"
BEGUN: Final = "様式を開く"
SAVED: Final = "自動保存"
ATTACHED: Final = "添付"
WRITTEN: Final = "内容を送る"
CONTACT: Final = "連絡先を送る"
PLEDGED: Final = "確認事項を送る"
SUBMITTED: Final = "提出"


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
        self.bytes_a_second, self.line_s = 0.0, 0.0

    def submit(self) -> float:
        """Go from the first question to the receipt; return when 提出 was pressed. Raises ValueError on the way."""
        sent = 0.0
        for step in self.walk():
            if step == SUBMITTED:
                sent = time.perf_counter()
        return sent

    def walk(self, pdf: Sequence[bytes] = (), *, saves: int = 0) -> Iterator[str]:
        """Go from the first question to the receipt; stop before each step and yield its name.

        ``saves``: how often the form saves itself while it is written. Raises ValueError on the way.
        """
        yield ASKED
        body = self.ask("GET", "/teian/hajimeru/?existing=no&only=no&talking=no")[1]
        yield BEGUN
        address, body = self.ask("POST", "/teian/hajimeru/", self.filled(body, {"kind": "OPEN"}))
        fields = self.filled(body, self.WORDS)
        for _ in range(saves):
            yield SAVED
            fields["version"] = self.save(address, fields)
        if pdf:
            yield ATTACHED
            self.attach(address, fields, pdf)
        yield WRITTEN
        address, body = self.ask("POST", address, fields, multipart=True)
        which = re.search(rb'name="which" value="([^"]+)"', body)
        known = {"which": which[1].decode()} if which else {}
        yield CONTACT
        address, body = self.ask("POST", address, self.filled(body, {**self.CONTACT, **known}))
        self.pledges = self.pledges or self.answers(body.decode())
        yield PLEDGED
        address, body = self.ask("POST", address, self.filled(body, self.pledges))
        given = self.filled(body, {"action": "submit"})
        yield SUBMITTED
        address, body = self.ask("POST", address, given)
        if not re.search(rb"R\d+-[JK]-\d{4,}", body):
            raise ValueError(f"番号がありません: {address}")

    def save(self, address: str, fields: dict[str, str]) -> str:
        """Let the form save itself as draft.js does; return the version of the next save."""
        status, _, body = self.once("POST", address, {**fields, "action": "autosave"}, multipart=True)
        if status != 200:
            raise ValueError(f"自動保存が {status} を返しました")
        return str(json.loads(body)["version"])

    def attach(self, address: str, fields: dict[str, str], pdf: Sequence[bytes]) -> None:
        """Attach one file as upload.js does. Raises ValueError when it is not there afterwards."""
        values = {"csrfmiddlewaretoken": fields["csrfmiddlewaretoken"], "action": "upload"}
        status, body = self.send_files(f"/teian/{address.split('/')[2]}/tenpu/", values, 1, pdf)
        if status != 200 or "計測.pdf".encode() not in body:
            raise ValueError(f"添付が {status} を返しました")

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

    def send_files(self, address: str, fields: dict[str, str], files: int, pdf: Sequence[bytes]) -> tuple[int, bytes]:
        """Send a PDF ``files`` times in pieces, as a browser does; return status and body.

        With ``bytes_a_second`` it takes as long as that line takes; ``line_s`` then says how long that is.
        """
        border = f"--{self.BORDER}\r\nContent-Disposition: form-data; name="
        texts = "".join(f'{border}"{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()).encode()
        head = f'{border}"attachment"; filename="計測.pdf"\r\nContent-Type: application/pdf\r\n\r\n'.encode()
        end = f"--{self.BORDER}--\r\n".encode()
        started = time.perf_counter()

        def body() -> Iterator[bytes]:
            yield texts
            sent = 0
            for _ in range(files):
                yield head
                for piece in pdf:
                    yield piece
                    sent += len(piece)
                    if self.bytes_a_second:
                        time.sleep(max(0.0, started + sent / self.bytes_a_second - time.perf_counter()))
                yield b"\r\n"
            yield end

        length = len(texts) + files * (len(head) + sum(map(len, pdf)) + 2) + len(end)
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={self.csrf}",
            "Content-Type": f"multipart/form-data; boundary={self.BORDER}",
            "Content-Length": str(length),
        }
        self.connection.request("POST", address, body(), headers)
        # not what it took: a portal that is slow to read must not pass for a slow line
        self.line_s = length / self.bytes_a_second if self.bytes_a_second else 0.0
        answer = self.connection.getresponse()
        self.requests += 1
        return answer.status, answer.read()

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
