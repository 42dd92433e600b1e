"""A 役員名簿 goes on its day: rows and file, never the dates."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from proposals.usecases.keep_roster import forget_roster
from screening.models import BackgroundCheck

BATCH = 100


def forget_rosters(*, by: Actor, at: datetime) -> int:
    """Delete the lists whose day has come, each in its own transaction; return how many went. Runs any number of times."""
    due = BackgroundCheck.objects.filter(delete_on__lte=local_day(at), roster__deleted_at=None).order_by(
        "delete_on", "pk"
    )
    return sum(_forget(pk, by, at) for pk in list(due.values_list("pk", flat=True)[:BATCH]))


@transaction.atomic
def _forget(pk: int, by: Actor, at: datetime) -> bool:
    check = (
        BackgroundCheck.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("roster", "screening__proposal")
        .filter(pk=pk, roster__deleted_at=None)
        .first()
    )
    if check is None:
        return False
    forget_roster(request=check.roster, at=at)
    audit.record("roster.delete", about=check.screening.proposal.key, by=by, at=at)
    return True
