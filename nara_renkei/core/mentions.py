"""Whether a file that the portal itself made names something: read through, white space left out."""

import io
import re
import zipfile
from collections.abc import Collection
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Final

from django.conf import settings

from .models import PrivateFile
from .text import normalise

PDF: Final = "application/pdf"
OFFICE: Final = "application/vnd.openxmlformats-officedocument."
TAGS: Final = re.compile(r"<[^>]*>")
SPACE: Final = re.compile(r"\s+")


def mentions(file: PrivateFile, words: Collection[str]) -> bool:
    """Return whether any of the words stands in a PDF, Word, Excel or CSV file of ours. A lost file names nothing."""
    try:
        text = _text_of(file.stored_name, file.content_type)
    except FileNotFoundError:
        return False
    return any(tight(one) in text for one in words if one.strip())


def tight(text: str) -> str:
    """Return the text as it is compared: one form of each character, no white space (a line may break anywhere)."""
    return SPACE.sub("", normalise(text))


# a list of many proposals looks through the same papers for each
@lru_cache(maxsize=256)
def _text_of(stored_name: str, content_type: str) -> str:
    data = (Path(settings.PRIVATE_ROOT) / stored_name).read_bytes()
    if content_type == PDF:
        return _pdf(data)
    if content_type.startswith(OFFICE):
        return _package(data)
    return tight(data.decode("utf-8-sig", errors="replace")) if content_type.startswith("text/") else ""


def _pdf(data: bytes) -> str:
    # when first used: only the worker reads one
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return tight("".join(page.get_textpage().get_text_range() for page in document))
    finally:
        document.close()


def _package(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [package.read(one) for one in package.namelist() if one.endswith(".xml")]
    return tight(unescape("".join(TAGS.sub("", part.decode("utf-8", errors="replace")) for part in parts)))
