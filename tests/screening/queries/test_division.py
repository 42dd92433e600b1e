"""/ka/ as data: what stands under which tab, for whom, in which order."""

from datetime import timedelta

import pytest

from proposals.models import Proposal
from proposals.usecases.withdraw_proposal import withdraw_proposal
from screening.models import Inquiry, Routing
from screening.queries import Tab, division_worklist
from screening.usecases.answer_inquiry import answer_inquiry
from screening.usecases.ask_opinion import ask_opinion
from screening.usecases.close_routings import close_routings
from screening.usecases.draft_decision import Outcome, draft_decision
from screening.usecases.reroute_proposal import end_routing
from screening.usecases.route_proposal import route_proposal
from tests.factories.accounts import StaffFactory, give_post
from tests.factories.proposals import ChallengeFactory
from tests.factories.screening import DecisionFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK, TODAY, at
from tests.screening.city import accepted, fresh, office, opened, routed

pytestmark = pytest.mark.django_db


def numbers(user, tab=Tab.WAITING, **kwargs):
    return [row.number for row in division_worklist(user, TODAY, tab=tab, **kwargs).rows]


def counts(user, **kwargs):
    return {one.key.name: one.count for one in division_worklist(user, TODAY, **kwargs).tabs}


def asked(screening, division, day=9):
    return ask_opinion(
        screening=screening,
        division=division,
        question="要りますか。",
        due_on=TODAY.replace(day=day),
        by=THE_DESK,
        at=NOON,
    )


def drafted(lead, routing):
    outcome = Outcome(disposition="ADOPT", reason="役に立つため。")
    return draft_decision(routing=routing, outcome=outcome, by=lead.actor, at=NOON)


def test_what_is_owed_stands_by_its_date():
    screening, lead, _ = routed(at=at(TODAY.replace(day=2)))
    other, _, _ = routed()
    asked(other, lead.division)

    work = division_worklist(lead.officer, TODAY)

    assert [(row.number, row.role, row.days_left, row.due_label) for row in work.rows] == [
        (other.proposal.number, "意見照会", 4, "回答期限"),
        (screening.proposal.number, "主担当", 9, "回答期限"),
    ]
    assert counts(lead.officer) == {"WAITING": "2", "RUNNING": "0", "OVER": "0", "INQUIRIES": "1", "CHALLENGES": "0"}


def test_what_the_division_answered_is_in_hand_until_the_date_the_company_was_promised():
    screening, lead, _ = accepted()

    (row,) = division_worklist(lead.officer, TODAY, tab=Tab.RUNNING).rows

    assert numbers(lead.officer) == []
    assert (row.number, row.due_label) == (screening.proposal.number, "市の期日")
    assert row.due_on == min(promise.due_on for promise in screening.proposal.promises.filter(met_on=None))


def test_an_outcome_that_is_drafted_waits_for_the_manager():
    screening, lead, routing = accepted()
    drafted(lead, routing)

    (row,) = division_worklist(lead.manager, TODAY).rows

    assert (row.number, row.next_step) == (screening.proposal.number, "課長が結果の案を確かめてください。")
    assert numbers(lead.manager, Tab.RUNNING) == []


def test_an_outcome_with_the_desk_is_in_hand():
    screening, lead, _ = accepted()
    DecisionFactory(screening=screening, proposed=True)

    assert numbers(lead.officer) == []
    assert numbers(lead.officer, Tab.RUNNING) == [screening.proposal.number]


@pytest.mark.parametrize("status", ["RETURNED", "ON_HOLD"])
def test_nothing_is_owed_while_the_company_corrects_or_the_city_holds(status):
    screening, lead, _ = routed()
    held = TODAY if status == "ON_HOLD" else None
    Proposal.objects.filter(pk=screening.proposal_id).update(status=status, held_until=held)

    assert numbers(lead.officer) == []
    assert numbers(lead.officer, Tab.RUNNING) == [screening.proposal.number]


def test_what_a_company_took_back_is_over_and_says_so():
    screening, lead, _ = routed()
    withdraw_proposal(proposal=fresh(screening.proposal), reason="事情が変わったため。", by=THE_COMPANY, at=NOON)
    assert numbers(lead.officer) == []

    close_routings(today=TODAY)
    (row,) = division_worklist(lead.officer, TODAY, tab=Tab.OVER).rows

    assert (row.number, row.due_on, row.days_left, row.due_label) == (
        screening.proposal.number,
        TODAY,
        None,
        "終わった日",
    )
    assert row.next_step == "提案者が取り下げました。することはありません。"
    assert numbers(lead.officer, Tab.RUNNING) == []


