"""The day before: a letter to the person who comes, unless they have switched it off."""

from datetime import datetime, time, timedelta

from django.db import transaction

from nara_renkei.accounts.enums import Notice
from nara_renkei.accounts.models import Member
from nara_renkei.core.calendar import TOKYO, local_day
from proposals.enums import ConsultationState
from proposals.models import Consultation

from .save_consultation import locked_consultation
from .tell_of_consultation import tell_company


def remind_of_consultations(*, at: datetime) -> int:
    """Queue the letters for tomorrow's appointments; return how many. May run any number of times.

    Who booked today has just had a letter. Each is its own transaction, row and mark together.
    """
    today = datetime.combine(local_day(at), time(), tzinfo=TOKYO)
    tomorrow = [today + timedelta(days=1), today + timedelta(days=2)]
    due = Consultation.objects.booked().filter(
        slot__starts_at__gte=tomorrow[0], slot__starts_at__lt=tomorrow[1], booked_at__lt=today, reminded_at=None
    )
    return sum(_remind(pk, at=at) for pk in due.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int, *, at: datetime) -> bool:
    consultation = locked_consultation(pk)
    if consultation.state != ConsultationState.BOOKED or consultation.reminded_at:
        return False
    consultation.reminded_at = at
    consultation.save(update_fields=["reminded_at"])
    muted = Member.objects.active().filter(user=consultation.author, muted__contains=[Notice.APPOINTMENT])
    if muted.exists():
        return False
    news = "明日の事前相談のお知らせです。お待ちしています。"
    tell_company(consultation, subject="明日の事前相談のお知らせ", news=news, at=at)
    return True
