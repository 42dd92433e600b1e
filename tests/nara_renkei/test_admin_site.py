from uuid import UUID

import pytest
from django.contrib.contenttypes.models import ContentType

from nara_renkei.admin_site import OTHER, SECTIONS, _in_sections
from tests.factories.accounts import CompanyUserFactory, StaffFactory
from tests.harness import StrictClient

pytestmark = pytest.mark.django_db


def test_a_stranger_is_led_to_the_door_of_staff(client):
    first = client.get("/admin/")
    second = client.get(first.url)

    assert first.url == "/admin/login/?next=/admin/"
    assert second.url == "/accounts/login/?next=%2Fadmin%2F"


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/admin/directory/division/", "/admin/nai/"])
@pytest.mark.parametrize(
    "who", [lambda: CompanyUserFactory(member=True), lambda: StaffFactory(manager=True), StaffFactory]
)
def test_who_has_no_post_for_it_does_not_find_it(who, address):
    assert StrictClient.of(who()).get(address).status_code == 404


@pytest.mark.parametrize("traits", [{"desk": True}, {"system": True}, {"auditor": True}])
def test_who_has_a_post_for_it_sees_the_sections_in_the_order_of_work(traits):
    response = StrictClient.of(StaffFactory(**traits)).get("/admin/")

    order = [name for name, _ in SECTIONS]
    shown = [section["name"] for section in response.context["app_list"]]
    assert response.status_code == 200
    assert shown == [name for name in order if name in shown]


@pytest.mark.parametrize(("role", "reads"), [("desk", True), ("system", False), ("auditor", False)])
def test_the_head_leads_to_the_reports_of_those_who_read_them(role, reads):
    client = StrictClient.of(StaffFactory(**{role: True}))

    assert ('href="/hokoku/"' in client.get("/admin/").content.decode()) is reads
    assert (client.get("/hokoku/").status_code == 200) is reads


def test_what_no_section_names_comes_last():
    models = [{"object_name": "Unheard"}, {"object_name": "Holiday"}, {"object_name": "DeskProposal"}]

    assert _in_sections(models) == [
        ("受付・照会", [{"object_name": "DeskProposal"}]),
        ("文面・選択肢", [{"object_name": "Holiday"}]),
        (OTHER, [{"object_name": "Unheard"}]),
    ]


def test_passwords_and_leaving_go_through_the_one_door(desk_client):
    assert desk_client.get("/admin/password_change/").url == "/accounts/password/change/"
    assert desk_client.post("/admin/logout/").url == "/accounts/logout/"


def test_the_admin_holds_nothing_that_the_policy_would_block(desk_client):
    html = desk_client.get("/admin/").content.decode()

    assert "<style" not in html
    assert " style=" not in html
    assert " onclick=" not in html


@pytest.mark.parametrize(
    ("box", "status"),
    [
        ("app_label=training&model_name=course&field_name=organization", 200),
        ("app_label=proposals&model_name=proposal&field_name=organization", 403),
        ("app_label=directory&model_name=department&field_name=divisions", 403),  # points the other way
        ("app_label=dialogue&model_name=encounter&field_name=company", 403),
    ],
)
def test_rows_are_found_by_name_in_the_boxes_of_the_site_alone(desk_client, box, status):
    assert desk_client.get(f"/admin/autocomplete/?term=&{box}").status_code == status


def test_no_row_has_a_page_outside_the_admin(desk_client):
    # its keys are uuids: Django would look for 1
    kind = ContentType.objects.get(app_label="surveys", model="answersheet")

    assert {desk_client.get(f"/admin/r/{kind.pk}/{key}/").status_code for key in ("1", "x", UUID(int=1))} == {404}
