"""The same paper in fewer bytes: WeasyPrint's finisher, run on the objects before they are written.

WeasyPrint wraps every line of text in an element of its own, names the headers of every cell, and draws the rule
under a row cell by cell. In a table of 50 pages that is half of the file.
"""

import re
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import Any

import pydyf
from fontTools.ttLib import TTFont
from weasyprint.document import Page

# What holds text itself, so that the element around a line may go.
HOLDERS = frozenset({"/TD", "/TH", "/P", "/H1", "/H2", "/H3", "/LBody", "/Lbl", "/Caption", "/Span", "/NonStruct"})
WRAPPERS = frozenset({"/Span", "/NonStruct"})
SAYS_NOTHING = frozenset({"Type", "S", "K", "Pg", "P"})

RULE = re.compile(
    rb"/Artifact\nBMC\nq\nq\n(/\S+ gs\n[\d. ]+ RG\n[\d.]+ w\n)([\d.]+ [\d.]+) m\n([\d.]+ [\d.]+) l\nS\nQ\nQ\nEMC\n"
)
# Where text and lines are, to a tenth of a CSS pixel: 0.03 mm. Grounds stay exact, they must touch.
PLACE = re.compile(rb"(\d\d\.\d)\d+(?=[\d. ]* (?:Tm|m|l)\n)")
# How a font finds the glyph of a character and writes downwards: a page names its glyphs, and runs across.
NOT_ASKED = ("cmap", "vhea", "vmtx")
NO_SHIFT = re.compile(rb">0(?=[<\]])")


def slim(document: Any, pdf: pydyf.PDF) -> None:
    """Shorten the tree of tags and the fonts, in place; what is read and what is seen stay."""
    document.pages.clear()  # all is drawn: what was laid out leaves its memory to what follows
    _slim_tags(pdf)
    slim_fonts(pdf)


def draw_short(document: Any) -> None:
    """Let each page be shortened as soon as it is drawn, and leave its boxes to what follows when it is tagged.

    All pages at once, as they come, are a fifth of the memory of a long paper.
    """
    for page in document.pages:
        page.paint = partial(_paint_short, page)


class DrawnPage(Page):
    """Gives its boxes once more, for the tags, and forgets them."""

    @property
    def _page_box(self) -> Any:
        return self.__dict__.pop("boxes")


def _paint_short(page: Any, stream: pydyf.Stream, scale: float = 1) -> None:
    Page.paint(page, stream, scale)
    stream.stream = [drawing(b"\n".join(_bytes(line) for line in stream.stream) + b"\n")]
    page.boxes = page.__dict__.pop("_page_box")
    page.__class__ = DrawnPage


def drawing(content: bytes) -> bytes:
    """Return a page's operators with the rules of one row in one stroke and without shifts by nothing."""
    parts: list[bytes | tuple[bytes, list[list[bytes]]]] = []
    end, style, lines = 0, b"", list[list[bytes]]()
    for rule in RULE.finditer(content):
        if rule.start() != end or rule[1] != style or not lines:
            style, lines = rule[1], []
            parts += [content[end : rule.start()], (style, lines)]
        if lines and lines[-1][1] == rule[2]:
            lines[-1][1] = rule[3]
        else:
            lines.append([rule[2], rule[3]])
        end = rule.end()
    parts.append(content[end:])
    merged = b"".join(part if isinstance(part, bytes) else _strokes(*part) for part in parts)
    return PLACE.sub(rb"\1", NO_SHIFT.sub(b">", merged).replace(b"><", b""))


def slim_fonts(pdf: pydyf.PDF) -> None:
    """Take from every TrueType font, in place, the tables that no reader of the paper asks."""
    for one in pdf.objects:
        if isinstance(one, pydyf.Stream) and "Length1" in one.extra:
            font, made = TTFont(BytesIO(one.stream[0]), lazy=True, recalcBBoxes=False, recalcTimestamp=False), BytesIO()
            for table in NOT_ASKED:
                if table in font:
                    del font[table]
            font.save(made, reorderTables=None)
            one.stream, one.extra["Length1"] = [made.getvalue()], made.tell()


