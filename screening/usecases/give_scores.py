"""採点: one assessor, every criterion, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from proposals.enums import OPEN_STATUSES
from screening.models import Assessor, Criterion, Score
from screening.rules.criteria import HIGHEST, LOWEST, NEEDS_COMMENT

from .open_screening import locked
from .refuse_recused import refuse_unready


class CannotScore(Exception):
    """str(exc) is fit for the screen."""


@dataclass(frozen=True, slots=True)
class Mark:
    value: int  # 1 to 4
    comment: str = ""


@transaction.atomic
def give_scores(*, assessor: Assessor, marks: Mapping[str, Mark], by: Actor, at: datetime) -> list[Score]:
    """Hand in the scores, by the codes of the criteria; they are never changed after. Raises CannotScore."""
    screening = locked(assessor.screening)
    refuse_unready(screening, by, CannotScore)
    assessor = Assessor.objects.get(pk=assessor.pk)
    if assessor.removed_at:
        raise CannotScore("評価者から外れています。主担当課の課長かデスクに確かめてください。")
    if assessor.scored_at:
        raise CannotScore("採点は、もう出しています。出したあとは直せません。")
    if screening.proposal.status not in OPEN_STATUSES:
        raise CannotScore("結果をお知らせした提案は、採点できません。")
    criteria = list(Criterion.objects.filter(criteria_set=assessor.criteria_set_id).order_by("position", "pk"))
    for criterion in criteria:
        if gap := _gap(marks.get(criterion.code)):
            raise CannotScore(f"「{criterion.label}」{gap}")
    assessor.scored_at = at
    assessor.save(update_fields=["scored_at"])
    scores = Score.objects.bulk_create(
        Score(
            assessor=assessor,
            criterion=criterion,
            value=marks[criterion.code].value,
            comment=marks[criterion.code].comment,
        )
        for criterion in criteria
    )
    audit.record("assessor.score", about=screening.proposal.key, by=by, at=at, assessor=assessor.pk)
    return scores


def _gap(mark: Mark | None) -> str:
    """Return what is missing of one mark, or nothing."""
    if mark is None or not LOWEST <= mark.value <= HIGHEST:
        return f"の点を{LOWEST}から{HIGHEST}で選んでください。"
    if mark.value in NEEDS_COMMENT and not mark.comment.strip():
        return f"を{mark.value}点にした理由を書いてください。"
    return ""
