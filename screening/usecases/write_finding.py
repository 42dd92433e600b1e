"""三行の所見 of the lead 課: enough for the usual case."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from proposals.enums import OPEN_STATUSES
from screening.models import Finding, Screening
from screening.permissions import may_propose
from screening.queries.judging import lead_of

from .open_screening import locked
from .refuse_recused import refuse_unready


class CannotFind(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def write_finding(
    *, screening: Screening, user: User, good: str, concern: str, conclusion: str, by: Actor, at: datetime
) -> Finding:
    """Append the three lines; the newest counts, the older ones stay. Raises CannotFind."""
    screening = locked(screening)
    lead = lead_of(screening)
    if lead is None or not may_propose(user, lead, local_day(at)):
        raise CannotFind("三行の所見は、主担当課が書きます。")
    refuse_unready(screening, by, CannotFind)
    if screening.proposal.status not in OPEN_STATUSES:
        raise CannotFind("結果をお知らせした提案の所見は、変えられません。")
    if not (good.strip() and concern.strip() and conclusion.strip()):
        raise CannotFind("よい点・気になる点・ひとことの結論を、それぞれ書いてください。")
    finding = Finding.objects.create(
        screening=screening, good=good, concern=concern, conclusion=conclusion, written_by=by.label, written_at=at
    )
    audit.record("finding.write", about=screening.proposal.key, by=by, at=at, finding=finding.pk)
    return finding
