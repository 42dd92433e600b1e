"""A QR code as one path of a drawing: nothing is fetched, and it prints as sharp as the text."""

from dataclasses import dataclass

QUIET = 4  # modules of white around it, as the standard asks


@dataclass(frozen=True, slots=True)
class QrDrawing:
    """What components/qr.html draws."""

    side: int  # modules, with the white around
    path: str  # strokes one module wide


def qr_drawing(text: str) -> QrDrawing:
    """Return the QR code of a text; a quarter of it may be dirty and it is still read."""
    # when first used: few pages show one
    import segno

    rows = [list(row) for row in segno.make(text, error="q", micro=False).matrix]
    strokes = (
        f"M{x + QUIET} {y + QUIET + 0.5}h1" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
    )
    return QrDrawing(len(rows) + 2 * QUIET, "".join(strokes))
