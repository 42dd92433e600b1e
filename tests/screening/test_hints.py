"""Hints as they are gathered, and where the desk reads them."""

import pytest

from proposals.models import PledgeAnswer, PledgeItem
from proposals.usecases.freeze_version import index_words
from screening.queries import hints_at_once, hints_of, proposal_dossier
from tests.factories.accounts import StaffFactory
from tests.factories.directory import OrganizationFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, TODAY
from tests.screening.rules.near_pairs import APART, NEAR

pytestmark = pytest.mark.django_db

QUEUE = "/admin/screening/deskproposal/"
ENOUGH = {
    "summary": "停電した避難所へ、配送に使う冷蔵車を置きます。",
    "beneficiary": "避難した方が薬を冷やして保管できます。",
    "body": "市内の冷蔵車を置きます。" * 8,
    "asks": ["PLACE"],
    "cost": "NONE",
}


def proposal_with(text, **fields):
    title, _, body = text.partition("。")
    proposal = ProposalFactory(**{"submitted": True, **ENOUGH, "title": title[:40], "body": body, **fields})
    proposal.save(update_fields=index_words(proposal))
    return proposal


def folder_of(proposal):
    return proposal_dossier(proposal, StaffFactory(desk=True), TODAY)


def told(proposal):
    return [(one.kind.name, one.number or one.organization) for one in hints_of(folder_of(proposal))]


def test_an_ordinary_proposal_has_no_hints():
    assert told(proposal_with(NEAR[0][0])) == []


def test_the_same_proposal_of_another_company_is_found():
    first = proposal_with(NEAR[15][0])

    assert told(proposal_with(NEAR[15][1])) == [("NEAR", first.number)]


def test_the_same_subject_is_not_enough():
    proposal_with(APART[0][0])

    assert told(proposal_with(APART[0][1])) == []


def test_the_nearest_comes_first():
    shortened, whole = proposal_with(NEAR[10][1]), proposal_with(NEAR[10][0])

    assert told(proposal_with(NEAR[10][0])) == [("NEAR", whole.number), ("NEAR", shortened.number)]


def test_a_text_without_telling_pieces_asks_nothing(django_assert_num_queries):
    proposal = proposal_with("あいう。", summary="", body="", organization=OrganizationFactory(corporate_number=""))
    folder = folder_of(proposal)

    with django_assert_num_queries(1):  # the open proposals of the 団体, which has no number
        hints_of(folder)


def test_a_draft_is_never_shown():
    text = NEAR[0][0]
    draft = ProposalFactory(title="停電", body=text, organization=OrganizationFactory())
    draft.save(update_fields=index_words(draft))

    assert told(proposal_with(text)) == []


def test_an_open_proposal_of_the_same_body_is_named_and_a_closed_one_is_not():
    organization = OrganizationFactory()
    other = proposal_with(APART[1][1], organization=organization)
    proposal_with(APART[2][1], organization=organization, declined=True)

    assert told(proposal_with(NEAR[0][0], organization=organization)) == [("OPEN", other.number)]


def test_the_same_number_under_another_name_is_named():
    organization = OrganizationFactory(corporate_number="8999999000001", name="見本社")
    twin = OrganizationFactory(corporate_number="8999999000001", name="株式会社 見本")
    OrganizationFactory(corporate_number="8999999000001", name="見本社")
    OrganizationFactory(corporate_number="8999999000001", name="統合された社", merged_into=organization)

    assert told(proposal_with(NEAR[0][0], organization=organization)) == [("SAME_NUMBER", twin.pk)]


def test_a_declaration_and_the_words_cost_no_query(django_assert_num_queries):
    proposal = proposal_with("ご導入のお願い。弊社製品の月額です。", summary="短い")
    item = PledgeItem.objects.get(code="D1", version=1)
    PledgeAnswer.objects.create(
        proposal=proposal,
        organization=proposal.organization,
        item=item,
        answer="はい",
        detail="再生手続中",
        text_sha256="0" * 64,
        answered_by="会社次郎",
        answered_at=NOON,
    )
    folder = folder_of(proposal)

    with django_assert_num_queries(0):
        hints = hints_at_once(folder)

    assert [one.kind.name for one in hints] == ["DECLARED", "MISSING", "MISSING", "PURPOSE"]


def test_an_unanswered_question_of_a_challenge_is_named():
    proposal = proposal_with(NEAR[0][0], for_challenge=True, challenge_answer="")

    assert [one.reason for one in hints_at_once(folder_of(proposal))] == ["課題の問いへの答えが空です。"]


@pytest.mark.parametrize("rows", [1, 3])
def test_all_hints_cost_three_queries(rows, django_assert_num_queries):
    organization = OrganizationFactory(corporate_number="8999999000001")
    for _ in range(rows):
        proposal_with(NEAR[0][0], organization=organization)
        OrganizationFactory(corporate_number="8999999000001")
    folder = folder_of(proposal_with(NEAR[0][1], organization=organization))

    with django_assert_num_queries(3):
        hints = hints_of(folder)

    assert len(hints) == 3 * rows


def test_the_desk_reads_them_on_a_page_of_their_own_and_while_checking(desk_client):
    other = proposal_with(NEAR[15][0])
    proposal = proposal_with(NEAR[15][1])
    desk_client.post(f"{QUEUE}{proposal.number}/hiraku/")

    own = desk_client.get(f"{QUEUE}{proposal.number}/tegakari/")
    checking = desk_client.get(f"{QUEUE}{proposal.number}/kakunin/")
    page = desk_client.get(f"{QUEUE}{proposal.number}/")

    for shown in (own, checking):
        assert f'href="{QUEUE}{other.number}/">{other.number}を開く</a>' in shown.text
    assert "手がかりを見る</a>（文と申告から0件。" in page.text
