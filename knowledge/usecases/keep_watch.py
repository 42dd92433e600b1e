"""見守り: somebody begins to watch a word, a 課 or a method, and stops."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.enums import WatchKind
from knowledge.models import Method, Watch
from knowledge.rules.watching import MOST, SHORTEST
from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.finding import fold
from nara_renkei.core.text import normalise
from nara_renkei.directory.models import Division

TOO_SHORT: Final = "見守る言葉は、2文字以上で入力してください。"
TOO_MANY: Final = "見守りは50件までです。使わないものをやめてから、加えてください。"
ALREADY: Final = "「{what}」は、もう見守っています。"


class CannotWatch(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def begin_watch(
    *,
    user: User,
    words: str = "",
    division: Division | None = None,
    method: Method | None = None,
    by: Actor,
    at: datetime,
) -> Watch:
    """Return the watch of one of the three: a ``division``, a ``method``, else ``words``. What came before is not told.

    Raises CannotWatch for a word of fewer than two characters, for what is watched already, and for too many.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    kind = WatchKind.DIVISION if division else WatchKind.METHOD if method else WatchKind.WORDS
    words = "" if division or method else " ".join(words.split())
    if kind == WatchKind.WORDS and len(normalise(fold(words))) < SHORTEST:
        raise CannotWatch(TOO_SHORT)
    mine = Watch.objects.filter(user=user)
    if mine.filter(kind=kind, words=words, division=division, method=method).exists():
        raise CannotWatch(ALREADY.format(what=words or division or method))
    if mine.count() >= MOST:
        raise CannotWatch(TOO_MANY)
    watch = Watch.objects.create(
        user=user, kind=kind, words=words, division=division, method=method, since=at, told_until=at
    )
    audit.record("watch.begin", about=by.key, by=by, at=at, kind=str(kind))
    return watch


@transaction.atomic
def stop_watch(*, user: User, watch: int | None, by: Actor, at: datetime) -> int:
    """End one watch of this person by its id, or all of them; return how many. What is gone already is no mistake."""
    mine = Watch.objects.filter(user=user)
    count, _ = (mine if watch is None else mine.filter(pk=watch)).delete()
    if count:
        audit.record("watch.stop", about=by.key, by=by, at=at, count=count)
    return count
