"""Begin a survey: its questions stand, nobody is asked yet."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.surveys.models import Question, Survey
from nara_renkei.surveys.rules.question_sets import Asked


@transaction.atomic
def prepare(
    *,
    title: str,
    about: str,
    questions: Sequence[Asked],
    closes_on: date,
    by: Actor,
    at: datetime,
    company_intro: str = "",
    division_intro: str = "",
) -> Survey:
    """Return a survey in preparation; the desk may still change its questions in the admin.

    ``about`` is the key of what it asks about (「event:<slug>」, at most 80 characters): ``surveys_about`` finds it by
    that. ``questions``: rules/question_sets.py has some to begin with. ``closes_on``: the last day to answer.
    """
    survey = Survey.objects.create(
        title=title,
        about=about,
        closes_on=closes_on,
        company_intro=company_intro,
        division_intro=division_intro,
    )
    Question.objects.bulk_create(
        Question(
            survey=survey,
            position=position,
            text=one.text,
            kind=one.kind,
            low=one.low,
            high=one.high,
            for_company=one.company,
            for_division=one.division,
        )
        for position, one in enumerate(questions, start=1)
    )
    record("survey.prepared", about=survey.key, by=by, at=at, subject=about)
    return survey
