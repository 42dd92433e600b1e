"""What a reader may know of the judging, by standing."""

from datetime import date

import pytest

from proposals.enums import AccessScope
from proposals.models import ProposalAccess
from screening.models import CriteriaSet, Criterion
from screening.queries.judging import (
    candidates_for,
    compared_proposals,
    comparison,
    judging_sheet,
)
from screening.rules.judging import Figure, Standing, Total
from tests.factories.accounts import StaffFactory
from tests.factories.proposals import ChallengeFactory, ProposalAccessFactory
from tests.factories.screening import FindingFactory
from tests.harness import TODAY
from tests.screening.bench import declares, named, scores
from tests.screening.city import office, opened, routed

pytestmark = pytest.mark.django_db


def competing(count, **fields):
    """Proposals to one 課題, all led by one 課."""
    challenge = ChallengeFactory()
    made = [routed(for_challenge=True, challenge=challenge, **fields) for _ in range(count)]
    lead = made[0][1]
    for screening, _, _ in made[1:]:
        ProposalAccessFactory(proposal=screening.proposal, division=lead.division)
    return challenge, lead, [screening for screening, _, _ in made], [hall for _, hall, _ in made]


def test_the_candidates_are_the_people_of_the_divisions_that_read_everything():
    supporting = office()
    screening, lead, _ = routed(supporting)
    asked = office()
    ProposalAccessFactory(proposal=screening.proposal, division=asked.division, scope=AccessScope.QUESTION)
    gone = StaffFactory(officer=True, division=lead.division, last_day=date(2026, 9, 30))
    StaffFactory(deputy=True, division=lead.division, is_active=False)

    found = {one.user_id for one in candidates_for(screening, TODAY)}

    assert gone.pk not in found
    assert found == {one.pk for hall in (lead, supporting) for one in (hall.officer, hall.deputy, hall.manager)}


def test_the_successor_of_the_division_has_candidates_too():
    screening, lead, _ = routed()
    new = office()
    lead.division.successors.add(new.division)

    assert new.officer.pk in {one.user_id for one in candidates_for(screening, TODAY)}


def test_before_the_declaration_nothing_is_read():
    screening, lead, _ = routed()
    scores(screening, lead, lead.officer)
    FindingFactory(screening=screening)

    sheet = judging_sheet(screening, lead.manager)

    assert (sheet.standing, sheet.findings, sheet.scored, sheet.total) == (Standing.UNDECLARED, [], [], None)
    assert [one.words for one in sheet.states] == ["採点済み"]


def test_an_assessor_reads_the_others_only_after_the_own_scores():
    screening, lead, _ = routed()
    named(screening, lead, lead.deputy)
    scores(screening, lead, lead.officer)
    declares(screening, lead.deputy)

    sheet = judging_sheet(screening, lead.deputy)

    assert (sheet.standing, sheet.scored, sheet.total) == (Standing.OWES_SCORES, [], None)
    assert sheet.mine.user == lead.deputy
    assert judging_sheet(screening, lead.officer).standing == Standing.READS


def test_medians_spreads_and_the_total_by_hand():
    screening, lead, _ = routed()
    for user, value in ((lead.officer, 2), (lead.deputy, 4), (lead.manager, 3)):
        scores(screening, lead, user, value, risk=2)

    sheet = judging_sheet(screening, lead.officer)

    figures = {one.criterion.code: one.figure for one in sheet.results}
    assert figures["public"] == Figure(3.0, 2)
    assert figures["risk"] == Figure(2.0, 0)
    # weights 3 3 3 1 2 2 2 1 = 17: fifteen at 3.0, the risk's two at 2.0
    assert sheet.total == Total(49.0, 68)
    assert [str(score.value) for _, score in sheet.results[0].by_name] == ["2", "4", "3"]


def test_the_scores_of_who_found_a_conflict_later_no_longer_count():
    screening, lead, _ = routed()
    scores(screening, lead, lead.officer, 2)
    declares(screening, lead.manager)
    declares(screening, lead.officer, "あとで気づいた。")

    sheet = judging_sheet(screening, lead.manager)

    assert [one.words for one in sheet.states] == ["利害関係があるため加わりません"]
    assert (sheet.scored, sheet.total) == ([], None)
    assert judging_sheet(screening, lead.officer).standing == Standing.RECUSED


