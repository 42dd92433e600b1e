"""類似の前例: what became of proposals like this one, for whom it is meant."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nara_renkei.core.search import vector_of
from nara_renkei.core.text import normalise
from proposals.models import Pause, Proposal
from screening.models import DeclineReason
from screening.queries import precedents_of
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.proposals import ProposalAccessFactory, ProposalFactory
from tests.factories.screening import DecisionFactory, RoutingFactory, ScreeningFactory
from tests.harness import NOON, TODAY, StrictClient

pytestmark = pytest.mark.django_db

NEW = {"title": "公園の紙芝居", "summary": "里山で育てた木の紙芝居を見せる。"}


def written(**fields):
    proposal = ProposalFactory(**fields)
    text = f"{proposal.title} {proposal.summary}"
    Proposal.objects.filter(pk=proposal.pk).update(search=normalise(text), search_vector=vector_of(text))
    return proposal


def decided(division=None, told=NOON + timedelta(days=7), disposition="DECLINE", **fields):
    """A past proposal that was decided and told, four 開庁日 after it came: 10月12日 is a holiday."""
    past = written(**{"submitted": True, "status": "DECLINED", **NEW, **fields})
    screening = ScreeningFactory(proposal=past)
    if division:
        RoutingFactory(screening=screening, division=division, state="ANSWERED", due_on=None)
    if told:
        decision = DecisionFactory(
            screening=screening,
            disposition=disposition,
            state="TOLD",
            told_at=told,
            reason="公園では難しいため。",
            what_would_change="場所が変われば。",
        )
        decision.reasons.add(DeclineReason.objects.order_by("pk")[0])
    return past


@pytest.fixture
def desk():
    return StaffFactory(desk=True)


@pytest.fixture
def new():
    return written(submitted=True, **NEW)


def on():
    return TODAY + timedelta(days=30)


def numbers(found):
    return [one.number for one in found]


def test_a_decided_proposal_comes_with_its_division_days_outcome_and_reason(desk, new):
    division = DivisionFactory(name="公園緑地課")
    past = decided(division)

    [found] = precedents_of(new, desk, on())

    assert (found.number, found.division, found.days) == (past.number, "公園緑地課", 4)
    assert (found.status, found.outcome, found.reason) == ("見送り", "見送り", "公園では難しいため。")
    assert found.reasons == (DeclineReason.objects.order_by("pk")[0].label,)
    assert found.words[:2] == ("公園", "紙芝居")


def test_the_time_the_clock_stood_is_not_counted(desk, new):
    past = decided()
    Pause.objects.create(
        proposal=past, starts_on=TODAY + timedelta(days=1), ends_on=TODAY + timedelta(days=3), reason="待っています"
    )

    assert precedents_of(new, desk, on())[0].days == 2


def test_what_the_desk_alone_decided_has_no_division(desk, new):
    decided()

    assert precedents_of(new, desk, on())[0].division == ""


def test_what_was_never_told_has_no_outcome(desk, new):
    decided(told=None, status="COMPLETED")

    [found] = precedents_of(new, desk, on())

    assert (found.days, found.outcome, found.reasons, found.reason) == (None, "", (), "")


@pytest.mark.parametrize("status", ["SUBMITTED", "IN_REVIEW", "WITHDRAWN"])
def test_what_is_not_decided_is_no_precedent(desk, new, status):
    written(submitted=True, **NEW)
    Proposal.objects.exclude(pk=new.pk).update(status=status)

    assert precedents_of(new, desk, on()) == []


def test_one_word_in_common_is_chance(desk, new):
    decided(title="公園の花火", summary="花火を見る。")

    assert precedents_of(new, desk, on()) == []


def test_a_proposal_without_words_has_no_precedent(desk):
    decided()

    assert precedents_of(written(submitted=True, title="あ", summary="い"), desk, on()) == []


def test_a_title_of_one_word_finds_too(desk):
    past = decided(title="紙芝居", summary="")

    assert numbers(precedents_of(written(submitted=True, title="紙芝居", summary=""), desk, on())) == [past.number]


def test_the_likest_five_come_first(desk, new):
    for _ in range(5):
        decided(title="公園の朝市", summary="里山の話もする。")
    likest = decided()

    found = precedents_of(new, desk, on())

    assert numbers(found)[0] == likest.number
    assert len(found) == 5


def test_a_division_sees_only_what_it_reads_in_full(new):
    mine, foreign = DivisionFactory(), DivisionFactory()
    officer = StaffFactory(officer=True, division=mine)
    own = decided(mine)
    decided(foreign)
    asked = decided(foreign, title="公園の紙芝居と里山")
    ProposalAccessFactory(proposal=asked, division=mine, scope="QUESTION")

    assert numbers(precedents_of(new, officer, on())) == [own.number]


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_one_and_three(desk, new, rows):
    for _ in range(rows):
        decided(DivisionFactory())
    precedents_of(new, desk, on())

    with CaptureQueriesContext(connection) as captured:
        precedents_of(new, desk, on())

    assert len(captured) == 7


def test_the_page_shows_them_to_the_desk_and_to_the_division_each_with_its_own_way(desk, new):
    division = DivisionFactory()
    officer = StaffFactory(officer=True, division=division)
    past = decided(division)
    ProposalAccessFactory(proposal=new, division=division)

    shown = {
        who: StrictClient.of(user).get(f"/ka/{new.number}/zenrei/").content.decode()
        for who, user in (("desk", desk), ("division", officer))
    }

    assert f'href="/admin/screening/deskproposal/{past.number}/"' in shown["desk"]
    assert f'href="/ka/{past.number}/"' in shown["division"]
    assert "公園では難しいため。" in shown["division"]
    assert "あなたの課に送られたものだけが出ます。" in shown["division"]


def test_the_page_says_when_there_is_none_and_is_404_for_who_reads_a_part(desk, new):
    asked = DivisionFactory()
    ProposalAccessFactory(proposal=new, division=asked, scope="SUMMARY")
    reader = StrictClient.of(StaffFactory(officer=True, division=asked))

    assert "前例は見つかりません" in StrictClient.of(desk).get(f"/ka/{new.number}/zenrei/").content.decode()
    assert reader.get(f"/ka/{new.number}/zenrei/").status_code == 404
