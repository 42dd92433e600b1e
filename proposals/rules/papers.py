"""What a company's papers are of: PaperJob.kind and PaperJob.about."""

import re
from typing import Final

from .numbering import NUMBER

RECEIPT: Final = "receipt"  # 受付票: one version, with the answers of one 団体
DRAFT: Final = "draft"  # the draft, for one's own boss

RECEIPT_ABOUT = re.compile(rf"({NUMBER.pattern})/([0-9]+)/([0-9]+)")


def receipt_about(number: str, version: int, organization: int) -> str:
    return f"{number}/{version}/{organization}"


def read_receipt_about(about: str) -> tuple[str, int, int] | None:
    """Return the number, the version and the 団体; None for anything else."""
    found = RECEIPT_ABOUT.fullmatch(about)
    return (found[1], int(found[2]), int(found[3])) if found else None


def draft_about(uuid: object, version: int) -> str:
    return f"{uuid}/{version}"
