from datetime import date, timedelta

import pytest

from nara_renkei.accounts.enums import MemberRole, PostKind
from nara_renkei.accounts.models import Post, User
from nara_renkei.accounts.queries import (
    can_answer,
    desk_addresses,
    division_addresses,
    holders,
    leader_addresses,
    manager_addresses,
    member_addresses,
    organizations_of,
    staff_url,
)
from nara_renkei.accounts.usecases.appoint import CannotAppoint, appoint
from nara_renkei.accounts.usecases.employ import CannotEmploy, employ
from nara_renkei.accounts.usecases.end_post import CannotEnd, end_post
from nara_renkei.accounts.usecases.found_organization import found_organization
from nara_renkei.accounts.usecases.join_organization import CannotJoin, join_organization
from nara_renkei.accounts.usecases.leave_organization import leave_organization
from nara_renkei.accounts.usecases.reset_second_factor import reset_second_factor
from nara_renkei.core.models import AuditEvent, CitySettings
from nara_renkei.directory.models import OrganizationKind
from tests.factories.accounts import CompanyUserFactory, MemberFactory, PostFactory, StaffFactory
from tests.factories.directory import DepartmentFactory, DivisionFactory, OrganizationFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK, TODAY

pytestmark = pytest.mark.django_db
BY = {"by": THE_DESK, "at": NOON}
EVE = TODAY - timedelta(days=1)


def refusal(exception, act, **fields):
    with pytest.raises(exception) as caught:
        act(**fields, **BY)
    return str(caught.value)


def test_a_post_brings_its_department_and_opens_the_division():
    division = DivisionFactory(accepts_routing=False)

    post = appoint(user=StaffFactory(), kind=PostKind.MANAGER, division=division, starts_on=TODAY, **BY)

    division.refresh_from_db()
    assert (post.department, division.accepts_routing) == (division.department, True)
    assert AuditEvent.objects.filter(verb="post.given", about=f"user:{post.user_id}").count() == 1


def test_a_post_for_a_year_ends_by_itself_and_decides_nothing():
    year = {"division": DivisionFactory(), "starts_on": TODAY, "appointment": "会計年度任用職員"}

    post = appoint(user=StaffFactory(), kind=PostKind.OFFICER, **year, **BY)
    sentence = refusal(CannotAppoint, appoint, user=StaffFactory(), kind=PostKind.MANAGER, **year)

    assert post.ends_on == date(2027, 3, 31)
    assert sentence.startswith("会計年度任用職員は、確認や裁定をする席")


def test_a_post_needs_staff_a_place_and_a_standing_division():
    staff, division, gone = StaffFactory(), DivisionFactory(), DivisionFactory(abolished=True, name="古い課")

    sentences = [
        refusal(
            CannotAppoint, appoint, user=CompanyUserFactory(), kind=PostKind.OFFICER, division=division, starts_on=TODAY
        ),
        refusal(CannotAppoint, appoint, user=staff, kind=PostKind.OFFICER, division=gone, starts_on=TODAY),
        refusal(CannotAppoint, appoint, user=staff, kind=PostKind.OFFICER, starts_on=TODAY),
        refusal(CannotAppoint, appoint, user=staff, kind=PostKind.LEADER, starts_on=TODAY),
        refusal(CannotAppoint, appoint, user=staff, kind=PostKind.DESK, starts_on=TODAY, ends_on=EVE),
    ]

    assert sentences == [
        "席を持てるのは職員だけです。先に職員番号を登録してください。",
        "古い課は、2026年10月5日には置かれていません。後の課を選んでください。",
        "担当・代決者・課長の席には課が必要です。",
        "次長・部長の席には部が必要です。",
        "終わりは始まりより後にしてください。",
    ]
    assert Post.objects.exists() is False


def test_when_the_last_who_can_answer_goes_nothing_more_is_sent_there():
    division = DivisionFactory()
    post = PostFactory(user=StaffFactory(), kind=PostKind.MANAGER, division=division)

    end_post(post=post, last_day=EVE, **BY)

    division.refresh_from_db()
    assert (post.ends_on, division.accepts_routing, can_answer(division, TODAY)) == (EVE, False, False)


def test_a_post_that_would_end_before_it_begins_is_gone():
    post = PostFactory(user=StaffFactory(), starts_on=TODAY)

    end_post(post=post, last_day=EVE, **BY)

    assert Post.objects.exists() is False


def test_an_ended_post_is_not_made_longer():
    post = PostFactory(user=StaffFactory(), ends_on=EVE)

    assert (
        refusal(CannotEnd, end_post, post=post, last_day=TODAY)
        == "この席は2026年10月4日に終わっています。延ばすには、新しい席を作ってください。"
    )


