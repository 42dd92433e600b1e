from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader
from weasyprint import HTML
from weasyprint.html import UA

from nara_renkei.reports.rendering import FOR_EVERY_ELEMENT, _sheet
from nara_renkei.reports.rendering.slim import drawing, slim, slim_fonts

STYLE = "table{border-collapse:collapse}td,th{border-bottom:1px solid #999}tr{height:8cm}"
ROW = '<tr><th scope="row">R8-J-{n:04}</th><td>集会所<br><span>例示団体{n}</span></td><td><a href="#top">受付</a></td></tr>'
PAPER = f"""<html lang="ja"><title>紙</title><style>{STYLE}</style><h1 id="top">一覧</h1><ul><li>一つ</li></ul><p>読む<b>人</b>へ</p>
<table><thead><tr><th scope="col">番号</th><th scope="col">名</th><th scope="col">状態</th></tr></thead>
<tbody>{"".join(ROW.format(n=n) for n in range(6))}</tbody></table></html>"""


@pytest.fixture(scope="module")
def papers() -> tuple[PdfReader, PdfReader]:
    """The same page as WeasyPrint makes it, and slim."""
    full = HTML(string=PAPER).write_pdf(pdf_variant="pdf/ua-1")
    return PdfReader(BytesIO(full)), PdfReader(BytesIO(_sheet(PAPER).write_pdf(pdf_variant="pdf/ua-1", finisher=slim)))


def elements(pdf):
    """Return every element of the tag tree in reading order, each with the one that holds it."""

    def walk(element, parent):
        yield element, parent
        kids = element.get("/K", [])
        for kid in [one.get_object() for one in (kids if isinstance(kids, list) else [kids])]:
            if isinstance(kid, dict) and "/S" in kid:
                yield from walk(kid, element)

    return [pair for top in pdf.trailer["/Root"]["/StructTreeRoot"]["/K"] for pair in walk(top.get_object(), None)]


def kinds(pdf):
    return [str(element["/S"]) for element, _ in elements(pdf)]


def test_the_words_and_the_tags_that_say_something_stay_in_their_order(papers):
    full, short = papers

    assert [page.extract_text() for page in short.pages] == [page.extract_text() for page in full.pages]
    assert kinds(short) == [kind for kind in kinds(full) if kind not in {"/Span", "/NonStruct"}]
    assert {"/H1", "/L", "/LI", "/Lbl", "/LBody", "/P", "/Table", "/THead", "/TH", "/TD", "/Link"} <= set(kinds(short))


def test_a_page_that_is_drawn_and_tagged_keeps_neither_its_boxes_nor_its_many_pieces():
    seen = {}

    def look(document, pdf):
        streams = {one.reference: one for one in pdf.objects}
        drawn = [streams[pdf.objects[number]["Contents"]].stream for number in pdf.pages["Kids"][::3]]
        seen["pieces"] = [len(pieces) for pieces in drawn]
        seen["boxes"] = [vars(page).keys() & {"boxes", "_page_box"} for page in document.pages]

    _sheet(PAPER).write_pdf(pdf_variant="pdf/ua-1", finisher=look)

    assert len(seen["boxes"]) == len(seen["pieces"]) > 1
    assert set(seen["pieces"]) == {1}
    assert not any(seen["boxes"])


def test_every_line_of_text_is_held_once_and_found_from_its_page(papers):
    _, short = papers
    root = short.trailer["/Root"]["/StructTreeRoot"]
    numbers = root["/ParentTree"].get_object()["/Nums"]
    found = dict(zip(numbers[::2], numbers[1::2], strict=True))

    for element, parent in elements(short):
        if parent is not None:
            assert element["/P"].get_object() == parent
    held = [
        (page, kid)
        for page, of in enumerate(short.pages)
        for element, _ in elements(short)
        if element.get("/Pg") == of.indirect_reference
        for kid in element["/K"]
        if isinstance(kid, int)
    ]
    in_body = [
        (page, number)
        for page in range(len(short.pages))
        for number, one in enumerate(found[page])
        if number in one.get_object()["/K"]
    ]
    assert sorted(held) == sorted(in_body)
    assert len(held) > 30
    assert [short.pages[number]["/StructParents"] for number in range(len(short.pages))] == [*range(len(short.pages))]


def test_a_header_says_whether_it_heads_a_column_or_a_row(papers):
    _, short = papers
    scopes = [str(element["/A"]["/Scope"]) for element, _ in elements(short) if element["/S"] == "/TH"]

    assert scopes.count("/Row") == 6
    assert scopes.count("/Column") == 3 * kinds(short).count("/THead")
    assert len(short.pages) > 1


def test_objects_that_are_gone_leave_no_number(papers):
    full, short = papers

    assert int(short.trailer["/Size"]) < int(full.trailer["/Size"])
    assert short.outline[0]["/Title"] == "一覧"
    assert "/Subtype" in short.pages[0]["/Annots"][0].get_object()


RULE = b"/Artifact\nBMC\nq\nq\n/A1.0 gs\n0.6 0.6 0.6 RG\n0.5 w\n%s m\n%s l\nS\nQ\nQ\nEMC\n"


def test_the_rules_of_a_row_are_one_stroke():
    other = RULE.replace(b"0.5 w", b"1.5 w")
    content = RULE % (b"10 20", b"30 20") + RULE % (b"30 20", b"50 20") + RULE % (b"10 40", b"30 40")

    assert drawing(b"q\n" + content + other % (b"10 60", b"30 60") + b"Q\n") == (
        b"q\n/Artifact\nBMC\nq\n/A1.0 gs\n0.6 0.6 0.6 RG\n0.5 w\n10 20 m\n50 20 l\n10 40 m\n30 40 l\nS\nQ\nEMC\n"
        b"/Artifact\nBMC\nq\n/A1.0 gs\n0.6 0.6 0.6 RG\n1.5 w\n10 60 m\n30 60 l\nS\nQ\nEMC\nQ\n"
    )


def test_places_are_cut_and_sizes_and_grounds_are_not():
    content = b"1 0 0 -1 61.228346 129.06627 Tm\n/F 11.732422 Tf\n[<0521>0<0502>0<04f7>-20<0515>0] TJ\n61.228346 83.816273 88.44 27.41 re\n"

    assert drawing(content) == (
        b"1 0 0 -1 61.2 129.0 Tm\n/F 11.732422 Tf\n[<0521050204f7>-20<0515>] TJ\n61.228346 83.816273 88.44 27.41 re\n"
    )


def test_no_style_is_made_ready_for_every_element():
    short = FOR_EVERY_ELEMENT.sub(lambda found: "" if "note" in found[0] else "li::", UA)

    assert [line for line in UA.splitlines() if line.startswith("::")] != []
    assert [line for line in short.splitlines() if line.startswith("::")] == []


def picture(paper: bytes) -> bytes:
    with pypdfium2.PdfDocument(paper) as pdf:
        return pdf[0].render(scale=2).to_pil().tobytes()


def test_a_font_without_what_nobody_asks_draws_the_same_page():
    paper = PAPER.replace("<style>", '<style>body{font-family:"BIZ UDPGothic"}')
    full, short = (_sheet(paper).write_pdf(finisher=finisher) for finisher in (None, lambda _, pdf: slim_fonts(pdf)))

    assert picture(short) == picture(full)
    assert len(short) < len(full)
