"""What stands in a paper, without line breaks and spaces."""

import re
from io import BytesIO

from pypdf import PdfReader


def bare(words):
    return re.sub(r"\s", "", words)


def pages(pdf):
    return PdfReader(BytesIO(pdf.content)).pages


def texts(pdf):
    """Return the words of each page."""
    return [bare(page.extract_text()) for page in pages(pdf)]


def text_of(pdf):
    return "".join(texts(pdf))
