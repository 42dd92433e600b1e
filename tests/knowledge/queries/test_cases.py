from datetime import date, timedelta

import pytest

from knowledge.models import CaseVersion
from knowledge.queries.cases import (
    case_of,
    case_page,
    fields_for_cases,
    find_cases,
    history_of,
    left_out,
    method_in,
    own_drafts,
)
from nara_renkei.core.calendar import FiscalYear
from proposals.models import DisclosureMark
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.knowledge import CaseFactory, CaseVersionFactory, MethodFactory
from tests.factories.proposals import ChallengeFactory, ProposalFactory
from tests.harness import NOON, TODAY

pytestmark = pytest.mark.django_db


def titles(cards):
    return ["".join(piece.text for piece in card.title) for card in cards]


def found(**choice):
    return titles(find_cases(TODAY, **choice).cards)


@pytest.mark.parametrize("words", ["防災", "ﾎﾞｳｻｲ", "ミツマタ", "髙木課", "高木課"])
def test_a_word_is_found_inside_a_sentence_however_it_is_written(words):
    from knowledge.usecases.index_case import index_case

    case = CaseFactory(
        opened=True, words={"title": "帰り便", "summary": "地域防災力、ボウサイ"}, owner=DivisionFactory(name="髙木課")
    )
    case.partner_name = "ミツマタ運輸"
    index_case(case, case.current())
    case.save()
    CaseFactory(opened=True, words={"title": "ほかのこと", "summary": "べつの話です。"})

    assert found(words=words) == ["帰り便"]


def test_what_was_looked_for_is_marked_also_in_what_only_the_city_reads():
    CaseFactory(opened=True, words={"title": "帰り便", "stumble": "鍵の係が来られませんでした。"})

    (card,) = find_cases(TODAY, words="鍵の係").cards

    assert [piece.text for piece in card.says if piece.is_found] == ["鍵の係"]


def test_the_list_is_narrowed_by_each_choice():
    method, division = MethodFactory(), DivisionFactory()
    CaseFactory(opened=True, field="福祉", method=method, owner=division, year=2024, words={"title": "さがすもの"})
    CaseFactory(opened=True, field="防災", year=2025, words={"title": "ほかのもの"})

    for choice in (
        {"field": "福祉"},
        {"method": method.code},
        {"division": division.code},
        {"year": "2024"},
        {"field": "福祉", "words": "さがす"},
    ):
        assert found(**choice) == ["さがすもの"]
    for nothing in ({"field": "ない"}, {"method": "nai"}, {"division": "000000"}, {"year": "1999"}):
        assert found(**nothing) == []
    assert len(found(year="にせん")) == 2


def test_only_what_is_open_is_listed_the_newest_first():
    CaseFactory()
    CaseFactory(retired=True)
    first = CaseFactory(opened=True, opened_at=NOON - timedelta(days=2), words={"title": "先"}, year=None, field="")
    CaseFactory(published=True, words={"title": "後"})

    shown = find_cases(TODAY)

    assert titles(shown.cards) == ["後", "先"]
    assert [card.year for card in shown.cards] == ["令和8年度", ""]
    assert (shown.fields, shown.years) == (["防災"], [FiscalYear(2026)])
    assert first.owner in shown.divisions


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(count, django_assert_num_queries):
    for _ in range(count):
        CaseFactory(opened=True, method=MethodFactory())

    with django_assert_num_queries(7):
        shown = find_cases(TODAY)
        assert [(str(card.case.method), card.case.keeper) for card in shown.cards]


def test_a_card_shows_the_newest_version():
    case = CaseFactory(past=True, words={"title": "古い題"})
    CaseVersionFactory(case=case, number=2, title="新しい題")

    (card,) = find_cases(TODAY).cards

    assert titles([card]) == ["新しい題"]
    assert card.is_past_review


@pytest.mark.parametrize("count", [1, 3])
def test_a_division_sees_what_it_has_in_hand(count, django_assert_num_queries):
    user = StaffFactory(officer=True)
    division = user.posts.get().division
    CaseFactory.create_batch(count, owner=division)
    CaseFactory(owner=division, opened=True)
    CaseFactory()
    assert user.posts_on(TODAY)
    own_drafts(user, TODAY)

    with django_assert_num_queries(2):
        assert len(own_drafts(user, TODAY)) == count


def test_who_has_nothing_in_hand_sees_nothing():
    assert own_drafts(StaffFactory(officer=True), TODAY) == []
    assert own_drafts(StaffFactory(executive=True), TODAY) == []


def test_the_fields_of_challenges_and_of_cases_are_suggested():
    ChallengeFactory(field="福祉")
    CaseFactory(opened=True, field="防災")
    CaseFactory(opened=True, field="")

    assert fields_for_cases() == ["福祉", "防災"]


def test_a_page_shows_the_newest_version(django_assert_num_queries):
    case = CaseFactory(past=True)
    CaseVersionFactory(case=case, number=2, title="新しい題", benefit_yen=480000, benefit_how="見積り。")

    with django_assert_num_queries(1):
        shown = case_page(case, TODAY)

    assert (shown.version.title, shown.number, shown.benefit) == ("新しい題", 2, "480,000円")
    assert (shown.year, shown.is_past_review) == ("令和8年度", True)
    assert not case_page(CaseFactory(review_by=date(2026, 1, 1), year=None), TODAY).is_past_review


def test_what_the_company_marked_is_named():
    proposal = ProposalFactory(submitted=True)
    DisclosureMark.objects.create(proposal=proposal, field="body", reason="営業の秘密のため。")

    assert left_out(proposal) == ["提案内容"]


@pytest.mark.parametrize("count", [2, 4])
def test_the_history_shows_what_each_version_changed(count, django_assert_num_queries):
    case = CaseFactory(opened=True, words={"title": "題1", "effect": "同じ"})
    for number in range(2, count + 1):
        CaseVersionFactory(
            case=case, number=number, title=f"題{number}", effect="同じ", benefit_yen=number, benefit_how="例"
        )

    with django_assert_num_queries(3):
        page, revisions = history_of(case, "1")

    assert [one.version.number for one in revisions] == list(range(count, 0, -1))
    assert revisions[-1].changes == []
    changed = {change.heading for change in revisions[0].changes}
    assert {"題", "効果額（円）"} <= changed
    assert "効果" not in changed
    assert page.paginator.count == count


def test_a_long_history_goes_on_on_the_next_page():
    case = CaseFactory(opened=True)
    for number in range(2, 13):
        CaseVersionFactory(case=case, number=number, title=f"題{number}")

    _, first = history_of(case, "1")
    _, second = history_of(case, "2")

    assert [one.version.number for one in first] == list(range(12, 2, -1))
    assert "題" in {change.heading for change in first[-1].changes}
    assert [one.version.number for one in second] == [2, 1]
    assert CaseVersion.objects.filter(case=case).count() == 12


def test_a_method_is_known_by_its_name_in_the_words_of_a_company():
    agreement, longer = MethodFactory(name="見本協定"), MethodFactory(name="災害時の見本協定")
    MethodFactory(name="見本実証")

    assert method_in("見本協定を結びたい") == agreement
    assert method_in("災害時の見本協定がよい") == longer
    assert method_in("見本協定か見本実証") is None
    assert method_in("ほかの形") is None
    assert method_in(" ") is None


def test_a_proposal_knows_its_case():
    proposal = ProposalFactory(submitted=True)
    assert case_of(proposal) is None

    case = CaseFactory(origin="PROPOSAL", proposal=proposal)

    assert case_of(proposal) == case
