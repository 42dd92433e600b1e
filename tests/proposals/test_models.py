from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from nara_renkei.accounts.enums import PostKind
from nara_renkei.core.calendar import FiscalYear
from proposals.enums import ChallengeState
from proposals.models import Challenge, Draft, Letter, Message, Promise, Proposal
from tests.factories.accounts import CompanyUserFactory, MemberFactory, PostFactory, StaffFactory, UserFactory
from tests.factories.directory import DepartmentFactory, DivisionFactory
from tests.factories.proposals import (
    AttachmentFactory,
    ChallengeFactory,
    LetterFactory,
    MessageFactory,
    PromiseFactory,
    ProposalAccessFactory,
    ProposalFactory,
)
from tests.harness import NOON, TODAY

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def seen(user, on=TODAY):
    return set(Proposal.objects.visible_to(user, on))


# who may see what: a company


def test_a_member_sees_every_proposal_and_draft_of_its_organization():
    member = MemberFactory()
    sent = ProposalFactory(submitted=True, organization=member.organization)
    draft = ProposalFactory(organization=member.organization, author=UserFactory())
    ProposalFactory(submitted=True)
    ProposalFactory()

    assert seen(member.user) == {sent, draft}


def test_a_member_of_two_sees_both():
    first, user = MemberFactory(), UserFactory()
    second = MemberFactory(user=user)
    MemberFactory(user=user, organization=first.organization)
    proposals = {ProposalFactory(submitted=True, organization=one.organization) for one in (first, second)}

    assert seen(user) == proposals


def test_a_member_who_left_sees_nothing_not_even_what_it_wrote():
    member = MemberFactory(left_at=NOON)
    ProposalFactory(submitted=True, organization=member.organization, author=member.user)
    ProposalFactory(organization=member.organization, author=member.user)

    assert seen(member.user) == set()


def test_who_left_and_came_back_sees_it_again():
    left = MemberFactory(left_at=NOON)
    MemberFactory(user=left.user, organization=left.organization)
    proposal = ProposalFactory(submitted=True, organization=left.organization)

    assert seen(left.user) == {proposal}


def test_a_draft_without_an_organization_is_its_authors_alone():
    author = UserFactory()
    draft = ProposalFactory(organization=None, author=author)

    assert seen(author) == {draft}
    assert seen(UserFactory()) == set()


def test_another_company_sees_nothing():
    ProposalFactory(submitted=True)

    assert seen(CompanyUserFactory(member=True)) == set()


@pytest.mark.parametrize("fields", [{"is_active": False}, {"last_day": YESTERDAY}])
def test_a_closed_door_shows_a_member_nothing(fields):
    member = MemberFactory(user=UserFactory(**fields))
    ProposalFactory(submitted=True, organization=member.organization)

    assert seen(member.user) == set()


def test_an_anonymous_reader_sees_nothing():
    ProposalFactory(submitted=True)
    ProposalFactory(organization=None, author=None)

    assert seen(AnonymousUser()) == set()


# who may see what: the city


def test_the_desk_sees_what_was_submitted_and_no_draft():
    sent, over = ProposalFactory(submitted=True), ProposalFactory(declined=True)
    ProposalFactory()

    assert seen(StaffFactory(desk=True)) == {sent, over}


@pytest.mark.parametrize("fields", [{"is_active": False}, {"last_day": YESTERDAY}])
def test_a_closed_door_shows_the_desk_and_a_division_nothing(fields):
    access = ProposalAccessFactory()

    assert seen(StaffFactory(desk=True, **fields)) == set()
    assert seen(StaffFactory(manager=True, division=access.division, **fields)) == set()


@pytest.mark.parametrize("post", ["officer", "deputy", "manager"])
def test_every_post_of_a_division_sees_what_was_granted_to_it(post):
    access = ProposalAccessFactory()
    ProposalAccessFactory()
    ProposalFactory(submitted=True)

    assert seen(StaffFactory(**{post: True}, division=access.division)) == {access.proposal}


