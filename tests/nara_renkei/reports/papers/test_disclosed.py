"""The 開示用 PDF: what is hidden is nowhere in the file."""

import shutil
import subprocess
from io import BytesIO
from uuid import uuid4

import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader

from nara_renkei.core.models import PaperState
from nara_renkei.core.private_files import open_file
from nara_renkei.reports import rendering
from nara_renkei.reports.papers.disclosed import build_disclosed, build_draft
from nara_renkei.reports.rendering import CannotRender
from nara_renkei.reports.usecases.make_paper import make_paper
from screening.queries.disclosures import disclosure_page
from screening.rules.redaction import Hidden, Part, plain, redacted
from screening.usecases.ask_third_party import ask_third_party
from screening.usecases.mark_document import Change, hide_everywhere, mark_document
from screening.usecases.open_disclosure import order_disclosed
from tests.harness import NOON, THE_DESK, TODAY
from tests.screening.disclosures import (
    BODY,
    CLOSED_NOTE,
    MAIL,
    NAME,
    OPEN_WORDS,
    PARTNER,
    PHONE,
    SECRET,
    decided,
    document_with,
    found,
    full_of_secrets,
    ground,
    piece_with,
    received,
)

pytestmark = pytest.mark.django_db
BY = {"by": THE_DESK, "at": NOON}
HIDDEN = (SECRET, NAME, PHONE, MAIL, PARTNER, CLOSED_NOTE)


def story():
    """Return a decided request: everything hidden in the way a clerk does it, one note closed altogether."""
    request = found(full_of_secrets(), asked=f"{NAME}さんが出した提案の一件の文書")
    version = document_with(request, SECRET)
    body = piece_with(version, SECRET)
    mark_document(document=version, changes={body: Change(wish=True, ground=ground(2))}, **BY)
    people = Change(words=(NAME, PHONE, MAIL), ground=ground(1), note=f"{NAME}さんの連絡先のため。")
    mark_document(document=version, changes={body: people}, **BY)
    bought = Change(words=(PARTNER,), ground=ground(2))
    mark_document(document=version, changes={body: bought}, **BY)
    closed = document_with(request, CLOSED_NOTE)
    mark_document(document=closed, changes={}, closed_by=ground(4), note="検討の途中のため。", **BY)
    for left in disclosure_page(request).leftovers:
        hide_everywhere(request=request, words=left.words, ground=left.ground, **BY)
    return decided(request, reasons=f"{NAME}さんの個人に関する情報のため。")


def texts_of(content, tmp_path):
    """Return what each reader makes of the file."""
    texts = {
        "pypdf": "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages),
        "pdfium": "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)),
    }
    if shutil.which("pdftotext"):
        file = tmp_path / "opened.pdf"
        file.write_bytes(content)
        for option in ("-layout", "-raw"):
            done = subprocess.run(
                ["pdftotext", option, str(file), "-"], capture_output=True, check=True
            )  # poppler, our own file
            texts[option] = done.stdout.decode()
    return texts


def everything_in(content):
    """Return every string, name and decompressed stream of every object: metadata, XMP, outlines, tags, attachments.

    The text of a page is drawn by glyphs, so its streams are read as bytes in every coding a word may have.
    """
    said: list[bytes] = [content]
    with pikepdf.open(BytesIO(content)) as pdf:
        for one in pdf.objects:
            said += _bytes_of(one, depth=0)
        said.append(str(dict(pdf.docinfo)).encode())
        with pdf.open_metadata() as xmp:
            said.append(str(xmp).encode())
        with pdf.open_outline() as outline:
            said += [str(item.title).encode() for item in _all(outline.root)]
    return b"\n".join(said)


def _all(items):
    for item in items:
        yield item
        yield from _all(item.children)


def _bytes_of(one, depth):
    if isinstance(one, pikepdf.Stream):
        yield one.read_bytes()
        one = one.stream_dict
    if isinstance(one, pikepdf.String):
        yield bytes(one)
        yield str(one).encode()
    elif isinstance(one, pikepdf.Name):
        yield str(one).encode()
    elif isinstance(one, pikepdf.Dictionary) and depth < 9:
        for value in one.as_dict().values():
            yield from () if getattr(value, "is_indirect", False) else _bytes_of(value, depth + 1)
    elif isinstance(one, pikepdf.Array) and depth < 9:
        for value in one.as_list():
            yield from () if getattr(value, "is_indirect", False) else _bytes_of(value, depth + 1)


