"""What the city's own papers are of: PaperJob.kind and PaperJob.about."""

import re
from typing import Final

from proposals.rules.numbering import NUMBER

DISCLOSED: Final = "disclosed"  # 開示用: about is the uuid of a DisclosureRequest
DISCLOSURE_DRAFT: Final = "disclosure_draft"  # 起案用 of its decision: about as above
DRAFTING: Final = "drafting_set"  # 起案セット of one outcome
DOSSIER: Final = "dossier"  # 一件記録 of one proposal for one person: about is the number and the key of the person
HANDOVER: Final = "handover"  # 引継書: about is the key of the post
QUEUE: Final = "queue"  # 提案一覧: about is the uuid of a QueueExport
ARCHIVE: Final = "archive"  # 保存用の書き出し of one proposal (zip) for one person: about as of DOSSIER

DOSSIER_ABOUT = re.compile(rf"({NUMBER.pattern})/([0-9]+)")
DRAFTING_ABOUT = re.compile(rf"({NUMBER.pattern})/([0-9]+)")


def drafting_about(number: str, decision: int) -> str:
    return f"{number}/{decision}"


def read_drafting_about(about: str) -> tuple[str, int] | None:
    """Return the number and the id of the outcome; None for anything else."""
    found = DRAFTING_ABOUT.fullmatch(about)
    return (found[1], int(found[2])) if found else None


def dossier_about(number: str, user: int) -> str:
    return f"{number}/{user}"


def read_dossier_about(about: str) -> tuple[str, int] | None:
    """Return the number and the id of who asked; None for anything else."""
    found = DOSSIER_ABOUT.fullmatch(about)
    return (found[1], int(found[2])) if found else None
