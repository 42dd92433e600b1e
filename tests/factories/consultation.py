from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from proposals.enums import Ask, ConsultationState, Cost
from proposals.models import Consultation, ConsultationFile, ConsultationSlot
from tests.factories.accounts import CompanyUserFactory
from tests.factories.proposals import PrivateFileFactory
from tests.harness import NOON, TODAY


class SlotFactory(DjangoModelFactory):
    """Half an hour of a coming morning, each a day later than the last."""

    class Meta:
        model = ConsultationSlot

    starts_at = factory.Sequence(lambda n: NOON + timedelta(days=1 + n % 3, minutes=n))
    ends_at = factory.LazyAttribute(lambda slot: slot.starts_at + timedelta(minutes=30))
    place = factory.Sequence(lambda n: f"市役所 北棟3階 第{n + 1}相談室")


class ConsultationFactory(DjangoModelFactory):
    """Answered and not booked without traits."""

    class Meta:
        model = Consultation
        skip_postgeneration_save = True

    class Params:
        booked = factory.Trait(
            author=factory.SubFactory(CompanyUserFactory),
            slot=factory.SubFactory(SlotFactory),
            state=ConsultationState.BOOKED,
            booked_at=NOON,
            organization_name="株式会社ふたもみじ商店【例示】",
            contact_name="見本 花子",
            contact_phone="0742-00-0001",
        )
        held = factory.Trait(
            booked=True, state=ConsultationState.HELD, held_on=TODAY, said="まず集会所を一つ選んで試す。"
        )
        cancelled = factory.Trait(booked=True, state=ConsultationState.CANCELLED)

    title = factory.Sequence(lambda n: f"見本の相談{n}")
    beneficiary = "東部の集落で暮らす方の買物が楽になります。"
    asks = [Ask.PLACE, Ask.PUBLICITY]
    cost = Cost.NONE
    created_at = NOON


class ConsultationFileFactory(DjangoModelFactory):
    class Meta:
        model = ConsultationFile

    consultation = factory.SubFactory(ConsultationFactory)
    file = factory.SubFactory(PrivateFileFactory)
    position = 1
