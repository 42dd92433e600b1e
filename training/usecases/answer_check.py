"""自習: somebody who missed the 研修 answers the questions. A try keeps every word; one that is good enough passes."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from training.models import SelfStudy, SelfStudyTry, Trainee
from training.queries.after import Around
from training.rules.self_study import Asked, answered, as_json, digest, needed


class CannotAnswerCheck(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def answer_check(
    *, around: Around, questions: Sequence[Asked], shown: str, given: Mapping[int, int], by: Actor, at: datetime
) -> SelfStudyTry:
    """Keep a try and return it. ``shown``: the digest of the questions the person read; ``given``: a choice for each.

    Raises CannotAnswerCheck when the 自習 is not open to the person, was passed already, or the questions were
    worded anew meanwhile.
    """
    trainee = Trainee.objects.select_for_update(of=("self",)).select_related("course").get(pk=around.trainee.pk)
    if around.study is None or not questions:
        raise CannotAnswerCheck("この研修の自習は、いまは受け付けていません。")
    if digest(questions) != shown:
        raise CannotAnswerCheck("デスクが問いを直しました。直したあとの問いで、もう一度答えてください。")
    study, _ = SelfStudy.objects.get_or_create(trainee=trainee, defaults={"session": around.study})
    if study.passed_at is not None:
        raise CannotAnswerCheck("この自習には、もう合格しています。")
    sheet = answered(questions, given)
    made = SelfStudyTry.objects.create(
        self_study=study,
        at=at,
        right=sum(one.is_right for one in sheet),
        asked=len(sheet),
        needed=needed(trainee.course.pass_mark, len(sheet)),
        sheet=as_json(sheet),
    )
    if made.is_passed:
        study.session, study.passed_at = around.study, at
        study.save(update_fields=["session", "passed_at"])
    audit.record("self_study.answer", about=trainee.key, by=by, at=at, passed=made.is_passed)
    return made
