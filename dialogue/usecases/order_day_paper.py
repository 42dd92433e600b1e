"""The desk asks for a paper of the day."""

from datetime import datetime

from django.db import transaction

from dialogue.models import Event
from dialogue.queries.seating import announced_plan
from dialogue.rules.papers import day_paper
from nara_renkei.core.actors import Actor
from nara_renkei.core.models import PaperJob
from nara_renkei.core.papers import order_paper


class CannotOrder(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def order_day_paper(*, event: Event, kind: str, by: Actor, at: datetime) -> PaperJob:
    """Return the job; a double click is one paper. Raises CannotOrder."""
    paper = day_paper(kind)
    if paper is None:
        raise CannotOrder("その紙はありません。画面を開き直して、選び直してください。")
    if paper.needs_plan and announced_plan(event) is None:
        raise CannotOrder(f"{paper.name}は、卓の割り当てをお知らせしたあとに作れます。")
    return order_paper(kind=kind, about=event.slug, title=f"{paper.name}　{event}"[:120], by=by, at=at)