def test_only_what_is_read_in_full_is_compared():
    challenge, lead, screenings, halls = competing(3)
    outsider = office()
    ProposalAccessFactory(proposal=screenings[0].proposal, division=outsider.division, scope=AccessScope.QUESTION)
    clerk = StaffFactory(desk=True)
    numbers = [one.proposal.number for one in screenings]

    def found(user, **wanted):
        return [one.number for one in compared_proposals(user, TODAY, **wanted)]

    assert found(lead.officer, challenge=challenge.code) == sorted(numbers)
    assert found(halls[1].officer, challenge=challenge.code) == [numbers[1]]
    assert found(outsider.officer, challenge=challenge.code) == []
    assert found(clerk, numbers=numbers[:2]) == sorted(numbers[:2])


def test_what_the_desk_has_not_opened_and_what_was_withdrawn_is_not_compared():
    challenge = ChallengeFactory()
    screening = opened(for_challenge=True, challenge=challenge)
    withdrawn = opened(for_challenge=True, challenge=challenge)
    type(withdrawn.proposal).objects.filter(pk=withdrawn.proposal.pk).update(status="WITHDRAWN")

    found = compared_proposals(StaffFactory(desk=True), TODAY, challenge=challenge.code)

    assert [one.pk for one in found] == [screening.proposal_id]


def test_a_comparison_stays_shut_until_every_proposal_is_open_to_the_reader():
    _, lead, screenings, _ = competing(2)
    declares(screenings[0], lead.manager)

    table = comparison([one.proposal for one in screenings], lead.manager)

    assert table.rows == []
    assert table.hindered == [(screenings[1].proposal, Standing.UNDECLARED)]


def test_a_conflict_with_one_competitor_shuts_the_whole_comparison():
    _, lead, screenings, _ = competing(2)
    declares(screenings[0], lead.manager, "弟の会社。")
    declares(screenings[1], lead.manager)

    table = comparison([one.proposal for one in screenings], lead.manager)

    assert [why for _, why in table.hindered] == [Standing.RECUSED, Standing.RECUSED]


def test_the_highest_total_comes_first_and_what_nobody_scored_last():
    _, _, screenings, halls = competing(3)
    clerk = StaffFactory(desk=True)
    scores(screenings[0], halls[0], halls[0].officer, 2)
    scores(screenings[1], halls[1], halls[1].officer, 3)
    FindingFactory(screening=screenings[1], conclusion="進める。")
    for one in screenings:
        declares(one, clerk)

    table = comparison([one.proposal for one in screenings], clerk)

    assert [row.proposal.pk for row in table.rows] == [screenings[n].proposal_id for n in (1, 0, 2)]
    assert [row.total.percent if row.total else None for row in table.rows] == [75.0, 50.0, None]
    assert [(row.scored, row.named) for row in table.rows] == [(1, 1), (1, 1), (0, 0)]
    assert table.rows[0].cells[0] == ("公益性・課題との適合", Figure(3.0, 0))
    assert table.rows[2].cells[0] == ("公益性・課題との適合", None)
    assert [(row.proposal.pk, row.finding.conclusion) for row in table.found] == [
        (screenings[1].proposal_id, "進める。")
    ]
    assert table.versions == [1]


def test_two_versions_of_the_criteria_are_said():
    first, lead, _ = routed()
    scores(first, lead, lead.officer, 2)
    newer = CriteriaSet.objects.create(version=2, valid_from=TODAY)
    for one in Criterion.objects.filter(criteria_set__version=1).order_by("pk"):
        one.pk, one.criteria_set = None, newer
        one.save()
    second, other, _ = routed()
    scores(second, other, other.officer, 3)
    clerk = StaffFactory(desk=True)
    for one in (first, second):
        declares(one, clerk)

    table = comparison([first.proposal, second.proposal], clerk)

    assert table.versions == [1, 2]
    assert {one.criteria_set_id for one in table.criteria} == {newer.pk}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_sheet_and_the_comparison_cost_the_same_for_one_and_three(rows, django_assert_num_queries):
    _, _, screenings, halls = competing(rows)
    for screening, hall in zip(screenings, halls, strict=True):
        for user in (hall.officer, hall.deputy, hall.manager)[:rows]:
            scores(screening, hall, user)
    clerk = StaffFactory(desk=True)
    for screening in screenings:
        declares(screening, clerk)
    proposals = [one.proposal for one in screenings]

    with django_assert_num_queries(5):  # declarations, assessors, criteria, scores, findings
        judging_sheet(screenings[0], clerk)
    with django_assert_num_queries(6):  # the same and the folders
        comparison(proposals, clerk)


def test_access_that_ended_gives_no_candidates():
    screening, _, _ = routed()
    ProposalAccess.objects.update(ends_on=date(2026, 10, 4), starts_on=date(2026, 4, 1))

    assert candidates_for(screening, TODAY) == []