def codings(words):
    """Return a word as bytes in every coding of a PDF, and as it is drawn: the glyphs are UTF-16 in ActualText."""
    utf16 = words.encode("utf-16-be")
    return {words.encode(), utf16, words.encode("utf-16-le"), utf16.hex().encode(), utf16.hex().upper().encode()}


def places(content, words, tmp_path):
    """Return where a word is found in the file, however it was written."""
    found = {reader for reader, text in texts_of(content, tmp_path).items() if plain(words) in plain(text)}
    inside = everything_in(content)
    if any(coded in inside for form in {words, plain(words)} for coded in codings(form)):
        found.add("object")
    return found


def made(request):
    """Return the finished paper of the queue."""
    order_disclosed(request=request, **BY)
    paper = make_paper(at=NOON)
    assert paper.state == PaperState.DONE
    return paper


def test_what_is_hidden_is_nowhere_in_the_file(tmp_path):
    request = story()
    paper = made(request)
    with open_file(paper.file) as file:
        content = file.read()

    for words in HIDDEN:
        assert places(content, words, tmp_path) == set(), words
    # the search finds what is open: the same readers, the same file
    assert places(content, OPEN_WORDS, tmp_path) >= {"pypdf", "pdfium"}
    assert places(content, request.number, tmp_path) >= {"pypdf", "pdfium", "object"}
    # nor in what stands around the file
    around = plain(f"{paper.title}{paper.about}{paper.file.original_name}{paper.last_error}")
    assert not [words for words in HIDDEN if plain(words) in around]


def test_the_same_search_finds_every_word_when_nothing_is_hidden(tmp_path, monkeypatch):
    request = story()
    monkeypatch.setattr("screening.queries.disclosures.redacted", lambda text, hidden: (Part(text),))

    content = build_disclosed(str(request.uuid), at=NOON).content

    assert [words for words in HIDDEN if not places(content, words, tmp_path)] == [CLOSED_NOTE]


def test_what_is_hidden_never_reaches_the_engine(monkeypatch):
    request, seen = story(), []
    sheet = rendering._sheet
    monkeypatch.setattr(rendering, "_sheet", lambda html: seen.append(html) or sheet(html))

    build_disclosed(str(request.uuid), at=NOON)
    build_draft(str(request.uuid), at=NOON)

    assert len(seen) == 2
    assert not [words for words in HIDDEN for html in seen if plain(words) in plain(html)]
    assert OPEN_WORDS in seen[0]


def test_the_boxes_say_the_ground_and_the_index_why(tmp_path):
    content = build_disclosed(str(story().uuid), at=NOON).content
    said = "".join(texts_of(content, tmp_path)["pdfium"].split())

    assert "不開示：第1号" in said
    assert "不開示：第2号" in said
    assert "全部を不開示（第4号）" in said
    assert "開示しない部分の一覧" in said
    assert "奈良市情報公開条例第7条" in said
    assert "検討の途中のため。" in said


def test_a_box_tells_no_length():
    short, long = (redacted(f"前{words}後", [Hidden(words, 1)]) for words in ("林", "長い言葉" * 50))

    assert short == long == (Part("前"), Part("", (1,)), Part("後"))


def test_a_paper_is_made_of_what_was_decided_and_of_nothing_else():
    request = received()

    for about in (str(request.uuid), str(uuid4()), "何か"):
        with pytest.raises(CannotRender):
            build_disclosed(about, at=NOON)


def test_the_draft_names_who_was_asked_and_what_is_not_read_yet(tmp_path):
    proposal = full_of_secrets()
    request = found(proposal)
    ask_third_party(request=request, organization=proposal.organization, asked_on=TODAY, **BY)

    said = "".join(texts_of(build_draft(str(request.uuid), at=NOON).content, tmp_path)["pdfium"].split())

    assert "確かめていない文書があります" in said
    assert "".join(proposal.organization.name.split()) in said
    assert BODY not in said


def test_without_a_mark_the_index_is_empty(tmp_path):
    request = decided(found(full_of_secrets()))

    said = "".join(texts_of(build_disclosed(str(request.uuid), at=NOON).content, tmp_path)["pdfium"].split())

    assert "開示しない部分の一覧ありません。" in said
    assert "全部開示" in said
    assert "".join(SECRET.split()) in said


def test_nothing_found_is_a_sheet_too(tmp_path):
    said = "".join(texts_of(build_draft(str(received().uuid), at=NOON).content, tmp_path)["pdfium"].split())

    assert "文書はありません。" in said
    assert "不存在" in said
