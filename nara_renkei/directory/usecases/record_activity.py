"""連携の取組: what was done under an agreement."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Agreement, AgreementActivity, Division

from .settle_agreement import CannotAct


@transaction.atomic
def record_activity(
    *,
    agreement: Agreement,
    held_on: date,
    what: str,
    figures: str = "",
    division: Division | None = None,
    proposal_number: str = "",
    is_public: bool = False,
    by: Actor,
    at: datetime,
) -> AgreementActivity:
    """Return the row. Raises ``CannotAct`` for a day to come: what is planned is not yet an activity."""
    if held_on > local_day(at):
        raise CannotAct("取組の日は、今日までの日にしてください。")
    activity = AgreementActivity.objects.create(
        agreement=agreement,
        held_on=held_on,
        what=what,
        figures=figures,
        division=division,
        proposal_number=proposal_number,
        is_public=is_public,
    )
    record("agreement.activity", about=f"agreement:{agreement.pk}", by=by, at=at, activity=activity.pk)
    return activity
