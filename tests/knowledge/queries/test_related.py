import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.queries.related import related_cases, related_public_cases, related_to_challenge
from tests.factories.knowledge import CaseFactory, PublicFaceFactory
from tests.factories.proposals import ChallengeFactory, ProposalFactory

pytestmark = pytest.mark.django_db
TITLE, SUMMARY = "公園の紙芝居", "里山で育てた木の紙芝居を見せる。"
LIKE = {"title": "里山の紙芝居", "summary": "公園で見せました。"}


def codes(found):
    return [one.code for one in found]


def test_the_likest_three_come_with_the_words_in_common():
    for n in range(3):
        CaseFactory(opened=True, code=f"less{n}", words={"title": "公園の朝市", "summary": "里山の話もする。"})
    likest = CaseFactory(opened=True, field="文化", words=LIKE)

    found = related_cases(TITLE, SUMMARY)

    assert codes(found) == [likest.code, "less2", "less1"]
    assert (found[0].title, found[0].summary, found[0].field, found[0].division) == (
        "里山の紙芝居",
        "公園で見せました。",
        "文化",
        likest.owner.name,
    )
    assert set(found[0].words) == {"公園", "紙芝居", "里山"}


def test_a_case_is_not_like_itself_nor_like_its_proposal():
    case = CaseFactory(opened=True, origin="PROPOSAL", proposal=ProposalFactory(submitted=True), words=LIKE)
    other = CaseFactory(opened=True, words=LIKE)

    assert codes(related_cases(TITLE, SUMMARY, but=case)) == [other.code]
    assert codes(related_cases(TITLE, SUMMARY, but_of=case.proposal_id)) == [other.code]


def test_only_what_staff_read_and_only_what_the_public_reads():
    CaseFactory(words=LIKE)
    CaseFactory(retired=True, words=LIKE)
    opened = CaseFactory(opened=True, words=LIKE)
    published = CaseFactory(published=True, words=LIKE)
    PublicFaceFactory(case__words=LIKE, case__code="asked")

    assert set(codes(related_cases(TITLE, SUMMARY))) == {opened.code, published.code, "asked"}
    assert codes(related_public_cases(TITLE, SUMMARY)) == [published.code]
    assert codes(related_public_cases(TITLE, SUMMARY, but=published.code)) == []


def test_a_challenge_has_cases_like_it():
    challenge = ChallengeFactory(title=TITLE, wanted=SUMMARY)
    opened, published = CaseFactory(opened=True, words=LIKE), CaseFactory(published=True, words=LIKE)

    assert codes(related_to_challenge(challenge, public=True)) == [published.code]
    assert set(codes(related_to_challenge(challenge, public=False))) == {opened.code, published.code}


def test_chance_is_no_likeness_and_nothing_is_like_nothing():
    CaseFactory(opened=True, words={"title": "公園", "summary": "ほかのこと。"})

    assert related_cases(TITLE, SUMMARY) == []
    assert related_cases("あ", "い") == []
    assert related_public_cases("宇宙", "") == []


def test_one_word_is_enough_to_look_for():
    case = CaseFactory(opened=True, words={"title": "紙芝居", "summary": "ある日。"})

    assert codes(related_cases("紙芝居", "")) == [case.code]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("find", [related_cases, related_public_cases])
def test_it_costs_the_same_for_one_and_three(find, rows):
    CaseFactory.create_batch(rows, published=True, words=LIKE)

    with CaptureQueriesContext(connection) as captured:
        assert len(find(TITLE, SUMMARY)) == rows

    assert len(captured) == 2
