from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from dialogue.enums import BusinessLine, EventState, LetterKind, PlanState, RegistrationState, RuleKind, Side
from dialogue.models import (
    Card,
    CardExchange,
    Encounter,
    EncounterNote,
    Event,
    EventInvitation,
    EventLetter,
    NextStep,
    Participant,
    Registration,
    Seat,
    SeatingPlan,
    SeatingRule,
    TroubleSource,
    Wish,
)
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.factories.proposals import TroubleFactory
from tests.harness import NOON, TODAY


class EventFactory(DjangoModelFactory):
    """In preparation without traits, two months from TODAY."""

    class Meta:
        model = Event

    class Params:
        open = factory.Trait(state=EventState.OPEN)
        fixed = factory.Trait(state=EventState.FIXED)
        today = factory.Trait(state=EventState.TODAY, held_on=TODAY, closes_on=TODAY)
        ended = factory.Trait(state=EventState.ENDED)

    slug = factory.Sequence(lambda n: f"mihon-{n}")
    name = factory.Sequence(lambda n: f"奈良市公民連携ダイアログ 見本{n}")
    aims = "企業と課が、困りごとから話しはじめる。"
    held_on = TODAY + timedelta(days=61)
    closes_on = TODAY + timedelta(days=45)
    place = "市役所 中央棟6階 大会議室"
    created_at = NOON


class EventInvitationFactory(DjangoModelFactory):
    class Meta:
        model = EventInvitation

    event = factory.SubFactory(EventFactory)
    organization = factory.SubFactory(OrganizationFactory)


class RegistrationFactory(DjangoModelFactory):
    """Of a 団体; ``of_division=True`` makes it one of a 課."""

    class Meta:
        model = Registration

    class Params:
        of_division = factory.Trait(
            side=Side.DIVISION,
            organization=None,
            division=factory.SubFactory(DivisionFactory),
            business_line="",
            offer="",
            trouble="窓口の待ち時間が読めず、来た人にも職員にも負担です。",
        )
        waiting = factory.Trait(state=RegistrationState.WAITING)
        cancelled = factory.Trait(
            state=RegistrationState.CANCELLED, cancelled_at=NOON, cancelled_by="受付花子（デスク）"
        )

    event = factory.SubFactory(EventFactory, open=True)
    side = Side.COMPANY
    organization = factory.SubFactory(OrganizationFactory)
    email = factory.Sequence(lambda n: f"moushikomi{n}@company.example")
    business_line = BusinessLine.RETAIL
    offer = "移動販売の車で市の案内を配ります。"
    entered_at = NOON
    entered_by = "会社次郎"


class ParticipantFactory(DjangoModelFactory):
    class Meta:
        model = Participant

    registration = factory.SubFactory(RegistrationFactory)
    position = factory.Sequence(lambda n: n)
    name = factory.Sequence(lambda n: f"参加人{n}")
    title = "営業部 主任"


class WishFactory(DjangoModelFactory):
    """A company's wish for a 課."""

    class Meta:
        model = Wish

    registration = factory.SubFactory(RegistrationFactory)
    position = factory.Sequence(lambda n: n + 1)
    division = factory.SubFactory(DivisionFactory)


class SeatingRuleFactory(DjangoModelFactory):
    class Meta:
        model = SeatingRule

    event = factory.SubFactory(EventFactory, open=True)
    company = factory.SubFactory(RegistrationFactory, event=factory.SelfAttribute("..event"))
    division = factory.SubFactory(RegistrationFactory, of_division=True, event=factory.SelfAttribute("..event"))
    kind = RuleKind.MUST


class SeatingPlanFactory(DjangoModelFactory):
    """Waiting without traits."""

    class Meta:
        model = SeatingPlan
        skip_postgeneration_save = True

    class Params:
        done = factory.Trait(state=PlanState.DONE, solved_at=NOON, next_try_at=None)
        failed = factory.Trait(state=PlanState.FAILED, next_try_at=None, problem="出席する企業がありません。")
        announced = factory.Trait(done=True, is_announced=True, announced_at=NOON, announced_by="受付花子（デスク）")

    event = factory.SubFactory(EventFactory, fixed=True)
    number = factory.Sequence(lambda n: n + 1)
    asked_by = "受付花子（デスク）"
    asked_at = NOON
    next_try_at = NOON


class SeatFactory(DjangoModelFactory):
    class Meta:
        model = Seat

    plan = factory.SubFactory(SeatingPlanFactory, announced=True)
    round = 1
    table = 1
    registration = factory.SubFactory(RegistrationFactory, event=factory.SelfAttribute("..plan.event"))


class EncounterFactory(DjangoModelFactory):
    """A company and a 課 at table 1 in the first round of an event that is over; ``standing`` met outside the plan."""

    class Meta:
        model = Encounter

    class Params:
        standing = factory.Trait(round=None, table=None)
        missed = factory.Trait(missed_at=NOON, missed_by="受付花子（デスク）")

    event = factory.SubFactory(EventFactory, ended=True)
    company = factory.SubFactory(RegistrationFactory, event=factory.SelfAttribute("..event"))
    division = factory.SubFactory(RegistrationFactory, of_division=True, event=factory.SelfAttribute("..event"))
    round = 1
    table = 1
    recorded_at = NOON
    recorded_by = "受付花子（デスク）"


class EncounterNoteFactory(DjangoModelFactory):
    class Meta:
        model = EncounterNote

    encounter = factory.SubFactory(EncounterFactory)
    said = "移動販売の車を、月ヶ瀬の集落で試せるか。"
    view = "社内の決裁が遅い。急がせない。"
    written_by = "担当太郎（観光戦略課）"
    written_at = NOON


class NextStepFactory(DjangoModelFactory):
    """The 課's, open, due in two weeks."""

    class Meta:
        model = NextStep

    class Params:
        of_company = factory.Trait(side=Side.COMPANY, person="会社次郎")
        done = factory.Trait(done_at=NOON, done_by="担当太郎（観光戦略課）")
        dropped = factory.Trait(
            dropped_at=NOON, dropped_by="担当太郎（観光戦略課）", dropped_reason="先方の都合で中止になったため。"
        )

    encounter = factory.SubFactory(EncounterFactory)
    what = factory.Sequence(lambda n: f"集落の地図を送る（{n}）")
    side = Side.DIVISION
    due_on = TODAY + timedelta(days=14)
    written_by = "担当太郎（観光戦略課）"
    written_at = NOON


class TroubleSourceFactory(DjangoModelFactory):
    class Meta:
        model = TroubleSource

    trouble = factory.SubFactory(TroubleFactory)
    encounter = factory.SubFactory(EncounterFactory)


class EventLetterFactory(DjangoModelFactory):
    class Meta:
        model = EventLetter

    event = factory.SubFactory(EventFactory, open=True)
    kind = LetterKind.INVITATION
    about = factory.Sequence(lambda n: f"organization:{n}")
    sent_at = NOON
    sent_by = "受付花子（デスク）"


class CardFactory(DjangoModelFactory):
    class Meta:
        model = Card

    participant = factory.SubFactory(ParticipantFactory)
    email = factory.Sequence(lambda n: f"meishi{n}@company.example")
    consented_at = NOON


class CardExchangeFactory(DjangoModelFactory):
    class Meta:
        model = CardExchange

    one = factory.SubFactory(ParticipantFactory)
    other = factory.SubFactory(ParticipantFactory)
    way = "CODE"
    exchanged_at = NOON
