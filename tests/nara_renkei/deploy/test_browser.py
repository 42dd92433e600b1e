"""The walk's own browser: it must send what a real one would, and see what must not be seen."""

import sys
from pathlib import Path

import pytest

from tests.house import ROOT

sys.path.insert(0, str(ROOT / "nara_renkei/deploy"))

from browser import Mailbox, WalkFailed, fill, read_page

PAGE = """
<script>見えない</script><a href="/next/">次の <b>ページ</b></a>
<form method="post" action="/send/">
  <input type="hidden" name="token" value="t"><input name="name" value="既にある値">
  <input type="radio" name="kind" value="a" checked><input type="radio" name="kind" value="b">
  <input type="checkbox" name="tick" value="1" checked><input name="off" disabled value="x">
  <select name="ka"><option value="">選んでください</option><option value="7">都市部 › 公園緑地課</option></select>
  <textarea name="body">
一行目 &amp; 二行目</textarea>
  <button name="action" value="save">下書き保存</button><button name="action" value="next">次へ進む</button>
</form>
"""


def page(html: str = PAGE):  # type: ignore[no-untyped-def]
    return read_page(200, "http://127.0.0.1/x/", {"Content-Type": "text/html; charset=utf-8"}, html.encode())


def test_a_form_is_sent_as_it_stands() -> None:
    assert fill(page().forms[0], {}, "次へ進む") == [
        ("token", "t"),
        ("name", "既にある値"),
        ("kind", "a"),
        ("tick", "1"),
        ("ka", ""),
        ("body", "一行目 & 二行目"),
        ("action", "next"),
    ]


def test_values_replace_what_stood_there() -> None:
    form = page().forms[0]
    values = {"name": "新しい値", "kind": "b", "tick": [], "ka": form.value_of("ka", "公園緑地課")}
    assert dict(fill(form, values, "下書き保存")) == {
        "token": "t",
        "name": "新しい値",
        "kind": "b",
        "ka": "7",
        "body": "一行目 & 二行目",
        "action": "save",
    }


def test_a_field_or_choice_that_is_not_offered_fails_the_walk() -> None:
    with pytest.raises(WalkFailed, match="欄がありません: secret"):
        fill(page().forms[0], {"secret": "x"}, "")
    with pytest.raises(WalkFailed, match="ka に 8 は選べません"):
        fill(page().forms[0], {"ka": "8"}, "")
    with pytest.raises(WalkFailed, match="「送信」の欄がありません"):
        page().form(button="送信")


def test_words_and_links_are_what_a_reader_sees() -> None:
    assert "見えない" not in page().text
    assert page().link("次の ページ") == "http://127.0.0.1/next/"


def test_a_letter_that_does_not_come_fails_the_walk(tmp_path: Path) -> None:
    (tmp_path / "1.eml").write_text("X-Envelope-To: a@b.example\nSubject: x\n\nbody\n")
    assert Mailbox(tmp_path).wait_for(to="a@b.example", holds="body", after=0).subject == "x"
    with pytest.raises(WalkFailed, match="メールが 0 秒以内に届きません"):
        Mailbox(tmp_path).wait_for(to="a@b.example", holds="body", after=1, within=0)
