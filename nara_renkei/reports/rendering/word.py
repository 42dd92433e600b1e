"""A Word template and its context in, .docx bytes out. The only importer of docxtpl.

What a company wrote is data: it is escaped for XML, and what XML cannot hold is left out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.conf import settings

# what XML 1.0 cannot hold, and the bell and the form feed, which docxtpl would take for a paragraph and a page
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Word:
    content: bytes
    pages: None = None  # Word counts them itself


def render_word(template: str, context: Mapping[str, Any], *, title: str) -> Word:
    """Return a template of ``templates/`` filled with ``context``; a name the context lacks is an error."""
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=as_xml)
    document = DocxTemplate(settings.BASE_DIR / "templates" / template)
    document.render(dict(context), environment)
    document.docx.core_properties.title = NOT_IN_XML.sub("", title)
    made = BytesIO()
    document.save(made)
    return Word(made.getvalue())


def as_xml(value: Any) -> Any:
    """Return a value as the XML of a document holds it.

    The template engine makes 「{{」 of 「{_{」 after everything is filled in; as a character reference it stays.
    """
    from markupsafe import Markup, escape

    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    text = str(escape(NOT_IN_XML.sub("", value.replace("\r\n", "\n"))))
    return Markup(text.replace("_", "&#95;"))  # noqa: S704 - escaped the line before
