"""①窓口の対象か ②足りない欄 ④仮の区分と費用の見込み."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from screening.models import Screening

from .open_screening import locked


@transaction.atomic
def record_triage(
    *,
    screening: Screening,
    in_scope: bool | None,
    missing: str,
    procedure: str,
    cost_outlook: str,
    by: Actor,
    at: datetime,
) -> Screening:
    """Keep what the desk found. ``in_scope`` None means not yet judged; ``procedure`` is a Procedure or empty."""
    screening = locked(screening)
    screening.in_scope, screening.missing = in_scope, missing
    screening.procedure, screening.cost_outlook = procedure, cost_outlook
    screening.save(update_fields=["in_scope", "missing", "procedure", "cost_outlook"])
    audit.record(
        "screening.triage", about=screening.proposal.key, by=by, at=at, in_scope=in_scope, procedure=str(procedure)
    )
    return screening
