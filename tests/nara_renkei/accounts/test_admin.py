"""The desk and the system administrator at work in the admin."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib import admin
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from nara_renkei.accounts.admin import Permitted
from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import JoinRequest, Post, User
from nara_renkei.core.models import AuditEvent, CitySettings
from nara_renkei.directory.models import Agreement, Division, Organization
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.accounts import CompanyUserFactory, StaffFactory
from tests.factories.directory import AgreementFactory, DivisionFactory, OrganizationFactory
from tests.harness import NOON, StrictClient

pytestmark = pytest.mark.django_db
CONFIRM = {"action": "confirm"}
NO_ROWS = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}


@pytest.fixture
def system_client():
    return StrictClient.of(StaffFactory(system=True, name="情報太郎"))


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def inline(prefix, **fields):
    return {f"{prefix}-{name}": value for name, value in {**NO_ROWS, **fields}.items()}


def test_every_admin_class_of_ours_asks_the_posts():
    ours = [model_admin for model_admin in admin.site._registry.values() if "renkei" in type(model_admin).__module__]

    assert [str(model_admin) for model_admin in ours if not isinstance(model_admin, Permitted)] == []


def test_every_admin_class_states_its_order_and_deletes_nothing_in_bulk(rf):
    request = rf.get("/")
    request.user = StaffFactory(system=True)

    for model_admin in admin.site._registry.values():
        assert model_admin.ordering, model_admin
        assert "delete_selected" not in model_admin.get_actions(request), model_admin


def test_nobody_meets_tables_that_know_nothing_of_posts():
    assert [model for model in admin.site._registry if model.__module__.startswith(("django.", "allauth."))] == []


def test_the_desk_confirms_a_body_by_the_list(desk_client):
    organization = OrganizationFactory(name="株式会社見本【例示】")

    response = desk_client.post(
        reverse("admin:directory_organization_changelist"), {**CONFIRM, "_selected_action": organization.pk}
    )

    organization.refresh_from_db()
    assert (organization.is_confirmed, said(response)) == (True, ["株式会社見本【例示】：確認しました。"])
    assert str(desk_client.user) in organization.confirmed_by


def test_the_second_body_of_a_number_is_not_confirmed(desk_client):
    first = OrganizationFactory(confirmed=True)
    second = OrganizationFactory(corporate_number=first.corporate_number)

    response = desk_client.post(
        reverse("admin:directory_organization_changelist"), {**CONFIRM, "_selected_action": second.pk}
    )

    assert "もう確認されています" in said(response)[0]
    assert Organization.objects.get(pk=second.pk).is_confirmed is False


def test_on_its_page_a_body_is_compared_with_others_of_its_number_and_confirmed(desk_client):
    first = OrganizationFactory(name="先の団体")
    second = OrganizationFactory(corporate_number=first.corporate_number)
    pages = [reverse("admin:directory_organization_change", args=[one.pk]) for one in (first, second)]
    buttons = [reverse("admin:directory_organization_act", args=[one.pk, "kakunin"]) for one in (first, second)]

    assert buttons[0] in desk_client.get(pages[0]).content.decode()
    desk_client.post(buttons[0], {})
    refused = desk_client.post(buttons[1], {}).content.decode()

    assert buttons[0] not in desk_client.get(pages[0]).content.decode()
    assert "先の団体（確認済み）" in desk_client.get(pages[1]).content.decode()
    assert "もう確認されています" in refused


def test_the_desk_writes_down_an_agreement_and_the_audit_knows(desk_client):
    organization = OrganizationFactory()
    fields = {"organization": organization.pk, "title": "包括連携協定", "starts_on": "2026-06-01", **inline("record")}

    desk_client.post(reverse("admin:directory_agreement_add"), fields)

    agreement = Agreement.objects.get()
    event = AuditEvent.objects.get(verb="admin.add")
    assert (event.about, event.actor_key) == (f"agreement:{agreement.pk}", f"user:{desk_client.user.pk}")


def asked_to_join():
    return JoinRequest.objects.create(
        organization=OrganizationFactory(), user=CompanyUserFactory(), name="参加希望", requested_at=NOON
    )


@pytest.mark.parametrize(
    ("verb", "decision", "letters"), [("mitomeru", "担当として認めた", 1), ("mitomenai", "認めなかった", 0)]
)
def test_the_desk_decides_on_the_page_who_joins(desk_client, verb, decision, letters):
    asked = asked_to_join()
    there = reverse("admin:accounts_joinrequest_change", args=[asked.pk])
    pressed = reverse("admin:accounts_joinrequest_act", args=[asked.pk, verb])

    before = desk_client.get(there).content.decode()
    desk_client.post(pressed, {})
    after = desk_client.get(there).content.decode()

    assert (pressed in before, "まだ決めていません" in before) == (True, True)
    assert (pressed in after, decision in after) == (False, True)
    assert asked.organization.members.count() == OutgoingMail.objects.count() == letters


def test_a_page_on_which_nothing_can_be_written_has_nothing_to_be_saved(desk_client):
    pages = [
        reverse("admin:accounts_joinrequest_change", args=[asked_to_join().pk]),
        reverse("admin:directory_organization_change", args=[OrganizationFactory().pk]),
    ]

    assert ['name="_save"' in desk_client.get(page).content.decode() for page in pages] == [False, True]


def test_a_division_without_an_address_is_sent_nothing_and_says_why(desk_client):
    division = DivisionFactory(name="見本課")
    url = reverse("admin:directory_division_change", args=[division.pk])
    fields = {
        "code": division.code,
        "name": "見本課",
        "duties": division.duties,
        "department": division.department_id,
        "open_limit": 8,
        "valid_from": "2025-04-01",
    }

    desk_client.post(url, {**fields, "email": ""})

    assert Division.objects.get().accepts_routing is False
    assert "見本課には課のメールがないため、送付できません。" in desk_client.get(url).content.decode()
    assert AuditEvent.objects.get(verb="admin.change").keys["fields"] == ["課のメール"]


def test_the_system_administrator_gives_and_ends_posts(system_client):
    user, division = StaffFactory(), DivisionFactory()
    url = reverse("admin:accounts_user_change", args=[user.pk])
    person = {"name": user.name, "email": user.email, "is_active": "on", **inline("name_changes")}
    today = timezone.localdate()

    system_client.post(
        url,
        {
            **person,
            **inline("posts"),
            **inline("posts-2", TOTAL_FORMS="1"),
            "posts-2-0-kind": "MANAGER",
            "posts-2-0-division": division.pk,
            "posts-2-0-holding": "MAIN",
            "posts-2-0-starts_on": str(today),
            "posts-2-0-user": user.pk,
        },
    )
    post = Post.objects.get(user=user)
    given = (post.kind, post.division, post.department)
    system_client.post(
        url,
        {
            **person,
            **inline("posts", TOTAL_FORMS="1", INITIAL_FORMS="1"),
            "posts-0-id": post.pk,
            "posts-0-user": user.pk,
            "posts-0-ends_on": str(today),
            **inline("posts-2"),
        },
    )
    post.refresh_from_db()

    assert given == (PostKind.MANAGER, division, division.department)
    assert post.ends_on == today
    verbs = (
        AuditEvent.objects.filter(about=f"user:{user.pk}", verb__startswith="post.")
        .order_by("pk")
        .values_list("verb", flat=True)
    )
    assert list(verbs) == ["post.given", "post.ended"]


def test_a_new_member_of_staff_has_no_password_yet(system_client):
    fields = {
        "employee_number": "123",
        "name": "新人",
        "email": "New@City.example",
        "is_active": "on",
        **inline("posts"),
    }

    system_client.post(reverse("admin:accounts_user_add"), fields)

    user = User.objects.get(employee_number="123")
    assert (user.email, user.has_usable_password()) == ("new@city.example", False)


def test_a_lost_second_factor_is_taken_away(system_client):
    user = StaffFactory(name="山田花子")
    TOTP.activate(user, generate_totp_secret())

    response = system_client.post(
        reverse("admin:accounts_user_changelist"), {"action": "take_second_factor", "_selected_action": user.pk}
    )

    assert said(response) == ["山田花子：二段階認証を解除しました。次のログインで設定し直します。"]
    assert user.authenticator_set.exists() is False
    assert AuditEvent.objects.filter(verb="second_factor.reset", about=f"user:{user.pk}").exists() is True


def test_a_person_of_a_company_never_becomes_staff_here(system_client):
    user = CompanyUserFactory(member=True)
    url = reverse("admin:accounts_user_change", args=[user.pk])

    system_client.post(
        url,
        {"employee_number": "999", "name": user.name, "email": user.email, "is_active": "on", **inline("memberships")},
    )

    user.refresh_from_db()
    assert user.employee_number is None


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "make", "most"),
    [
        ("accounts_user", lambda: StaffFactory(officer=True), 9),
        ("directory_division", DivisionFactory, 9),
        ("directory_organization", OrganizationFactory, 8),
        ("directory_agreement", AgreementFactory, 11),
    ],
)
def test_a_list_costs_the_same_for_one_and_three(system_client, name, make, most, rows, django_assert_max_num_queries):
    for _ in range(rows):
        make()
    url = reverse(f"admin:{name}_changelist")
    system_client.get(url)

    with django_assert_max_num_queries(most):
        assert system_client.get(url).status_code == 200


def test_the_settings_are_one_row_and_open_at_once(desk_client):
    response = desk_client.get(reverse("admin:core_citysettings_changelist"))

    assert response["Location"] == reverse("admin:core_citysettings_change", args=[1])
    assert CitySettings.objects.count() == 1


def test_the_auditor_reads_and_changes_nothing(db):
    client = StrictClient.of(StaffFactory(auditor=True))
    client.post("/accounts/reauthenticate/", {"password": "wrong"})
    event = AuditEvent.objects.order_by("pk").first()

    page = client.get(reverse("admin:core_auditevent_change", args=[event.pk]))

    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()


@pytest.mark.parametrize("name", ["user", "post"])
def test_search_with_a_control_character_is_no_error(system_client, name):
    assert system_client.get(reverse("admin:accounts_user_changelist"), {"q": f"{name}\x00"}).status_code in {200, 400}


def test_a_post_of_yesterday_opens_nothing(db):
    user = StaffFactory(desk=True)
    Post.objects.filter(user=user).update(ends_on=timezone.localdate() - timedelta(days=1))

    assert StrictClient.of(user).get(reverse("admin:directory_division_changelist")).status_code == 404
