"""所見・採点・利益相反 on their own pages, by who reads them."""

import pytest
from django.urls import reverse

from screening.models import Assessor, ConflictDeclaration, CriteriaSet, Finding, Score
from screening.rules.criteria import FIRST_EDITION
from tests.factories.accounts import StaffFactory
from tests.factories.proposals import ChallengeFactory, ProposalAccessFactory
from tests.factories.screening import FindingFactory
from tests.harness import StrictClient, text_of
from tests.screening.bench import declares, named, scores
from tests.screening.city import MARKER, office, opened, routed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def page(client, name, *args, **data):
    url = reverse(f"screening:{name}", args=args)
    return client.post(url, data, follow=True) if data else client.get(url)


def given(value="3", **others):
    fields = {}
    for one in FIRST_EDITION:
        points = others.get(one.code, value)
        fields[f"scores-score_{one.code}"] = points
        fields[f"scores-comment_{one.code}"] = "そう考えた理由。" if points in {"1", "4"} else ""
    return fields


def test_a_declaration_a_score_and_the_result():
    screening, lead, _ = routed()
    named(screening, lead, lead.officer)
    number, client = screening.proposal.number, StrictClient.of(lead.officer)

    assert "申告してください。" in text_of(page(client, "judging", number))
    page(client, "declare_conflict", number, **{"conflict-answer": "no"})
    shown = page(client, "scores", number, **given(effect="4"))

    assert "加重合計 54 点（68 点満点、79.4％）" in text_of(shown)
    assert Score.objects.count() == 8


def test_a_point_at_the_end_without_a_reason_comes_back_with_what_was_typed():
    screening, lead, _ = routed()
    named(screening, lead, lead.officer)
    declares(screening, lead.officer)
    fields = given(effect="4", risk="2") | {"scores-comment_effect": "", "scores-comment_risk": "のこる言葉"}

    shown = page(StrictClient.of(lead.officer), "scores", screening.proposal.number, **fields)

    assert "市民への効果の理由" in text_of(shown)
    assert "のこる言葉" in text_of(shown)
    assert Assessor.objects.get().scored_at is None


def test_a_conflict_closes_the_page_and_only_the_desk_reads_why():
    screening, lead, _ = routed()
    FindingFactory(screening=screening, good=MARKER)
    number, client = screening.proposal.number, StrictClient.of(lead.manager)
    form = {"conflict-answer": "yes", "conflict-what": "弟の会社である。"}

    shown = page(client, "declare_conflict", number, **form)
    assert "読むこともできません。" in text_of(shown)
    assert MARKER not in text_of(shown)
    refused = page(
        client, "finding", number, **{"finding-good": "良", "finding-concern": "気", "finding-conclusion": "結"}
    )
    assert "この提案の判断に加われません。" in text_of(refused)
    assert Finding.objects.count() == 1

    clerk = StaffFactory(desk=True)
    assert "弟の会社である。" in text_of(page(StrictClient.of(clerk), "judging", number))
    of_the_officer = text_of(page(StrictClient.of(lead.officer), "judging", number))
    assert str(lead.manager) in of_the_officer
    assert "弟の会社である。" not in of_the_officer


def test_a_conflict_without_a_word_is_sent_back():
    screening, lead, _ = routed()

    shown = page(
        StrictClient.of(lead.officer), "declare_conflict", screening.proposal.number, **{"conflict-answer": "yes"}
    )

    assert "どのような関係かを書いてください。" in text_of(shown)
    assert ConflictDeclaration.objects.count() == 0


def test_the_others_scores_are_read_only_after_the_own():
    screening, lead, _ = routed()
    named(screening, lead, lead.deputy)
    scores(screening, lead, lead.officer, 3, effect=4)
    declares(screening, lead.deputy)
    number, client = screening.proposal.number, StrictClient.of(lead.deputy)

    before = text_of(page(client, "judging", number))
    assert "effectの理由" not in before
    assert "加重合計" not in before
    assert "effectの理由" in text_of(page(client, "scores", number, **given()))


def test_the_lead_writes_three_lines_and_rewrites_them():
    screening, lead, _ = routed()
    declares(screening, lead.officer)
    number, client = screening.proposal.number, StrictClient.of(lead.officer)
    lines = {"finding-good": "費用がない。", "finding-concern": "雨の日。", "finding-conclusion": "試す。"}

    page(client, "finding", number, **lines)
    shown = text_of(page(client, "finding", number, **{**lines, "finding-conclusion": "3か月だけ試す。"}))

    assert "3か月だけ試す。" in shown
    assert "前の所見" in shown


