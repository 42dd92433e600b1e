"""The desk rewords an item: a wording that is in use gets a new version, one that is not yet is corrected."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
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
    """Return the version that now holds the wording: the same row, or the next version of its code.

    A wording in use may stand ticked in a draft, so its version never says something else. A place in the
    form or an end of use, with the same words from the same day, makes no version: nobody is asked again.
    """
    # the code is the lock: two desks must not make the same next version
    list(PledgeItem.objects.select_for_update().filter(code=item.code).order_by("pk").values_list("pk"))
    row = PledgeItem.objects.get(pk=item.pk)
    in_use = row.valid_from <= local_day(at) or row.answers.exists()
    if in_use and (row.text, row.basis, row.valid_from) != (text, basis, valid_from):
        newest = PledgeItem.objects.filter(code=row.code).aggregate(newest=Max("version"))["newest"]
        row = PledgeItem(code=row.code, version=newest + 1, kind=row.kind, scope=row.scope, choices=row.choices)
    row.text, row.basis, row.position = text, basis, position
    row.valid_from, row.is_retired = valid_from, is_retired
    row.save()
    audit.record("pledge.reword", about=f"pledge:{row.code}", by=by, at=at, version=row.version)
    return row
