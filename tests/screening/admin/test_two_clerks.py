"""Two clerks on one proposal, or one with two tabs: nothing is lost, nothing is done twice."""

import re

import pytest
import time_machine

from proposals.models import Letter, Message, Proposal
from proposals.usecases.write_message import write_message
from screening.models import Note, Screening
from tests.factories.accounts import StaffFactory
from tests.factories.proposals import MessageFactory, ProposalFactory
from tests.harness import NOON, THE_COMPANY, StrictClient, text_of
from tests.screening.city import MARKER, accepted, opened, routed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
QUEUE = "/admin/screening/deskproposal/"


@pytest.fixture
def other():
    return StrictClient.of(StaffFactory(desk=True, name="二人目花子"))


def url(proposal, verb):
    return f"{QUEUE}{proposal.number}/{verb}/"


def seen_on(client, proposal, verb):
    return re.search(r'name="seen" value="(\d+)"', text_of(client.get(url(proposal, verb))))[1]


def test_the_second_answer_is_refused_once_with_who_was_first(desk_client, other):
    proposal = opened().proposal
    seen = seen_on(desk_client, proposal, "henji")
    other.post(url(proposal, "henji"), {"body": "先の返事です。", "seen": seen_on(other, proposal, "henji")})

    shown = text_of(desk_client.post(url(proposal, "henji"), {"body": MARKER, "seen": seen}))

    assert "二人目花子さんがこの提案を進めました。" in shown
    assert MARKER in shown
    assert [one.body for one in Message.objects.all()] == ["先の返事です。"]

    again = re.search(r'name="seen" value="(\d+)"', shown)[1]
    desk_client.post(url(proposal, "henji"), {"body": MARKER, "seen": again})

    assert [one.body for one in Message.objects.order_by("pk")] == ["先の返事です。", MARKER]


def test_a_stale_triage_overwrites_nothing(desk_client, other):
    proposal = opened().proposal
    seen = seen_on(desk_client, proposal, "taisho")
    other.post(url(proposal, "taisho"), {"in_scope": "yes", "missing": "先の人の文", "seen": seen})

    shown = text_of(desk_client.post(url(proposal, "taisho"), {"in_scope": "no", "missing": MARKER, "seen": seen}))

    assert MARKER in shown
    assert Screening.objects.get().missing == "先の人の文"


def test_a_message_that_came_meanwhile_is_not_confirmed_unread(desk_client):
    proposal = opened().proposal
    write_message(proposal=proposal, body="一つ目", by=THE_COMPANY, at=NOON)
    seen = seen_on(desk_client, proposal, "yonda")
    write_message(proposal=proposal, body="二つ目", by=THE_COMPANY, at=NOON)

    shown = text_of(desk_client.post(url(proposal, "yonda"), {"seen": seen}))

    assert "この画面を開いたあとに、ほかの人がこの提案を進めました。" in shown
    assert Message.objects.filter(confirmed_at=None).count() == 2


def test_a_mistake_in_the_form_does_not_forget_what_was_seen(desk_client, other):
    proposal = opened().proposal
    seen = seen_on(desk_client, proposal, "shokai")
    other.post(url(proposal, "taisho"), {"in_scope": "yes", "seen": seen})

    shown = text_of(desk_client.post(url(proposal, "shokai"), {"question": "", "seen": seen}))

    assert f'name="seen" value="{seen}"' in shown


def test_what_was_typed_for_a_button_that_is_gone_is_shown(desk_client, other):
    screening, _, _ = accepted()
    proposal = screening.proposal
    Proposal.objects.filter(pk=proposal.pk).update(status="ON_HOLD", held_until=NOON.date())

    answer = desk_client.post(
        url(proposal, "horyu"), {"reason": MARKER, "until": "2026-12-07", "notify": "on", "seen": "1"}
    )

    assert answer.status_code == 409
    assert "いまは「保留にする」はできません。" in text_of(answer)
    assert MARKER in text_of(answer)
    assert not Letter.objects.exists()


def test_a_button_without_words_that_is_gone_leads_home(desk_client):
    proposal = opened().proposal

    shown = desk_client.post(url(proposal, "hiraku"), {"seen": "0"}, follow=True)

    assert shown.redirect_chain == [(f"{QUEUE}{proposal.number}/", 302)]
    assert "いまは「開いて確認を始める」はできません。" in text_of(shown)


