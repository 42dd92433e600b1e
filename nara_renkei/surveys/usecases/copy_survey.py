"""Ask again what was asked once: the words of a survey, nothing of its people and answers."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.surveys.models import Survey
from nara_renkei.surveys.queries import questions_as_asked

from .prepare import prepare


@transaction.atomic
def copy_survey(*, survey: Survey, title: str, closes_on: date, by: Actor, at: datetime, about: str = "") -> Survey:
    """Return a new survey in preparation. ``about``: the key of what it asks about; not the old one's."""
    return prepare(
        title=title,
        about=about,
        questions=questions_as_asked(survey),
        closes_on=closes_on,
        company_intro=survey.company_intro,
        division_intro=survey.division_intro,
        by=by,
        at=at,
    )
