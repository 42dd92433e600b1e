from datetime import date, timedelta

import pytest

from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.models import AuditEvent
from proposals.models import Proposal, StatusChange
from proposals.usecases.move_proposal import MoveRefused, move_proposal
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK
from tests.proposals.drafts import fresh

pytestmark = pytest.mark.django_db
UNTIL = date(2027, 1, 31)


def move(proposal, name, *, by=THE_DESK, at=NOON, **fields):
    return move_proposal(proposal=proposal, move=name, by=by, at=at, **fields)


def test_the_column_the_history_and_the_audit_say_the_same():
    proposal = ProposalFactory(submitted=True)
    later = NOON + timedelta(days=1)

    move(proposal, "decline", at=later, reason="市の仕事と重なります。")

    stored = fresh(proposal)
    change = StatusChange.objects.oldest_first().last()
    event = AuditEvent.objects.get()
    assert (stored.status, stored.status_changed_at, stored.updated_at) == ("DECLINED", later, later)
    assert (change.origin, change.target, change.move, change.actor, change.party, change.reason, change.at) == (
        "SUBMITTED",
        "DECLINED",
        "decline",
        "受付花子（デスク）",
        "desk",
        "市の仕事と重なります。",
        later,
    )
    assert (event.verb, event.about, event.keys) == ("proposal.decline", proposal.key, {"target": "DECLINED"})


def test_the_version_goes_one_on_with_every_move():
    proposal = ProposalFactory(submitted=True)

    moved = move(proposal, "route")

    assert (moved.version, fresh(proposal).version) == (2, 2)


def test_who_comes_second_is_told_so_and_writes_nothing():
    first = ProposalFactory(submitted=True)
    second = fresh(first)
    move(first, "route")

    with pytest.raises(MoveRefused) as refused:
        move(second, "decline", reason="理由")

    assert str(refused.value) == "ほかの人が先に状態を変えました。画面を開き直して、いまの状態を確かめてください。"
    assert fresh(first).status == "IN_REVIEW"
    assert StatusChange.objects.count() == 2


def test_what_is_not_on_the_map_writes_nothing():
    proposal = ProposalFactory(submitted=True)

    with pytest.raises(MoveRefused):
        move(proposal, "complete")

    assert (fresh(proposal).status, fresh(proposal).version, AuditEvent.objects.count()) == ("SUBMITTED", 1, 0)


@pytest.mark.parametrize("origin", ["submitted", "in_review", "in_dialogue"])
def test_a_correction_leads_back_to_where_it_was_asked(origin):
    proposal = ProposalFactory(**{origin: True})
    before = proposal.status
    move(proposal, "return", reason="理由")

    assert move(proposal, "resubmit", by=THE_COMPANY).status == before


def test_the_newest_hold_says_where_it_resumes():
    proposal = ProposalFactory(in_review=True)
    move(proposal, "hold", reason="予算", held_until=UNTIL)
    move(proposal, "resume", by=THE_SYSTEM, at=NOON + timedelta(days=1))
    move(proposal, "start_dialogue", at=NOON + timedelta(days=2))
    move(proposal, "hold", reason="予算", held_until=UNTIL, at=NOON + timedelta(days=3))

    assert move(proposal, "resume", at=NOON + timedelta(days=4)).status == "IN_DIALOGUE"


def test_without_a_history_nobody_knows_the_way_back():
    proposal = ProposalFactory(returned=True)

    with pytest.raises(MoveRefused, match="戻る先が分かりません"):
        move(proposal, "resubmit", by=THE_COMPANY)


def test_a_hold_has_its_last_day_only_while_it_lasts():
    proposal = ProposalFactory(in_review=True)

    held = move(proposal, "hold", reason="予算", held_until=UNTIL).held_until
    resumed = move(proposal, "resume").held_until

    assert (held, resumed) == (UNTIL, None)
    assert fresh(proposal).held_until is None


def test_another_move_takes_no_last_day():
    proposal = ProposalFactory(submitted=True)

    assert move(proposal, "route", held_until=UNTIL).held_until is None


def test_only_the_named_fields_are_saved_with_the_move():
    proposal = ProposalFactory(submitted=True, title="前の名前", summary="前の概要")
    proposal.title, proposal.summary = "新しい名前", "新しい概要"

    move(proposal, "route", also_save=("title",))

    assert Proposal.objects.values_list("title", "summary").get() == ("新しい名前", "前の概要")
