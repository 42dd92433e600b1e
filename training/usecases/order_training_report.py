"""The desk asks for the 研修報告."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.models import PaperJob
from nara_renkei.core.papers import order_paper
from training.enums import SessionState
from training.models import Course
from training.rules.papers import REPORT_NAME, TRAINING_REPORT


class CannotOrderReport(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def order_training_report(*, course: Course, by: Actor, at: datetime) -> PaperJob:
    """Return the job; a double click is one paper. Raises CannotOrderReport."""
    if not course.sessions.filter(state=SessionState.ENDED).exists():
        raise CannotOrderReport("研修報告は、回を一つでも終了の段階にしてから作ってください。")
    title = f"{REPORT_NAME}　{course}"[:120]
    return order_paper(kind=TRAINING_REPORT, about=course.slug, title=title, by=by, at=at)
