"""相談した: what was said, written down so that both sides read the same."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from proposals.enums import ConsultationState
from proposals.models import Consultation

from .save_consultation import locked_consultation
from .tell_of_consultation import tell_company

SUBJECT = "相談の記録ができました"
NEWS = "先日のご相談の記録ができました。画面でご覧ください。ここから、提案の下書きを作れます。"


class CannotRecord(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def record_consultation(
    *, consultation_id: int, said: str, held_on: date, notify: bool, by: Actor, at: datetime
) -> Consultation:
    """Keep the record of a booked consultation, or mend the one that is there. Raises CannotRecord."""
    consultation = locked_consultation(consultation_id)
    if consultation.state not in {ConsultationState.BOOKED, ConsultationState.HELD}:
        raise CannotRecord("予約されていない相談には、記録を書けません。")
    if held_on > local_day(at):
        raise CannotRecord("相談した日は、今日か、それより前にしてください。")
    consultation.said, consultation.held_on = said, held_on
    consultation.state = ConsultationState.HELD
    consultation.save(update_fields=["said", "held_on", "state"])
    audit.record("consultation.record", about=consultation.key, by=by, at=at, told=notify)
    if notify:
        tell_company(consultation, subject=SUBJECT, news=NEWS, at=at)
    return consultation
