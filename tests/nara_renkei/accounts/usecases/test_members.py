"""団体 and its people: invited, asking, changing roles, leaving, told or not told."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction

from nara_renkei.accounts.enums import MemberRole, Notice
from nara_renkei.accounts.models import Invitation, JoinRequest, Member
from nara_renkei.accounts.queries import member_addresses, membership_of, organization_sheet, organizations_of
from nara_renkei.accounts.tasks import match_registrations as match_task
from nara_renkei.accounts.usecases.accept_invitation import accept_invitation
from nara_renkei.accounts.usecases.cancel_invitation import cancel_invitation
from nara_renkei.accounts.usecases.change_role import change_role
from nara_renkei.accounts.usecases.decide_join_request import decide_join_request
from nara_renkei.accounts.usecases.invite_member import OPEN_AT_ONCE, CannotInvite, invite_member
from nara_renkei.accounts.usecases.join_organization import CannotJoin
from nara_renkei.accounts.usecases.leave_organization import CannotLeave, leave_organization
from nara_renkei.accounts.usecases.match_registrations import match_registrations
from nara_renkei.accounts.usecases.open_link import LinkGone
from nara_renkei.accounts.usecases.set_notices import set_notices
from nara_renkei.accounts.usecases.update_profile import update_profile
from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.accounts import CompanyUserFactory, MemberFactory, StaffFactory
from tests.factories.directory import OrganizationFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK, wait_until_somebody_waits_for_us

pytestmark = pytest.mark.django_db
BY = {"by": THE_COMPANY, "at": NOON}
NOBODY_LEFT = "団体の管理者が一人もいなくなります。先に、ほかの担当者を管理者にするか、新しい方を招待してください。"


def refusal(exception, act, **fields):
    with pytest.raises(exception) as caught:
        act(**fields, **BY)
    return str(caught.value)


def invited(organization=None, email="guest@company.example", role=MemberRole.CONTACT):
    organization = organization or MemberFactory().organization
    return invite_member(organization=organization, email=email, role=role, **BY)


def colleague(member, **fields):
    return MemberFactory(organization=member.organization, **fields)


# --- invitations


def test_who_was_invited_joins_in_the_role_that_was_meant():
    invitation = invited(email="Guest@Company.example", role=MemberRole.ADMIN)
    guest = CompanyUserFactory(email="guest@company.example")

    member = accept_invitation(invitation=invitation, user=guest, **BY)

    invitation.refresh_from_db()
    assert (member.organization, member.role, invitation.accepted_by) == (
        invitation.organization,
        MemberRole.ADMIN,
        guest,
    )
    assert list(Invitation.objects.open(NOON)) == []


def test_an_invitation_is_used_once():
    invitation = invited()
    guest = CompanyUserFactory(email="guest@company.example")
    accept_invitation(invitation=invitation, user=guest, **BY)

    assert refusal(LinkGone, accept_invitation, invitation=invitation, user=guest).startswith("このリンクは使えません")


def test_an_invitation_is_for_its_address_and_for_no_member_of_staff():
    invitation = invited(email="shokuin@city.example")
    stranger, clerk = CompanyUserFactory(), StaffFactory(email="shokuin@city.example")

    assert (
        refusal(CannotJoin, accept_invitation, invitation=invitation, user=stranger)
        == "この招待は、別のメールアドレスへのものです。招待が届いたアドレスで入り直してください。"
    )
    assert (
        refusal(CannotJoin, accept_invitation, invitation=invitation, user=clerk)
        == "市の職員は、団体の担当者になれません。"
    )
    assert Invitation.objects.open(NOON).get() == invitation


def test_who_belongs_already_is_not_invited():
    member = MemberFactory()

    assert (
        refusal(
            CannotInvite,
            invite_member,
            organization=member.organization,
            email=member.user.email,
            role=MemberRole.CONTACT,
        )
        == "この方は、もう団体の担当者です。"
    )


def test_not_everybody_in_the_world_is_invited():
    organization = OrganizationFactory()
    for number in range(OPEN_AT_ONCE):
        invited(organization, f"guest{number}@company.example")

    again = invited(organization, "guest0@company.example")

    assert (
        refusal(CannotInvite, invite_member, organization=organization, email="more@x.example", role=MemberRole.CONTACT)
        == "返事を待っている招待が20件あります。取り消すか、返事を待ってください。"
    )
    assert Invitation.objects.open(NOON).filter(link__email="guest0@company.example").get() == again


def test_a_cancelled_invitation_opens_nothing():
    invitation = invited()
    guest = CompanyUserFactory(email="guest@company.example")

    cancel_invitation(invitation=invitation, **BY)

    assert refusal(LinkGone, accept_invitation, invitation=invitation, user=guest)
    assert organizations_of(guest) == []


def test_an_invitation_into_a_merged_organization_leads_to_where_it_is_now():
    target = OrganizationFactory()
    invitation = invited(OrganizationFactory(merged_into=target))
    guest = CompanyUserFactory(email="guest@company.example")

    assert accept_invitation(invitation=invitation, user=guest, **BY).organization == target


# --- roles and leaving


def test_a_role_changes_once():
    admin = MemberFactory()
    other = colleague(admin, role=MemberRole.CONTACT)

    first, second = (change_role(member=other, role=MemberRole.ADMIN, **BY) for _ in range(2))

    assert (first.role, second.role, AuditEvent.objects.filter(verb="member.role").count()) == ("ADMIN", "ADMIN", 1)
    assert change_role(member=admin, role=MemberRole.CONTACT, **BY).role == MemberRole.CONTACT


def test_the_last_administrator_neither_leaves_nor_steps_down():
    admin = MemberFactory()
    alone = MemberFactory()
    colleague(admin, role=MemberRole.CONTACT)
    colleague(admin, left_at=NOON)

    assert [
        refusal(CannotLeave, leave_organization, member=admin),
        refusal(CannotLeave, leave_organization, member=alone),
        refusal(CannotLeave, change_role, member=admin, role=MemberRole.CONTACT),
    ] == [NOBODY_LEFT] * 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "act",
    [
        lambda member: leave_organization(member=member, **BY),
        lambda member: change_role(member=member, role=MemberRole.CONTACT, **BY),
    ],
    ids=["leave", "step down"],
)
def test_of_two_administrators_who_go_at_once_one_stays(act):
    first = MemberFactory()
    second = colleague(first)
    said = []

    def go_too():
        try:
            with pytest.raises(CannotLeave) as caught:
                act(Member.objects.get(pk=second.pk))
            said.append(str(caught.value))
        finally:
            connection.close()

    other = Thread(target=go_too)
    with transaction.atomic():
        leave_organization(member=first, **BY)
        other.start()
        wait_until_somebody_waits_for_us()
    other.join(10)

    assert said == [NOBODY_LEFT]
    assert list(Member.objects.active().filter(role=MemberRole.ADMIN)) == [second]


# --- profile


def test_what_changed_is_kept_and_only_named_in_the_audit():
    organization = OrganizationFactory()

    update_profile(organization=organization, values={"name": "新しい名称", "address": organization.address}, **BY)
    update_profile(organization=organization, values={"name": "新しい名称"}, **BY)

    organization.refresh_from_db()
    assert organization.name == "新しい名称"
    assert [event.keys for event in AuditEvent.objects.filter(verb="organization.profile")] == [{"fields": ["name"]}]


def test_the_name_that_the_desk_confirmed_stays():
    organization = OrganizationFactory(confirmed=True, name="確認した名称")

    update_profile(organization=organization, values={"name": "別の名称", "address": "奈良市新町1"}, **BY)

    organization.refresh_from_db()
    assert (organization.name, organization.address) == ("確認した名称", "奈良市新町1")


# --- second registrations


def second_registrant(first, **fields):
    twin = OrganizationFactory(
        corporate_number=first.corporate_number, created_at=first.created_at + timedelta(days=1), **fields
    )
    return MemberFactory(organization=twin)


def test_who_registers_a_confirmed_number_asks_to_join_and_the_administrators_are_told():
    admin = MemberFactory(organization__confirmed=True)
    colleague(admin, role=MemberRole.CONTACT)
    second = second_registrant(admin.organization)

    assert (match_registrations(**BY), match_registrations(**BY)) == (1, 0)

    request = JoinRequest.objects.get()
    assert (request.organization, request.user, request.name) == (admin.organization, second.user, second.user.name)
    assert list(OutgoingMail.objects.values_list("template", "to")) == [("accounts/join_request", admin.user.email)]


def test_an_unconfirmed_first_registrant_learns_nothing_of_the_second():
    squatter = MemberFactory()
    second_registrant(squatter.organization)

    match_registrations(**BY)

    assert (JoinRequest.objects.count(), OutgoingMail.objects.count()) == (1, 0)
    assert organization_sheet(squatter, NOON).requests == []


def test_the_confirmed_one_is_asked_even_if_it_came_later():
    first = MemberFactory()
    confirmed = second_registrant(first.organization, confirmed=True)

    match_registrations(**BY)

    assert [(one.organization, one.user) for one in JoinRequest.objects.all()] == [(confirmed.organization, first.user)]


def test_nobody_asks_who_has_no_number_no_twin_or_belongs_already():
    MemberFactory(organization__sole=True)
    MemberFactory(organization__sole=True)
    member = MemberFactory()
    MemberFactory(organization=second_registrant(OrganizationFactory(merged_into=OrganizationFactory())).organization)
    twin = OrganizationFactory(corporate_number=member.organization.corporate_number)
    MemberFactory(organization=twin, user=member.user)

    match_task()

    assert JoinRequest.objects.count() == 0


def test_the_approved_joins_and_is_told_the_refused_is_not():
    admin = MemberFactory(organization__confirmed=True)
    wanted, unwanted = (
        JoinRequest.objects.create(
            organization=admin.organization, user=CompanyUserFactory(), name=name, requested_at=NOON
        )
        for name in ("見本花子", "見本次郎")
    )

    decided = [
        decide_join_request(request=wanted, approve=True, **BY),
        decide_join_request(request=wanted, approve=False, by=THE_DESK, at=NOON),
        decide_join_request(request=unwanted, approve=False, **BY),
    ]

    assert [one.is_approved for one in decided] == [True, True, False]
    assert organizations_of(wanted.user) == [admin.organization]
    assert organizations_of(unwanted.user) == []
    assert list(OutgoingMail.objects.values_list("template", "to")) == [("accounts/joined", wanted.user.email)]


# --- what a page shows


def test_a_contact_sees_the_members_and_neither_invitations_nor_requests():
    admin = MemberFactory(organization__confirmed=True)
    contact = colleague(admin, role=MemberRole.CONTACT)
    invitation = invited(admin.organization)
    request = JoinRequest.objects.create(
        organization=admin.organization, user=CompanyUserFactory(), name="見本花子", requested_at=NOON
    )

    seen, hidden = organization_sheet(admin, NOON), organization_sheet(contact, NOON)

    assert (seen.members, seen.invitations, seen.requests) == ([admin, contact], [invitation], [request])
    assert (hidden.members, hidden.invitations, hidden.requests) == ([admin, contact], [], [])


def test_an_old_address_leads_to_the_organization_that_took_it_in():
    member = MemberFactory()
    gone = OrganizationFactory(merged_into=member.organization)

    assert membership_of(member.user, gone.uuid) == member
    assert membership_of(CompanyUserFactory(), gone.uuid) is None


# --- notices


def test_a_muted_letter_does_not_come_and_a_needed_one_does():
    first = MemberFactory()
    second = colleague(first, joined_at=NOON + timedelta(days=1))

    set_notices(member=first, wanted=["DRAFT"], **BY)
    set_notices(member=first, wanted=["DRAFT"], **BY)

    organization = first.organization
    assert member_addresses(organization, Notice.MESSAGE) == [second.user.email]
    assert member_addresses(organization, Notice.DRAFT) == [first.user.email, second.user.email]
    assert member_addresses(organization) == [first.user.email, second.user.email]
    assert AuditEvent.objects.filter(verb="member.notices").count() == 1
