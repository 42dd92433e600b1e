"""署名用紙 of a 回: PaperJob.kind, and what the paper is about."""

from typing import Final

TRAINING_SHEET: Final = "training_sheet"
SHEET_NAME: Final = "署名用紙"


def session_of_sheet(about: str) -> tuple[str, int] | None:
    """Return the name of the 研修's page and the number of the 回, from the key of the Session; None for anything else."""
    slug, _, number = about.removeprefix("session:").rpartition("-")
    return (slug, int(number)) if about.startswith("session:") and slug and number.isdecimal() else None
