from datetime import timedelta

import pytest
from django.utils import timezone

from nara_renkei.accounts.enums import Notice
from nara_renkei.core.calendar import local_day
from nara_renkei.notifications.models import OutgoingMail
from proposals.models import Draft, Proposal
from proposals.queries import my_proposals
from proposals.usecases import forget_drafts as module
from proposals.usecases.forget_drafts import forget_drafts
from proposals.usecases.save_draft import save_draft
from proposals.usecases.start_draft import start_draft
from tests.factories.accounts import MemberFactory, UserFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, THE_COMPANY, TODAY

pytestmark = pytest.mark.django_db


def draft(author=None):
    return start_draft(challenge=None, author=author, by=THE_COMPANY, at=NOON)


def forget(days, hours=0):
    return tuple(forget_drafts(by=THE_COMPANY, at=NOON + timedelta(days=days, hours=hours)))


def save(proposal, days, **values):
    return save_draft(
        proposal_id=proposal.pk,
        step="proposal",
        version=Proposal.objects.get(pk=proposal.pk).version,
        values=values,
        typed={},
        at=NOON + timedelta(days=days),
    )


def letters():
    return list(OutgoingMail.objects.order_by("pk").values_list("template", "to"))


@pytest.mark.parametrize(("days", "gone"), [(7, 0), (8, 1)])
def test_a_draft_nobody_claimed_goes_after_a_week(days, gone):
    draft()

    assert forget(days, hours=1) == (gone, 0, 0)
    assert Proposal.objects.count() == 1 - gone


def test_an_owned_draft_is_reminded_then_announced_and_goes_after_the_announced_day():
    draft(UserFactory(email="hanako@company.example"))

    told = {days: forget(days, hours=1) for days in (6, 7, 8, 75, 76, 77, 90, 91)}

    assert {days: done for days, done in told.items() if done != (0, 0, 0)} == {
        7: (0, 0, 1),
        76: (0, 1, 0),
        91: (1, 0, 0),
    }
    assert letters() == [
        ("proposals/draft_reminder", "hanako@company.example"),
        ("proposals/draft_expiry", "hanako@company.example"),
    ]
    assert (
        "残る日: 令和9年（2027年）1月3日（日）まで" in OutgoingMail.objects.get(template="proposals/draft_expiry").body
    )


@pytest.mark.parametrize("warned_after", [76, 77, 85, 200])
def test_nothing_goes_on_or_before_the_day_that_the_letter_named(warned_after):
    user = UserFactory()
    draft(user)
    forget(warned_after, hours=1)
    named = my_proposals(user, TODAY)[0].expires_on
    midnight = (named - TODAY).days

    assert forget(midnight, hours=11.9) == (0, 0, 0)
    assert forget(midnight, hours=12.1) == (1, 0, 0)


def test_the_beat_may_come_twice():
    draft(UserFactory())

    assert [forget(7, hours=1) for _ in range(2)] == [(0, 0, 1), (0, 0, 0)]
    assert [forget(76, hours=1) for _ in range(2)] == [(0, 1, 0), (0, 0, 0)]
    assert [forget(91) for _ in range(2)] == [(1, 0, 0), (0, 0, 0)]


def test_saving_starts_the_ninety_days_anew_even_with_the_same_words():
    proposal = draft(UserFactory())
    forget(77)

    save(proposal, 80, title="続き")
    save(proposal, 85, title="続き")

    assert forget(91) == (0, 0, 0)
    assert forget(92, hours=1) == (0, 0, 1)
    assert (Draft.objects.get().warned_at, Proposal.objects.get().version) == (None, 2)


def test_every_member_hears_of_the_draft_of_a_body_but_the_reminder_only_who_wants_it():
    proposal = ProposalFactory(author=None)
    for address, muted in (("a@company.example", []), ("b@company.example", [Notice.DRAFT])):
        MemberFactory(organization=proposal.organization, user__email=address, muted=muted)
    MemberFactory(organization=proposal.organization, left_at=NOON)

    forget(8)
    forget(77)

    assert letters() == [
        ("proposals/draft_reminder", "a@company.example"),
        ("proposals/draft_expiry", "a@company.example"),
        ("proposals/draft_expiry", "b@company.example"),
    ]


def test_an_author_who_wants_no_reminder_gets_none_and_one_who_is_gone_no_letter():
    member = MemberFactory(muted=[Notice.DRAFT])
    draft(member.user)
    draft(UserFactory(is_active=False))

    assert [forget(8), forget(77)] == [(0, 0, 0), (0, 1, 0)]
    assert letters() == [("proposals/draft_expiry", member.user.email)]
    assert forget(92) == (2, 0, 0)


def test_a_draft_of_a_body_without_members_goes_in_its_time():
    ProposalFactory(author=None)

    assert [forget(77), forget(92)] == [(0, 0, 0), (1, 0, 0)]


def test_what_the_desk_entered_is_left_alone():
    ProposalFactory(author=None, organization=None, entered_by="受付花子")

    assert forget(400) == (0, 0, 0)


def test_what_was_saved_submitted_or_thrown_away_meanwhile_is_left_alone():
    sent, saved, gone = ProposalFactory(submitted=True), draft(UserFactory()), draft()
    save(saved, 80, title="続き")
    Proposal.objects.filter(pk=gone.pk).delete()
    at = NOON + timedelta(days=81)

    done = [
        (module._discard(pk, by=THE_COMPANY, at=at), module._warn(pk, at=at), module._remind(pk, at=at))
        for pk in (sent.pk, saved.pk, gone.pk)
    ]

    assert done == [(False, False, False)] * 3
    assert set(Proposal.objects.all()) == {sent, saved}


def test_the_list_names_the_last_day(django_assert_num_queries):
    user = UserFactory()
    start_draft(challenge=None, author=user, by=THE_COMPANY, at=timezone.now())

    rows = my_proposals(user, timezone.localdate())

    assert [row.expires_on for row in rows] == [local_day(timezone.now()) + timedelta(days=90)]
