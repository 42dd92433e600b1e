"""提案番号: R8-J-0001 (自由) and R8-K-0001 (課題), from year, kind and sequence, and back."""

import re

from nara_renkei.core.calendar import FiscalYear
from proposals.enums import Kind

LETTERS = {Kind.OPEN: "J", Kind.CHALLENGE: "K"}
NUMBER = re.compile(r"R[0-9]{1,2}-[JK]-[0-9]{4,6}")


def format_number(year: FiscalYear, kind: Kind, sequence: int) -> str:
    """Return "R8-J-0001"; the sequence has at least four digits."""
    return f"{year.short}-{LETTERS[kind]}-{sequence:04}"