def test_what_was_taken_from_the_division_again_stands_nowhere():
    _, lead, routing = routed()
    end_routing(routing, by=THE_DESK, at=NOON)

    assert set(counts(lead.officer).values()) == {"0"}


def test_a_question_stays_with_its_answer():
    screening, lead, _ = routed()
    first, second = asked(accepted()[0], lead.division), asked(accepted()[0], lead.division, day=20)
    answer_inquiry(inquiry=first, verdict="YES", opinion="要りません。", by=lead.actor, at=NOON)

    rows = division_worklist(lead.officer, TODAY, tab=Tab.INQUIRIES).rows

    assert [(row.number, row.days_left) for row in rows] == [
        (second.screening.proposal.number, 10),
        (first.screening.proposal.number, None),
    ]
    assert rows[1].next_step.startswith("意見を出しました。")
    assert numbers(lead.officer) == [screening.proposal.number, second.screening.proposal.number]


def test_the_challenges_of_the_division_say_what_comes_next():
    lead = office()
    own = ChallengeFactory(lead=lead.division, draft=True)
    ChallengeFactory()

    work = division_worklist(lead.officer, TODAY, tab=Tab.CHALLENGES)

    assert [(row.challenge, row.next_step) for row in work.sheets] == [(own, "書き終えたら、デスクに出してください。")]
    assert counts(lead.officer)["CHALLENGES"] == "1"


def test_another_division_owes_nothing():
    routed()

    assert set(counts(office().officer).values()) == {"0"}


def test_who_sits_in_no_division_has_nothing():
    routed()

    work = division_worklist(StaffFactory(), TODAY, tab=Tab.RUNNING)

    assert ([one.count for one in work.tabs], work.rows, work.loads) == (["0"] * 5, [], [])


def test_a_director_reads_which_division_owes_what_late_first():
    soon, lead, _ = routed()
    late = office(department=lead.division.department).division
    route_proposal(screening=opened(), lead=late, others=[], note="", letter=None, by=THE_DESK, at=NOON)
    Routing.objects.filter(division=late).update(due_on=TODAY - timedelta(days=3))
    director = StaffFactory(director=True, department=lead.division.department)

    work = division_worklist(director, TODAY)

    assert [(load.name, load.waiting, load.late, load.next_due) for load in work.loads] == [
        (late.name, 1, 1, TODAY - timedelta(days=3)),
        (lead.division.name, 1, 0, Routing.objects.get(screening=soon).due_on),
    ]
    assert [row.is_late for row in work.rows] == [True, False]


def test_a_reader_of_many_narrows_to_one_division():
    screening, lead, _ = routed()
    routed()
    desk = StaffFactory(desk=True)

    work = division_worklist(desk, TODAY, code=lead.division.code)

    assert ([row.number for row in work.rows], work.narrowed, work.loads) == (
        [screening.proposal.number],
        lead.division,
        [],
    )
    assert counts(desk, code=lead.division.code)["WAITING"] == "1"
    assert counts(desk)["WAITING"] == "2"


@pytest.mark.parametrize("code", ["999999", "foreign"])
def test_nobody_narrows_to_a_division_that_is_not_theirs(code):
    _, lead, _ = routed()
    reader = StaffFactory(officer=True)
    give_post(reader, "OFFICER")
    asked_for = lead.division.code if code == "foreign" else code

    assert numbers(reader, code=asked_for) == []


def test_the_desk_reads_what_every_division_owes():
    screening, lead, routing = accepted()
    drafted(lead, routing)
    other, _, _ = routed()

    assert sorted(numbers(StaffFactory(desk=True))) == sorted([screening.proposal.number, other.proposal.number])


@pytest.mark.parametrize("tab", list(Tab))
@pytest.mark.parametrize("rows", [1, 3])
def test_every_tab_costs_the_same_for_one_and_three(rows, tab, django_assert_max_num_queries):
    lead = office()
    for _ in range(rows):
        route_proposal(screening=opened(), lead=lead.division, others=[], note="", letter=None, by=THE_DESK, at=NOON)
        asked(routed()[0], lead.division)
        ChallengeFactory(lead=lead.division)
    Inquiry.objects.exclude(division=lead.division).delete()

    with django_assert_max_num_queries(7):
        division_worklist(lead.officer, TODAY, tab=tab)
