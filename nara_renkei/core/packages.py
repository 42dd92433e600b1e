"""Is a zip an honest Office file? Its members are read to be counted and looked at, never written anywhere."""

import struct
import zipfile
import zlib
from typing import Any, Final

WRONG_CONTENT: Final = "ファイルの中身が、名前の末尾（.{extension}）と合いません。元のソフトで保存し直してください。"
BROKEN: Final = "ファイルが壊れているため開けません。元のソフトで保存し直してください。"
ENCRYPTED: Final = "パスワードのかかったファイルは受け取れません。パスワードを外して保存し直してください。"
MACRO: Final = "マクロの入ったファイルは受け取れません。マクロを外すか、PDFで保存し直してください。"
TOO_MUCH_INSIDE: Final = "ファイルを開いたときの大きさが上限を超えます。画像を減らすか、PDFで保存し直してください。"
REMOTE: Final = (
    "開くとインターネットから読み込む部分のあるファイルは受け取れません。"
    "「ファイル」→「名前を付けて保存」で、種類を「PDF」にして送ってください。"
    "元の形のまま送るときは、「ファイル」→「情報」→「ファイルへのリンクの編集」でリンクを解除し、保存し直してください。"
)
# the way in of a known attack, and what a company's own SharePoint leaves in every letter: the person has done nothing odd
TEMPLATE: Final = (
    "インターネットにあるテンプレートを読み込むWordのファイルは受け取れません。"
    "「ファイル」→「名前を付けて保存」で、種類を「PDF」にして送ってください。"
    "Wordのまま送るときは、「ファイル」→「オプション」→「アドイン」を開き、下の「管理」で「テンプレート」を選んで「設定」を押し、"
    "「文書の作成に使用するテンプレート」を「Normal」に書き換えて、保存し直してください。"
)

MAIN_PARTS: Final = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
CONTENT_TYPES: Final = "[Content_Types].xml"
MAX_MEMBERS: Final = 2_000
MAX_UNPACKED: Final = 200 * 1024 * 1024
MAX_RATIO: Final = 100
# a central directory of 2,000 members with long names stays far below, and so do the parts that name the others
MAX_DIRECTORY: Final = 2 * 1024 * 1024
END_OF_DIRECTORY: Final = b"PK\x05\x06"
CHUNK: Final = 64 * 1024
DTD: Final = b"<!DOCTYPE"
# what a program loads on opening, unasked; a hyperlink is only followed by a click
LOADED: Final = {"attachedTemplate", "oleObject", "frame", "subDocument"}


class UploadRefused(Exception):
    """The file is not kept. ``str(exc)`` is fit for the screen."""


def check_package(upload: Any, kind: str) -> None:
    """Raise UploadRefused for what is not an honest docx, xlsx or pptx (``kind``)."""
    wrong = WRONG_CONTENT.format(extension=kind)
    upload.seek(0)
    if upload.read(4) != b"PK\x03\x04":
        raise UploadRefused(wrong)
    _check_directory(upload)
    try:
        upload.seek(0)
        with zipfile.ZipFile(upload) as package:
            members = package.infolist()
            _check_members(members)
            if not {CONTENT_TYPES, MAIN_PARTS[kind]} <= {member.filename for member in members}:
                raise UploadRefused(wrong)
            _check_parts(package, members, upload.size)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        ValueError,
        EOFError,
        struct.error,
        OSError,
    ):
        raise UploadRefused(BROKEN) from None


def _check_directory(upload: Any) -> None:
    """Refuse a huge or 64-bit member list before the library builds it in memory."""
    upload.seek(max(0, upload.size - 65_557))
    tail = upload.read()
    start = tail.rfind(END_OF_DIRECTORY)
    if start < 0 or len(tail) - start < 22:
        raise UploadRefused(BROKEN)
    count, size = struct.unpack("<HL", tail[start + 10 : start + 16])
    if count > MAX_MEMBERS or size > MAX_DIRECTORY:
        raise UploadRefused(TOO_MUCH_INSIDE)


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise UploadRefused(TOO_MUCH_INSIDE)
    names = [member.filename.replace("\\", "/").lower() for member in members]
    if len(set(names)) != len(names):
        raise UploadRefused(BROKEN)
    for name, member in zip(names, members, strict=True):
        if member.flag_bits & 0x1:
            raise UploadRefused(ENCRYPTED)
        if (
            ".." in name.split("/")
            or name.startswith("/")
            or member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
        ):
            raise UploadRefused(BROKEN)
        if name.endswith("vbaproject.bin") or "/macrosheets/" in name:
            raise UploadRefused(MACRO)


def _check_parts(package: zipfile.ZipFile, members: list[zipfile.ZipInfo], packed: int) -> None:
    """Read every part once: count it, refuse one with a DTD, and look into those that name the others."""
    limit = min(MAX_UNPACKED, packed * MAX_RATIO)
    unpacked = 0
    for member in members:
        names_others = member.filename == CONTENT_TYPES or member.filename.endswith(".rels")
        is_xml = names_others or member.filename.endswith((".xml", ".vml"))
        kept = b""
        with package.open(member) as part:
            while chunk := part.read(CHUNK):
                unpacked += len(chunk)
                if unpacked > limit or (names_others and len(kept) > MAX_DIRECTORY):
                    raise UploadRefused(TOO_MUCH_INSIDE)
                kept = (kept if names_others else kept[-2 * len(DTD) :]) + chunk
                # no Office file has one; written in UTF-16 every other byte is 0
                if is_xml and DTD in kept.replace(b"\0", b""):
                    raise UploadRefused(BROKEN)
        if names_others:
            _check_names(kept)


def _check_names(xml: bytes) -> None:
    """Refuse macros, under whatever name, and what would be fetched from the network on opening."""
    from lxml import etree

    try:
        root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise UploadRefused(BROKEN) from None
    for one in root.iter("{*}Override", "{*}Default", "{*}Relationship"):
        what = f"{one.get('ContentType', '')} {one.get('Type', '')}".casefold()
        if "macroenabled" in what or "vbaproject" in what:
            raise UploadRefused(MACRO)
        target = one.get("Target", "").strip().casefold()
        kind = one.get("Type", "").rpartition("/")[2]
        is_loaded = kind in LOADED and one.get("TargetMode") == "External"
        if is_loaded and target.startswith(("http:", "https:", "mhtml:")):
            raise UploadRefused(TEMPLATE if kind == "attachedTemplate" else REMOTE)
