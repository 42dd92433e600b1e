"""課 that said 担当ではない, and the 裁定 that was asked for."""

from datetime import timedelta

from nara_renkei.core.models import CitySettings
from screening.enums import Answer
from screening.usecases.ask_for_ruling import ask_for_ruling
from screening.usecases.confirm_answer import confirm_answer
from screening.usecases.draft_answer import draft_answer
from screening.usecases.reroute_proposal import reroute_proposal
from tests.factories.accounts import StaffFactory
from tests.harness import NOON, THE_DESK, TODAY
from tests.screening.city import office, routed

LATER = TODAY + timedelta(days=7)


def say_not_ours(routing, who, suggested):
    draft_answer(
        routing=routing,
        choice=Answer.NOT_OURS,
        comment="違います。",
        suggested=suggested.division,
        by=who.actor,
        at=NOON,
    )
    confirm_answer(routing=routing, user=who.manager, by=who.actor, at=NOON)


def refused_once():
    screening, first, routing = routed()
    second = office(department=first.division.department)
    say_not_ours(routing, first, second)
    return screening, first, second


def refused_twice():
    """Two 課 of one 部 said 担当ではない; the 部 has a leader."""
    screening, first, second = refused_once()
    again = reroute_proposal(screening=screening, lead=second.division, note="", by=THE_DESK, at=NOON)
    say_not_ours(again, second, first)
    leader = StaffFactory(leader=True, department=first.division.department)
    return screening, first, second, leader


def ask(screening, department, **fields):
    values = {"words": "", "due_on": LATER, **fields}
    return ask_for_ruling(screening=screening, department=department, **values, by=THE_DESK, at=NOON)


def asked():
    screening, first, second, leader = refused_twice()
    return ask(screening, first.division.department), first, second, leader


def the_desk_division():
    return office(name=CitySettings.load().division_name)
