from datetime import timedelta

import pytest

from nara_renkei.accounts.enums import PostKind
from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from proposals.enums import AccessScope, Party, Status
from proposals.models import Proposal, ProposalAccess, StatusChange
from screening.enums import Answer, RoutingState
from screening.models import Inquiry, NextStep, Routing
from screening.queries import division_worklist
from screening.queries.failures import failures
from screening.queries.handing_over import held_by_ended, left_behind
from screening.usecases.ask_opinion import ask_opinion
from screening.usecases.confirm_answer import confirm_answer
from screening.usecases.draft_answer import draft_answer
from screening.usecases.hand_over_routings import CannotHandOver, hand_over_routings, hand_over_to_heirs
from tests.factories.accounts import PostFactory, StaffFactory
from tests.factories.directory import DepartmentFactory, DivisionFactory
from tests.factories.screening import InterestFactory, RulingFactory
from tests.harness import NOON, THE_DESK, TODAY, at, mail_text
from tests.screening.city import accepted, fresh, office, opened, routed

pytestmark = pytest.mark.django_db
# the reform comes two days later
DAY = TODAY + timedelta(days=2)
BY = {"by": THE_DESK, "at": at(DAY)}


def ends(division, *successors):
    """The 課 ends on the eve of the reform; those that come after begin on its day."""
    division.valid_to = DAY - timedelta(days=1)
    division.save()
    division.successors.set(successors)


def after(**fields):
    return office(valid_from=DAY, **fields)


def test_a_renamed_division_reads_and_answers_what_the_old_one_was_sent():
    screening, lead, routing = routed()
    new = after(name="新しい課")
    ends(lead.division, new.division)

    assert hand_over_to_heirs(**BY) == 1

    moved = Routing.objects.get(pk=routing.pk)
    assert (moved.division, moved.due_on, moved.state) == (new.division, routing.due_on, RoutingState.OPEN)
    assert [row.number for row in division_worklist(new.officer, DAY).rows] == [screening.proposal.number]
    draft_answer(routing=moved, choice=Answer.CONSIDER, comment="はい", contact="担当", by=new.actor, at=at(DAY))
    confirm_answer(routing=moved, user=new.manager, by=new.actor, at=at(DAY))
    assert fresh(screening.proposal).lead_division == new.division


def test_an_answer_and_its_author_stay_as_they_were():
    screening, lead, routing = accepted()
    new = after()
    ends(lead.division, new.division)
    before = list(StatusChange.objects.values_list("pk", flat=True))

    hand_over_to_heirs(**BY)

    moved = Routing.objects.select_related("answer").get(pk=routing.pk)
    assert (moved.answer.drafted_by, moved.state) == (lead.actor.label, RoutingState.ANSWERED)
    assert fresh(screening.proposal).lead_division == new.division
    assert list(StatusChange.objects.values_list("pk", flat=True)) == before
    assert AuditEvent.objects.get(verb="screening.hand_over").keys == {
        "before": lead.division.code,
        "after": new.division.code,
    }


def test_the_guest_list_follows_with_its_scope():
    asked = office()
    screening, _, _ = routed()
    ask_opinion(screening=screening, division=asked.division, question="どうですか。", due_on=DAY, by=THE_DESK, at=NOON)
    ProposalAccess.objects.filter(division=asked.division).update(scope=AccessScope.QUESTION)
    new = after()
    ends(asked.division, new.division)

    hand_over_to_heirs(**BY)

    assert Inquiry.objects.get().division == new.division
    assert list(
        ProposalAccess.objects.in_force(DAY)
        .filter(proposal=screening.proposal)
        .order_by("pk")
        .values_list("division", "scope")
    )[-1] == (new.division.pk, AccessScope.QUESTION)
    assert not ProposalAccess.objects.in_force(DAY).filter(division=asked.division).exists()


def test_steps_and_raised_hands_follow():
    screening, lead, _ = routed()
    step = NextStep.objects.create(
        screening=screening,
        what="図面を渡す",
        party=Party.DIVISION,
        division=lead.division,
        due_on=DAY,
        written_by="担当",
        written_at=NOON,
    )
    hand = InterestFactory(proposal=screening.proposal, division=lead.division)
    new = after()
    ends(lead.division, new.division)

    hand_over_to_heirs(**BY)

    step.refresh_from_db()
    hand.refresh_from_db()
    assert (step.division, hand.division) == (new.division, new.division)


def test_where_both_had_a_hand_up_the_new_one_keeps_its_own():
    screening, lead, _ = routed()
    new = after()
    mine, other = (InterestFactory(proposal=screening.proposal, division=one) for one in (new.division, lead.division))
    ends(lead.division, new.division)

    hand_over_to_heirs(**BY)

    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.division, other.division) == (new.division, lead.division)


@pytest.mark.parametrize("lead_ends", [True, False])
def test_when_two_that_work_on_it_are_joined_the_lead_stays_and_the_help_ends(lead_ends):
    helper = office()
    screening, lead, routing = routed(helper)
    ended, stays = (lead, helper) if lead_ends else (helper, lead)
    ends(ended.division, stays.division)

    hand_over_to_heirs(**BY)

    in_hand = Routing.objects.in_hand().get(screening=screening)
    assert (in_hand.pk, in_hand.division, in_hand.is_lead) == (routing.pk, stays.division, True)


