from datetime import timedelta

import pytest

from proposals.models import Letter, Promise, Proposal
from screening.enums import Answer
from screening.models import Routing, RoutingAnswer
from screening.usecases.confirm_answer import CannotConfirm, confirm_answer
from screening.usecases.draft_answer import CannotAnswer, draft_answer
from screening.usecases.note_answer import CannotNote, note_answer
from screening.usecases.tell import CannotTell
from tests.harness import NOON, THE_DESK, TODAY
from tests.screening.city import accepted, fresh, letter, office, routed

pytestmark = pytest.mark.django_db


def draft(routing, lead, **fields):
    values = {"choice": Answer.CONSIDER, "comment": "話を聞かせてください。", "contact": "担当太郎", **fields}
    return draft_answer(routing=routing, **values, by=lead.actor, at=NOON)


def test_a_draft_is_not_yet_the_answer():
    screening, lead, routing = routed()

    draft(routing, lead)

    assert Routing.objects.get(pk=routing.pk).state == "OPEN"
    assert fresh(screening.proposal).lead_division is None


def test_a_second_draft_replaces_the_first():
    _, lead, routing = routed()

    draft(routing, lead)
    draft(routing, lead, comment="ぜひ。")

    assert list(RoutingAnswer.objects.values_list("comment", flat=True)) == ["ぜひ。"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"comment": " "}, "一言を書いてください。"),
        ({"contact": ""}, "検討する担当者の名前を書いてください。"),
        ({"dates": [NOON - timedelta(days=1)]}, "候補日は、これからの日時にしてください。"),
        ({"choice": Answer.NOT_OURS}, "「担当ではない」ときは、行き先の案の課を選んでください。"),
    ],
)
def test_a_draft_with_a_gap_is_refused(fields, sentence):
    _, lead, routing = routed()

    with pytest.raises(CannotAnswer) as caught:
        draft(routing, lead, **fields)

    assert str(caught.value) == sentence


def test_not_ours_cannot_point_at_oneself():
    _, lead, routing = routed()

    with pytest.raises(CannotAnswer, match="自分の課でない課を選んでください。"):
        draft(routing, lead, choice=Answer.NOT_OURS, suggested=lead.division)


def test_the_managers_confirmation_shows_the_division_and_keeps_the_promise():
    screening, lead, routing = accepted()

    assert fresh(screening.proposal).lead_division == lead.division
    assert Promise.objects.get(stage="FIRST_ANSWER").met_on == TODAY
    assert (routing.state, routing.due_on) == ("ANSWERED", None)
    assert routing.answer.confirmed_as == "MANAGER"


def test_the_deputys_confirmation_is_recorded_as_daiketsu():
    _, lead, routing = routed()
    draft(routing, lead)

    answer = confirm_answer(routing=routing, user=lead.deputy, by=lead.actor, at=NOON)

    assert (answer.confirmed_as, answer.get_confirmed_as_display()) == ("DEPUTY", "代決")


def test_an_officer_cannot_confirm():
    _, lead, routing = routed()
    draft(routing, lead)

    with pytest.raises(CannotConfirm, match="課長または代決者だけが確かめられます。"):
        confirm_answer(routing=routing, user=lead.officer, by=lead.actor, at=NOON)


def test_the_manager_of_another_division_cannot_confirm():
    _, lead, routing = routed()
    draft(routing, lead)

    with pytest.raises(CannotConfirm, match="課長または代決者だけが確かめられます。"):
        confirm_answer(routing=routing, user=office().manager, by=lead.actor, at=NOON)


def test_nothing_can_be_confirmed_before_the_draft():
    _, lead, routing = routed()

    with pytest.raises(CannotConfirm, match="まだ回答の案がありません。"):
        confirm_answer(routing=routing, user=lead.manager, by=lead.actor, at=NOON)


def test_it_is_confirmed_once():
    _, lead, routing = accepted()

    with pytest.raises(CannotConfirm, match="もう確かめられています。"):
        confirm_answer(routing=routing, user=lead.manager, by=lead.actor, at=NOON)


def test_a_confirmed_answer_cannot_be_drafted_anew():
    _, lead, routing = accepted()

    with pytest.raises(CannotAnswer, match="もう答えが出ています。"):
        draft(routing, lead)


def test_not_ours_ends_the_routing_and_the_access_and_promises_stay():
    screening, lead, routing = routed()
    draft(routing, lead, choice=Answer.NOT_OURS, suggested=office().division)

    confirm_answer(routing=routing, user=lead.manager, by=lead.actor, at=NOON)

    assert Routing.objects.get(pk=routing.pk).state == "ENDED"
    assert not Proposal.objects.visible_to(lead.officer, TODAY).exists()
    assert Promise.objects.get(stage="FIRST_ANSWER").met_on is None
    assert fresh(screening.proposal).status == "IN_REVIEW"


def test_a_supporting_answer_does_not_show_the_division():
    helper = office()
    screening, _, _ = routed(helper)
    routing = Routing.objects.get(division=helper.division)
    draft(routing, helper)

    confirm_answer(routing=routing, user=helper.manager, by=helper.actor, at=NOON)

    assert fresh(screening.proposal).lead_division is None
    assert Promise.objects.get(stage="FIRST_ANSWER").met_on is None


def test_the_desk_receives_an_answer_without_telling():
    _, _, routing = accepted()

    answer = note_answer(routing=routing, letter=None, by=THE_DESK, at=NOON)

    assert answer.noted_at == NOON
    assert not Letter.objects.exists()


def test_the_desk_receives_an_answer_and_tells():
    _, _, routing = accepted()

    note_answer(routing=routing, letter=letter(), by=THE_DESK, at=NOON)

    assert Letter.objects.get().kind == "FIRST_ANSWER"


def test_an_unconfirmed_answer_is_not_received():
    _, lead, routing = routed()
    draft(routing, lead)

    with pytest.raises(CannotNote, match="課長の確認が済んだ回答だけ"):
        note_answer(routing=routing, letter=None, by=THE_DESK, at=NOON)


def test_a_supporting_answer_is_never_told():
    helper = office()
    _, _, _ = routed(helper)
    routing = Routing.objects.get(division=helper.division)
    draft(routing, helper)
    confirm_answer(routing=routing, user=helper.manager, by=helper.actor, at=NOON)

    with pytest.raises(CannotNote, match="主担当課が引き受けたときだけです。"):
        note_answer(routing=routing, letter=letter(), by=THE_DESK, at=NOON)


def test_an_answer_is_received_once_and_may_be_told_later():
    _, _, routing = accepted()
    note_answer(routing=routing, letter=None, by=THE_DESK, at=NOON)
    later = NOON.replace(hour=15)

    answer = note_answer(routing=routing, letter=letter(), by=THE_DESK, at=later)

    assert (answer.noted_at, Letter.objects.get().told_at) == (NOON, later)


@pytest.mark.parametrize("gap", [{"title": " "}, {"body": ""}])
def test_a_letter_without_words_is_not_told(gap):
    _, _, routing = accepted()

    with pytest.raises(CannotTell, match="題と本文を書いてください。"):
        note_answer(routing=routing, letter=letter(**gap), by=THE_DESK, at=NOON)
