"""The terms that began by themselves are written down, and passed deadlines give way to the next.

A renewal under the clause is nobody's deed: it happens when nothing is said. So the portal computes it, and whether an
agreement is in force never waits for this job. What somebody did (申出, 解約, 延長, 「更新する」) is recorded by a person.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.enums import RenewalKind
from nara_renkei.directory.models import Agreement
from nara_renkei.directory.rules.agreements import missed_ends

from .settle_agreement import add_renewal, settle_agreement


@transaction.atomic
def roll_agreements(*, at: datetime) -> int:
    """Return how many renewals were written. Days on which it did not run are made up; twice writes nothing more."""
    today, written = local_day(at), 0
    over = Q(act_by__lt=today) | Q(ends_on__lt=today, renews_years__isnull=False, declined_on=None, ended_on=None)
    for agreement in Agreement.objects.filter(over).select_for_update(skip_locked=True).order_by("pk"):
        for ends_on in missed_ends(agreement.term, today):
            add_renewal(agreement, RenewalKind.AUTOMATIC, ends_on, at=at)
            record("agreement.renewed", about=f"agreement:{agreement.pk}", by=THE_SYSTEM, at=at)
            written += 1
        settle_agreement(agreement=agreement, on=today)
    return written
