"""Ask both sides of ended proposals how it went, in the survey of the 年度."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import FiscalYear, local_day
from nara_renkei.surveys.models import Survey
from nara_renkei.surveys.rules.question_sets import AFTER_PROPOSAL
from nara_renkei.surveys.usecases.address import address
from nara_renkei.surveys.usecases.open_survey import open_survey
from nara_renkei.surveys.usecases.prepare import prepare
from proposals.models import Proposal
from screening.models import AfterQuestion
from screening.queries.afterwards import Ended, ended_unasked, running_survey
from screening.rules.afterwards import about_of, words_of


class CannotAsk(Exception):
    """``str(exc)`` is fit for the screen."""


@transaction.atomic
def ask_afterwards(*, numbers: Collection[str], by: Actor, at: datetime) -> int:
    """Return how many people got a letter. Who got one this year already for another proposal gets none.

    Raises CannotAsk when none of the 提案番号 waits to be asked (any more).
    """
    # of two who press at once the second finds what the first has asked
    list(Proposal.objects.select_for_update(of=("self",)).filter(number__in=numbers).order_by("pk"))
    ended = [one for one in ended_unasked(at) if one.proposal.number in numbers]
    if not ended:
        raise CannotAsk("聞く提案を選んでください。選んだ提案には、もうお願いしているかもしれません。")
    survey = survey_of_the_year(by=by, at=at)
    asked = address(survey=survey, people=[person for one in ended for person in one.people], by=by, at=at)
    questions = AfterQuestion.objects.bulk_create(
        AfterQuestion(proposal=one.proposal, survey=survey, asked_at=at, asked_by=by.label) for one in ended
    )
    _link(questions, ended, survey)
    for one in ended:
        record("proposal.asked_afterwards", about=one.proposal.key, by=by, at=at, survey=str(survey.uuid))
    return len(asked)


def _link(questions: Sequence[AfterQuestion], ended: Sequence[Ended], survey: Survey) -> None:
    """Keep who was asked about which proposal, those too who had their letter for another one."""
    of_address = dict(survey.addressees.order_by().values_list("email", "pk"))
    link = AfterQuestion.people.through
    link._default_manager.bulk_create(
        link(afterquestion_id=question.pk, addressee_id=of_address[email])
        for question, one in zip(questions, ended, strict=True)
        for email in dict.fromkeys(person.email.strip().lower() for person in one.people)
    )


@transaction.atomic
def survey_of_the_year(*, by: Actor, at: datetime) -> Survey:
    """Return the open survey of this 年度; the first of the year, and the next after one was closed, are made here."""
    year = FiscalYear.of(local_day(at))
    running = running_survey(at)
    if running is not None:
        return running
    survey = prepare(**words_of(year), about=about_of(year), questions=AFTER_PROPOSAL, by=by, at=at)
    return open_survey(survey=survey, by=by, at=at)