@pytest.mark.parametrize(
    ("period", "visible"),
    [
        ({"starts_on": TODAY, "ends_on": None}, True),
        ({"starts_on": YESTERDAY, "ends_on": TODAY}, True),
        ({"starts_on": YESTERDAY, "ends_on": YESTERDAY}, False),
        ({"starts_on": TOMORROW, "ends_on": None}, False),
    ],
)
def test_a_grant_holds_from_its_first_to_its_last_day(period, visible):
    access = ProposalAccessFactory(**period)

    assert seen(StaffFactory(officer=True, division=access.division)) == ({access.proposal} if visible else set())


@pytest.mark.parametrize("scope", ["FULL", "QUESTION", "SUMMARY"])
def test_every_scope_lets_the_row_be_seen(scope):
    access = ProposalAccessFactory(scope=scope)

    assert seen(StaffFactory(officer=True, division=access.division)) == {access.proposal}


def test_a_post_that_ended_or_has_not_begun_shows_nothing():
    access, user = ProposalAccessFactory(), StaffFactory()
    PostFactory(user=user, kind=PostKind.OFFICER, division=access.division, ends_on=YESTERDAY)
    PostFactory(user=user, kind=PostKind.OFFICER, division=access.division, starts_on=TOMORROW)

    assert seen(user) == set()


@pytest.mark.parametrize("post", ["leader", "director"])
def test_the_heads_of_a_department_see_what_its_divisions_were_granted(post):
    division = DivisionFactory()
    mine = ProposalAccessFactory(division=division)
    also_mine = ProposalAccessFactory(division=DivisionFactory(department=division.department))
    ProposalAccessFactory()

    assert seen(StaffFactory(**{post: True}, department=division.department)) == {mine.proposal, also_mine.proposal}
    assert seen(StaffFactory(**{post: True}, department=DepartmentFactory())) == set()


@pytest.mark.parametrize("post", ["executive", "system", "auditor"])
def test_who_keeps_the_system_or_watches_it_reads_no_proposal(post):
    ProposalAccessFactory()

    assert seen(StaffFactory(**{post: True})) == set()


def test_two_grants_show_a_proposal_once():
    access, user = ProposalAccessFactory(), StaffFactory()
    second = ProposalAccessFactory(proposal=access.proposal)
    for division in (access.division, second.division):
        PostFactory(user=user, kind=PostKind.OFFICER, division=division)

    assert list(Proposal.objects.visible_to(user, TODAY)) == [access.proposal]


def test_a_grant_of_a_draft_shows_nothing():
    access = ProposalAccessFactory(proposal=ProposalFactory())

    assert seen(StaffFactory(officer=True, division=access.division)) == set()


# the vocabulary of querysets


def test_the_words_of_a_clerk_choose_by_status():
    rows = {
        name: ProposalFactory(**{name: True}) for name in ("submitted", "returned", "on_hold", "adopted", "declined")
    }
    draft = ProposalFactory()

    assert set(Proposal.objects.submitted()) == set(rows.values())
    assert set(Proposal.objects.drafts()) == {draft}
    assert set(Proposal.objects.open()) == {rows["submitted"], rows["returned"], rows["on_hold"]}
    assert set(Proposal.objects.closed()) == {rows["declined"]}


def test_the_order_is_the_day_of_submission_then_the_row():
    first, second = ProposalFactory(submitted=True), ProposalFactory(submitted=True)
    early = ProposalFactory(submitted=True, submitted_at=NOON - timedelta(days=1))

    assert list(Proposal.objects.newest_first()) == [second, first, early]
    assert list(Proposal.objects.oldest_first()) == [early, first, second]


