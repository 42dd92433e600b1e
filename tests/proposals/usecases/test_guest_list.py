"""grant_access, end_access and accept_lead."""

from datetime import date, timedelta

import pytest

from nara_renkei.core.models import AuditEvent
from proposals.enums import AccessScope
from proposals.models import Proposal, ProposalAccess
from proposals.usecases.accept_lead import accept_lead
from proposals.usecases.grant_access import end_access, grant_access
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.proposals import ProposalAccessFactory, ProposalFactory
from tests.harness import NOON, THE_DESK, TODAY
from tests.proposals.drafts import fresh

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def grant(proposal, division, scope=AccessScope.FULL, why="主担当", at=NOON):
    return grant_access(proposal=proposal, division=division, why=why, scope=scope, by=THE_DESK, at=at)


def end(access, at=NOON):
    end_access(proposal=access.proposal, division=access.division, by=THE_DESK, at=at)


def test_a_division_is_on_the_list_from_today_on():
    proposal, division = ProposalFactory(in_review=True), DivisionFactory()

    access = grant(proposal, division)

    assert (access.scope, access.starts_on, access.ends_on, access.why) == ("FULL", TODAY, None, "主担当")
    event = AuditEvent.objects.get()
    assert (event.verb, event.about, event.keys) == (
        "access.grant",
        proposal.key,
        {"division": division.code, "scope": "FULL"},
    )


@pytest.mark.parametrize(
    ("had", "given", "has", "why"),
    [
        ("SUMMARY", "QUESTION", "QUESTION", "照会"),
        ("SUMMARY", "FULL", "FULL", "照会"),
        ("QUESTION", "FULL", "FULL", "照会"),
        ("FULL", "QUESTION", "FULL", "前の理由"),
        ("FULL", "SUMMARY", "FULL", "前の理由"),
        ("QUESTION", "SUMMARY", "QUESTION", "前の理由"),
        ("QUESTION", "QUESTION", "QUESTION", "前の理由"),
    ],
)
def test_a_wider_scope_widens_and_a_narrower_one_changes_nothing(had, given, has, why):
    access = ProposalAccessFactory(scope=had, why="前の理由")

    grant(access.proposal, access.division, AccessScope(given), "照会")

    access.refresh_from_db()
    assert (access.scope, access.why, access.starts_on) == (has, why, date(2026, 4, 1))
    assert ProposalAccess.objects.count() == 1


def test_access_ends_at_once_and_stays_as_history():
    access = ProposalAccessFactory(starts_on=YESTERDAY)

    end(access)

    access.refresh_from_db()
    assert access.ends_on == YESTERDAY
    assert not ProposalAccess.objects.in_force(TODAY).exists()
    assert AuditEvent.objects.get().verb == "access.end"


def test_what_began_today_and_ends_today_was_never_on_the_list():
    proposal, division = ProposalFactory(in_review=True), DivisionFactory()
    access = grant(proposal, division)

    end(access)

    assert not ProposalAccess.objects.exists()
    assert [event.verb for event in AuditEvent.objects.order_by("pk")] == ["access.grant", "access.end"]


def test_the_officer_loses_sight_in_the_same_hour():
    access = ProposalAccessFactory()
    officer = StaffFactory(officer=True, division=access.division)
    before = list(Proposal.objects.visible_to(officer, TODAY))

    end(access)

    assert (before, list(Proposal.objects.visible_to(officer, TODAY))) == ([access.proposal], [])


def test_only_the_named_division_and_proposal_lose_access():
    access = ProposalAccessFactory()
    same_proposal = ProposalAccessFactory(proposal=access.proposal)
    same_division = ProposalAccessFactory(division=access.division)

    end(access)

    assert set(ProposalAccess.objects.in_force(TODAY)) == {same_proposal, same_division}


def test_an_ended_access_keeps_its_own_last_day():
    access = ProposalAccessFactory(ends_on=date(2026, 5, 1))

    end(access)

    access.refresh_from_db()
    assert access.ends_on == date(2026, 5, 1)


def test_who_was_taken_off_can_be_invited_again():
    access = ProposalAccessFactory(starts_on=YESTERDAY)
    end(access)

    again = grant(access.proposal, access.division)

    assert again.pk != access.pk
    assert ProposalAccess.objects.in_force(TODAY).get() == again


def test_access_is_in_force_from_its_first_to_its_last_day():
    access = ProposalAccessFactory(starts_on=TODAY, ends_on=TODAY)

    assert [access in ProposalAccess.objects.in_force(day) for day in (YESTERDAY, TODAY, TOMORROW)] == [
        False,
        True,
        False,
    ]


def test_the_company_reads_who_leads_once_it_accepted():
    proposal, division = ProposalFactory(in_review=True), DivisionFactory()

    accept_lead(proposal=proposal, division=division, by=THE_DESK, at=NOON)

    assert fresh(proposal).lead_division == division
    assert AuditEvent.objects.get().keys == {"division": division.code}


def test_the_lead_can_be_taken_away_again():
    proposal = ProposalFactory(in_review=True, lead_division=DivisionFactory())

    accept_lead(proposal=proposal, division=None, by=THE_DESK, at=NOON)

    assert fresh(proposal).lead_division is None
    assert AuditEvent.objects.get().keys == {"division": ""}
