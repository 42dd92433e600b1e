"""採点の基準: the next version begins as a copy of the newest, and is edited until somebody is named to score by it."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from screening.models import CriteriaSet, Criterion


@transaction.atomic
def draft_criteria(*, valid_from: date, note: str, by: Actor, at: datetime) -> CriteriaSet:
    """Return the next version with the criteria of the newest; empty when there was none."""
    # the newest row is the lock: two clerks must not make the same next version
    newest = CriteriaSet.objects.select_for_update().order_by("-version").first()
    made = CriteriaSet.objects.create(version=newest.version + 1 if newest else 1, valid_from=valid_from, note=note)
    rows = list(newest.criteria.order_by("position", "pk")) if newest else []
    for row in rows:
        row.pk, row.criteria_set = None, made
    Criterion.objects.bulk_create(rows)
    audit.record("criteria.draft", about=f"criteria:{made.version}", by=by, at=at)
    return made
