"""The ticks of the checklist of city procedures."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from screening.models import ProcedureTick, Screening
from screening.rules.city_procedures import procedures_for

from .open_screening import locked


@transaction.atomic
def tick_procedures(*, screening: Screening, done: Collection[str], by: Actor, at: datetime) -> None:
    """Make the ticks of a proposal exactly these codes; a tick that stays keeps its hand and its moment.

    Codes that stand for nothing the proposal asks are ignored, and ticks of the kind are left alone.
    """
    screening = locked(screening)
    proposal = screening.proposal
    offered = {one.code for one in procedures_for(asks=proposal.asks, cost=proposal.cost)}
    ticked = set(ProcedureTick.objects.filter(screening=screening, code__in=offered).values_list("code", flat=True))
    added, taken = (set(done) & offered) - ticked, ticked - set(done)
    ProcedureTick.objects.bulk_create(
        ProcedureTick(screening=screening, code=code, ticked_by=by.label, ticked_at=at) for code in sorted(added)
    )
    ProcedureTick.objects.filter(screening=screening, code__in=taken).delete()
    if added or taken:
        audit.record("procedures.tick", about=proposal.key, by=by, at=at, added=sorted(added), taken=sorted(taken))
