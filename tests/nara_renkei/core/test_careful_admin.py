"""What the admin's own pages never send: 400, or the page again, and no error of ours."""

import pytest
from django.contrib import admin
from django.urls import reverse

from nara_renkei.core.careful_admin import CarefulAdmin, CarefulBoxes
from nara_renkei.core.models import Holiday

pytestmark = pytest.mark.django_db


def test_every_admin_class_stands_on_it():
    admins = list(admin.site._registry.values())
    inlines = [inline for one in admins for inline in one.inlines]

    assert [type(one).__name__ for one in admins if not isinstance(one, CarefulAdmin)] == []
    assert [one.__name__ for one in inlines if not issubclass(one, CarefulBoxes)] == []


@pytest.mark.parametrize("lookup", ["id__regex=%28", "name__startswith=a", "name__iregex=%28", "slug__icontains=a"])
def test_no_list_is_narrowed_letter_by_letter(desk_client, lookup):
    there = reverse("admin:core_holiday_changelist")

    assert desk_client.get(f"{there}?{lookup}").status_code in {302, 400}
    assert desk_client.get(f"{there}?id__exact=1").status_code == 200


@pytest.mark.parametrize("key", ["x", "\x00", "9" * 5_000])
def test_a_chosen_row_that_is_none_is_a_400(desk_client, key):
    there = reverse("admin:accounts_joinrequest_changelist")

    assert desk_client.post(there, {"action": "approve", "_selected_action": [key]}).status_code == 400


def test_a_row_has_one_name(desk_client):
    row = Holiday.objects.order_by("day").first().pk
    other = str(row).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    answers = [desk_client.get(f"/admin/core/holiday/{key}/change/").status_code for key in (row, other)]

    assert answers == [200, 302]


@pytest.mark.parametrize("key", ["あ", "[]", "9" * 5_000])
def test_what_is_no_key_in_a_box_is_said_on_the_page(desk_client, key):
    page = desk_client.post(reverse("admin:directory_division_add"), {"department": key, "successors": [key]})

    assert page.status_code == 200
    assert {"department", "successors"} <= page.context["adminform"].form.errors.keys()