def _strokes(style: bytes, lines: list[list[bytes]]) -> bytes:
    path = b"".join(b"%s m\n%s l\n" % (start, end) for start, end in lines)
    return b"/Artifact\nBMC\nq\n" + style + path + b"S\nQ\nEMC\n"


def _slim_tags(pdf: pydyf.PDF) -> None:
    elements = {one.reference: one for one in pdf.objects if _is_element(one)}
    by_reference = {one.reference: one for one in pdf.objects}
    root = by_reference[pdf.catalog["StructTreeRoot"]]
    gone: dict[bytes, bytes] = {}  # a wrapper → what held it
    for top in root["K"]:
        _dissolve(elements[top], elements, gone, in_head=False)
    numbers = by_reference[root["ParentTree"]]["Nums"]
    for page in [entry for entry in numbers if isinstance(entry, pydyf.Array)]:
        page[:] = [_holder(reference, gone) for reference in page]
    _close_gaps(pdf, gone)


def _dissolve(
    element: pydyf.Dictionary, elements: dict[bytes, pydyf.Dictionary], gone: dict[bytes, bytes], *, in_head: bool
) -> None:
    """Let an element hold its text itself, and say of a header whether it heads a column or a row.

    A scope stands for the list of headers in every cell, and is what readers know best.
    """
    in_head = in_head or element["S"] == "/THead"
    if element["S"] == "/TH":
        element.pop("ID", None)
        element["A"]["Scope"] = "/Column" if in_head else "/Row"
    if element["S"] == "/TD":
        element["A"].pop("Headers", None)
        if len(element["A"]) == 1:
            del element["A"]
    kids = pydyf.Array()
    for kid in element["K"]:
        child = elements.get(kid)
        if child is None:
            kids.append(kid)
            continue
        _dissolve(child, elements, gone, in_head=in_head)
        if _is_wrapper(child) and element["S"] in HOLDERS and child["Pg"] == element["Pg"]:
            gone[kid] = element.reference
            for grandchild in child["K"]:
                if grandchild in elements:
                    elements[grandchild]["P"] = element.reference
            kids.extend(child["K"])
        else:
            kids.append(kid)
    element["K"] = kids


def _is_element(one: Any) -> bool:
    return isinstance(one, pydyf.Dictionary) and one.get("Type") == "/StructElem"


def _is_wrapper(element: pydyf.Dictionary) -> bool:
    return element["S"] in WRAPPERS and set(element) <= SAYS_NOTHING


def _holder(reference: bytes, gone: dict[bytes, bytes]) -> bytes:
    while reference in gone:
        reference = gone[reference]
    return reference


def _close_gaps(pdf: pydyf.PDF, gone: dict[bytes, bytes]) -> None:
    """Number the objects that stay without gaps: an object that is gone costs bytes as long as it has a number."""
    pdf.objects = [one for one in pdf.objects if one.reference not in gone]
    renamed: dict[bytes, bytes] = {}
    for number, one in enumerate(pdf.objects):
        before, one.number = one.reference, number
        renamed[before] = one.reference
    for one in pdf.objects:
        _rename(one, renamed)


def _rename(holder: Any, renamed: dict[bytes, bytes]) -> None:
    entries: Iterator[tuple[Any, Any]]
    if isinstance(holder, dict):
        entries = iter(list(holder.items()))
    elif isinstance(holder, list):
        entries = enumerate(list(holder))
    else:
        return
    for key, value in entries:
        if isinstance(value, bytes) and value in renamed:
            holder[key] = renamed[value]
        else:
            _rename(value, renamed)


def _bytes(line: Any) -> bytes:
    data = getattr(line, "data", line)
    return data if isinstance(data, bytes) else str(data).encode()
