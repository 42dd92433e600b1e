"""Word files as a desk would choose them, whole and broken."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document

from nara_renkei.core.word import texts_of


def word(*lines, author="", header=""):
    """Return a .docx with these paragraphs."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    document.core_properties.author = author
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def with_part(content, name, change):
    """Return the same .docx with one of its parts changed by a function of its bytes."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, change(old.read(one)) if one == name else old.read(one))
    return made.getvalue()


def said(content):
    return "\n".join(texts_of(content))
