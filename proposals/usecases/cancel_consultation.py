"""取り消す: the slot is free again at once."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import PROPOSER, Actor
from proposals.enums import ConsultationState
from proposals.models import Consultation

from .save_consultation import NoLongerOpen, locked_consultation
from .tell_of_consultation import tell_company, tell_desk


@transaction.atomic
def cancel_consultation(*, consultation_id: int, reason: str = "", by: Actor, at: datetime) -> Consultation:
    """Cancel a booked appointment before it begins; tell both sides. ``reason``: the desk's words to the company.

    Twice is as good as once. Raises NoLongerOpen.
    """
    consultation = locked_consultation(consultation_id)
    if consultation.state == ConsultationState.CANCELLED:
        return consultation
    if not consultation.may_be_moved(at):
        raise NoLongerOpen("この相談は、もう取り消せません。")
    consultation.state = ConsultationState.CANCELLED
    consultation.save(update_fields=["state"])
    audit.record("consultation.cancel", about=consultation.key, by=by, at=at)
    if by.party == PROPOSER:
        tell_company(consultation, subject="事前相談を取り消しました", news="事前相談の予約を取り消しました。", at=at)
        tell_desk(
            consultation,
            subject="事前相談が取り消されました",
            news="事前相談が取り消されました。枠は空きに戻りました。",
            at=at,
        )
    else:
        news = f"ご予約の事前相談を、市の都合で取り消しました。申し訳ありません。\n\n{reason}\n\n別の時間を選んでいただけます。"
        tell_company(consultation, subject="事前相談の取消しのお詫び", news=news, at=at)
    return consultation
