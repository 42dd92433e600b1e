"""The desk asks for the 署名用紙 of a 回."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.models import PaperJob
from nara_renkei.core.papers import order_paper
from training.models import Session
from training.queries.presence import on_the_list
from training.rules.signatures import SHEET_NAME, TRAINING_SHEET


class CannotOrderSheet(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def order_sheet(*, session: Session, by: Actor, at: datetime) -> PaperJob:
    """Return the job; a double click is one paper. Raises CannotOrderSheet."""
    if not on_the_list(session).exists():
        raise CannotOrderSheet("この回に出る人が、まだいません。研修の「対象者」の画面で、この回に入れてください。")
    return order_paper(kind=TRAINING_SHEET, about=session.key, title=f"{SHEET_NAME}　{session}"[:120], by=by, at=at)
