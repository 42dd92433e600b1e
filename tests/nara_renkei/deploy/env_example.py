"""The manual of the settings: what .env.example explains."""

import re

from tests.house import ROOT


def manual() -> set[str]:
    """Return every variable that .env.example explains."""
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    return set(re.findall(r"^#?([A-Z][A-Z0-9_]+)=", text, flags=re.MULTILINE))