def test_a_member_of_staff_is_known_by_one_address_and_one_number():
    user = employ(email="New@City.example", name="新人", employee_number="777", **BY)

    assert (user.email, user.is_employee, user.has_usable_password()) == ("new@city.example", True, False)
    assert "もう使われています" in refusal(
        CannotEmploy, employ, email="new@city.example", name="別人", employee_number="778"
    )
    assert "もう使われています" in refusal(
        CannotEmploy, employ, email="x@city.example", name="別人", employee_number="777"
    )


def test_joining_twice_is_joining_once():
    user, organization = CompanyUserFactory(), OrganizationFactory()

    first, second = (
        join_organization(user=user, organization=organization, role=MemberRole.ADMIN, **BY) for _ in range(2)
    )

    assert (first, first.joined_at, organizations_of(user)) == (second, NOON, [organization])


def test_staff_join_no_organization():
    assert (
        refusal(CannotJoin, join_organization, user=StaffFactory(), organization=OrganizationFactory())
        == "市の職員は、団体の担当者になれません。"
    )


def test_who_founds_an_organization_is_its_admin_at_once():
    user = CompanyUserFactory()

    organization = found_organization(
        user=user,
        kind=OrganizationKind.GROUP,
        name="見本の会【例示】",
        address="奈良市",
        representative="見本一郎",
        **BY,
    )

    member = user.memberships.get(organization=organization)
    events = AuditEvent.objects.filter(about=f"organization:{organization.uuid}").order_by("pk")
    assert (organization.is_confirmed, member.role, member.joined_at) == (False, MemberRole.ADMIN, NOON)
    assert [(one.verb, one.keys) for one in events] == [
        ("organization.registered", {}),
        ("member.joined", {"user": user.pk, "role": "ADMIN"}),
    ]


def test_staff_found_no_organization():
    assert refusal(CannotJoin, found_organization, user=StaffFactory()) == "市の職員は、団体の担当者になれません。"


def test_who_left_gets_no_letters_and_can_join_again():
    member = MemberFactory()
    other = MemberFactory(organization=member.organization)

    leave_organization(member=member, **BY)
    leave_organization(member=member, **BY)

    assert member_addresses(member.organization) == [other.user.email]
    assert join_organization(user=member.user, organization=member.organization, by=THE_COMPANY, at=NOON) != member


def test_letters_go_to_the_post():
    department = DepartmentFactory()
    division = DivisionFactory(department=department, email="ka@city.example")
    manager = StaffFactory(manager=True, division=division)
    deputy = StaffFactory(deputy=True, division=division)
    officer = StaffFactory(officer=True, division=division)
    leader = StaffFactory(leader=True, department=department)
    StaffFactory(leader=True, department=department, is_active=False)

    assert division_addresses(division, TODAY) == ["ka@city.example"]
    assert division_addresses(DivisionFactory(abolished=True), TODAY) == []
    assert manager_addresses(division, TODAY) == [manager.email, deputy.email]
    assert leader_addresses(department, TODAY) == [leader.email]
    assert [post.user for post in holders(division, TODAY)] == [manager, deputy, officer]


def test_letters_to_the_desk_go_to_its_address_or_else_to_its_people():
    people = [StaffFactory(desk=True).email for _ in range(2)]
    city = CitySettings.load()

    city.email = ""
    city.save()
    assert desk_addresses(TODAY) == people
    city.email = "desk@city.example"
    city.save()
    assert desk_addresses(TODAY) == ["desk@city.example"]


@pytest.mark.parametrize("rows", [1, 3])
def test_holders_cost_one_query(rows, django_assert_num_queries):
    division = DivisionFactory()
    for _ in range(rows):
        StaffFactory(officer=True, division=division)

    with django_assert_num_queries(1):
        names = [str(post.user) + str(post) for post in holders(division, TODAY)]

    assert len(names) == rows
    assert User.objects.count() == rows


@pytest.mark.parametrize(
    ("host", "url"), [("", "https://portal.example/ka/"), ("staff.example", "https://staff.example/ka/")]
)
def test_a_link_for_staff_leads_to_their_host(settings, host, url):
    settings.SITE_URL, settings.STAFF_HOST = "https://portal.example", host

    assert staff_url("/ka/") == url


def test_a_person_without_a_second_factor_has_none_to_reset():
    assert reset_second_factor(user=StaffFactory(), **BY) == 0
    assert not AuditEvent.objects.filter(verb="second_factor.reset").exists()
