from datetime import timedelta

import pytest

from nara_renkei.core.holidays import closed_days
from proposals.enums import Stage
from proposals.models import Message, Promise, Proposal
from proposals.usecases.keep_promises import open_promise
from proposals.usecases.resubmit_proposal import resubmit_proposal
from screening.enums import Answer
from screening.queries import capped, desk, desk_facts, desk_queue, needs_of, proposal_dossier
from screening.rules.next_steps import Need
from screening.usecases.ask_opinion import ask_opinion
from screening.usecases.confirm_answer import confirm_answer
from screening.usecases.consult_before_ruling import talk_to_desk
from screening.usecases.draft_answer import draft_answer
from screening.usecases.draft_decision import Outcome, draft_decision
from screening.usecases.propose_decision import propose_decision
from screening.usecases.return_proposal import return_proposal
from tests.factories.accounts import StaffFactory
from tests.factories.proposals import AttachmentFactory, MessageFactory, PrivateFileFactory, ProposalFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK, TODAY, at
from tests.screening.city import accepted, fresh, office, opened, routed
from tests.screening.rulings import asked

pytestmark = pytest.mark.django_db


def new():
    return ProposalFactory(submitted=True)


def corrected():
    screening = opened()
    return_proposal(
        screening=screening,
        reasons={"summary": "数字を足してください。"},
        wanted_by=TODAY.replace(day=20),
        letter=None,
        by=THE_DESK,
        at=NOON,
    )
    resubmit_proposal(proposal=fresh(screening.proposal), changes={"summary": "直しました。"}, by=THE_COMPANY, at=NOON)
    return screening.proposal


def not_ours():
    screening, lead, routing = routed()
    draft_answer(
        routing=routing,
        choice=Answer.NOT_OURS,
        comment="違います。",
        suggested=office().division,
        by=lead.actor,
        at=NOON,
    )
    confirm_answer(routing=routing, user=lead.manager, by=lead.actor, at=NOON)
    return screening.proposal


def answered():
    return accepted()[0].proposal


def with_outcome():
    screening, lead, routing = accepted()
    routing.answer.noted_at = NOON
    routing.answer.save()
    draft_decision(routing=routing, outcome=Outcome("ADOPT", "よい。"), by=lead.actor, at=NOON)
    propose_decision(routing=routing, user=lead.manager, by=lead.actor, at=NOON)
    return screening.proposal


def unread():
    screening = opened()
    MessageFactory(proposal=screening.proposal)
    return screening.proposal


def late():
    screening = opened()
    open_promise(proposal=screening.proposal, stage=Stage.FORMAL_CHECK, at=at(TODAY.replace(month=9, day=1)))
    return screening.proposal


def soon():
    screening = opened()
    open_promise(proposal=screening.proposal, stage=Stage.FORMAL_CHECK, at=NOON)
    return screening.proposal


CLOSED = frozenset()
MADE = {
    Need.LATE: late,
    Need.NEW: new,
    Need.CORRECTED: corrected,
    Need.NOT_OURS: not_ours,
    Need.ANSWERED: answered,
    Need.OUTCOME: with_outcome,
    Need.UNREAD: unread,
    Need.SOON: soon,
}


@pytest.mark.parametrize("need", list(Need))
def test_a_proposal_waits_for_the_desk_for_this_reason_alone(need):
    opened()
    proposal = MADE[need]()

    queue = desk_queue(TODAY, CLOSED)

    assert needs_of([proposal.pk], TODAY, CLOSED) == {proposal.pk: [need]}
    assert queue.by_need == {one: [proposal.pk] if one == need else [] for one in Need}
    assert queue.every == [proposal.pk]


def test_the_desk_sees_what_is_late_first_and_each_proposal_once():
    made = {need: MADE[need]() for need in reversed(Need)}
    MessageFactory.create_batch(2, proposal=made[Need.LATE])

    assert desk_queue(TODAY, CLOSED).every == [made[need].pk for need in Need]


