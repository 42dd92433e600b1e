"""The desk makes a plan, reads it, changes it and announces it, through the admin."""

import pytest
from django.urls import reverse

from dialogue.models import SeatingPlan, SeatingRule
from dialogue.usecases.solve_seating import solve_seating
from tests.dialogue.tables import SmallTable
from tests.factories.accounts import StaffFactory
from tests.factories.dialogue import ParticipantFactory, RegistrationFactory, SeatingPlanFactory, SeatingRuleFactory
from tests.harness import NOON, StrictClient, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def desk():
    return StrictClient.of(StaffFactory(desk=True, name="受付花子"))


@pytest.fixture
def table():
    return SmallTable()


def page(table, name="", *args):
    return reverse(f"admin:dialogue_event_seating{name and '_'}{name}", args=[table.event.pk, *args])


def solved(table, number=1, **fields):
    SeatingPlanFactory(event=table.event, number=number, **fields)
    return solve_seating(at=NOON)


def test_the_button_orders_and_leads_to_the_page_that_waits(desk, table):
    answer = desk.post(page(table))
    assert answer.url == page(table, "plan", 1)
    assert "順番待ち" in text_of(desk.get(answer.url))


def test_the_page_that_waits_says_how_far_it_is_and_then_leads_on(desk, table):
    plan = SeatingPlanFactory(event=table.event, number=1, state="WORKING", progress="「互いの希望」を決めています。")
    before = text_of(desk.get(page(table, "now", 1)))
    SeatingPlan.objects.filter(pk=plan.pk).update(state="DONE", solved_at=NOON, next_try_at=None)
    after = text_of(desk.get(page(table, "now", 1)))
    assert ("「互いの希望」を決めています。" in before, "案1を見る" in after) == (True, True)


def test_a_plan_that_failed_says_why(desk, table):
    SeatingPlanFactory(event=table.event, number=1, failed=True)
    assert "出席する企業がありません。" in text_of(desk.get(page(table, "plan", 1)))


def test_what_cannot_be_solved_is_said_on_the_same_page(desk):
    table = SmallTable(rounds=4)
    assert "卓を4以上にするか、回数を2以下にしてください。" in text_of(desk.post(page(table)))


def test_the_picture_marks_mutual_wishes_and_every_unmet_wish_has_its_reason(desk, table):
    table.wish(table.companies[0], table.divisions[0])
    table.wish(table.divisions[0], table.companies[0])
    absent = RegistrationFactory(event=table.event, of_division=True, cancelled=True, division__name="文化振興課")
    table.wish(table.companies[1], absent)
    solved(table)

    text = text_of(desk.get(page(table, "plan", 1)))

    assert (
        "◎子育て支援課" in text,
        "文化振興課は申込みを取り消しました。" in text,
        "かなわなかった希望（1件）" in text,
    ) == (True, True, True)


def test_a_company_that_left_since_is_named_with_the_button_to_solve_again(desk, table):
    solved(table)
    newcomer = RegistrationFactory(event=table.event, of_division=True, division__name="文化振興課")
    gone = table.companies[1]
    gone.state, gone.cancelled_at = "CANCELLED", NOON
    gone.save()

    text = text_of(desk.get(page(table, "plan", 1)))

    assert ("取消し：手本食品" in text, f"新しい参加：{newcomer.name}" in text, "もう一度計算する" in text) == (
        True,
        True,
        True,
    )
    assert "この案をお知らせする" not in text
    assert "手本食品が参加を取り消しました" in text_of(desk.get(page(table, "announce", 1)))
    assert "手本食品が参加を取り消しました" in text_of(desk.post(page(table, "announce", 1)))


def test_the_button_announces(desk, table):
    plan = solved(table)
    assert "メールは送りません" in text_of(desk.get(page(table, "announce", 1)))
    desk.post(page(table, "announce", 1))
    assert list(SeatingPlan.objects.announced()) == [plan]
    assert "お知らせしている案" in text_of(desk.get(page(table)))


def test_a_pair_is_settled_and_dropped(desk, table):
    asked = {
        "company": table.companies[0].pk,
        "division": table.divisions[0].pk,
        "kind": "PIN",
        "turn": "2",
        "reason": "",
    }
    desk.post(page(table, "pair"), asked)
    rule = SeatingRule.objects.get()
    assert "見本商事 と 子育て支援課：回を決めた組（第2回）" in text_of(desk.get(page(table)))
    desk.post(page(table, "drop_pair", rule.pk))
    assert SeatingRule.objects.count() == 0


def test_a_pair_without_its_round_or_settled_before_is_refused_and_nothing_typed_is_lost(desk, table):
    asked = {
        "company": table.companies[0].pk,
        "division": table.divisions[0].pk,
        "kind": "PIN",
        "reason": "前の年の続き",
    }
    text = text_of(desk.post(page(table, "pair"), asked))
    assert ("回を選んでください。" in text, "前の年の続き" in text) == (True, True)
    SeatingRuleFactory(event=table.event, company=table.companies[0], division=table.divisions[0])
    assert "もう決めてあります" in text_of(desk.post(page(table, "pair"), {**asked, "kind": "BAN"}))


def test_in_the_morning_those_without_a_check_in_are_ticked_and_left_out(desk, table):
    plan = solved(table)
    desk.post(page(table, "announce", 1))
    here = [*table.companies, *table.divisions[:2]]
    for one in here:
        ParticipantFactory(registration=one, arrived_at=NOON, arrival_by="受付花子")
    text = text_of(desk.get(page(table, "morning")))
    assert ("観光戦略課（まだ受付がありません）" in text, text.count(" checked")) == (True, 1)

    answer = desk.post(page(table, "morning"), {"missing": [table.divisions[2].pk]})
    solve_seating(at=NOON)
    text = text_of(desk.get(answer.url))

    assert (
        SeatingPlan.objects.get(number=2).keeps,
        "8席のうち、8席はそのまま" in text,
        "案1との違い（2席）" in text,
    ) == (plan, True, True)


def test_the_morning_waits_for_a_plan_that_is_being_solved(desk, table):
    SeatingPlanFactory(event=table.event)
    assert "いま計算している案があります" in text_of(desk.post(page(table, "morning")))


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_as_much_for_three_as_for_one(desk, table, count, django_assert_max_num_queries):
    for number in range(1, count + 1):
        solved(table, number)
        SeatingRuleFactory(event=table.event, kind="BAN")
        RegistrationFactory(event=table.event, of_division=True)
    for name, args in (("", ()), ("plan", (count,)), ("pair", ()), ("morning", ())):
        desk.get(page(table, name, *args))
        with django_assert_max_num_queries(12):
            desk.get(page(table, name, *args))