def test_the_handler_stays_when_he_moved_along():
    screening, lead, routing = routed()
    new = after()
    PostFactory(user=lead.officer, kind=PostKind.OFFICER, division=new.division, starts_on=DAY)
    Routing.objects.filter(pk=routing.pk).update(handler=lead.officer)
    helper = office()
    Routing.objects.create(
        screening=screening,
        division=helper.division,
        handler=helper.officer,
        sent_at=NOON,
        sent_by="デスク",
        starts_on=TODAY,
        within_days=10,
    )
    ends(lead.division, new.division)
    ends(helper.division, after().division)

    hand_over_to_heirs(**BY)

    assert [one.handler for one in Routing.objects.in_hand().order_by("pk")] == [lead.officer, None]


def test_what_is_over_keeps_the_old_name():
    screening, lead, routing = accepted()
    Proposal.objects.filter(pk=screening.proposal_id).update(status=Status.DECLINED)
    Routing.objects.filter(pk=routing.pk).update(over_on=TODAY)
    ends(lead.division, after().division)

    assert hand_over_to_heirs(**BY) == 0
    assert fresh(screening.proposal).lead_division == lead.division


def test_before_the_day_nothing_follows():
    _, lead, _ = routed()
    ends(lead.division, after().division)

    assert hand_over_to_heirs(by=THE_DESK, at=at(DAY - timedelta(days=1))) == 0


def test_a_ruling_asked_of_a_renamed_department_is_asked_of_the_new_one():
    old = DepartmentFactory(code="0999", valid_to=DAY - timedelta(days=1))
    gone = DepartmentFactory(code="0998", valid_to=DAY - timedelta(days=1))
    new = DepartmentFactory(code="0999", valid_from=DAY)
    followed, stuck = RulingFactory(department=old), RulingFactory(department=gone)

    hand_over_to_heirs(**BY)

    followed.refresh_from_db()
    stuck.refresh_from_db()
    assert (followed.department, stuck.department) == (new, gone)


def test_a_split_division_waits_for_the_desk_and_is_in_its_letter():
    screening, lead, _ = routed()
    ends(lead.division, after().division, after().division)

    assert hand_over_to_heirs(**BY) == 0
    assert [one.screening for one in held_by_ended(DAY)] == [screening]
    line = {one.key: one.numbers for one in failures(DAY)}
    assert line["LEFT_BEHIND"] == (screening.proposal.number,)
    assert "NOBODY" not in line


def test_the_desk_hands_over_all_in_one_step_and_each_division_gets_one_mail():
    first, lead, routing = routed()
    second = opened()
    Routing.objects.create(
        screening=second, division=lead.division, sent_at=NOON, sent_by="デスク", starts_on=TODAY, within_days=10
    )
    a, b = after(name="観光課"), after(name="交流課")
    ends(lead.division, a.division, b.division)
    keys = {one.screening.pk: one.key for one in held_by_ended(DAY)}
    OutgoingMail.objects.all().delete()

    count = hand_over_routings(choices={keys[first.pk]: a.division, keys[second.pk]: b.division}, **BY)

    assert count == 2
    assert (Routing.objects.get(pk=routing.pk).division, left_behind(DAY).count()) == (a.division, 0)
    assert [mail.to for mail in OutgoingMail.objects.order_by("pk")] == [a.division.email, b.division.email]
    assert first.proposal.number in mail_text(to=a.division.email)


def test_a_division_without_an_address_is_not_written_to():
    _, lead, _ = routed()
    new = after(email="", accepts_routing=False)
    ends(lead.division, new.division, after().division)
    OutgoingMail.objects.all().delete()

    hand_over_routings(choices={held_by_ended(DAY)[0].key: new.division}, **BY)

    assert OutgoingMail.objects.count() == 0


def test_only_a_division_that_came_after_may_take_it_and_only_once():
    _, lead, _ = routed()
    ends(lead.division, after().division, after().division)
    held = held_by_ended(DAY)[0]

    with pytest.raises(CannotHandOver, match="の後の課ではありません"):
        hand_over_routings(choices={held.key: DivisionFactory()}, **BY)
    with pytest.raises(CannotHandOver, match="先に引き継がれた提案があります"):
        hand_over_routings(choices={"0-0": held.ways[0]}, **BY)


def test_the_likely_division_is_where_the_handler_sits_else_the_nearest_in_words():
    _, lead, routing = routed(title="ごみの分別を知らせる", summary="ごみの分別")
    a, b = after(name="公園課", duties="公園"), after(name="ごみ課", duties="ごみの分別")
    ends(lead.division, a.division, b.division)
    by_words = held_by_ended(DAY)[0].likely
    handler = StaffFactory()
    PostFactory(user=handler, kind=PostKind.OFFICER, division=a.division, starts_on=DAY)
    Routing.objects.filter(pk=routing.pk).update(handler=handler)

    assert (by_words, held_by_ended(DAY)[0].likely) == (b.division, a.division)


def test_without_a_division_after_it_there_is_nobody_to_choose():
    _, lead, _ = routed()
    ends(lead.division)

    held = held_by_ended(DAY)[0]

    assert (held.ways, held.likely, held.what) == ([], None, ("主担当",))
