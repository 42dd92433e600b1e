"""A Word template and its context in, .docx bytes out; what a template says. The only importer of docxtpl.

What a company wrote is data: it is escaped for XML, and what XML cannot hold is left out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any, Final
from zipfile import ZipFile

from django.conf import settings

from .text import FORBIDDEN

PARTS: Final = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
LONGEST_TITLE: Final = 255  # python-docx takes no more
PROPERTIES: Final = ("author", "comments", "identifier", "language", "subject", "title")  # that docxtpl fills as well


@dataclass(frozen=True, slots=True)
class Word:
    content: bytes
    pages: None = None  # Word counts them itself


def render_word(template: str, context: Mapping[str, Any], *, title: str) -> Word:
    """Return a template of ``templates/`` filled with ``context``; a name the context lacks is an error."""
    return Word(fill_word((settings.BASE_DIR / "templates" / template).open("rb"), context, title=title))


def fill_word(template: IO[bytes], context: Mapping[str, Any], *, title: str) -> bytes:
    """Return the same of an open template, which is closed."""
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=as_xml)
    with template:
        document = DocxTemplate(template)
        document.render(dict(context), environment)
        document.docx.core_properties.title = FORBIDDEN.sub("", title)[:LONGEST_TITLE]
        made = BytesIO()
        document.save(made)
    return made.getvalue()


def as_xml(value: Any) -> Any:
    """Return a value as the XML of a document holds it.

    The template engine makes 「{{」 of 「{_{」 after everything is filled in; as a character reference it stays.
    """
    from markupsafe import Markup, escape

    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    text = str(escape(FORBIDDEN.sub("", value.replace("\r\n", "\n"))))
    return Markup(text.replace("_", "&#95;"))  # noqa: S704 - escaped the line before


def texts_of(content: bytes) -> list[str]:
    """Return what a document says, one text for each paragraph, in body, tables, headers and notes."""
    from docx.oxml.ns import qn

    return [
        "".join(one.text or "" if one.tag == qn("w:t") else "\n" for one in paragraph.iter(qn("w:t"), qn("w:br")))
        for root in _roots(content)
        for paragraph in root.iter(qn("w:p"))
    ]


def properties_of(content: bytes) -> list[str]:
    """Return title, author and so on: what is filled beside the text."""
    from docx import Document

    properties = Document(BytesIO(content)).core_properties
    return [str(getattr(properties, name)) for name in PROPERTIES]


def is_plain(content: bytes) -> bool:
    """Return whether nothing stands in a template but names in {{ }}, wherever docxtpl would fill something in."""
    from docxtpl import DocxTemplate
    from jinja2 import Environment, TemplateSyntaxError, nodes
    from lxml import etree

    engine = DocxTemplate(BytesIO(content))
    filled = [engine.patch_xml(etree.tostring(root, encoding="unicode")) for root in _roots(content)]
    filled += properties_of(content)
    try:
        parsed = [Environment(autoescape=True).parse(text) for text in filled]
    except TemplateSyntaxError:
        return False
    plain = (nodes.Output, nodes.TemplateData, nodes.Name)
    return all(isinstance(one, plain) for tree in parsed for one in tree.find_all(nodes.Node))


def calls_outside(content: bytes) -> bool:
    """Return whether opening the document would load something from elsewhere; a link is only followed by a click."""
    from docx.oxml import parse_xml

    with ZipFile(BytesIO(content)) as file:
        parts = [parse_xml(file.read(name)) for name in file.namelist() if name.endswith(".rels")]
    relations = [one for part in parts for one in part.iter("{*}Relationship") if one.get("TargetMode") == "External"]
    return any(not one.get("Type", "").endswith("/hyperlink") for one in relations)


def _roots(content: bytes) -> Iterator[Any]:
    from docx.oxml import parse_xml

    with ZipFile(BytesIO(content)) as file:
        for name in sorted(file.namelist()):
            if PARTS.fullmatch(name):
                yield parse_xml(file.read(name))
