"""90 days before the 申出期限 (or the end, where nothing renews) the 課 is reminded, once."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q

from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Agreement, AgreementRecord
from nara_renkei.directory.queries import current_divisions
from nara_renkei.notifications.usecases.queue_mail import queue_mail


@transaction.atomic
def remind_of_agreements(*, at: datetime) -> list[Agreement]:
    """Queue a letter for each 課 and return what is newly due. Whom no day has reminded yet is reminded today:
    mornings on which nothing ran are made up, and no deadline is told twice."""
    today = local_day(at)
    told = Q(record__reminded_for=F("act_by"))
    rows = (
        Agreement.objects.to_decide(today)
        .exclude(pk__in=Agreement.objects.filter(told).values("pk"))
        .select_related("organization", "division")
        .select_for_update(of=("self",), skip_locked=True)
        .in_order_of_work()
    )
    due = list(rows)
    for agreement in due:
        _remind(agreement, today, at)
        AgreementRecord.objects.update_or_create(agreement=agreement, defaults={"reminded_for": agreement.act_by})
    return due


def _remind(agreement: Agreement, today: date, at: datetime) -> None:
    """Write to the 課, or to those that came after it; without an address the desk's list alone says it."""
    divisions = current_divisions(agreement.division, today) if agreement.division else []
    for division in divisions:
        if division.email:
            queue_mail(
                "directory/agreement_due",
                to=division.email,
                about=f"agreement:{agreement.pk}",
                context={
                    "division": division.name,
                    "title": agreement.title,
                    "organization": agreement.organization.name,
                    "act_by": agreement.act_by,
                    "ends_on": agreement.ends_on,
                    "renews_years": agreement.renews_years,
                },
                at=at,
            )
