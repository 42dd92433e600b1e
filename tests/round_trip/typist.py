"""A browser whose person types what is hard to keep, and reads it again wherever it is shown."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django import forms
from pypdfium2 import PdfDocument

from nara_renkei.core.form_fields import CleanTextField
from tests.harness import StrictClient

# Short, so that a title meets them all in three turns.
HARD = (
    "𠮷野家の髙橋",
    "葛󠄀城",
    "ﾅﾗｼﾞ",
    "１Ａ〜～",
    "\u202eמז\u202cab",
    "奈\u200b良\u2060市",
    "鹿🦌👩‍👧",
    "<script>x()</script>",
    "{{ 7 }}{% now %}",
    "&lt;\"'",
    "%s%00{0}\\",
    "二  つ",
)
BREAK = "／"
QUEUE = "/admin/screening/deskproposal/"
NUL_REFUSED = (
    "画面に表示できない文字（制御文字 U+0000）が含まれています。「奈良」の前後を消して、入力し直してください。"
)
TOO_LONG = "{limit}文字以内で入力してください。いまは10000文字です。{over}文字減らしてください。"


def texts(form: Any) -> dict[str, CleanTextField]:
    """Return the fields of a form, or of its class, in which a person writes text."""
    fields = form.base_fields if isinstance(form, type) else form.fields
    return {name: one for name, one in fields.items() if isinstance(one, CleanTextField) and not one.widget.is_hidden}


def packed(room: int) -> list[str]:
    """Return the hard texts for which there is room, side by side."""
    rows: list[str] = []
    for one in (one for one in HARD if len(one) <= room):
        if rows and len(rows[-1]) + len(one) + len(BREAK) <= room:
            rows[-1] += BREAK + one
        else:
            rows.append(one)
    return rows


Field = tuple[type[forms.BaseForm], str]


@dataclass
class Words:
    """What was typed in one run of a journey. Every field has its number, so that none stands for another."""

    turn: int
    turns: int = 1  # so many until every field has met every text
    typed: dict[Field, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def of(self, where: Field, one: CleanTextField) -> str:
        head = f"=1+{100 + len(self.typed)}{BREAK}"
        rows = packed((one.character_limit or 2000) - len(head))
        self.turns = max(self.turns, len(rows))
        words = head + rows[self.turn % len(rows)]
        self.typed[where] = words.replace(BREAK, "\n") if one.multiline else words
        return self.typed[where]

    def read(
        self,
        place: str,
        text: str,
        *names: type[forms.BaseForm],
        but: Iterable[str] = (),
        seen_as: Callable[[str], str] = str,
    ) -> None:
        """Note which fields of these forms, without those named, are not to be read at a place as they were typed."""
        for (form, name), words in self.typed.items():
            if form in names and name not in but:
                lost = [line for line in words.split("\n") if seen_as(line) not in text]
                self.wrong += [f"{place} lacks {form.__name__}.{name}: {line!r}" for line in lost[:1]]

    def read_on_paper(self, content: bytes, *names: type[forms.BaseForm], but: Iterable[str] = ()) -> None:
        """The same of a PDF: its text is what was typed, also where the font has only a box, as the paper says."""
        text = "".join(sheet.get_textpage().get_text_range() for sheet in PdfDocument(content))
        if "この紙の書体にない文字（絵文字など）は□になります。" not in inked(text):
            self.wrong.append("the paper says nothing of boxes")
        self.read("paper", inked(text), *names, but=but, seen_as=inked)


def inked(text: str) -> str:
    """Return what of a text a printer shows: no spaces, no joiners, no directions."""
    return "".join(one for one in text if unicodedata.category(one) not in {"Zs", "Zl", "Cf", "Cc", "Mn"})


class Typist(StrictClient):
    """A browser whose person types hard text, and before the first good attempt what must be refused."""

    words: Words

    def send(
        self, url: str, *filled: forms.BaseForm, rest: Callable[[], dict[str, Any]] = dict, then: int = 302
    ) -> Any:
        """Send these forms, which stand on one page; ``rest`` are the answers that are no text."""
        fields = {one.add_prefix(name): (type(one), name, text) for one in filled for name, text in texts(one).items()}
        if self.words.turn == 0:
            self._be_refused(url, {key: text for key, (_, _, text) in fields.items()}, rest)
        typed = {key: self.words.of((form, name), text) for key, (form, name, text) in fields.items()}
        answer = self.post(url, {**{key: text.replace("\n", "\r\n") for key, text in typed.items()}, **rest()})
        assert answer.status_code == then, (url, wrong_in(answer))
        return answer

    def _be_refused(self, url: str, fields: dict[str, CleanTextField], rest: Callable[[], dict[str, Any]]) -> None:
        typed = {"NUL": "奈良\x00市", "10,000": "あ" * 10_000}
        limits = [one.character_limit or 0 for one in fields.values()]
        sentences = {
            "NUL": [NUL_REFUSED] * len(fields),
            "10,000": [TOO_LONG.format(limit=limit, over=10_000 - limit) for limit in limits],
        }
        for kind, text in typed.items():
            answer = self.post(url, {**dict.fromkeys(fields, text), **rest()})
            read = shown(answer.content.decode())
            missing = {one for one in sentences[kind] if read.count(one) < sentences[kind].count(one)}
            if answer.status_code not in (200, 422) or missing:
                self.words.wrong.append(f"{kind} at {url}: {answer.status_code}, {missing}, {list(fields)}")


def wrong_in(answer: Any) -> Any:
    form = (answer.context or {}).get("form")
    return form.errors if isinstance(form, forms.BaseForm) else form


class Reader(HTMLParser):
    """What a person reads: the text between the tags, and what stands in the controls."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts += ["\n"] if tag == "br" else []
        self.parts += [f"\n{value}\n" for name, value in attrs if name == "value" and value]


def shown(html: str) -> str:
    reader = Reader()
    reader.feed(html)
    return "".join(reader.parts)


def page(client: StrictClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return shown(answer.content.decode())


Door = Callable[..., Typist]
