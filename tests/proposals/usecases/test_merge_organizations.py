"""Two rows that are one 団体: what moves, what stays, what is refused."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction

from nara_renkei.accounts.enums import MemberRole
from nara_renkei.accounts.models import Invitation, JoinRequest, Member
from nara_renkei.accounts.queries import organizations_of
from nara_renkei.accounts.usecases.invite_member import invite_member
from nara_renkei.core.models import AuditEvent
from nara_renkei.directory.models import Organization
from proposals.enums import ConsultationState
from proposals.models import Consultation, CoProposer, PledgeAnswer, PledgeItem, Proposal
from proposals.queries import evidence_of, items_to_ask, reader_of, receipt_papers
from proposals.usecases.merge_organizations import CannotMerge, merge_organizations, preview_merge
from proposals.usecases.order_papers import order_receipt
from tests.factories.accounts import CompanyUserFactory, MemberFactory
from tests.factories.directory import AgreementFactory, OrganizationFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, THE_DESK, TODAY, wait_until_somebody_waits_for_us
from tests.proposals.drafts import fresh, submitted

pytestmark = pytest.mark.django_db
BY = {"by": THE_DESK, "at": NOON}


def twins(**fields):
    """The second registrant and the confirmed 団体 of the same number, each with a 管理者."""
    target = MemberFactory(organization__confirmed=True, organization__name="確認した団体").organization
    source = MemberFactory(
        organization__corporate_number=target.corporate_number, organization__name="後から来た団体", **fields
    ).organization
    return source, target


def refusal(source, target):
    with pytest.raises(CannotMerge) as caught:
        merge_organizations(source=source, target=target, **BY)
    return str(caught.value)


def test_everything_it_has_moves_and_the_preview_says_so():
    source, target = twins()
    sent, draft = submitted(organization=source), ProposalFactory(organization=source)
    agreement = AgreementFactory(organization=source)
    consultation = Consultation.objects.create(
        organization=source, state=ConsultationState.DRAFT, created_at=NOON, title="見本"
    )
    co_proposal = CoProposer.objects.create(proposal=ProposalFactory(), organization=source, name=source.name)

    preview = preview_merge(source=source, target=target)
    merge_organizations(source=source, target=target, **BY)

    assert ([one.pk for one in preview.proposals], preview.agreements) == ([sent.pk, draft.pk], [agreement])
    assert (preview.consultations, preview.co_proposals, preview.refusal) == (1, 1, "")
    for row in (sent, draft, agreement, consultation, co_proposal):
        row.refresh_from_db()
        assert row.organization == target
    source.refresh_from_db()
    assert source.merged_into == target
    assert Proposal.objects.matching("確認した団体").get() == sent
    assert AuditEvent.objects.get(verb="organization.merged").keys == {"into": str(target.uuid)}


def test_people_come_as_contacts_and_nobody_twice():
    source, target = twins()
    admin = source.members.get()
    both = MemberFactory(organization=source, user=target.members.get().user)
    admin.muted = ["MESSAGE"]
    admin.save()

    merge_organizations(source=source, target=target, **BY)

    here = Member.objects.active().filter(organization=target).order_by("pk")
    assert [(one.user, one.role, one.muted) for one in here] == [
        (both.user, MemberRole.ADMIN, []),
        (admin.user, MemberRole.CONTACT, ["MESSAGE"]),
    ]
    assert organizations_of(admin.user) == [target]
    assert Member.objects.active().filter(organization=source).count() == 0


def test_a_body_that_nobody_rules_keeps_those_who_come_as_administrators():
    source, target = MemberFactory().organization, OrganizationFactory()

    merge_organizations(source=source, target=target, **BY)

    assert target.members.get().role == MemberRole.ADMIN


def test_what_was_submitted_and_ticked_stays_as_it_was():
    source, target = twins()
    proposal = submitted(organization=source)
    before = (proposal.submissions.get().sha256, proposal.submissions.get().content["organization"]["name"])
    ticked = [answer.pk for answer in evidence_of(proposal)]
    later = submitted(organization=target, at=NOON - timedelta(days=1))

    merge_organizations(source=source, target=target, **BY)

    moved = fresh(proposal)
    version = moved.submissions.get()
    assert (version.sha256, version.content["organization"]["name"]) == before
    assert [answer.pk for answer in evidence_of(moved)] == ticked
    assert set(PledgeAnswer.objects.filter(proposal=proposal).values_list("organization", flat=True)) == {source.pk}
    assert set(PledgeAnswer.objects.filter(proposal=later).values_list("organization", flat=True)) == {target.pk}


def test_the_pledges_of_the_one_do_not_bind_the_other():
    source, target = MemberFactory().organization, OrganizationFactory()
    submitted(organization=source)

    merge_organizations(source=source, target=target, **BY)

    asked = {item.code for item in items_to_ask(ProposalFactory(organization=target), TODAY)}
    assert {"D1", "P1"} <= asked


def test_who_asked_to_join_is_in_and_who_asked_the_other_asks_here():
    source, target = twins()
    registrant, stranger, known = source.members.get().user, CompanyUserFactory(), CompanyUserFactory()
    requests = [
        JoinRequest.objects.create(organization=organization, user=user, name="見本", requested_at=NOON)
        for organization, user in ((target, registrant), (source, stranger), (source, known), (target, known))
    ]

    merge_organizations(source=source, target=target, **BY)

    for one in requests:
        one.refresh_from_db()
    assert [(one.organization, one.is_approved, one.decided_at) for one in requests] == [
        (target, True, NOON),
        (target, False, None),
        (source, False, None),
        (target, False, None),
    ]


def test_invitations_into_the_merged_one_stop_opening():
    source, target = twins()
    invite_member(organization=source, email="guest@company.example", role=MemberRole.CONTACT, **BY)

    merge_organizations(source=source, target=target, **BY)

    assert list(Invitation.objects.open(NOON)) == []


def test_what_is_submitted_keeps_who_stood_behind_it():
    source, target = twins()
    own = CoProposer.objects.create(
        proposal=ProposalFactory(submitted=True, organization=target), organization=source, name=source.name
    )
    shared = ProposalFactory(submitted=True)
    for organization in (source, target):
        CoProposer.objects.create(proposal=shared, organization=organization, name=organization.name)

    merge_organizations(source=source, target=target, **BY)

    own.refresh_from_db()
    assert own.organization == source
    assert list(shared.co_proposers.order_by("pk").values_list("organization", flat=True)) == [source.pk, target.pk]


def test_a_draft_drops_the_double():
    source, target = twins()
    draft = ProposalFactory(organization=target)
    shared = ProposalFactory()
    for proposal, organization in ((draft, source), (shared, source), (shared, target)):
        CoProposer.objects.create(proposal=proposal, organization=organization, name=organization.name)

    merge_organizations(source=source, target=target, **BY)

    assert list(CoProposer.objects.values_list("proposal", "organization")) == [(shared.pk, target.pk)]


def test_the_receipt_of_the_merged_one_is_read_where_its_people_are():
    source, target = twins()
    proposal = submitted(organization=source)
    paper = order_receipt(submission=proposal.submissions.get(), organization=source.pk, **BY)

    merge_organizations(source=source, target=target, **BY)

    moved = fresh(proposal)
    assert list(receipt_papers(moved, target.pk)) == [paper]
    assert reader_of(moved, source.members.get().user) == target.pk
    assert receipt_papers(moved, source.pk).count() == 0


def test_what_a_co_proposer_pledged_is_read_under_its_new_name():
    source, target = twins()
    joint = submitted()
    CoProposer.objects.create(proposal=joint, organization=source, name=source.name, accepted_at=NOON)
    answer = PledgeAnswer.objects.create(
        proposal=joint,
        organization=source,
        item=PledgeItem.objects.get(code="D1"),
        answer="いいえ",
        text_sha256="0" * 64,
        answered_at=NOON,
    )

    merge_organizations(source=source, target=target, **BY)

    assert evidence_of(joint, target.pk) == [answer]


def test_one_step_leads_home_after_several_merges():
    first, second, third = (OrganizationFactory() for _ in range(3))

    merge_organizations(source=first, target=second, **BY)
    merge_organizations(source=second, target=third, **BY)

    assert set(Organization.objects.filter(merged_into=third)) == {first, second}


def test_no_circle_no_self_no_way_down():
    source, target = twins()
    gone = OrganizationFactory(merged_into=target, name="消えた団体")

    sentences = [
        refusal(target, target),
        refusal(gone, source),
        refusal(source, gone),
        refusal(target, source),
    ]

    assert sentences == [
        "団体を自分自身に統合することはできません。",
        "「消えた団体」は、もう統合されています。",
        "「消えた団体」は、もう統合されています。統合した先を選んでください。",
        "確認済みの「確認した団体」を、未確認の団体に統合することはできません。向きを逆にしてください。",
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_merges_across_each_other_one_is_refused():
    one, other = OrganizationFactory(), OrganizationFactory()
    said = []

    def merge_back():
        try:
            said.append(refusal(other, one))
        finally:
            connection.close()

    thread = Thread(target=merge_back)
    with transaction.atomic():
        merge_organizations(source=one, target=other, **BY)
        thread.start()
        wait_until_somebody_waits_for_us()
    thread.join(10)

    assert said == [f"「{one}」は、もう統合されています。統合した先を選んでください。"]
    assert Organization.objects.filter(merged_into=None).get() == other
