"""The picture that other sites show beside a link to a page of ours: 1200 by 630 points, words only."""

import io
from typing import Any, Final

from .fonts import BOLD, REGULAR, find_font

SIZE: Final = (1200, 630)
MARGIN: Final = 80
BLUE, INK, GREY = "#0017c1", "#1a1a1a", "#595959"
TITLE_SIZES: Final = (68, 60, 52, 44)  # the first in which the title needs no more than LINES
LINES: Final = 4
# what never begins a line
CLOSING: Final = frozenset("、。，．・：；！？）」』】〉》〕］｝ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々〜～…")


def share_card(title: str, above: str, below: str) -> bytes | None:
    """Return the PNG, None where the font is not installed. ``above`` stands over the title, ``below`` at the foot."""
    bold, regular = find_font(BOLD), find_font(REGULAR)
    if bold is None or regular is None:
        return None
    # when first used: few processes ever draw one
    from PIL import Image, ImageDraw, ImageFont

    card = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, 0, SIZE[0], 24), fill=BLUE)
    draw.rectangle((MARGIN, 520, SIZE[0] - MARGIN, 522), fill=GREY)
    draw.text((MARGIN, 72), above, font=ImageFont.truetype(str(regular), 36), fill=BLUE)
    draw.text((MARGIN, 546), below, font=ImageFont.truetype(str(regular), 34), fill=GREY)
    for size in TITLE_SIZES:
        font = ImageFont.truetype(str(bold), size)
        lines = lines_of(title, SIZE[0] - 2 * MARGIN, font.getlength)
        if len(lines) <= LINES:
            break
    for number, line in enumerate(lines[:LINES]):
        draw.text((MARGIN, 140 + number * size * 1.35), line, font=font, fill=INK)
    out = io.BytesIO()
    card.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def lines_of(text: str, room: float, width_of: Any) -> list[str]:
    """Return the text in lines of at most ``room``; a closing mark hangs over rather than begins a line."""
    lines = [""]
    for character in text:
        is_full = bool(lines[-1]) and width_of(lines[-1] + character) > room
        if is_full and character not in CLOSING:
            lines.append("")
        lines[-1] += character
    return lines
