"""The アンケート before a 回 or after it begins with the questions that every 研修 asks."""

from datetime import date, datetime
from typing import Final

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.surveys.models import Survey
from nara_renkei.surveys.queries import questions_as_asked
from nara_renkei.surveys.rules.question_sets import TRAINING_AFTER, TRAINING_BEFORE, Asked
from nara_renkei.surveys.usecases.prepare import prepare
from training.enums import Timing
from training.models import Session
from training.queries.surveys import surveys_of
from training.rules.surveys import WORDS, key_of, why_not_until

INTROS: Final = {
    Timing.BEFORE: "研修の前に、いまの感じ方をお聞かせください。研修のあとに同じことをもう一度聞き、研修の中身をよくするために使います。",
    Timing.AFTER: "研修お疲れさまでした。研修の前と同じことを、もう一度お聞かせください。次の研修をよくするために使います。",
}


class CannotPrepareSurvey(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def prepare_session_survey(*, session: Session, timing: Timing, closes_on: date, by: Actor, at: datetime) -> Survey:
    """Return the survey in preparation; its words may still be changed, nobody is asked. Raises CannotPrepareSurvey.

    The one after asks the questions of the one before as they were asked, so that the answers can be compared.
    """
    session = Session.objects.select_for_update(of=("self",)).select_related("course").get(pk=session.pk)
    existing = surveys_of(session)
    if existing[timing]:
        raise CannotPrepareSurvey("このアンケートは、もうあります。画面を開き直してください。")
    if why_not := why_not_until(closes_on, timing, session.held_on, local_day(at)):
        raise CannotPrepareSurvey(why_not)
    return prepare(
        title=f"{session.course.name[:60]}　{WORDS[timing]}",
        about=key_of(session.key, timing),
        questions=_questions(timing, existing[Timing.BEFORE]),
        closes_on=closes_on,
        division_intro=INTROS[timing],
        by=by,
        at=at,
    )


def _questions(timing: Timing, before: Survey | None) -> list[Asked]:
    if timing == Timing.BEFORE:
        return list(TRAINING_BEFORE)
    if before is None:
        return list(TRAINING_AFTER)
    return [*questions_as_asked(before), *TRAINING_AFTER[len(TRAINING_BEFORE) :]]
