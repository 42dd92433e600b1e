"""送付先の候補 above the desk's form: picked by a button, sent by another, without a word lost."""

import re

import pytest
import time_machine

from proposals.models import Proposal
from screening.models import Routing
from screening.queries import suggestions
from tests.factories.proposals import ChallengeFactory, ProposalFactory
from tests.factories.screening import RoutingAnswerFactory
from tests.harness import NOON
from tests.screening.city import accepted, office, opened, routed

pytestmark = pytest.mark.django_db

QUEUE = "/admin/screening/deskproposal/"
WORDS = {"title": "公園の芝生", "summary": "", "beneficiary": "", "body": "", "challenge_answer": ""}


@pytest.fixture(autouse=True)
def _noon():
    suggestions._kept.clear()
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def parks():
    return office(name="公園緑地課", duties="公園の整備と管理").division


def page(client, proposal, verb):
    return client.get(f"{QUEUE}{proposal.number}/{verb}/").content.decode()


def press(client, proposal, verb, **data):
    return client.post(f"{QUEUE}{proposal.number}/{verb}/", data, follow=True).content.decode()


def candidates(shown):
    return re.findall(r'<th scope="row">[^<]* › ([^<]+)<', shown)


def test_the_page_of_sending_names_the_divisions_that_are_near_with_the_reason(desk_client, parks):
    shown = page(desk_client, opened(**WORDS).proposal, "okuru")

    assert candidates(shown) == ["公園緑地課"]
    assert "「公園」「芝生」" in shown
    assert "検討中 0件（目安 8件）" in shown
    assert "だれが提案したかは、見ていません" in shown


def test_nothing_near_is_said(desk_client, parks):
    shown = page(desk_client, opened(**{**WORDS, "title": "宇宙船"}).proposal, "okuru")

    assert "近い課が見つかりません。" in shown


def test_over_the_limit_is_warned_of_and_not_barred(desk_client, parks):
    parks.open_limit = 0
    parks.save()
    proposal = opened(**WORDS).proposal
    assert "検討中 0件（目安 0件を超えます）" in page(desk_client, proposal, "okuru")

    press(desk_client, proposal, "okuru", lead=parks.pk)

    assert Routing.objects.get().division == parks


def test_a_division_that_takes_nothing_has_no_button(desk_client, parks):
    parks.accepts_routing = False
    parks.save()

    shown = page(desk_client, opened(**WORDS).proposal, "okuru")

    assert 'name="pick"' not in shown
    assert "送付できません" in shown


def test_picking_fills_the_form_and_loses_no_word_and_sends_nothing(desk_client, parks):
    proposal, other = opened(**WORDS).proposal, office().division

    shown = press(desk_client, proposal, "okuru", pick=parks.pk, others=[other.pk], note="朝市の件です。")

    assert f'<option value="{parks.pk}" selected>' in shown
    assert "朝市の件です。" in shown
    assert not Routing.objects.exists()

    shown = press(desk_client, proposal, "okuru", lead=other.pk, others=[other.pk], help=parks.pk)

    assert f'<option value="{other.pk}" selected>' in shown
    ticked = re.findall(r'name="others" value="(\d+)"[^>]*checked', shown)
    assert {int(one) for one in ticked} == {parks.pk, other.pk}
    assert not Routing.objects.exists()


def test_a_refused_proposal_goes_on_in_two_clicks_to_whom_the_division_named(desk_client, parks):
    screening, lead, routing = routed(**WORDS)
    named = office(name="農政課", duties="").division
    RoutingAnswerFactory(routing=routing, choice="NOT_OURS", suggested=named, confirmed=True)
    Routing.objects.update(state="ENDED", due_on=None)
    assert "okurinaosu/" in desk_client.get(f"{QUEUE}{screening.proposal.number}/").content.decode()

    shown = page(desk_client, screening.proposal, "okurinaosu")
    assert candidates(shown) == ["農政課", "公園緑地課"]
    assert f"{lead.division}の行き先の案" in shown
    assert "言葉では近くありません" in shown
    press(desk_client, screening.proposal, "okurinaosu", lead="", note="", send=named.pk)

    assert [one.division for one in Routing.objects.exclude(state="ENDED")] == [named]


def test_who_has_it_is_not_suggested_again(desk_client, parks):
    screening, _, routing = accepted(**WORDS)
    routing.division.duties = "公園の整備"
    routing.division.save()

    assert candidates(page(desk_client, screening.proposal, "okurinaosu")) == ["公園緑地課"]


def test_a_draft_of_an_answer_names_nobody(desk_client, parks):
    screening, _, routing = routed(**WORDS)
    RoutingAnswerFactory(routing=routing, choice="NOT_OURS", suggested=office(name="農政課", duties="").division)

    assert candidates(page(desk_client, screening.proposal, "okurinaosu")) == ["公園緑地課"]


def test_the_division_of_the_challenge_is_first(desk_client, parks):
    lead = office(name="農政課", duties="").division
    screening = opened(**WORDS, kind="CHALLENGE", challenge=ChallengeFactory(lead=lead))

    shown = page(desk_client, screening.proposal, "okuru")

    assert candidates(shown) == ["農政課", "公園緑地課"]
    assert "課題の担当課" in shown


def test_what_the_division_took_is_a_link_to_it(desk_client):
    screening, lead, _ = accepted(**WORDS)
    lead.division.duties = "公園の整備"
    lead.division.save()

    shown = page(desk_client, opened(**{**WORDS, "title": "公園の芝"}).proposal, "okuru")

    assert f'<a href="{QUEUE}{screening.proposal.number}/">公園の芝生</a>' in shown


def test_the_other_pages_suggest_nothing(desk_client, parks):
    assert "送付先の候補" not in page(desk_client, opened(**WORDS).proposal, "memo")


def test_the_company_never_stands_in_the_words(desk_client, parks):
    """Who proposes is not looked at: only the words of the proposal."""
    proposal = opened(**WORDS).proposal
    Proposal.objects.filter(pk=proposal.pk).update(title="宇宙船")
    proposal.organization.name = "公園の芝生株式会社"
    proposal.organization.save()

    assert candidates(page(desk_client, proposal, "okuru")) == []


def test_after_sending_the_next_that_waits_is_one_click_away(desk_client, parks):
    first, second = opened(**WORDS).proposal, ProposalFactory(submitted=True)

    shown = press(desk_client, first, "okuru", lead=parks.pk)

    assert f'<a href="{QUEUE}{second.number}/">次の提案へ（{second.number}）</a>' in shown


def test_after_the_last_one_nothing_waits(desk_client, parks):
    shown = press(desk_client, opened(**WORDS).proposal, "okuru", lead=parks.pk)

    assert "対応を待つ提案は、もうありません。" in shown
