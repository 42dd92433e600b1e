"""Ask for the 集計 on paper."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.models import PaperJob
from nara_renkei.core.papers import order_paper
from nara_renkei.surveys.models import Survey
from nara_renkei.surveys.rules.papers import RESULT

NOT_CLOSED = "集計は、締め切ったあとに出せます。先にアンケートを締め切ってください。"


class CannotOrder(Exception):
    """``str(exc)`` is fit for the screen."""


@transaction.atomic
def order_result(*, survey: Survey, by: Actor, at: datetime) -> PaperJob:
    """Return the job; a double click is one paper. Raises CannotOrder for a survey that is not closed."""
    if not survey.is_closed:
        raise CannotOrder(NOT_CLOSED)
    return order_paper(kind=RESULT, about=str(survey.uuid), title=f"{survey.title}　集計"[:120], by=by, at=at)
