from datetime import date

import factory
from factory.django import DjangoModelFactory

from nara_renkei.core.text import check_digit
from nara_renkei.directory.models import (
    Agreement,
    AgreementActivity,
    Department,
    Division,
    Organization,
    OrganizationKind,
)
from nara_renkei.directory.rules.agreements import act_by
from tests.harness import NOON, TODAY


def corporate_number(sequence: int) -> str:
    """Return the n-th 法人番号 of the tests: only its check digit is right."""
    body = f"{990000000000 + sequence}"
    return check_digit(body) + body


class DepartmentFactory(DjangoModelFactory):
    class Meta:
        model = Department

    code = factory.Sequence(lambda n: f"{n + 10:04}")
    name = factory.Sequence(lambda n: f"見本{n}部")
    valid_from = date(2025, 4, 1)


class DivisionFactory(DjangoModelFactory):
    class Meta:
        model = Division

    class Params:
        abolished = factory.Trait(valid_to=date(2026, 3, 31))

    code = factory.Sequence(lambda n: f"{n + 100:06}")
    name = factory.Sequence(lambda n: f"見本{n}課")
    department = factory.SubFactory(DepartmentFactory)
    duties = "見本の仕事／もう一つの仕事"
    email = factory.Sequence(lambda n: f"ka{n}@city.example")
    accepts_routing = True
    valid_from = date(2025, 4, 1)


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = Organization

    class Params:
        confirmed = factory.Trait(confirmed_at=NOON, confirmed_by="受付花子")
        sole = factory.Trait(kind=OrganizationKind.SOLE, corporate_number="")

    kind = OrganizationKind.COMPANY
    corporate_number = factory.Sequence(corporate_number)
    name = factory.Sequence(lambda n: f"株式会社見本{n}【例示】")
    address = "奈良市二条大路南一丁目1-1"
    representative = "代表取締役 見本一郎"
    created_at = NOON


class AgreementFactory(DjangoModelFactory):
    class Meta:
        model = Agreement

    class Params:
        renewing = factory.Trait(ends_on=date(2027, 3, 31), renews_years=1, notice_count=3, notice_unit="MONTHS")
        preparing = factory.Trait(signed_on=None)

    organization = factory.SubFactory(OrganizationFactory)
    starts_on = date(2025, 6, 1)
    signed_on = factory.SelfAttribute("starts_on")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        # as settle_agreement would on the tests' today
        kwargs.setdefault("act_by", act_by(model_class(**kwargs).term, TODAY))
        return super()._create(model_class, *args, **kwargs)


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = AgreementActivity

    agreement = factory.SubFactory(AgreementFactory)
    held_on = date(2026, 6, 1)
    what = "見本の講座を開いた。"
