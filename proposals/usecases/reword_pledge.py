"""The desk rewords an item: what nobody answered is corrected, what somebody answered gets a new version."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from proposals.models import PledgeItem


@transaction.atomic
def reword_pledge(
    *,
    item: PledgeItem,
    text: str,
    basis: str,
    position: int,
    valid_from: date,
    is_retired: bool,
    by: Actor,
    at: datetime,
) -> PledgeItem:
    """Return the version that now holds the wording: the same row, or the next version of its code."""
    # the code is the lock: two desks must not make the same next version
    list(PledgeItem.objects.select_for_update().filter(code=item.code).order_by("pk").values_list("pk"))
    row = PledgeItem.objects.get(pk=item.pk)
    if row.answers.exists():
        newest = PledgeItem.objects.filter(code=row.code).aggregate(newest=Max("version"))["newest"]
        row = PledgeItem(code=row.code, version=newest + 1, kind=row.kind, scope=row.scope, choices=row.choices)
    row.text, row.basis, row.position = text, basis, position
    row.valid_from, row.is_retired = valid_from, is_retired
    row.save()
    audit.record("pledge.reword", about=f"pledge:{row.code}", by=by, at=at, version=row.version)
    return row
