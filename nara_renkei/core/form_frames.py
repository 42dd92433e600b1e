"""The frame of a field without a template: label, hint, error, control, and how many characters fit."""

from django.forms import BoundField, CheckboxInput
from django.utils.safestring import SafeString

from .form_renderer import escaped

REQUIRED = '<span class="required">※必須</span>'
OPTIONAL = '<span class="optional">任意</span>'


def framed(field: BoundField) -> SafeString:
    """Return the field as every form shows it; a hidden one without a frame."""
    if field.is_hidden:
        return SafeString(field)
    is_tick = isinstance(field.field.widget, CheckboxInput)
    write = _tick if is_tick else _group if field.use_fieldset else _control
    errors = field.errors  # a new list each time while there are none
    before = f"{_hint(field)}{errors}" if errors else _hint(field)
    return SafeString(write(field, "field invalid" if errors else "field", before))


def _tick(field: BoundField, kind: str, before: str) -> str:
    words = f"{field}<span>{escaped(field.label)}{REQUIRED if field.field.required else ''}</span>"
    label = f'<label class="choice" for="{escaped(field.id_for_label)}">{words}</label>'
    return f'<div class="{kind}">{before}{label}</div>'


def _group(field: BoundField, kind: str, before: str) -> str:
    about = field.aria_describedby
    described = f' aria-describedby="{escaped(about)}"' if about else ""
    legend = f"<legend>{escaped(field.label)}{REQUIRED if field.field.required else OPTIONAL}</legend>"
    return f'<fieldset class="{kind}"{described}>{legend}{before}{field}</fieldset>'


def _control(field: BoundField, kind: str, before: str) -> str:
    key = escaped(field.id_for_label)
    label = f'<label for="{key}">{escaped(field.label)}{_owed(field)}</label>'
    limit = getattr(field.field, "character_limit", None)
    counter = ""
    if limit and field.widget_type == "textarea":
        counter = f'<p class="counter" data-counter="{key}" data-max="{limit}">{limit}字まで</p>'
    return f'<div class="{kind}">{label}{before}{field}{counter}</div>'


def _owed(field: BoundField) -> str:
    if field.field.required:
        return REQUIRED
    some = getattr(field.field, "required_for", "")
    return f'<span class="required">※{escaped(some)}の場合は必須</span>' if some else OPTIONAL


def _hint(field: BoundField) -> str:
    text = field.help_text
    lines = escaped(text).replace("\n", "<br>")
    return f'<div class="hint" id="{escaped(field.auto_id)}_helptext">{lines}</div>' if text else ""
