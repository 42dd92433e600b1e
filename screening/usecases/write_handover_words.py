"""引き継ぐ人へ: what the holder of a post writes to the next, until the last day."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import Post
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from screening.models import Handover

from .open_handover import open_handover


class CannotWriteWords(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def write_handover_words(*, post: Post, words: str, version: int, by: Actor, at: datetime) -> Handover:
    """Keep the words. ``version``: of what the writer had before their eyes. Raises CannotWriteWords."""
    if by.key != f"user:{post.user_id}" or not post.is_held_at(at):
        raise CannotWriteWords("引き継ぐ人への文は、席にいるご本人が、席の最後の日まで書けます。")
    handover = open_handover(post)
    if handover.version != version:
        raise CannotWriteWords(
            "別の画面で、この文が直されています。いま書いた文はこのまま残っています。"
            "画面をもう一つ開いて新しい文と見比べ、直してから、もう一度保存してください。"
        )
    handover.words, handover.written_at, handover.version = words, at, handover.version + 1
    handover.save(update_fields=["words", "written_at", "version"])
    audit.record("handover.words", about=f"post:{post.pk}", by=by, at=at)
    return handover
