from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from nara_renkei.core.private_files import store_bytes
from nara_renkei.portal.demo.pictures import leaflet
from tests.factories.training import CourseFactory, SessionFactory, TraineeFactory
from tests.harness import NOON, TODAY
from training.enums import Outcome, Timing
from training.models import (
    CheckQuestion,
    Material,
    MaterialVersion,
    Resolution,
    SelfStudy,
    SelfStudyTry,
    Stumble,
)


class MaterialFactory(DjangoModelFactory):
    """Read before the 研修, without a file; ``MaterialVersionFactory`` brings one."""

    class Meta:
        model = Material

    class Params:
        after = factory.Trait(timing=Timing.AFTER)
        withdrawn = factory.Trait(withdrawn_at=NOON)

    session = factory.SubFactory(SessionFactory, open=True)
    title = factory.Sequence(lambda n: f"講義の資料 見本{n}")


class MaterialVersionFactory(DjangoModelFactory):
    class Meta:
        model = MaterialVersion

    class Params:
        replaced = factory.Trait(replaced_at=NOON)

    material = factory.SubFactory(MaterialFactory)
    number = 1
    file = factory.LazyFunction(
        lambda: store_bytes(leaflet(), name="資料.pdf", content_type="application/pdf", at=NOON)
    )
    added_at = NOON
    added_by = "受付花子（公民連携デスク）"


class ResolutionFactory(DjangoModelFactory):
    """Promised at NOON and asked about in 90 days; ``due`` was promised 90 days ago."""

    class Meta:
        model = Resolution

    class Params:
        due = factory.Trait(written_at=NOON - timedelta(days=90), asks_on=TODAY)
        done = factory.Trait(due=True, outcome=Outcome.DONE, answered_at=NOON)
        not_yet = factory.Trait(
            due=True, outcome=Outcome.NOT_YET, answered_at=NOON, asks_again_on=TODAY + timedelta(days=30)
        )
        stopped = factory.Trait(due=True, outcome=Outcome.STOPPED, answered_at=NOON)

    trainee = factory.SubFactory(TraineeFactory)
    text = "課の打合せで、困りごとを一つ書き出す。"
    written_at = NOON
    asks_on = TODAY + timedelta(days=90)


class StumbleFactory(DjangoModelFactory):
    class Meta:
        model = Stumble

    class Params:
        hint = factory.Trait(is_hint=True)
        settled = factory.Trait(is_hint=True, settled_at=NOON, settled_by="受付花子（公民連携デスク）")

    session = factory.SubFactory(SessionFactory, ended=True)
    text = "費用がかからない提案でも、課の予算の話だと思って止まりそうです。"
    written_on = TODAY


class CheckQuestionFactory(DjangoModelFactory):
    """The second choice is right."""

    class Meta:
        model = CheckQuestion

    course = factory.SubFactory(CourseFactory)
    position = factory.Sequence(lambda n: n % 9000 + 1)
    text = factory.Sequence(lambda n: f"企業から提案が届いたら、まず何をしますか。{n}")
    choice_1 = "断る"
    choice_2 = "デスクに知らせる"
    choice_3 = "契約の準備をする"
    right = 2
    explanation = "窓口は一つです。デスクが受け付けて、関係する課につなぎます。"


class SelfStudyFactory(DjangoModelFactory):
    class Meta:
        model = SelfStudy

    class Params:
        passed = factory.Trait(passed_at=NOON)

    trainee = factory.SubFactory(TraineeFactory)
    session = factory.SubFactory(SessionFactory, ended=True, course=factory.SelfAttribute("..trainee.course"))


class SelfStudyTryFactory(DjangoModelFactory):
    class Meta:
        model = SelfStudyTry

    self_study = factory.SubFactory(SelfStudyFactory)
    at = NOON
    right = 4
    asked = 5
    needed = 4
    sheet = factory.LazyFunction(list)
