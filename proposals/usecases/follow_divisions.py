"""機構改革: what a 課 that has ended asks the private sector, and its 困りごとメモ, go to the 課 that came after it."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Division
from nara_renkei.directory.queries import succession
from proposals.models import Challenge, Trouble
from proposals.queries.left import living_challenges

from .index_challenge import index_challenge


@transaction.atomic
def follow_divisions(*, by: Actor, at: datetime) -> int:
    """Give living 課題 and open notes to the one heir of their 課; return how many. After a 分割 somebody must say."""
    today = local_day(at)
    heirs = succession(today).heirs
    return _challenges(heirs, today, by, at) + _troubles(heirs, by, at)


def _challenges(heirs: dict[int, Division], today: date, by: Actor, at: datetime) -> int:
    rows = living_challenges(today).filter(Q(lead__in=heirs) | Q(supporting__in=heirs))
    found = list(Challenge.objects.filter(pk__in=rows.values("pk")).select_for_update().order_by("pk"))
    for challenge in found:
        for one in challenge.supporting.filter(pk__in=heirs).order_by("pk"):
            challenge.supporting.remove(one)
            challenge.supporting.add(heirs[one.pk])
        if challenge.lead_id in heirs:
            challenge.lead = heirs[challenge.lead_id]
            challenge.save(update_fields=["lead", *index_challenge(challenge)])
        audit.record(
            "challenge.followed", about=f"challenge:{challenge.code}", by=by, at=at, division=challenge.lead.code
        )
    return len(found)


def _troubles(heirs: dict[int, Division], by: Actor, at: datetime) -> int:
    found = list(Trouble.objects.open().filter(division__in=heirs).select_for_update().order_by("pk"))
    for trouble in found:
        trouble.division = heirs[trouble.division_id or 0]
        trouble.save(update_fields=["division"])
        audit.record("trouble.followed", about=f"trouble:{trouble.pk}", by=by, at=at, division=trouble.division.code)
    return len(found)
