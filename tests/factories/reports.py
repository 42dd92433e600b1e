import factory
from factory.django import DjangoModelFactory

from nara_renkei.reports.models import SelfCheck, SelfCheckAnswer, SelfCheckRequest, SelfCheckStatement, VisionTarget
from tests.factories.directory import DivisionFactory
from tests.harness import NOON, TODAY


class SelfCheckFactory(DjangoModelFactory):
    """A 自己点検 with the same ``level`` for every statement of its 年度."""

    class Meta:
        model = SelfCheck
        skip_postgeneration_save = True

    division = factory.SubFactory(DivisionFactory)
    year = 2026
    answered_by = "担当太郎（観光戦略課主査）"
    answered_at = NOON

    @factory.post_generation
    def level(self, create, level, **kwargs):
        levels = level if isinstance(level, list) else [level or 3] * 12
        statements = SelfCheckStatement.objects.of_year(self.year)
        SelfCheckAnswer.objects.bulk_create(
            SelfCheckAnswer(self_check=self, statement=statement, level=one)
            for statement, one in zip(statements, levels, strict=True)
        )


class SelfCheckRequestFactory(DjangoModelFactory):
    class Meta:
        model = SelfCheckRequest

    division = factory.SubFactory(DivisionFactory)
    year = 2026
    asked_on = TODAY


class VisionTargetFactory(DjangoModelFactory):
    class Meta:
        model = VisionTarget

    year = 2026
    sign = "kept"
    value = 80
