"""Turns one hostile file into pictures. Runs as a process of its own: python -I page_renderer.py FILE KIND FOLDER.

KIND is a type of file, whose pages become WebP, or "picture": a JPG or PNG that becomes one JPEG for a page of ours.

PDFium and Pillow are C code that reads what strangers made: here there is no Django, no secret in the environment,
and a limit on memory, time and what may be written. Prints one JSON line per page, then {"end": …}.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any, Final

import pypdfium2
from PIL import Image, ImageOps

MAX_PAGES: Final = 60
MAX_WIDTH: Final = 1_400  # pixels
MAX_HEIGHT: Final = 4_000
MAX_PIXELS: Final = 60_000_000  # of a photograph, before it is made small
MAX_SIDE: Final = 1_600  # pixels of a picture for a page of ours
MEMORY: Final = 1024 * 1024 * 1024
SECONDS: Final = 60  # of the processor
WRITTEN: Final = 20 * 1024 * 1024  # bytes of one picture
QUALITY: Final = 80


def main() -> None:
    path, kind, folder = sys.argv[1:]
    for what, limit in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (limit, limit))
    kinds = {"application/pdf": document, "image/jpeg": photograph, "image/png": photograph, "picture": picture}
    say({"end": kinds[kind](path, Path(folder))})


def document(path: str, folder: Path) -> str:
    """Draw the pages of a PDF; return how it ended: "" all, "more" pages than we draw, "password", "broken"."""
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as exc:
        return "password" if "password" in str(exc).lower() else "broken"
    for number in range(1, min(len(pdf), MAX_PAGES) + 1):
        try:
            page = pdf[number - 1]
            width, height = page.get_size()
            # a page may claim to be a kilometre high, or nothing
            scale = min(MAX_WIDTH / max(width, 1), MAX_HEIGHT / max(height, 1))
            drawn = page.render(scale=scale, may_draw_forms=False).to_pil()
            page.close()
        except (pypdfium2.PdfiumError, ValueError):
            return "broken"
        keep(drawn, number, folder)
    return "more" if len(pdf) > MAX_PAGES else ""


def photograph(path: str, folder: Path) -> str:
    """Make a photograph upright and small, without where and when it was taken."""
    made, end = small(path, MAX_WIDTH, MAX_HEIGHT)
    if made:
        keep(made, 1, folder)
    return end


def picture(path: str, folder: Path) -> str:
    """The same for a page of ours, as JPEG; "large" for one of more points than we read."""
    made, end = small(path, MAX_SIDE, MAX_SIDE)
    if made:
        made.save(folder / "1.jpg", "JPEG", quality=QUALITY, optimize=True, progressive=True)
        say({"width": made.width, "height": made.height})
    return end


def small(path: str, width: int, height: int) -> tuple[Any, str]:
    """Return the picture, and "" when it could be read."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2  # Pillow refuses above twice this
    try:
        with Image.open(path, formats=["JPEG", "PNG"]) as image:
            image.draft("RGB", (width, height))
            upright = ImageOps.exif_transpose(image)
            if upright.mode.startswith("I"):
                # 16 bits of grey, of which Pillow would cut off the light half
                upright = upright.point(lambda shade: shade * (1 / 256)).convert("L")
            upright.thumbnail((width, height))
            flat = Image.new("RGB", upright.size, "white")
            flat.paste(upright, mask=upright.convert("RGBA").getchannel("A"))
    except Image.DecompressionBombError:
        return None, "large"
    except (OSError, SyntaxError, ValueError):
        return None, "broken"
    return flat, ""


def keep(picture: Any, number: int, folder: Path) -> None:
    picture.convert("RGB").save(folder / f"{number}.webp", "WEBP", quality=QUALITY, method=3)
    say({"width": picture.width, "height": picture.height})


def say(line: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(line)}\n")
    sys.stdout.flush()  # what is drawn counts, even when the next page is too much


if __name__ == "__main__":
    main()