@pytest.mark.parametrize(
    ("need", "model", "field"),
    [(Need.LATE, Promise, "due_on"), (Need.NEW, Proposal, "submitted_at"), (Need.UNREAD, Message, "at")],
)
def test_the_most_pressing_of_a_kind_comes_first(need, model, field):
    first, second, third = MADE[need](), MADE[need](), MADE[need]()
    path = "pk" if model is Proposal else "proposal"
    for proposal, days in ((second, 3), (third, 2), (first, 1)):
        row = model.objects.get(**{path: proposal.pk})
        setattr(row, field, getattr(row, field) - timedelta(days=days))
        row.save(update_fields=[field])

    assert desk_queue(TODAY, CLOSED).by_need[need] == [second.pk, third.pk, first.pk]


def test_an_answer_whose_promise_comes_due_comes_before_the_others():
    later, sooner = answered(), answered()
    Promise.objects.filter(proposal=sooner).update(due_on=TODAY + timedelta(days=8))

    assert desk_queue(TODAY, CLOSED).by_need[Need.ANSWERED] == [sooner.pk, later.pk]


def test_what_waits_is_asked_among_some():
    one, other = new(), new()

    for found_once in (False, True):
        assert desk_queue(TODAY, CLOSED, Proposal.objects.filter(pk=other.pk), found_once=found_once).every == [
            other.pk
        ]
        assert desk_queue(TODAY, CLOSED, Proposal.objects.none(), found_once=found_once).every == []
    assert desk_queue(TODAY, CLOSED).every == [one.pk, other.pk]


def test_nothing_is_counted_beyond_a_thousand(monkeypatch):
    monkeypatch.setattr(desk, "COUNTED_TO", 2)
    monkeypatch.setattr(desk, "_of_all", desk._of_all.__wrapped__)  # the kept words hold the limit
    first, second, third, _ = new(), new(), new(), new()

    assert desk_queue(TODAY, CLOSED).by_need[Need.NEW] == [first.pk, second.pk, third.pk]
    assert [capped(2), capped(3)] == ["2", "2+"]


def test_a_dangerous_file_is_counted_beside_the_needs():
    screening = opened()
    AttachmentFactory(proposal=screening.proposal, file=PrivateFileFactory(state="INFECTED"))

    queue = desk_queue(TODAY, CLOSED)

    assert (queue.infected, queue.every) == ([screening.proposal_id], [])


def test_a_ruling_that_was_asked_waits_for_the_leader_until_its_date_or_a_word_to_the_desk():
    ruling = asked()[0]
    pk = ruling.screening.proposal_id

    assert desk_queue(ruling.due_on, CLOSED).by_need[Need.NOT_OURS] == []
    assert desk_queue(ruling.due_on + timedelta(days=1), CLOSED).by_need[Need.NOT_OURS] == [pk]

    talk_to_desk(ruling=ruling, words="似た例を知りたい。", by=THE_DESK, at=NOON)

    assert desk_queue(ruling.due_on, CLOSED).by_need[Need.NOT_OURS] == [pk]


def test_a_proposal_that_was_opened_waits_for_nothing():
    proposal = opened().proposal

    assert needs_of([proposal.pk], TODAY, CLOSED) == {proposal.pk: []}


def test_the_queue_shows_the_lead_before_the_company_knows_it():
    screening, lead, _ = routed()

    facts = desk_facts([screening.proposal_id], TODAY, closed_days(TODAY))[screening.proposal_id]

    assert (facts.lead, str(facts.due_on), facts.days_words) == (lead.division.name, "2026-10-20", "あと10開庁日")


def test_a_question_opens_neither_notes_nor_answers_nor_files():
    screening, lead, _ = accepted()
    asked = office()
    ask_opinion(
        screening=screening, division=asked.division, question="要りますか。", due_on=TODAY, by=THE_DESK, at=NOON
    )

    folder = proposal_dossier(screening.proposal, asked.officer, TODAY)

    assert (folder.scope, folder.routings, folder.notes, folder.messages) == ("QUESTION", [], [], [])
    assert [one.division for one in folder.inquiries] == [asked.division]
    assert "実績" not in [word.label for word in folder.words]
    assert "提案内容" in [word.label for word in folder.words]
    assert lead.division != asked.division


def test_the_folder_shows_what_a_version_changed():
    folder = proposal_dossier(corrected(), StaffFactory(desk=True), TODAY)

    assert [(diff.version, [change.label for change in diff.changes]) for diff in folder.diffs] == [(2, ["概要"])]
    assert folder.has_unread_version
