"""Controls of forms without templates: a page has thirty, and two or three templates for each cost half the page."""

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Final

from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString

Written = Mapping[str, Any]  # the context's ``widget``
SPECIAL: Final = re.compile("[&<>\"']").search


def escaped(value: Any) -> str:
    """Return what ``conditional_escape`` returns, for a tenth of its calls: most words have nothing to escape."""
    text = value if isinstance(value, str) else str(value)
    return escape(text) if not isinstance(text, SafeString) and SPECIAL(text) else text


def _attributes(attrs: Written) -> str:
    return "".join(
        f" {escaped(name)}" if value is True else f' {escaped(name)}="{escaped(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def _input(widget: Written) -> str:
    value = "" if widget["value"] is None else f' value="{escaped(widget["value"])}"'
    name, attributes = escaped(widget["name"]), _attributes(widget["attrs"])
    return f'<input type="{widget["type"]}" name="{name}"{value}{attributes}>'


def _textarea(widget: Written) -> str:
    # the browser drops the first line break
    name, attributes, value = escaped(widget["name"]), _attributes(widget["attrs"]), escaped(widget["value"] or "")
    return f'<textarea name="{name}"{attributes}>\n{value}</textarea>'


def _choices(widget: Written) -> str:
    groups = "".join(f"{_group(name)}{_options(options)}" for name, options, _ in widget["optgroups"])
    kept = {name: value for name, value in widget["attrs"].items() if name in {"id", "class"} and value}
    return f"<div{_attributes(kept)}>{groups}</div>"


def _group(name: str | None) -> str:
    return f"<p>{escaped(name)}</p>" if name else ""


def _options(options: list[Written]) -> str:
    return "".join(
        f"<div><label{_target(option)}>{_input(option)} {escaped(option['label'])}</label></div>" for option in options
    )


def _target(option: Written) -> str:
    key = option["attrs"].get("id")
    return f' for="{escaped(key)}"' if key else ""


WRITERS: Final[dict[str, Callable[[Written], str]]] = {
    **{
        f"django/forms/widgets/{name}.html": _input
        for name in ("text", "number", "email", "url", "tel", "search", "password", "hidden", "date", "checkbox")
    },
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/radio.html": _choices,
    "django/forms/widgets/checkbox_select.html": _choices,
}


class FormRenderer(TemplatesSetting):
    """Django's own HTML for the controls of our forms; whatever is not among WRITERS has its template."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        writer = WRITERS.get(template_name)
        return SafeString(writer(context["widget"])) if writer else super().render(template_name, context, request)
