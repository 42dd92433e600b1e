"""Where the fonts of papers and pictures lie: they come with the system, not with the portal."""

from pathlib import Path
from typing import Final

REGULAR: Final = "BIZUDPGothic-Regular.ttf"
BOLD: Final = "BIZUDPGothic-Bold.ttf"
FOLDERS: Final = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")


def find_font(name: str) -> Path | None:
    """Return the file of a font by its name or a pattern, None where it is not installed."""
    for folder in FOLDERS:
        root = Path(folder).expanduser()
        if root.is_dir() and (found := next(root.rglob(name), None)):
            return found
    return None
