"""The face that a partner answers about, locked: still there, still the one that was read, and its own."""

from typing import Final

from knowledge.models import CaseStudy, PublicFace
from nara_renkei.accounts.models import User

from .freeze_face import locked_case

GONE: Final = "この事例は、いまはお尋ねしていません。下のいまの内容を確かめてください。"
STALE: Final = (
    "読んでいただいたあとに、内容が変わったか、団体のほかの方が答えました。下のいまの内容を、もう一度読んでください。"
)


class CannotAnswer(Exception):
    """str(exc) is fit for the screen."""


def check_own(face: PublicFace, user: User) -> None:
    """Raise CannotAnswer unless the person is of the 団体 that was asked. Behind the wall, before anything is written."""
    if not PublicFace.objects.shown_to(user).filter(pk=face.pk).exists():
        raise CannotAnswer(GONE)


def locked_face(face: PublicFace, sha256: str) -> tuple[CaseStudy, PublicFace]:
    """Return case and face as they are now. Raises CannotAnswer when another was read than this."""
    case = locked_case(face.case)
    found = case.faces.select_for_update(of=("self",)).get(pk=face.pk)
    if not case.is_open:
        raise CannotAnswer(GONE)
    if found.sha256 != sha256:
        raise CannotAnswer(STALE)
    return case, found