def test_a_note_of_somebody_else_stops_nobody(desk_client, other):
    proposal = opened().proposal
    seen = seen_on(desk_client, proposal, "taisho")
    other.post(url(proposal, "memo"), {"note": MARKER})

    desk_client.post(url(proposal, "taisho"), {"in_scope": "yes", "seen": seen})

    assert Screening.objects.get().in_scope is True
    assert Note.objects.count() == 1


def test_a_page_opened_before_there_was_a_folder_is_guarded_too(desk_client, other):
    proposal = ProposalFactory(submitted=True)
    seen = seen_on(desk_client, proposal, "henji")
    other.post(url(proposal, "henji"), {"body": "先の返事です。"})

    shown = text_of(desk_client.post(url(proposal, "henji"), {"body": MARKER, "seen": seen}))

    assert "二人目花子さんが" in shown


# --- まとめて押す

BULK = f"{QUEUE}matome/"


def stamps(page):
    return dict(re.findall(r'name="(seen-[^"]+)"\s+value="(\d+)"', page))


def test_nothing_picked_is_nothing_done(desk_client):
    proposal = ProposalFactory(submitted=True)

    for data in (
        {"act": "hiraku"},
        {"act": "hiraku", "pick": ["R8-J-9999", "\x00"]},
        {"act": "sakujo", "pick": proposal.number},
    ):
        assert "提案が選ばれていません。" in text_of(desk_client.post(BULK, data, follow=True))

    assert not Screening.objects.exists()


def test_what_will_be_touched_is_named_and_nothing_is_done_yet(desk_client):
    proposal = ProposalFactory(submitted=True)
    MessageFactory(proposal=proposal, body=MARKER)
    picked = {"pick": [proposal.number]}

    opening = text_of(desk_client.post(BULK, {"act": "hiraku", **picked}))
    confirming = text_of(desk_client.post(BULK, {"act": "yonda", **picked}))

    assert proposal.title in opening
    assert "次の1件について、一件ずつ「開く」を行います。" in opening
    assert MARKER not in opening
    assert MARKER in confirming
    assert not Screening.objects.exists()
    assert Message.objects.filter(confirmed_at=None).exists()


def test_each_row_says_what_came_of_it(desk_client):
    fresh, known = ProposalFactory(submitted=True), opened().proposal
    with time_machine.travel(NOON.replace(hour=13), tick=False):
        shown = text_of(
            desk_client.post(BULK, {"act": "hiraku", "confirmed": "1", "pick": [fresh.number, known.number]})
        )

    assert shown.count("済み") == 2
    assert "開きました。" in shown
    assert "もう開いていました（受付花子（デスク））。" in shown


def test_a_row_that_changed_meanwhile_is_left_and_the_others_go_on(desk_client):
    first, second = ProposalFactory(submitted=True), ProposalFactory(submitted=True)
    for proposal in (first, second):
        write_message(proposal=proposal, body="一つ目", by=THE_COMPANY, at=NOON)
    picked = {"act": "yonda", "pick": [first.number, second.number]}
    page = stamps(text_of(desk_client.post(BULK, picked)))
    write_message(proposal=first, body="二つ目", by=THE_COMPANY, at=NOON)

    shown = text_of(desk_client.post(BULK, {**picked, **page, "confirmed": "1"}))

    assert "していません" in shown
    assert "1件を確認しました。" in shown
    assert list(Message.objects.filter(confirmed_at=None).values_list("proposal", flat=True)) == [first.pk] * 2
    assert "確認するメッセージはありませんでした。" in text_of(
        desk_client.post(BULK, {"act": "yonda", "pick": second.number, "confirmed": "1"})
    )


def test_a_division_is_urged_once_a_day(desk_client):
    screening, lead, _ = routed()
    picked = {"act": "unagasu", "pick": [screening.proposal.number], "confirmed": "1"}

    first, second = text_of(desk_client.post(BULK, picked)), text_of(desk_client.post(BULK, picked))

    assert f"{lead.division}に促しました。" in first
    assert "今日はもう促したか" in second


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_that_names_them_costs_the_same_for_one_and_three(desk_client, rows, django_assert_num_queries):
    proposals = ProposalFactory.create_batch(rows, submitted=True)
    data = {"act": "yonda", "pick": [one.number for one in proposals]}
    desk_client.post(BULK, data)

    with django_assert_num_queries(7):
        desk_client.post(BULK, data)
