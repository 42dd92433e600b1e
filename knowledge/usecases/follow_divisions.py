"""機構改革: what a 課 that has ended keeps, asks and watches in the library goes to the 課 that came after it (ADR 0022)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from knowledge.enums import CaseState, FaqState, SupportState
from knowledge.models import CaseStudy, Chapter, Faq, Method, SupportRequest, Template, Watch
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Division
from nara_renkei.directory.queries import succession

# what is kept by a 課, of it what is still in hand, and the column of the 課
FOLLOWING: Final[tuple[tuple[Any, dict[str, Any], str], ...]] = (
    (CaseStudy, {"state__in": [one for one in CaseState if one != CaseState.RETIRED]}, "owner"),
    (Method, {"is_active": True}, "owner"),
    (Faq, {"state__in": [FaqState.DRAFT, FaqState.OPEN]}, "owner"),
    (Template, {"is_active": True}, "owner"),
    (Chapter, {}, "owner"),
    (SupportRequest, {"state__in": [SupportState.OPEN, SupportState.ANSWERED]}, "division"),
)


@transaction.atomic
def follow_divisions(*, by: Actor, at: datetime) -> int:
    """Give what is in hand to the one heir of its 課; return how many rows. After a 分割 somebody must say."""
    heirs = succession(local_day(at)).heirs
    if not heirs:
        return 0
    moved = sum(_follow(model, in_hand, column, heirs, by, at) for model, in_hand, column in FOLLOWING)
    return moved + _watches(heirs)


def _follow(
    model: Any, in_hand: dict[str, Any], column: str, heirs: dict[int, Division], by: Actor, at: datetime
) -> int:
    found = list(_locked(model.objects.filter(**in_hand, **{f"{column}__in": heirs})))
    for row in found:
        heir = heirs[getattr(row, f"{column}_id")]
        setattr(row, column, heir)
        row.save(update_fields=[column])
        audit.record(f"{row.key.partition(':')[0]}.followed", about=row.key, by=by, at=at, division=heir.code)
    return len(found)


def _watches(heirs: dict[int, Division]) -> int:
    """Let people watch the heir; who watches it already has one watch less. A person's own, so nothing is audited."""
    found = list(_locked(Watch.objects.filter(division__in=heirs)))
    for watch in found:
        heir = heirs[watch.division_id or 0]
        if Watch.objects.filter(user=watch.user_id, division=heir).exists():
            watch.delete()
        else:
            watch.division = heir
            watch.save(update_fields=["division"])
    return len(found)


def _locked(rows: Any) -> Iterable[Any]:
    return rows.select_for_update(of=("self",)).order_by("pk")  # type: ignore[no-any-return]  # any of the models
