"""A 部 of four 課 whose figures on Monday 2 November 2026 can be counted by hand."""

from datetime import date

from nara_renkei.accounts.enums import PostKind
from nara_renkei.directory.models import Department, Division
from nara_renkei.reports.queries.department import DepartmentReport, department_report
from nara_renkei.reports.rules.periods import Period
from proposals.enums import Status
from proposals.models import Promise
from screening.enums import Answer, RoutingState
from screening.models import Routing
from tests.factories.accounts import PostFactory, StaffFactory
from tests.factories.directory import DepartmentFactory, DivisionFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.screening import RoutingAnswerFactory, RoutingFactory, RulingFactory, ScreeningFactory
from tests.harness import at

from .cities import close_days

TODAY = date(2026, 11, 2)
NOON = at(TODAY)
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
SENT = date(2026, 10, 1)


def a_department(name: str = "総務部", code: str = "0800") -> Department:
    return DepartmentFactory(name=name, code=code)


def a_division(department: Department, name: str, **fields) -> Division:
    """A 課 in which a 課長 sits."""
    division = DivisionFactory(department=department, name=name, **fields)
    PostFactory(user=StaffFactory(), kind=PostKind.MANAGER, division=division, title="課長")
    return division


def sent(division: Division, number: str, *, status: Status = Status.IN_REVIEW, **fields) -> Routing:
    """A proposal sent to a 課 on 1 October, due on 16 October: 11 開庁日 ago on TODAY."""
    screening = fields.pop("screening", None)
    if screening is None:
        proposal = fields.pop("proposal", None) or ProposalFactory(
            submitted=True, number=number, title=f"{number}の題", status=status, submitted_at=at(date(2026, 9, 24)),
            status_changed_at=at(SENT), held_until=fields.pop("held_until", None),
        )  # fmt: skip
        screening = ScreeningFactory(proposal=proposal)
    wanted = {"sent_at": at(SENT), "starts_on": SENT, "within_days": 10, "due_on": date(2026, 10, 16), **fields}
    return RoutingFactory(screening=screening, division=division, **wanted)


def answered(routing: Routing, on: date, choice: Answer = Answer.CONSIDER, **fields) -> Routing:
    """The 課長 has confirmed on a day."""
    RoutingAnswerFactory(
        routing=routing, choice=choice, confirmed_by="課長", confirmed_as="MANAGER", confirmed_at=at(on), **fields
    )
    routing.state = RoutingState.ENDED if choice == Answer.NOT_OURS else RoutingState.ANSWERED
    routing.due_on = None
    routing.save()
    if choice == Answer.NOT_OURS:
        routing.screening.proposal.accesses.filter(division=routing.division).update(ends_on=on)
    return routing


def owed(routing: Routing, stage: str, days: int, due_on: date) -> Promise:
    return Promise.objects.create(
        proposal=routing.screening.proposal, stage=stage, starts_on=SENT, within_days=days, due_on=due_on
    )


def report(department: Department, period: Period = OCTOBER, *, in_full: bool = True) -> DepartmentReport:
    return department_report(department, period, at=NOON, in_full=in_full)


def busy_department() -> Department:
    """総務課 and 人事課 with seven proposals, 文書課 with nothing, and one 裁定."""
    close_days()
    department = a_department()
    general, staff = a_division(department, "総務課"), a_division(department, "人事課")
    a_division(department, "文書課")
    # late, nobody has it
    first = sent(general, "R8-J-0001")
    # the 人事課 helps with it and is in time
    sent(staff, "", screening=first.screening, is_lead=False, due_on=date(2026, 11, 9))
    # in time
    sent(general, "R8-J-0002", due_on=date(2026, 11, 4))
    # held, and waiting for the proposer
    sent(general, "R8-J-0003", status=Status.ON_HOLD, held_until=date(2027, 1, 29), due_on=None)
    sent(staff, "R8-J-0004", status=Status.RETURNED, due_on=None)
    # answered in time (4 開庁日), the outcome 2 開庁日 over
    owed(answered(sent(staff, "R8-J-0005"), date(2026, 10, 7)), "OUTCOME", 60, date(2026, 10, 29))
    # refused too late (12 開庁日), nobody leads it
    refused = answered(sent(staff, "R8-J-0006"), date(2026, 10, 20), Answer.NOT_OURS, suggested=general)
    refused.answer.comment = "人事の仕事ではありません。"
    refused.answer.save()
    # over: counts as an answer alone
    answered(sent(general, "R8-J-0007", status=Status.DECLINED), date(2026, 10, 15))
    Routing.objects.filter(screening__proposal__number="R8-J-0007").update(over_on=date(2026, 10, 20))
    # a 裁定 that the leader owes, of what a 課 of another 部 refused
    farm = a_division(a_department("農林部", "0500"), "農政課")
    asked = answered(sent(farm, "R8-J-0008"), date(2026, 10, 9), Answer.NOT_OURS)
    RulingFactory(screening=asked.screening, department=department, due_on=date(2026, 10, 30))
    return department
