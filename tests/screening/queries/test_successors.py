from datetime import timedelta

import pytest

from nara_renkei.accounts.enums import PostKind
from nara_renkei.directory.models import AgreementRecord
from screening.queries.successors import successor_rows
from tests.factories.accounts import PostFactory
from tests.factories.directory import AgreementFactory, DivisionFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.screening import SuccessorLetterFactory
from tests.harness import TODAY
from tests.screening.leaving import SINCE, YESTERDAY, body, changed, left, next_of, seat

pytestmark = pytest.mark.django_db


def rows():
    return successor_rows(SINCE, TODAY)


def test_one_row_names_all_that_a_body_has_with_the_divisions_that_changed():
    one, other = changed(), changed()
    organization = body(one.division)
    second = ProposalFactory(in_dialogue=True, organization=organization, lead_division=other.division)
    agreement = AgreementFactory(organization=organization, division=one.division)
    ProposalFactory(in_review=True, organization=organization, lead_division=seat(PostKind.MANAGER).division)

    (row,) = rows()

    found = {item.post: (item.before, len(item.proposals), item.agreements) for item in row.successions}
    assert found == {one: ("前任 次郎", 1, [agreement]), other: ("前任 次郎", 1, [])}
    assert second in row.successions[1].proposals
    assert (row.addresses, row.not_before, row.can_go) == ((f"a{organization.pk}@company.example",), None, True)


@pytest.mark.parametrize(
    "trait", [{"declined": True}, {"adopted": True, "status": "COMPLETED"}, {"lead_division": None}]
)
def test_what_is_over_or_has_no_division_yet_is_not_named(trait):
    body(changed().division, **trait)

    assert rows() == []


def test_who_came_earlier_and_who_sits_on_is_no_news():
    old = seat(PostKind.MANAGER)
    body(old.division)
    promoted = left(kind=PostKind.MANAGER)
    PostFactory(user=promoted.user, kind=PostKind.MANAGER, division=promoted.division, starts_on=TODAY)
    body(promoted.division)
    body(seat(PostKind.MANAGER, division=DivisionFactory(), starts_on=TODAY).division)  # nobody spoke before

    assert rows() == []


def test_of_a_merged_division_those_who_spoke_for_its_parts_are_named():
    after = DivisionFactory(valid_from=TODAY)
    for name in ("前任 次郎", "前任 三郎"):
        before = left(kind=PostKind.MANAGER, name=name, division=DivisionFactory(valid_to=YESTERDAY)).division
        before.successors.add(after)
    seat(PostKind.MANAGER, division=after, starts_on=TODAY)
    body(after)  # the open work has followed

    assert [item.before for row in rows() for item in row.successions] == ["前任 次郎・前任 三郎"]


def test_who_goes_on_speaking_for_a_renamed_division_is_no_news():
    before = left(kind=PostKind.MANAGER, division=DivisionFactory(valid_to=YESTERDAY))
    after = DivisionFactory(valid_from=TODAY)
    before.division.successors.add(after)
    PostFactory(user=before.user, kind=PostKind.MANAGER, division=after, starts_on=TODAY)
    body(after)

    assert rows() == []


def test_who_was_told_is_told_no_more_whatever_the_title():
    post = changed()
    organization = body(post.division)
    earlier = PostFactory(user=post.user, division=post.division, starts_on=TODAY, ends_on=TODAY)
    SuccessorLetterFactory(organization=organization, post=earlier)

    assert rows() == []


def test_a_change_to_come_is_shown_with_its_day_and_cannot_go():
    leaves = seat(PostKind.MANAGER, ends_on=TODAY + timedelta(days=9))
    comes = next_of(leaves)
    body(leaves.division)

    (row,) = rows()

    assert (row.not_before, row.can_go, row.successions[0].post) == (comes.starts_on, False, comes)


def test_without_members_the_contact_of_the_agreement_is_written_to():
    agreement = AgreementFactory(division=changed().division)
    nobody = AgreementFactory(division=changed().division)
    AgreementRecord.objects.create(
        agreement=agreement, partner_email="kyotei@partner.example", partner_confirmed_on=TODAY
    )

    found = {row.organization: (row.addresses, row.can_go) for row in rows()}

    assert found == {
        agreement.organization: (("kyotei@partner.example",), True),
        nobody.organization: ((), False),
    }


@pytest.mark.parametrize("many", [1, 3])
def test_it_costs_the_same_for_one_and_three(many, django_assert_num_queries):
    for _ in range(many):
        body(changed().division)
        body(next_of(seat(PostKind.MANAGER, ends_on=TODAY)).division)

    with django_assert_num_queries(13):
        assert len(rows()) == 2 * many
