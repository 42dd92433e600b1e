"""Surveys of a 回 that people have answered."""

from nara_renkei.surveys.models import Survey
from tests.factories.surveys import AnswerFactory, AnswerSheetFactory, QuestionFactory, SurveyFactory
from tests.harness import NOON
from training.rules.surveys import key_of


def survey_of(session, timing, scores, texts=()):
    """Return a closed survey of one side; ``scores``: question to the scores it was given."""
    survey = SurveyFactory(open=True, about=key_of(session.key, timing), questions=False)
    free = QuestionFactory(survey=survey, position=99, text_answer=True)
    questions = {
        text: QuestionFactory(survey=survey, position=number, text=text) for number, text in enumerate(scores, start=1)
    }
    sheets = [AnswerSheetFactory(survey=survey) for _ in range(max(map(len, scores.values()), default=0))]
    for text, given in scores.items():
        for sheet, score in zip(sheets, given, strict=False):
            AnswerFactory(question=questions[text], sheet=sheet, score=score)
    for sheet, text in zip(sheets, texts, strict=False):
        AnswerFactory(question=free, sheet=sheet, score=None, text=text)
    Survey.objects.filter(pk=survey.pk).update(closed_at=NOON)
    return survey
