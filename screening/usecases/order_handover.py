"""引継書 as a PDF: made of what stands in the portal when it is made."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import Post
from nara_renkei.core.actors import Actor
from nara_renkei.core.models import PaperJob
from nara_renkei.core.papers import order_paper
from screening.rules.papers import HANDOVER


@transaction.atomic
def order_handover(*, post: Post, by: Actor, at: datetime) -> PaperJob:
    """Ask for the paper; every click makes it anew, because the work goes on. The caller has authorised it."""
    return order_paper(kind=HANDOVER, about=str(post.pk), title=f"引継書 {post}"[:120], by=by, at=at)
