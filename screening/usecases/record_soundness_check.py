"""団体についての確認: one result per stage, the last one counts."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from screening.enums import CheckResult, CheckStage
from screening.models import Screening, SoundnessCheck

from .open_screening import locked


class CannotRecordCheck(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def record_soundness_check(
    *, screening: Screening, stage: CheckStage, result: CheckResult, note: str, by: Actor, at: datetime
) -> SoundnessCheck:
    """Keep the result of a stage. Raises CannotRecordCheck when a doubt is not explained."""
    screening = locked(screening)
    if result != CheckResult.OK and not note.strip():
        raise CannotRecordCheck("「注意して進める」「進められない」のときは、確かめたことを書いてください。")
    check, _ = SoundnessCheck.objects.update_or_create(
        screening=screening,
        stage=stage,
        defaults={"result": result, "note": note, "checked_by": by.label, "checked_at": at},
    )
    audit.record("screening.check", about=screening.proposal.key, by=by, at=at, stage=str(stage), result=str(result))
    return check
