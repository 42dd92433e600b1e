"""The desk has the letter of a chapter written to the people of some 部. The rows stand first; the worker writes."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.models import Chapter, ReadingLetter, ReadingOrder
from knowledge.queries.reading import chosen_people, to_write
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.background import after_commit
from nara_renkei.core.calendar import local_day

from .locked_chapter import locked_chapter

NOT_ASKED: Final = "この章は、いまは必読ではありません。送れるのは、必読の章だけです。"
NOBODY: Final = "送る部に、印を付けてください。選んだ部に、いま送る相手がいないこともあります。何も送っていません。"
CHANGED: Final = "読んだあとに、送る相手が{before}人から{now}人に変わりました。人数を確かめて、もう一度押してください。"
STILL: Final = "前に押した分を、いま用意しています。終わってから、もう一度押してください。"


class CannotOrderReadings(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def order_readings(
    *, chapter: Chapter, departments: Collection[str], readers: int, by: Actor, at: datetime
) -> ReadingOrder:
    """Return the order. ``departments``: codes of the 部; ``readers``: how many the desk was told would get it.

    Raises CannotOrderReadings.
    """
    chapter = locked_chapter(chapter)
    today = local_day(at)
    version = chapter.version_on(today)
    if version is None or not chapter.must_read:
        raise CannotOrderReadings(NOT_ASKED)
    if ReadingOrder.objects.unfinished().filter(chapter=chapter).exists():
        raise CannotOrderReadings(STILL)
    people = chosen_people(to_write(version, today), departments)
    if not people:
        raise CannotOrderReadings(NOBODY)
    if len(people) != readers:
        raise CannotOrderReadings(CHANGED.format(before=readers, now=len(people)))
    order = ReadingOrder.objects.create(chapter=chapter, ordered_at=at, ordered_by=by.label, next_try_at=at)
    ReadingLetter.objects.bulk_create(ReadingLetter(order=order, version=version, user_id=pk) for pk in people)
    audit.record("chapter.letters", about=chapter.key, by=by, at=at, version=version.number, letters=len(people))
    after_commit("knowledge.prepare_readings")
    return order
