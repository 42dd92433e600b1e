"""Controls of forms without templates: a page has thirty, and two or three templates for each cost half the page."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.forms.renderers import TemplatesSetting
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Written = Mapping[str, Any]  # the context's ``widget``


def _attributes(attrs: Written) -> SafeString:
    named = [
        (name, "" if value is True else format_html('="{}"', str(value)))
        for name, value in attrs.items()
        if value is not False
    ]
    return format_html_join("", " {}{}", named)


def _input(widget: Written) -> SafeString:
    value = widget["value"]
    return format_html(
        '<input type="{}" name="{}"{}{}>',
        widget["type"],
        widget["name"],
        "" if value is None else format_html(' value="{}"', str(value)),
        _attributes(widget["attrs"]),
    )


def _textarea(widget: Written) -> SafeString:
    # the browser drops the first line break
    return format_html(
        '<textarea name="{}"{}>\n{}</textarea>', widget["name"], _attributes(widget["attrs"]), widget["value"] or ""
    )


def _choices(widget: Written) -> SafeString:
    groups = format_html_join(
        "", "{}{}", ((_group(name), _options(options)) for name, options, _ in widget["optgroups"])
    )
    kept = {name: value for name, value in widget["attrs"].items() if name in {"id", "class"} and value}
    return format_html("<div{}>{}</div>", _attributes(kept), groups)


def _group(name: str | None) -> str:
    return format_html("<p>{}</p>", name) if name else ""


def _options(options: list[Written]) -> SafeString:
    return format_html_join(
        "",
        "<div><label{}>{} {}</label></div>",
        (
            (
                format_html(' for="{}"', option["attrs"]["id"]) if option["attrs"].get("id") else "",
                _input(option),
                option["label"],
            )
            for option in options
        ),
    )


WRITERS: Final[dict[str, Callable[[Written], SafeString]]] = {
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
        return writer(context["widget"]) if writer else super().render(template_name, context, request)
