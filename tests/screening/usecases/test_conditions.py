"""条件 as items: drafted, told, ticked off."""

from datetime import timedelta

import pytest

from nara_renkei.core.models import AuditEvent
from proposals.models import Condition
from screening.enums import Disposition
from screening.models import DecisionCondition
from screening.rendering import outcome_draft
from screening.usecases.draft_decision import CannotDraftDecision, ConditionWords, Outcome, draft_decision
from screening.usecases.meet_condition import CannotMeet, meet_condition
from tests.factories.screening import DecisionFactory
from tests.harness import NOON, THE_DESK, TODAY
from tests.screening.city import accepted
from tests.screening.outcomes import IN_A_MONTH, told

pytestmark = pytest.mark.django_db

TWO = (ConditionWords("毎月知らせること。", IN_A_MONTH), ConditionWords("勧誘をしないこと。"))


def outcome(*conditions):
    return Outcome(Disposition.ADOPT_WITH_CONDITIONS, "よい。", conditions=conditions)


def shown(proposal):
    return [(one.position, one.text, one.due_on, one.met_on) for one in proposal.conditions.in_order()]


def test_each_condition_is_an_item_with_its_date():
    _, lead, routing = accepted()

    decision = draft_decision(routing=routing, outcome=outcome(*TWO), by=lead.actor, at=NOON)

    assert [(one.position, one.text, one.due_on) for one in decision.conditions.in_order()] == [
        (1, "毎月知らせること。", IN_A_MONTH),
        (2, "勧誘をしないこと。", None),
    ]


def test_the_next_draft_replaces_them():
    _, lead, routing = accepted()
    draft_decision(routing=routing, outcome=outcome(*TWO), by=lead.actor, at=NOON)

    draft_decision(routing=routing, outcome=outcome(TWO[1]), by=lead.actor, at=NOON)

    assert [(one.position, one.text) for one in DecisionCondition.objects.order_by("pk")] == [(1, "勧誘をしないこと。")]


def test_a_date_that_is_past_is_refused():
    _, lead, routing = accepted()
    past = ConditionWords("毎月知らせること。", TODAY - timedelta(days=1))

    with pytest.raises(CannotDraftDecision, match="条件の期日は、今日以降の日にしてください。"):
        draft_decision(routing=routing, outcome=outcome(past), by=lead.actor, at=NOON)


def test_the_letter_lists_them_with_their_dates():
    _, lead, routing = accepted()
    decision = draft_decision(routing=routing, outcome=outcome(*TWO), by=lead.actor, at=NOON)

    body = outcome_draft(decision, proposal=routing.screening.proposal, division="観光戦略課", on=TODAY).body

    assert "・毎月知らせること。（令和8年（2026年）11月4日（水）まで）\n・勧誘をしないこと。\n" in body


def test_the_company_reads_them_only_once_they_are_told():
    _, lead, routing = accepted()
    draft_decision(routing=routing, outcome=outcome(*TWO), by=lead.actor, at=NOON)

    assert not Condition.objects.exists()

    decision = told("毎月知らせること。")
    assert shown(decision.screening.proposal) == [(1, "毎月知らせること。", IN_A_MONTH, None)]


def test_a_met_condition_is_seen_by_the_company_at_once():
    decision = told("毎月知らせること。", "勧誘をしないこと。")
    second = decision.conditions.get(position=2)

    met = meet_condition(condition=second, met_on=TODAY, by=THE_DESK, at=NOON)

    assert (met.met_on, met.met_by) == (TODAY, THE_DESK.label)
    assert [row[3] for row in shown(decision.screening.proposal)] == [None, TODAY]
    assert AuditEvent.objects.get(verb="condition.meet").keys == {"decision": decision.pk, "n": 2}


def test_it_is_met_once():
    condition = told("毎月知らせること。").conditions.get()
    meet_condition(condition=condition, met_on=TODAY, by=THE_DESK, at=NOON)

    with pytest.raises(CannotMeet, match="もう満たしたことになっています。"):
        meet_condition(condition=condition, met_on=TODAY, by=THE_DESK, at=NOON)


def test_it_is_not_met_tomorrow():
    condition = told("毎月知らせること。").conditions.get()

    with pytest.raises(CannotMeet, match="満たした日は、今日までの日にしてください。"):
        meet_condition(condition=condition, met_on=TODAY + timedelta(days=1), by=THE_DESK, at=NOON)


def test_what_was_not_told_cannot_be_met():
    decision = DecisionFactory(disposition="ADOPT_IF")
    condition = DecisionCondition.objects.create(decision=decision, position=1, text="毎月知らせること。")

    with pytest.raises(CannotMeet, match="お知らせした結果の条件だけ"):
        meet_condition(condition=condition, met_on=TODAY, by=THE_DESK, at=NOON)
