"""A small city whose October 2026 can be counted by hand."""

from datetime import date

from nara_renkei.core.models import Holiday
from proposals.enums import Kind, Stage, Status
from proposals.models import Pause, Promise, Proposal
from screening.enums import DecisionState, Disposition
from screening.models import DeclineReason
from tests.factories.directory import DepartmentFactory, DivisionFactory
from tests.factories.proposals import ChallengeFactory, PromiseFactory, ProposalFactory, StatusChangeFactory
from tests.factories.screening import DecisionFactory, RoutingFactory, ScreeningFactory
from tests.harness import at

OCTOBER = date(2026, 10, 1)
MADE_AT = at(date(2026, 11, 2), 9)


def close_days() -> None:
    for month, day in ((8, 11), (9, 21), (9, 22), (9, 23), (10, 12), (11, 3)):
        Holiday.objects.get_or_create(day=date(2026, month, day), defaults={"name": "祝日"})


def received(day: date, **fields: object) -> Proposal:
    moved = fields.pop("moved", day)
    return ProposalFactory(submitted=True, submitted_at=at(day), status_changed_at=at(moved), **fields)


def small_city() -> dict[str, Proposal]:
    """Seven proposals; the counts are worked out in test_queries.py."""
    close_days()
    department = DepartmentFactory(code="0001", name="観光経済部")  # no code of the factory
    division = DivisionFactory(name="観光戦略課", department=department)
    city = {
        # routed, 20 開庁日 old on 31 October
        "a": received(
            date(2026, 10, 1),
            number="R8-J-9001",
            title="集会所の移動販売",
            status=Status.IN_REVIEW,
            moved=date(2026, 10, 5),
        ),
        # not routed, 8 開庁日 old
        "b": received(
            date(2026, 10, 20), number="R8-K-9002", kind=Kind.CHALLENGE, challenge=ChallengeFactory(), channel="PHONE"
        ),
        # declined in October
        "c": received(date(2026, 9, 1), status=Status.DECLINED, moved=date(2026, 10, 15)),
        # on hold, 59 開庁日 old
        "d": received(date(2026, 8, 3), status=Status.ON_HOLD, held_until=date(2026, 12, 1), moved=date(2026, 8, 20)),
        # received after the month
        "e": received(date(2026, 11, 1)),
        # adopted with conditions in October, under way since November
        "f": received(date(2026, 9, 10), status=Status.UNDERWAY, moved=date(2026, 11, 1)),
        # declined after the month: still open on 31 October, 18 開庁日 old
        "g": received(date(2026, 10, 5), number="R8-J-9003", status=Status.DECLINED, moved=date(2026, 11, 2)),
    }
    RoutingFactory(screening=ScreeningFactory(proposal=city["a"]), division=division)
    told(city["c"], "decline", Status.DECLINED, date(2026, 10, 15), Disposition.DECLINE)
    told(city["f"], "adopt", Status.ADOPTED, date(2026, 10, 30), Disposition.ADOPT_WITH_CONDITIONS)
    StatusChangeFactory(
        proposal=city["f"], origin=Status.ADOPTED, target=Status.UNDERWAY, move="start_work", at=at(date(2026, 11, 1))
    )
    told(city["g"], "decline", Status.DECLINED, date(2026, 11, 2), Disposition.DECLINE)
    promise(city["a"], Stage.FORMAL_CHECK, date(2026, 10, 1), 3, date(2026, 10, 5))  # 2 days: kept
    promise(city["a"], Stage.FIRST_ANSWER, date(2026, 10, 5), 10, None)  # due on 20 October: late
    promise(
        city["b"], Stage.FORMAL_CHECK, date(2026, 10, 20), 3, date(2026, 10, 26)
    )  # 4 days, one of them parked: kept
    promise(city["g"], Stage.FORMAL_CHECK, date(2026, 10, 5), 3, date(2026, 10, 13))  # 5 days: not kept
    Pause.objects.create(
        proposal=city["b"], starts_on=date(2026, 10, 20), ends_on=date(2026, 10, 21), reason="お返事待ち"
    )
    return city


def told(proposal: Proposal, move: str, target: Status, day: date, disposition: Disposition) -> None:
    StatusChangeFactory(proposal=proposal, origin=Status.SUBMITTED, target=target, move=move, party="desk", at=at(day))
    decision = DecisionFactory(
        screening=ScreeningFactory(proposal=proposal), disposition=disposition, state=DecisionState.TOLD, told_at=at(day),
        what_would_change="対象が絞られれば。",
    )  # fmt: skip
    if disposition == Disposition.DECLINE:
        decision.reasons.set([reason("too-vague", "まだ抽象的"), reason("sales", "製品の紹介・営業が中心")])


def reason(code: str, label: str) -> DeclineReason:
    return DeclineReason.objects.get_or_create(code=f"test-{code}", defaults={"label": label})[0]


def promise(proposal: Proposal, stage: Stage, starts_on: date, days: int, met_on: date | None) -> Promise:
    return PromiseFactory(
        proposal=proposal,
        stage=stage,
        starts_on=starts_on,
        within_days=days,
        met_on=met_on,
        due_on=date(2026, 10, 20),
        told_on=None,
    )
