"""Which 課 proposals may be sent to: those with a 課のメール and somebody who can answer (decisions.md 29)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from nara_renkei.accounts.models import Post
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.directory.models import Division


@transaction.atomic
def review_routing(*, on: date, by: Actor, at: datetime, only: Division | None = None) -> list[Division]:
    """Set 送付を受ける for every 課 of a day (or for one) and return those that changed, by code."""
    somebody = Post.objects.held_on(on).filter(
        division=OuterRef("pk"), kind__in=["MANAGER", "DEPUTY"], user__is_active=True
    )
    changed: list[Division] = []
    divisions = Division.objects.valid_on(on).filter(pk=only.pk) if only else Division.objects.valid_on(on)
    for division in divisions.select_for_update().annotate(has_answerer=Exists(somebody)).in_order():
        accepts = bool(division.email) and division.has_answerer
        if division.accepts_routing != accepts:
            division.accepts_routing = accepts
            division.save(update_fields=["accepts_routing"])
            record("division.routing", about=f"division:{division.pk}", by=by, at=at, accepts=accepts)
            changed.append(division)
    return changed
