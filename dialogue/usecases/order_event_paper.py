"""The desk asks for the 資料集 or the 開催報告 of an event."""

from datetime import datetime

from django.db import transaction

from dialogue.enums import EventState
from dialogue.models import Event
from dialogue.queries.materials import materials_of
from dialogue.rules.event_papers import MATERIALS, REPORT, event_paper
from nara_renkei.core.actors import Actor
from nara_renkei.core.models import PaperJob
from nara_renkei.core.papers import order_paper


class CannotOrder(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def order_event_paper(*, event: Event, kind: str, by: Actor, at: datetime) -> PaperJob:
    """Return the job; a double click is one paper. Raises CannotOrder."""
    paper = event_paper(kind)
    if paper is None:
        raise CannotOrder("その紙はありません。画面を開き直して、選び直してください。")
    if paper == REPORT and event.state != EventState.ENDED:
        raise CannotOrder("開催報告は、終了の段階にしてから作ってください。")
    if paper == MATERIALS and not any(materials_of(event)):
        raise CannotOrder("資料集に載せてよいとした団体と課が、まだありません。")
    return order_paper(kind=kind, about=event.slug, title=f"{paper.name}　{event}"[:120], by=by, at=at)
