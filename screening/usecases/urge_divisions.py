"""課に促す: the desk mails again the 課 that owe an answer."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.queries import division_addresses, stand_in_addresses
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day, working_days_between
from nara_renkei.core.holidays import closed_days
from proposals.models import Proposal
from screening.models import Routing

from .remind_divisions import URGED, mail_reminder


class CannotUrge(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def urge_divisions(*, proposal: Proposal, by: Actor, at: datetime) -> list[Routing]:
    """Mail the 課 whose answer is open, each at most once a day; return their routings. Raises CannotUrge."""
    today = local_day(at)
    rows = Routing.objects.open().filter(screening__proposal=proposal, screening__proposal__status__in=URGED)
    rows = rows.exclude(due_on=None).select_for_update(of=("self",))
    open_rows = list(rows.select_related("division__department", "screening__proposal").order_by("pk"))
    if not open_rows:
        raise CannotUrge("いま答えを待っている課がありません。")
    readers = {
        row.pk: division_addresses(row.division, today) + stand_in_addresses(row.division, today) for row in open_rows
    }
    urged = [row for row in open_rows if row.reminded_on != today and readers[row.pk]]
    if not urged:
        names = "、".join(str(row.division) for row in open_rows)
        raise CannotUrge(f"{names}には、今日はもう促したか、送れるメールがありません。明日、もう一度確かめてください。")
    closed = closed_days(today, days=60)
    for row in urged:
        days = working_days_between(today, row.due_on, closed) if row.due_on else 0
        for address in readers[row.pk]:
            mail_reminder(row, "screening/reminder", address, days=days, at=at)
        row.reminded_on = today
        row.save(update_fields=["reminded_on"])
    audit.record("routing.urge", about=proposal.key, by=by, at=at, routings=[row.pk for row in urged])
    return urged
