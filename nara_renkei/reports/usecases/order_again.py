"""Ask once more for a report that could not be made."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.models import PaperJob
from nara_renkei.core.papers import order_paper


@transaction.atomic
def order_again(*, paper: PaperJob, by: Actor, at: datetime) -> PaperJob:
    """Return a new order of the same paper; a double click is one paper."""
    return order_paper(kind=paper.kind, about=paper.about, title=paper.title, by=by, at=at)
