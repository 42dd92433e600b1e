"""読みました: somebody has read what a chapter says now."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.models import Acknowledgement, Chapter
from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day

NOT_ASKED: Final = "この章は、いまは必読ではありません。"
ANOTHER_VERSION: Final = "読んでいる間に、新しい版になりました。いまの版を読んでから、もう一度押してください。"


class CannotAcknowledge(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def acknowledge_chapter(*, chapter: Chapter, number: int, user: User, by: Actor, at: datetime) -> Acknowledgement:
    """Return the note that this person read the version that stands now; twice is no mistake.

    ``number``: of the version that was read. Raises CannotAcknowledge when nobody is asked to, or another version
    stands now.
    """
    version = chapter.version_on(local_day(at))
    if version is None or not chapter.must_read:
        raise CannotAcknowledge(NOT_ASKED)
    if version.number != number:
        raise CannotAcknowledge(ANOTHER_VERSION)
    noted, is_new = Acknowledgement.objects.get_or_create(version=version, user=user, defaults={"at": at})
    if is_new:
        audit.record("chapter.acknowledge", about=chapter.key, by=by, at=at, version=number)
    return noted
