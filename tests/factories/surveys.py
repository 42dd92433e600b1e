from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from nara_renkei.surveys.enums import QuestionKind, Side
from nara_renkei.surveys.models import Addressee, Answer, AnswerSheet, Question, Survey
from tests.harness import NOON, TODAY


class SurveyFactory(DjangoModelFactory):
    """In preparation; ``open`` and ``closed`` say more. ``questions``: one scale and one text for both sides."""

    class Meta:
        model = Survey
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"見本のアンケート{n}")
    about = factory.Sequence(lambda n: f"event:r8-{n}")
    closes_on = TODAY + timedelta(days=14)

    class Params:
        open = factory.Trait(opened_at=NOON)
        closed = factory.Trait(opened_at=NOON, closed_at=NOON)

    @factory.post_generation
    def questions(self, create, extracted, **kwargs):
        if create and extracted is not False:
            QuestionFactory(survey=self, position=1)
            QuestionFactory(survey=self, position=2, text_answer=True)


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    survey = factory.SubFactory(SurveyFactory, questions=False)
    position = 1
    text = "どのくらい満足しましたか。"
    low = "満足していない"
    high = "とても満足した"

    class Params:
        text_answer = factory.Trait(kind=QuestionKind.TEXT, text="よかったことは。", low="", high="")


class AddresseeFactory(DjangoModelFactory):
    class Meta:
        model = Addressee

    survey = factory.SubFactory(SurveyFactory, open=True)
    side = Side.COMPANY
    name = factory.Sequence(lambda n: f"回答する人{n}")
    email = factory.Sequence(lambda n: f"kaito{n}@company.example")


class AnswerSheetFactory(DjangoModelFactory):
    class Meta:
        model = AnswerSheet

    survey = factory.SubFactory(SurveyFactory, open=True)
    side = Side.COMPANY


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = Answer

    question = factory.SubFactory(QuestionFactory, survey__open=True)
    sheet = factory.SubFactory(AnswerSheetFactory, survey=factory.SelfAttribute("..question.survey"))
    score = 4
