"""Charts as marks on a plane: rows in, geometry out; the same picture on a page and on paper.

What is told apart by colour is told apart without it too: fills by lightness, lines by dashes and dots.
Lengths are px of the picture's own plane, as text, because a template would localise a number.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, floor, log10, pi, sin
from typing import Final
from unicodedata import east_asian_width

INK: Final = "#1a1a1a"
GRID: Final = "#949494"
BLUE: Final = "#0017c1"
WIDTH: Final = 600
LABEL_WIDTH: Final = 168
BAR_ROOM: Final = 340
ROW: Final = 32
LEGEND_ROW: Final = 24
FONT: Final = 14
SMALL: Final = 13

# dark to light and back, neighbours far apart; with the ink of the words inside
FILLS: Final = (
    ("#0017c1", "#ffffff"),
    ("#c5d7fb", INK),
    ("#3460fb", "#ffffff"),
    ("#ffffff", INK),
    ("#000060", "#ffffff"),
    ("#d9d9d9", INK),
)
# of the scores 5, 4, 3, 2, 1: what counts as satisfied is dark
SCORE_FILLS: Final = (
    ("#0017c1", "#ffffff"),
    ("#264af4", "#ffffff"),
    ("#c5d7fb", INK),
    ("#e8f1fe", INK),
    ("#ffffff", INK),
)
SHARE_ROOM: Final = 480
# colour, dashes, dot
STROKES: Final = (
    (BLUE, "", "circle"),
    ("#ac3e00", "7 4", "square"),
    ("#115a36", "2 3", "triangle"),
    (INK, "10 3 2 3", "diamond"),
)
HEATS: Final = 5
NO_VALUE: Final = "―"
NOTHING: Final = "まだ数字がありません。"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to draw: kind is rect, line, shape or words; ``points`` of lines and shapes."""

    kind: str
    x: str = ""
    y: str = ""
    width: str = ""
    height: str = ""
    points: str = ""
    words: str = ""
    anchor: str = "start"
    size: str = str(FONT)
    fill: str = "none"
    stroke: str = "none"
    dashes: str = ""
    thick: str = "1"


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture, what it says, and its numbers as a table (first cell of a row: its heading)."""

    kind: str  # bar, stacked, share, line, radar or timeline
    title: str
    description: str
    width: str
    height: str
    marks: Sequence[Mark]
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class HeatCell:
    text: str
    heat: int | None  # 0 (lightest) to HEATS - 1; None: no value


@dataclass(frozen=True, slots=True)
class HeatTable:
    title: str
    description: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[HeatCell]]]


Values = Sequence[float | None]


def number(value: float | None) -> str:
    """Return "1,200" or "8.5"; 「―」 for no value."""
    return NO_VALUE if value is None else f"{value:,.1f}".removesuffix(".0")


def bar_chart(title: str, rows: Iterable[tuple[str, float | None]], unit: str = "件") -> Chart:
    """Return one bar per row; the longest fills the room, a value of 0 or less has no width."""
    pairs = [(str(label), value or 0) for label, value in rows]
    top = max((value for _, value in pairs), default=0)
    marks = []
    for index, (label, value) in enumerate(pairs):
        width = round(BAR_ROOM * max(value, 0) / top, 1) if top > 0 else 0
        marks += [
            _words(LABEL_WIDTH, index * ROW + 21, fitted(label, LABEL_WIDTH), anchor="end"),
            _rect(LABEL_WIDTH + 8, index * ROW + 6, width, 20, fill=BLUE, stroke="none"),
            _words(LABEL_WIDTH + 16 + width, index * ROW + 21, f"{number(value)}{unit}"),
        ]
    return Chart(
        kind="bar",
        title=title,
        description="、".join(f"{label} {number(value)}{unit}" for label, value in pairs) or NOTHING,
        width=str(WIDTH),
        height=str(max(len(pairs), 1) * ROW),
        marks=marks,
        head=("項目", unit),
        rows=[(label, number(value)) for label, value in pairs],
    )


def stacked_chart(title: str, parts: Sequence[str], rows: Iterable[tuple[str, Sequence[float]]], unit: str) -> Chart:
    """Return one bar per row in parts, its total beside it; ``parts``: their names, in the order of the values."""
    groups = [(str(label), list(values)) for label, values in rows]
    top = max((sum(values) for _, values in groups), default=0)
    marks, under = _legend([(name, FILLS[n % len(FILLS)][0]) for n, name in enumerate(parts)])
    for index, (label, values) in enumerate(groups):
        y = under + index * ROW
        marks.append(_words(LABEL_WIDTH, y + 21, fitted(label, LABEL_WIDTH), anchor="end"))
        fills = [(value, number(value), *FILLS[n % len(FILLS)]) for n, value in enumerate(values)]
        room = BAR_ROOM * sum(values) / top if top > 0 else 0
        marks += _divided(LABEL_WIDTH + 8, y + 4, room, fills)
        marks.append(_words(LABEL_WIDTH + 16 + room, y + 21, f"{number(sum(values))}{unit}"))
    return Chart(
        kind="stacked",
        title=title,
        description=_said(
            (
                f"{label}は",
                "、".join(f"{name} {number(value)}{unit}" for name, value in zip(parts, values, strict=True)),
            )
            for label, values in groups
        ),
        width=str(WIDTH),
        height=str(under + max(len(groups), 1) * ROW),
        marks=marks,
        head=("項目", *parts, f"計（{unit}）"),
        rows=[(label, *map(number, values), number(sum(values))) for label, values in groups],
    )


def share_chart(title: str, rows: Iterable[tuple[str, Sequence[int]]]) -> Chart:
    """Return how the scores 1 to 5 divide, one full bar per group, from 5 down to 1.

    ``rows``: the name of a group (four characters fit) and the counts of its scores 1, 2, 3, 4, 5.
    """
    groups = [(str(label), list(reversed(counts))) for label, counts in rows]
    start, marks, said = LABEL_WIDTH // 2, list[Mark](), []
    for index, (label, counts) in enumerate(groups):
        parts = [
            (count, f"{score}：{count}", *fill)
            for score, count, fill in zip((5, 4, 3, 2, 1), counts, SCORE_FILLS, strict=True)
        ]
        marks.append(_words(start - 8, index * ROW + 21, fitted(label, start), anchor="end"))
        marks += _divided(start, index * ROW + 4, SHARE_ROOM if sum(counts) else 0, parts)
        said.append((f"{label}は", "、".join(f"{words}件" for count, words, *_ in parts if count) or "回答なし"))
    return Chart(
        kind="share",
        title=f"{title}（左から5、4、3、2、1の順。数は件数）",
        description=_said(said),
        width=str(WIDTH),
        height=str(max(len(groups), 1) * ROW),
        marks=marks,
        head=("立場", "5", "4", "3", "2", "1"),
        rows=[(label, *map(str, counts)) for label, counts in groups],
    )


LINE_LEFT, LINE_TOP, LINE_ROOM, LINE_HEIGHT = 52, 16, 400, 190


def line_chart(title: str, labels: Sequence[str], series: Iterable[tuple[str, Values]], unit: str) -> Chart:
    """Return one line per series over the labels; a None leaves a gap. The scale begins at 0."""
    lines = [(str(name), list(values)) for name, values in series]
    top = nice_top(max((value for _, values in lines for value in values if value is not None), default=0))
    bottom = LINE_TOP + LINE_HEIGHT

    def place(index: int, value: float) -> tuple[float, float]:
        step = LINE_ROOM / max(len(labels) - 1, 1)
        return LINE_LEFT + index * step, bottom - LINE_HEIGHT * max(value, 0) / top

    marks = []
    for part in range(5):
        y = bottom - LINE_HEIGHT * part / 4
        marks.append(_line([(LINE_LEFT, y), (LINE_LEFT + LINE_ROOM, y)], stroke=GRID))
        marks.append(_words(LINE_LEFT - 6, y + 5, number(top * part / 4), anchor="end", size=SMALL))
    every = max(1, -(-sum(text_width(label, SMALL) + 18 for label in labels) // (LINE_ROOM + 40)))
    for index, label in enumerate(labels):
        if (len(labels) - 1 - index) % every == 0:
            marks.append(_words(place(index, 0)[0], bottom + 20, label, anchor="middle", size=SMALL))
    ends = []
    for index, (name, values) in enumerate(lines):
        colour, dashes, dot = STROKES[index % len(STROKES)]
        for run in _runs(values):
            marks.append(_line([place(at, value) for at, value in run], stroke=colour, dashes=dashes, thick=2))
            marks += [_dot(*place(at, value), dot, colour) for at, value in run]
        told = [(at, value) for at, value in enumerate(values) if value is not None]
        if told:
            ends.append((place(*told[-1])[1], colour, fitted(f"{name} {number(told[-1][1])}", WIDTH - 464)))
    marks += [_words(464, y + 5, words, fill=colour) for y, colour, words in _apart(ends)]
    return Chart(
        kind="line",
        title=title,
        description=_said(
            (f"{name}は", "、".join(f"{at} {number(value)}{unit}" for at, value in zip(labels, values, strict=True)))
            for name, values in lines
        ),
        width=str(WIDTH),
        height=str(bottom + 30),
        marks=marks,
        head=(f"単位は{unit}", *(name for name, _ in lines)),
        rows=[(label, *(number(values[n]) for _, values in lines)) for n, label in enumerate(labels)],
    )


RADAR_X, RADAR_Y, RADAR_RADIUS = 300, 140, 110


def radar_chart(title: str, axes: Sequence[str], series: Iterable[tuple[str, Values]], most: float = 100) -> Chart:
    """Return one outline per series over the axes, from 0 in the middle to ``most`` outside.

    A series with a gap shows its dots without an outline.
    """
    shapes = [(str(name), list(values)) for name, values in series]

    def place(axis: int, value: float) -> tuple[float, float]:
        angle, radius = 2 * pi * axis / len(axes), RADAR_RADIUS * min(max(value, 0), most) / most
        return RADAR_X + radius * sin(angle), RADAR_Y - radius * cos(angle)

    marks = []
    for ring in range(1, 5):
        marks.append(_shape([place(axis, most * ring / 4) for axis in range(len(axes))], stroke=GRID))
    for axis, name in enumerate(axes):
        x, y = place(axis, most)
        marks.append(_line([(RADAR_X, RADAR_Y), (x, y)], stroke=GRID))
        aside, below = _sign(x - RADAR_X), _sign(y - RADAR_Y)
        anchor = {-1: "end", 0: "middle", 1: "start"}[aside]
        marks.append(_words(x + 10 * aside, y + 5 + 13 * below, name, anchor=anchor))
    for index, (_, values) in enumerate(shapes):
        colour, dashes, dot = STROKES[index % len(STROKES)]
        told = [place(axis, value) for axis, value in enumerate(values) if value is not None]
        if len(told) == len(axes):
            marks.append(_shape(told, stroke=colour, dashes=dashes, thick=2))
        marks += [_dot(x, y, dot, colour) for x, y in told]
    under = RADAR_Y + RADAR_RADIUS + 36
    for index, (name, _) in enumerate(shapes):
        colour, dashes, dot = STROKES[index % len(STROKES)]
        y = under + index * LEGEND_ROW
        marks.append(_line([(200, y), (250, y)], stroke=colour, dashes=dashes, thick=2))
        marks += [_dot(225, y, dot, colour), _words(262, y + 5, fitted(name, WIDTH - 262))]
    return Chart(
        kind="radar",
        title=title,
        description=_said(
            (f"{name}は", "、".join(f"{axis} {number(value)}" for axis, value in zip(axes, values, strict=True)))
            for name, values in shapes
        ),
        width=str(WIDTH),
        height=str(under + len(shapes) * LEGEND_ROW),
        marks=marks,
        head=("項目", *(name for name, _ in shapes)),
        rows=[(axis, *(number(values[n]) for _, values in shapes)) for n, axis in enumerate(axes)],
    )


TIME_ROOM: Final = WIDTH - LABEL_WIDTH - 20
Span = tuple[date, date, str]  # the first and the last day, and words


def timeline_chart(title: str, rows: Iterable[tuple[str, Sequence[Span]]], first: date, last: date) -> Chart:
    """Return the spans of every row between two days; what lies outside is cut, and told in the table."""
    groups = [(str(label), list(spans)) for label, spans in rows]
    length = max((last - first).days, 1)

    def place(day: date) -> float:
        return LABEL_WIDTH + 8 + TIME_ROOM * (min(max(day, first), last) - first).days / length

    top, marks = LEGEND_ROW, list[Mark]()
    bottom = top + max(len(groups), 1) * ROW
    for day, words in _ticks(first, last):
        marks.append(_line([(place(day), top - 4), (place(day), bottom)], stroke=GRID))
        marks.append(_words(place(day), top - 8, words, anchor="middle", size=SMALL))
    for index, (label, spans) in enumerate(groups):
        y = top + index * ROW
        marks.append(_words(LABEL_WIDTH, y + 21, fitted(label, LABEL_WIDTH), anchor="end"))
        for n, (begins, ends, words) in enumerate(spans):
            if begins > last or ends < first:
                continue
            fill, ink = FILLS[n % 2]
            width = max(place(ends) - place(begins), 3)
            marks.append(_rect(place(begins), y + 4, width, ROW - 8, fill=fill))
            if text_width(words, SMALL) + 8 <= width:
                marks.append(_words(place(begins) + 4, y + 21, words, size=SMALL, fill=ink))
    return Chart(
        kind="timeline",
        title=title,
        description=_said(
            (f"{label}は", "、".join(f"{begins}から{ends}まで{words}" for begins, ends, words in spans) or "なし")
            for label, spans in groups
        ),
        width=str(WIDTH),
        height=str(bottom),
        marks=marks,
        head=("項目", "始まり", "終わり", "内容"),
        rows=[(label, str(begins), str(ends), words) for label, spans in groups for begins, ends, words in spans],
    )


def heat_table(title: str, columns: Sequence[str], rows: Iterable[tuple[str, Values]], unit: str) -> HeatTable:
    """Return a table whose cells are the darker the larger their value; the number stands in every cell."""
    groups = [(str(label), list(values)) for label, values in rows]
    top = max((value for _, values in groups for value in values if value is not None), default=0)
    return HeatTable(
        title=f"{title}（単位は{unit}）",
        description="色が濃いほど、数が大きいことを表します。",
        columns=columns,
        rows=[(label, [HeatCell(number(value), _heat(value, top)) for value in values]) for label, values in groups],
    )


def nice_top(value: float) -> float:
    """Return the end of a scale whose quarters are round, at least 4."""
    if value <= 4:
        return 4
    power = 10 ** floor(log10(value))
    return float(next(step * power for step in (1, 1.2, 1.6, 2, 2.4, 4, 6, 8, 10) if step * power >= value))


def text_width(words: str, size: int) -> int:
    """Return about how wide words are in px: a full-width character is as wide as it is high."""
    return sum(size if east_asian_width(one) in "WFA" else round(size * 0.6) for one in words)


def fitted(words: str, room: int) -> str:
    """Return the words, shortened with 「…」 where the room ends; the table has them whole."""
    if text_width(words, FONT) <= room:
        return words
    while words and text_width(words, FONT) > room - FONT:
        words = words[:-1]
    return f"{words}…"


# --- marks


def _px(value: float) -> str:
    return f"{round(value, 1):g}"


def _words(x: float, y: float, words: str, *, anchor: str = "start", size: int = FONT, fill: str = INK) -> Mark:
    return Mark("words", x=_px(x), y=_px(y), words=words, anchor=anchor, size=str(size), fill=fill)


def _rect(x: float, y: float, width: float, height: float, *, fill: str, stroke: str = INK) -> Mark:
    return Mark("rect", x=_px(x), y=_px(y), width=_px(width), height=_px(height), fill=fill, stroke=stroke)


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{_px(x)},{_px(y)}" for x, y in points)


def _line(points: Iterable[tuple[float, float]], *, stroke: str, dashes: str = "", thick: int = 1) -> Mark:
    return Mark("line", points=_points(points), stroke=stroke, dashes=dashes, thick=str(thick))


def _shape(
    points: Iterable[tuple[float, float]], *, stroke: str, fill: str = "none", dashes: str = "", thick: int = 1
) -> Mark:
    return Mark("shape", points=_points(points), fill=fill, stroke=stroke, dashes=dashes, thick=str(thick))


CORNERS: Final[dict[str, list[tuple[float, float]]]] = {
    "circle": [(5 * cos(pi * n / 6), 5 * sin(pi * n / 6)) for n in range(12)],
    "square": [(-4, -4), (4, -4), (4, 4), (-4, 4)],
    "triangle": [(0, -5), (5, 4), (-5, 4)],
    "diamond": [(0, -6), (6, 0), (0, 6), (-6, 0)],
}


def _dot(x: float, y: float, dot: str, colour: str) -> Mark:
    return _shape([(x + right, y + down) for right, down in CORNERS[dot]], stroke=colour, fill=colour)


def _divided(x: float, y: float, room: float, parts: Sequence[tuple[float, str, str, str]]) -> list[Mark]:
    """Return a bar in parts (value, words, fill, ink); words stand where there is room for them."""
    total, marks = sum(value for value, *_ in parts), []
    for value, words, fill, ink in parts:
        if value <= 0:
            continue
        width = room * value / total
        marks.append(_rect(x, y, width, ROW - 8, fill=fill))
        if text_width(words, SMALL) + 6 <= width:
            marks.append(_words(x + width / 2, y + 17, words, anchor="middle", size=SMALL, fill=ink))
        x += width
    return marks


def _legend(entries: Sequence[tuple[str, str]]) -> tuple[list[Mark], int]:
    """Return swatches with names in as many lines as they need, and the height of it."""
    marks, x, y = list[Mark](), LABEL_WIDTH + 8, 0
    for name, fill in entries:
        width = 24 + text_width(name, SMALL) + 16
        if x + width > WIDTH and x > LABEL_WIDTH + 8:
            x, y = LABEL_WIDTH + 8, y + LEGEND_ROW
        marks += [_rect(x, y + 3, 14, 14, fill=fill), _words(x + 20, y + 15, name, size=SMALL)]
        x += width
    return marks, y + LEGEND_ROW + 4


def _sign(length: float) -> int:
    """Return on which side of the middle a length ends: -1, 0 (near it) or 1."""
    return 0 if abs(length) < 20 else 1 if length > 0 else -1


def _runs(values: Values) -> list[list[tuple[int, float]]]:
    runs: list[list[tuple[int, float]]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((index, value))
    return [run for run in runs if run]


def _apart(ends: Sequence[tuple[float, str, str]]) -> list[tuple[float, str, str]]:
    """Return the words at the ends of lines moved down until none covers another."""
    found: list[tuple[float, str, str]] = []
    for y, colour, words in sorted(ends):
        found.append((max(y, found[-1][0] + 17) if found else y, colour, words))
    return found


def _ticks(first: date, last: date) -> list[tuple[date, str]]:
    """Return at most six days with words: first days of months, quarters, years or of several years."""
    months = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= date(year, month, 1) <= last
    ]
    for every in (1, 3, 12):
        chosen = [day for day in months if (day.month - 4) % every == 0]
        if len(chosen) <= 6:
            return [(day, f"{day.year}.{day.month}") for day in chosen]
    return [(day, str(day.year)) for day in chosen[:: -(-len(chosen) // 6)]]


def _heat(value: float | None, top: float) -> int | None:
    if value is None:
        return None
    return min(int(HEATS * max(value, 0) / top), HEATS - 1) if top > 0 else 0


def _said(pairs: Iterable[tuple[str, str]]) -> str:
    return "。".join(f"{label}{words}" for label, words in pairs) or NOTHING
