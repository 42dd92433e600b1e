from datetime import timedelta

import pytest

from nara_renkei.notifications.models import OutgoingMail
from proposals.models import Draft, Proposal
from proposals.usecases.forget_drafts import _discard, _warn, forget_drafts
from proposals.usecases.start_draft import start_draft
from tests.factories.accounts import UserFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, THE_COMPANY

pytestmark = pytest.mark.django_db


def draft(author=None):
    return start_draft(challenge=None, author=author, by=THE_COMPANY, at=NOON)


def forget(days):
    return forget_drafts(by=THE_COMPANY, at=NOON + timedelta(days=days))


@pytest.mark.parametrize(("days", "gone"), [(6, 0), (8, 1)])
def test_a_draft_nobody_claimed_goes_after_a_week(days, gone):
    draft()

    assert forget(days) == (gone, 0)
    assert Proposal.objects.count() == 1 - gone


def test_an_owned_draft_is_told_two_weeks_before_and_goes_after_ninety_days():
    draft(UserFactory(email="hanako@company.example"))

    assert forget(75) == (0, 0)
    assert forget(77) == (0, 1)
    assert forget(78) == (0, 0)
    assert forget(92) == (1, 0)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == (
        "hanako@company.example",
        "【奈良市公民連携デスク】【要対応】下書きの期限が近づいています",
    )


def test_who_was_never_told_is_told_before_anything_goes():
    draft(UserFactory())

    assert forget(200) == (0, 1)
    assert forget(201) == (0, 0)
    assert forget(215) == (1, 0)


def test_saving_starts_the_ninety_days_anew():
    from proposals.usecases.save_draft import save_draft

    proposal = draft(UserFactory())
    forget(77)
    save_draft(
        proposal_id=proposal.pk,
        step="proposal",
        version=1,
        values={"title": "続き"},
        typed={},
        by=THE_COMPANY,
        at=NOON + timedelta(days=80),
    )

    assert forget(95) == (0, 0)
    assert Draft.objects.get().warned_at is None


def test_what_was_submitted_or_thrown_away_meanwhile_is_left_alone():
    sent, gone = ProposalFactory(submitted=True), draft()
    Proposal.objects.filter(pk=gone.pk).delete()

    assert [_discard(pk, by=THE_COMPANY, at=NOON) for pk in (sent.pk, gone.pk)] == [False, False]
    assert Proposal.objects.get() == sent


def test_who_was_told_meanwhile_is_not_told_twice():
    proposal = draft(UserFactory())

    assert [_warn(proposal.pk, at=NOON) for _ in range(2)] == [True, False]
    assert OutgoingMail.objects.count() == 1
