"""Tags and filters of every page. They are builtins: no ``load`` is needed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.template.loader import get_template
from django.utils.safestring import SafeString

from nara_renkei.core import calendar
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
def fiscal_year(value: date | datetime | None) -> str:
    """Return 「令和8年度」; nothing for no date."""
    return str(calendar.FiscalYear.of(_day(value))) if value else ""


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


@dataclass(frozen=True, slots=True)
class Bar:
    label: str  # shortened to fit
    full_label: str
    value: str  # as shown: 1,200
    # geometry in px; text, because a template would localise a number
    x: str
    y: str
    width: str
    height: str
    baseline: str
    value_x: str


LABEL_WIDTH, LABEL_CHARACTERS, BAR_ROOM, ROW, BAR_HEIGHT, CHART_WIDTH = 168, 12, 340, 32, 20, 600


def bars_of(rows: Iterable[tuple[str, float]]) -> list[Bar]:
    """Return one bar per row; the longest fills the room, a value of 0 or less has no width."""
    pairs = [(str(label), value or 0) for label, value in rows]
    top = max((value for _, value in pairs), default=0)
    bars = []
    for index, (label, value) in enumerate(pairs):
        width = round(BAR_ROOM * max(value, 0) / top, 1) if top > 0 else 0
        short = label if len(label) <= LABEL_CHARACTERS else f"{label[: LABEL_CHARACTERS - 1]}…"
        bars.append(
            Bar(
                label=short,
                full_label=label,
                value=f"{value:,}",
                x=str(LABEL_WIDTH + 8),
                y=str(index * ROW + 6),
                width=str(width),
                height=str(BAR_HEIGHT),
                baseline=str(index * ROW + 21),
                value_x=str(LABEL_WIDTH + 16 + width),
            )
        )
    return bars


@dataclass(frozen=True, slots=True)
class Part:
    words: str  # inside the bar; empty where there is no room
    full_words: str
    x: str
    width: str
    text_x: str
    fill: str
    ink: str


# of the scores 5, 4, 3, 2, 1: what counts as satisfied is dark; each part also says its score
SCORE_COLOURS = (
    ("#0017c1", "#ffffff"),
    ("#264af4", "#ffffff"),
    ("#c5d7fb", "#1a1a1a"),
    ("#e8f1fe", "#1a1a1a"),
    ("#ffffff", "#1a1a1a"),
)
SHARE_ROOM, PART_MINIMUM = 480, 38


def parts_of(counts: Sequence[int]) -> list[Part]:
    """Return a bar of full length in parts, from 5 down to 1. ``counts``: of the scores 1 to 5."""
    total, x, parts = sum(counts), float(LABEL_WIDTH // 2), []
    for score, (fill, ink) in zip((5, 4, 3, 2, 1), SCORE_COLOURS, strict=True):
        count = counts[score - 1]
        width = round(SHARE_ROOM * count / total, 1) if total else 0.0
        words = f"{score}：{count}"
        shown = words if width >= PART_MINIMUM else ""
        parts.append(Part(shown, words, f"{x:g}", f"{width:g}", f"{x + width / 2:g}", fill, ink))
        x += width
    return [part for part in parts if part.width != "0"]


@register.inclusion_tag("components/share_chart.html")
def share_chart(title: str, rows: Iterable[tuple[str, Sequence[int]]]) -> dict[str, Any]:
    """Draw how the scores 1 to 5 divide, one full bar per group, as inline SVG with title, description and data table.

    ``rows``: the name of a group (four characters fit) and the counts of its scores 1, 2, 3, 4, 5.
    """
    groups = [(label, parts_of(counts), list(reversed(counts))) for label, counts in rows]
    return {
        "title": title,
        "bars": [
            {"label": label, "parts": parts, "counts": counts, "y": str(n * ROW + 4), "baseline": str(n * ROW + 21)}
            for n, (label, parts, counts) in enumerate(groups)
        ],
        "description": "。".join(
            f"{label}は{'、'.join(f'{part.full_words}件' for part in parts) or '回答なし'}"
            for label, parts, _ in groups
        ),
        "width": str(CHART_WIDTH),
        "height": str(max(len(groups), 1) * ROW),
        "bar_height": str(ROW - 8),
        "label_x": str(LABEL_WIDTH // 2 - 8),
    }


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(title: str, rows: Iterable[tuple[str, float]], unit: str = "件") -> dict[str, Any]:
    """Draw horizontal bars as inline SVG with title, description and a data table."""
    bars = bars_of(rows)
    return {
        "title": title,
        "unit": unit,
        "bars": bars,
        "description": "、".join(f"{bar.full_label} {bar.value}{unit}" for bar in bars) or "まだ数字がありません。",
        "width": str(CHART_WIDTH),
        "height": str(max(len(bars), 1) * ROW),
        "label_width": str(LABEL_WIDTH),
    }
