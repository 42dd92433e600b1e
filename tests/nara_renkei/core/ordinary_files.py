"""Some two hundred files as offices, scanners and cameras make them. None may be refused."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial

import pikepdf
from docx import Document
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image as InCell
from openpyxl.styles import Font, PatternFill
from PIL import Image, ImageDraw

from .office import _chunk, office

LINES = ("提案の概要", "葛󠄀城・𠮷野・髙橋", "ﾅﾗｼﾞ　１２３", "鹿🦌", "A&B <株式会社>", "=1+1", "")


@dataclass(frozen=True)
class OrdinaryFile:
    label: str
    name: str
    make: Callable[[], bytes]


def picture(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Return a picture with something on it: grey, with a dark square on the left."""
    made = Image.new("RGB", size, (180, 180, 180))
    ImageDraw.Draw(made).rectangle((0, 0, size[0] // 3, size[1]), fill=(20, 20, 20))
    if mode == "I;16":
        grey = made.convert("L")
        return Image.frombytes("I;16", size, b"".join(struct.pack("<H", value * 257) for value in grey.tobytes()))
    return made.convert(mode)


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


@cache
def word(lines: int = 1, rows: int = 0, pictures: int = 0, header: bool = False) -> bytes:
    made = Document()
    for number in range(lines):
        made.add_paragraph(LINES[number % len(LINES)], style="List Bullet" if number % 3 else None)
    if rows:
        table = made.add_table(rows, 4)
        for row in table.rows:
            row.cells[0].text = LINES[0]
    for _ in range(pictures):
        made.add_picture(io.BytesIO(saved(picture(), "PNG")))
    if header:
        made.sections[0].header.paragraphs[0].text = made.core_properties.title = LINES[1]
        made.add_section().footer.paragraphs[0].text = LINES[2]
    return _of(made)


def _of(made: object) -> bytes:
    out = io.BytesIO()
    made.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


@cache
def sheet(rows: int = 3, charts: int = 0, sheets: int = 1, pictures: int = 0, coloured: bool = False) -> bytes:
    made = Workbook()
    for number in range(1, sheets):
        made.create_sheet(f"表{number}")
    page = made.active
    for row in range(rows):
        page.append([row, LINES[row % len(LINES)], row * 1.5, f"=A{row + 1}*2"])
    for _ in range(charts):
        chart = BarChart()
        chart.add_data(Reference(page, min_col=1, min_row=1, max_row=max(rows, 1)))
        page.add_chart(chart, "F2")
    for _ in range(pictures):
        page.add_image(InCell(io.BytesIO(saved(picture(), "PNG"))), "F9")
    if coloured:
        page["A1"].font, page["A1"].fill = Font(bold=True), PatternFill("solid", "FFFF00")
        page.merge_cells("A1:B1")
        page.auto_filter.ref = "A1:D3"
    return _of(made)


@cache
def slides(count: int) -> bytes:
    return office(
        "pptx",
        {
            f"ppt/slides/slide{n}.xml": f"<s>{LINES[n % len(LINES)].replace('&', '&amp;').replace('<', '&lt;')}</s>".encode()
            for n in range(count)
        }
        | {"ppt/media/image1.png": saved(picture(), "PNG")},
    )


class Pipe(io.RawIOBase):
    """What a browser-side writer has: no way back, so sizes come behind the data."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.parts.append(bytes(data))
        return len(data)


def zipped_as(how: str, content: bytes) -> bytes:
    """Return the same package as another program writes it."""
    out = Pipe() if how == "sizes behind" else io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:  # type: ignore[arg-type]
        names = old.namelist()
        if how == "folders":
            for folder in sorted({name.rpartition("/")[0] for name in names} - {""}):
                new.writestr(f"{folder}/", b"")
        for name in reversed(names) if how == "types last" else names:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0) if how == "no time" else (2026, 11, 29, 9, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if how == "stored" else zipfile.ZIP_DEFLATED
            info._compresslevel = 1 if how == "packed little" else None  # type: ignore[attr-defined]
            info.create_system = 0 if how == "no time" else 3
            info.extra = b"\x55\x54\x05\x00\x01\x00\x00\x00\x00" if how == "folders" else b""
            with new.open(info, "w", force_zip64=how == "64 bit") as part:
                part.write(old.read(name))
        new.comment = "作成".encode() if how == "types last" else b""
    return b"".join(out.parts) if isinstance(out, Pipe) else out.getvalue()


PROGRAMS = ("as it is", "sizes behind", "stored", "64 bit", "types last", "no time", "folders", "packed little")


def _packages() -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    for kind, make, shapes in (
        ("docx", word, [{}, {"lines": 60}, {"rows": 20}, {"pictures": 3}, {"header": True}, {"lines": 20, "pictures": 1}, {"lines": 7, "rows": 5, "pictures": 1, "header": True}]),
        ("xlsx", sheet, [{}, {"rows": 500}, {"charts": 2}, {"sheets": 12}, {"pictures": 2}, {"coloured": True, "charts": 1}]),
        ("pptx", slides, [{"count": 1}, {"count": 5}, {"count": 30}, {"count": 100}]),
    ):  # fmt: skip
        for shape in shapes:
            for program in PROGRAMS:
                yield (
                    f"{shape} {program}",
                    kind,
                    lambda make=make, shape=shape, program=program: zipped_as(program, make(**shape)),
                )
    inside = {
        "word/vbaData.xml": b"<x/>",
        "customXml/item1.xml": b"<x>&lt;!DOCTYPE&gt;</x>",
        "docMetadata/LabelInfo.xml": b"<x/>",
        "word/embeddings/a.xlsx": sheet(),
    }
    for name, data in inside.items():
        yield f"with {name}", "docx", partial(office, "docx", {name: data})
    for label, head in {"a BOM": b"\xef\xbb\xbf", "UTF-16": b""}.items():
        types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        yield (
            f"types with {label}",
            "docx",
            lambda head=head, types=types: _with_types(head + types.encode() if head else types.encode("utf-16")),
        )


def _with_types(types: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", types)
        package.writestr("word/document.xml", "<x/>")
    return out.getvalue()


def pdf(pages: int = 1, text: str = "BT ET", **how: object) -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        made.add_blank_page(page_size=(595, 842))
        made.pages[-1].Contents = made.make_stream(text.encode())
    made.save(out, **how)
    return out.getvalue()


def _pdfs() -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    modes = pikepdf.ObjectStreamMode
    for version in ("1.3", "1.4", "1.5", "1.6", "1.7", "2.0"):
        streams = modes.generate if version >= "1.5" else modes.disable
        yield f"{version}", "pdf", partial(pdf, force_version=version, object_stream_mode=streams)
        yield (
            f"{version} for the web",
            "pdf",
            partial(pdf, 3, force_version=version, object_stream_mode=streams, linearize=True),
        )
    for pages in (2, 12):
        yield f"{pages} pages", "pdf", partial(pdf, pages)
    for mode in ("1", "L", "RGB", "CMYK"):
        yield f"scanned {mode}", "pdf", lambda mode=mode: saved(picture(mode, (600, 800)), "PDF", resolution=72)
    yield (
        "scanned, three pages",
        "pdf",
        lambda: saved(picture(), "PDF", save_all=True, append_images=[picture("L"), picture("CMYK")]),
    )
    for head in (b"\n", b"\r\n\r\n", b"\xef\xbb\xbf"):
        yield f"{head!r} before it", "pdf", lambda head=head: head + pdf()
    yield "changed afterwards", "pdf", lambda: pdf() + b"\n%appended\nstartxref\n0\n%%EOF\n"


def _adam7(side: int) -> bytes:
    """Return an interlaced PNG of one shade."""
    passes = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
    data = b"".join(
        (b"\x00" + b"\x80" * len(range(left, side, across))) * len(range(top, side, down))
        for left, top, across, down in passes
        if left < side
    )
    head = _chunk(b"IHDR", struct.pack("!LLBBBBB", side, side, 8, 0, 0, 0, 1))
    return b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", zlib.compress(data)) + _chunk(b"IEND", b"")


def _pictures() -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    for mode in ("L", "RGB", "CMYK"):
        for how in ({}, {"progressive": True}, {"quality": 20, "dpi": (300, 300)}, {"optimize": True}):
            yield f"{mode} {how}", "jpg", lambda mode=mode, how=how: saved(picture(mode), "JPEG", **how)
    for turned in range(1, 9):
        exif = Image.Exif()
        exif[0x0112], exif[0x010F] = turned, "カメラ"
        yield f"turned {turned}", "jpeg", lambda exif=exif: saved(picture(), "JPEG", exif=exif)
    yield "two in one", "jpg", lambda: saved(picture(), "MPO", save_all=True, append_images=[picture("L")])
    yield "with a note", "jpg", lambda: saved(picture(), "JPEG", comment="奈良".encode())
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
        yield mode, "png", lambda mode=mode: saved(picture(mode), "PNG")
        yield f"{mode} optimised", "png", lambda mode=mode: saved(picture(mode), "PNG", optimize=True, dpi=(144, 144))
    yield "see-through palette", "png", lambda: saved(picture("P"), "PNG", transparency=0)
    yield "moving", "png", lambda: saved(picture(), "PNG", save_all=True, append_images=[picture("L").convert("RGB")])
    for side in (1, 8, 33):
        yield f"interlaced {side}", "png", partial(_adam7, side)


def ordinary_files() -> list[OrdinaryFile]:
    return [
        OrdinaryFile(f"{kind}: {label}", f"企画書 令和8年度（最終）.{kind}", make)
        for source in (_packages, _pdfs, _pictures)
        for label, kind, make in source()
    ]