def test_a_fiscal_year_holds_what_was_submitted_in_it():
    inside = ProposalFactory(submitted=True)
    ProposalFactory(submitted=True, submitted_at=FiscalYear(2026).bounds()[0] - timedelta(seconds=1))
    ProposalFactory(submitted=True, submitted_at=FiscalYear(2026).bounds()[1])
    ProposalFactory()

    assert list(Proposal.objects.in_fiscal_year(FiscalYear(2026))) == [inside]


def test_a_promise_is_overdue_from_the_day_after():
    promise = PromiseFactory(due_on=TODAY)
    PromiseFactory(due_on=YESTERDAY, met_on=TODAY)
    PromiseFactory(due_on=None)

    assert list(Promise.objects.overdue(TODAY)) == []
    assert list(Promise.objects.overdue(TOMORROW)) == [promise]


def test_a_message_is_unanswered_while_nobody_of_the_city_confirmed_it():
    asked = MessageFactory()
    MessageFactory(confirmed_at=NOON)
    MessageFactory(party="desk")

    assert list(Message.objects.unanswered()) == [asked]


def test_letters_come_newest_first():
    old, new = LetterFactory(told_at=NOON - timedelta(days=1)), LetterFactory()

    assert list(Letter.objects.newest_first()) == [new, old]


# the windows of a challenge


@pytest.mark.parametrize(
    ("opens", "closes", "word"),
    [
        (TOMORROW, None, Challenge.ANNOUNCED),
        (TODAY, None, Challenge.OPEN),
        (YESTERDAY, TODAY, Challenge.OPEN),
        (YESTERDAY, YESTERDAY, Challenge.CLOSED),
    ],
)
def test_the_row_and_the_query_say_the_same_window(opens, closes, word):
    challenge = ChallengeFactory(opens_on=opens, closes_on=closes)

    assert challenge.window_on(TODAY) == word
    assert Challenge.objects.with_window(TODAY).get().window == word
    assert [challenge in Challenge.objects.in_window(one, TODAY) for one in Challenge.WINDOWS] == [
        one == word for one in Challenge.WINDOWS
    ]
    assert (challenge in Challenge.objects.live_on(TODAY)) is (word == Challenge.OPEN)


def test_another_word_chooses_nothing_away():
    challenge = ChallengeFactory()

    assert list(Challenge.objects.in_window("別の語", TODAY)) == [challenge]
    assert list(Challenge.objects.by_procedure("別の語")) == [challenge]


def test_a_challenge_without_a_day_of_publication_is_not_public():
    ChallengeFactory(state=ChallengeState.DRAFT, published_on=None)

    assert not Challenge.objects.public().exists()
    assert not Challenge.objects.live_on(TODAY).exists()


def test_what_can_be_answered_comes_first():
    over = ChallengeFactory(closes_on=YESTERDAY)
    announced = ChallengeFactory(opens_on=TOMORROW)
    old, new = ChallengeFactory(), ChallengeFactory(published_on=YESTERDAY)

    assert list(Challenge.objects.with_window(TODAY).live_first()) == [new, old, announced, over]


# names


def test_a_proposal_is_named_by_its_number_or_its_uuid():
    sent, draft = ProposalFactory(submitted=True, title="名前"), ProposalFactory(title="")

    assert (str(sent), sent.key) == (f"{sent.number} 名前", f"proposal:{sent.number}")
    assert (str(draft), draft.key) == ("下書き", f"proposal:{draft.uuid}")


def test_a_form_calls_a_field_as_the_model_does():
    assert Proposal.label_of("beneficiary") == "だれの何がよくなるか"


def test_every_row_can_be_named_in_a_list():
    proposal = ProposalFactory(submitted=True)

    names = {
        str(LetterFactory(proposal=proposal)): "結果のお知らせ",
        str(MessageFactory(body="長" * 50)): "長" * 39 + "…",
        str(AttachmentFactory()): "企画書.pdf",
        str(PromiseFactory()): "形式の確認",
        str(Draft(proposal=proposal)): str(proposal),
    }

    assert list(names) == list(names.values())
