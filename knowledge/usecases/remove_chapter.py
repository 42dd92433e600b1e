"""The desk takes away a chapter in which nothing was ever written."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.models import Chapter
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .locked_chapter import locked_chapter

HAS_VERSIONS: Final = "この章には、版か下書きがあります。消せるのは、まだ何も書いていない章だけです。"


class CannotRemove(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def remove_chapter(*, chapter: Chapter, by: Actor, at: datetime) -> None:
    """Delete a chapter in which nothing was ever written. Raises CannotRemove for another."""
    chapter = locked_chapter(chapter)
    if chapter.versions.exists():
        raise CannotRemove(HAS_VERSIONS)
    audit.record("chapter.remove", about=chapter.key, by=by, at=at)
    chapter.delete()
