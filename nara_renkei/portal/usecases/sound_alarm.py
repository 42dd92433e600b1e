"""What cannot wait for the morning: a letter to the システム管理者 at once, one a day for each thing."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.queries import system_addresses
from nara_renkei.core.calendar import local_day
from nara_renkei.core.health import Ground
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from nara_renkei.portal.queries.alarms import urgent


@transaction.atomic
def sound_alarm(*, at: datetime, ground: Ground) -> int:
    """Queue the letters; return how many. What was told today is not told again, on closed days as on others."""
    today = local_day(at)
    sent = 0
    for one in urgent(ground):
        about = f"alarm:{one.key}:{today}"
        if OutgoingMail.objects.filter(about=about).exists():
            continue
        for address in system_addresses(today):
            queue_mail("portal/alarm", to=address, about=about, context={"alarm": one}, at=at)
            sent += 1
    return sent
