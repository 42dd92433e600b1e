"""The desk adds a chapter or an appendix."""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import F, Max

from knowledge.models import Chapter
from knowledge.rules.guideline import ANCHOR, RESERVED
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Division

from .keep_chapter import PAST

BAD_ANCHOR: Final = "アンカーは、英小文字で始め、英小文字と数字だけにしてください。例：anzen"
TAKEN_ANCHOR: Final = "このアンカーは、もう使われています。ほかの言葉にしてください。"
TAKEN_LABEL: Final = "「{label}」は、もうあります。ほかの番号にしてください。"


class CannotAdd(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def add_chapter(
    *, anchor: str, label: str, after: Chapter | None, owner: Division, review_by: date, by: Actor, at: datetime
) -> Chapter:
    """Return a chapter for staff that says nothing yet, behind ``after`` or at the end; the others move on by one.

    Raises CannotAdd for an anchor that is none or is taken, a label that is taken, and a review date in the past.
    """
    book = list(Chapter.objects.select_for_update().in_order())  # two desks must not take the same place
    if not ANCHOR.fullmatch(anchor):
        raise CannotAdd(BAD_ANCHOR)
    if anchor in RESERVED or any(one.anchor == anchor for one in book):
        raise CannotAdd(TAKEN_ANCHOR)
    if any(one.label == label for one in book):
        raise CannotAdd(TAKEN_LABEL.format(label=label))
    if review_by < local_day(at):
        raise CannotAdd(PAST)
    last = Chapter.objects.aggregate(last=Max("position"))["last"] or 0
    position = (after.position if after else last) + 1
    Chapter.objects.filter(position__gte=position).update(position=F("position") + 1)
    chapter = Chapter.objects.create(
        anchor=anchor, label=label, position=position, owner=owner, owner_name=owner.name, review_by=review_by
    )
    audit.record("chapter.add", about=chapter.key, by=by, at=at, position=position)
    return chapter
