"""取組の記録: agreement or contract, 効果額, next report; kept by the lead 課 or the desk."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Agreement
from proposals.enums import REALISED_STATUSES
from screening.models import Screening, Undertaking

from .open_screening import locked


class CannotKeep(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def keep_undertaking(
    *,
    screening: Screening,
    agreement: Agreement | None,
    reference: str,
    benefit_yen: int | None,
    benefit_how: str,
    next_report_on: date | None,
    by: Actor,
    at: datetime,
) -> Undertaking:
    """Write the record in place of the earlier one. Raises CannotKeep."""
    screening = locked(screening)
    refuse_unless_going_on(screening)
    if agreement and agreement.organization_id != screening.proposal.organization_id:
        raise CannotKeep("この団体の協定を選んでください。")
    if (benefit_yen is None) != (not benefit_how.strip()):
        raise CannotKeep("効果額と、その出し方は、そろえて書いてください。")
    before = Undertaking.objects.filter(screening=screening).first()
    moved = next_report_on != (before.next_report_on if before else None)
    if next_report_on and moved and next_report_on < local_day(at):
        raise CannotKeep("次に報告する日は、今日以降の日にしてください。")
    kept, _ = Undertaking.objects.update_or_create(
        screening=screening,
        defaults={
            "agreement": agreement,
            "reference": reference,
            "benefit_yen": benefit_yen,
            "benefit_how": benefit_how,
            "next_report_on": next_report_on,
            "kept_by": by.label,
            "kept_at": at,
        },
    )
    audit.record("undertaking.keep", about=screening.proposal.key, by=by, at=at)
    return kept


def refuse_unless_going_on(screening: Screening) -> None:
    if screening.proposal.status not in REALISED_STATUSES:
        raise CannotKeep("「進める」とお知らせした提案だけ、実施の記録を書けます。")
