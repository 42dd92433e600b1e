"""End a post. From the next day the person sees nothing of it; what they wrote stays theirs."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.accounts.models import Post
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day

from .review_routing import review_routing


class CannotEnd(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def end_post(*, post: Post, last_day: date, by: Actor, at: datetime) -> None:
    """Set the last day. A post that would end before it begins never existed and is removed."""
    locked = Post.objects.select_for_update().get(pk=post.pk)
    if locked.ends_on is not None and locked.ends_on < last_day:
        raise CannotEnd(
            f"この席は{locked.ends_on:%Y年%-m月%-d日}に終わっています。延ばすには、新しい席を作ってください。"
        )
    key = locked.pk
    if last_day < locked.starts_on:
        locked.delete()
    else:
        locked.ends_on = last_day
        locked.save(update_fields=["ends_on"])
        post.ends_on = last_day
    record("post.ended", about=f"user:{post.user_id}", by=by, at=at, post=key, last_day=last_day.isoformat())
    if locked.division:
        review_routing(on=local_day(at), by=by, at=at, only=locked.division)