def test_the_manager_names_and_releases_on_the_page():
    screening, lead, _ = routed()
    number, client = screening.proposal.number, StrictClient.of(lead.manager)

    shown = page(client, "name_assessor", number, **{"assessor-candidate": str(lead.officer.pk)})
    assert "課のメールで採点をお願いしました。" in text_of(shown)
    named_one = Assessor.objects.get()
    page(client, "release_assessor", number, assessor=str(named_one.pk))
    assert Assessor.objects.named().count() == 0
    assert page(client, "release_assessor", number, assessor=str(named_one.pk)).status_code == 404


def test_who_is_not_offered_cannot_be_named():
    screening, lead, _ = routed()
    stranger = office().officer

    shown = page(
        StrictClient.of(lead.manager), "name_assessor", screening.proposal.number, **{"assessor-candidate": stranger.pk}
    )

    assert "選べないものです。" in text_of(shown)
    assert Assessor.objects.count() == 0


def test_who_was_not_named_has_no_scores_to_hand_in():
    screening, lead, _ = routed()
    declares(screening, lead.officer)

    assert page(StrictClient.of(lead.officer), "scores", screening.proposal.number, **given()).status_code == 404


def test_a_get_of_a_button_leads_to_the_page():
    screening, lead, _ = routed()

    response = page(StrictClient.of(lead.officer), "declare_conflict", screening.proposal.number)

    assert (response.status_code, response.url) == (302, f"/ka/{screening.proposal.number}/saiten/")


def test_a_reader_of_a_part_a_stranger_and_an_unopened_proposal_are_404():
    screening, _, _ = routed()
    asked = office()
    ProposalAccessFactory(proposal=screening.proposal, division=asked.division, scope="QUESTION")

    for user in (asked.officer, office().officer):
        assert page(StrictClient.of(user), "judging", screening.proposal.number).status_code == 404
    clerk = StrictClient.of(StaffFactory(desk=True))
    assert page(clerk, "judging", "R8-J-9999").status_code == 404


def test_after_the_outcome_there_is_nothing_left_to_do():
    screening, lead, _ = routed()
    declares(screening, lead.manager)
    type(screening.proposal).objects.update(status="DECLINED")

    shown = text_of(page(StrictClient.of(lead.manager), "judging", screening.proposal.number))

    assert "評価者を指名する" not in shown
    assert "三行の所見を書く" not in shown


def test_the_comparison_of_a_challenge_says_first_what_must_be_declared():
    challenge = ChallengeFactory()
    screening, lead, _ = routed(for_challenge=True, challenge=challenge)
    scores(screening, lead, lead.officer, 3)
    client = StrictClient.of(lead.manager)

    before = text_of(page(client, "compare", challenge.code))
    assert "まだ比べられません。" in before
    assert "75.0" not in before
    declares(screening, lead.manager)
    assert "75.0％" in text_of(page(client, "compare", challenge.code))


def test_a_challenge_without_a_proposal_for_the_reader_is_404():
    challenge = ChallengeFactory()
    routed(for_challenge=True, challenge=challenge)

    assert page(StrictClient.of(office().officer), "compare", challenge.code).status_code == 404
    assert page(StrictClient.of(office().officer), "compare", "none").status_code == 404


def test_chosen_proposals_are_compared_by_their_numbers():
    first, second = opened(), opened()
    clerk = StaffFactory(desk=True)
    for one in (first, second):
        declares(one, clerk)
    client, url = StrictClient.of(clerk), reverse("screening:compare_chosen")
    numbers = f"{first.proposal.number}、{second.proposal.number}"

    shown = text_of(client.get(url, {"numbers": numbers}))

    assert first.proposal.title in shown
    assert second.proposal.title in shown
    assert "その番号の提案は見つかりません。" in text_of(client.get(url, {"numbers": "R8-J-9999"}))
    assert "見つかりません。" not in text_of(client.get(url))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_cost_the_same_for_one_and_three(rows, django_assert_num_queries):
    challenge = ChallengeFactory()
    clerk = StaffFactory(desk=True)
    for _ in range(rows):
        screening, lead, _ = routed(for_challenge=True, challenge=challenge)
        for user in (lead.officer, lead.deputy, lead.manager)[:rows]:
            scores(screening, lead, user)
        declares(screening, clerk)
    client = StrictClient.of(clerk)
    first, second = (
        reverse("screening:judging", args=[screening.proposal.number]),
        reverse("screening:compare", args=[challenge.code]),
    )

    with django_assert_num_queries(17):
        client.get(first)
    with django_assert_num_queries(12):
        client.get(second)


def test_the_criteria_of_the_city_are_there_from_the_start():
    assert CriteriaSet.objects.get().criteria.count() == 8
