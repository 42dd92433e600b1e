"""The desk writes a 連携手法 anew: everybody in the city reads it from then on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.models import Method
from knowledge.rules.methods import TEXTS
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .index_method import index_method
from .locked_method import locked_method

WORDS: Final = ("name", "summary", "decided_by", "days", *TEXTS, "chapter")
STALE: Final = (
    "ほかの人が、先にこの手法を変えました。下の「先に保存された文」と読み比べてから、もう一度保存してください。"
)
EMPTY: Final = "名称・ひとこと・だれが決めるか・手続のめやすと、四つの文を書いてください。"


class CannotRevise(Exception):
    """str(exc) is fit for the screen."""


class StaleMethod(CannotRevise):
    """Somebody else saved meanwhile."""


@transaction.atomic
def revise_method(*, method: Method, version: int, words: Mapping[str, str], by: Actor, at: datetime) -> Method:
    """Return the method with its new words, all of WORDS. ``version`` is the one that was read.

    Raises StaleMethod when it has been saved since, CannotRevise when words are missing.
    """
    method = locked_method(method)
    if method.version != version:
        raise StaleMethod(STALE)
    if not all(words[name].strip() for name in WORDS if name != "chapter"):
        raise CannotRevise(EMPTY)
    changed = [name for name in WORDS if getattr(method, name) != words[name]]
    if not changed:
        return method
    for name in changed:
        setattr(method, name, words[name])
    method.updated_at, method.updated_by, method.version = at, by.label, method.version + 1
    index_method(method)
    method.save()
    audit.record("method.revise", about=method.key, by=by, at=at, fields=changed)
    return method
