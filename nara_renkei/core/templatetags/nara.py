"""Tags and filters of every page. They are builtins: no ``load`` is needed."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any

from django import template
from django.forms import BoundField
from django.template.loader import get_template
from django.utils.safestring import SafeString

from nara_renkei.core import calendar, charts
from nara_renkei.core.form_frames import framed
from nara_renkei.core.links import fixed_path
from nara_renkei.core.qr import QrDrawing, qr_drawing

register = template.Library()

STATUS_KINDS = frozenset({"info", "wait", "attention", "late", "done"})


def _day(value: date | datetime) -> date:
    return calendar.local_day(value) if isinstance(value, datetime) else value


@register.filter
def wareki(value: date | datetime | None) -> str:
    """Return 「令和8年11月22日」; nothing for no date."""
    return calendar.wareki(_day(value)) if value else ""


@register.filter
def wareki_year(value: date | datetime | None) -> str:
    """Return 「令和8年（2026年）11月22日（日）」, for a sentence to a company; nothing for no date."""
    return calendar.wareki_with_year(_day(value)) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Return 「11月22日 14:05」 in Tokyo; nothing for no time."""
    if value is None:
        return ""
    local = value.astimezone(calendar.TOKYO)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


@register.filter
def short_day(value: date | datetime | None) -> str:
    """Return 「11月22日（日）」, for tables; nothing for no date."""
    if not value:
        return ""
    day = _day(value)
    return f"{day.month}月{day.day}日（{calendar.WEEKDAYS[day.weekday()]}）"


@register.inclusion_tag("components/qr.html")
def qr(text: str, label: str) -> dict[str, QrDrawing | str]:
    """Draw a QR code: ``{% qr url "名札の番号のQRコード" %}``."""
    return {"drawing": qr_drawing(text), "label": label}


@register.filter
def as_crispy_field(field: BoundField) -> SafeString:
    """Write one field in its frame: crispy's filter, without a template for each of a page's thirty fields."""
    return framed(field)


register.simple_tag(fixed_path)


@register.simple_block_tag
def panel(
    content: SafeString,
    title: str,
    id: str = "",  # noqa: A002 - as the attribute is called
    level: int = 2,
    kind: str = "",
) -> str:
    """Frame a part of a page: ``{% panel "題" %}…{% endpanel %}``; kind: attention or none."""
    return get_template("components/panel.html").render(
        {"content": content, "title": title, "id": id, "level": level, "kind": kind}
    )


@register.inclusion_tag("components/status_tag.html")
def status_tag(label: str, kind: str = "info") -> dict[str, str]:
    """Show a word in a frame; the word says it, the colour only helps."""
    return {"label": label, "kind": kind if kind in STATUS_KINDS else "info"}


# --- charts: core/charts.py draws, one frame shows


def _chart(draw: Callable[..., Any], template: str = "components/chart.html", name: str = "chart") -> None:
    """Make a function of core/charts.py a tag of the same name."""

    @register.inclusion_tag(template, name=draw.__name__)
    @wraps(draw)
    def tag(*args: Any, **kwargs: Any) -> dict[str, Any]:
        return {name: draw(*args, **kwargs)}


for draw in (
    charts.bar_chart,
    charts.stacked_chart,
    charts.share_chart,
    charts.line_chart,
    charts.radar_chart,
    charts.timeline_chart,
):
    _chart(draw)
_chart(charts.heat_table, "components/heat_table.html", "table")
