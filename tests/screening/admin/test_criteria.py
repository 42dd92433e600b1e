"""採点の基準 in the admin: edited until it is used, then only read."""

import pytest
from django.urls import reverse

from nara_renkei.core.models import AuditEvent
from screening.models import CriteriaSet, Criterion
from screening.usecases.draft_criteria import draft_criteria
from tests.factories.screening import AssessorFactory
from tests.harness import NOON, THE_DESK, TODAY

pytestmark = pytest.mark.django_db


def draft(note=""):
    return draft_criteria(valid_from=TODAY, note=note, by=THE_DESK, at=NOON)


def rows(criteria_set):
    return list(criteria_set.criteria.order_by("position").values_list("code", "weight", "meaning_4"))


def test_the_next_version_is_a_copy_of_the_newest():
    first = CriteriaSet.objects.get()

    second = draft("重みを見直す。")

    assert (second.version, rows(second)) == (2, rows(first))
    assert AuditEvent.objects.get(verb="criteria.draft").about == "criteria:2"


def test_the_first_version_of_all_is_empty():
    CriteriaSet.objects.all().delete()

    assert (draft().version, Criterion.objects.count()) == (1, 0)


def test_adding_makes_a_copy_and_leads_to_its_page(desk_client):
    form = {"valid_from": "2026-12-01", "note": "重みを見直す。"}

    answer = desk_client.post(reverse("admin:screening_criteriaset_add"), form, follow=True)

    made = CriteriaSet.objects.get(version=2)
    assert answer.redirect_chain[-1][0] == reverse("admin:screening_criteriaset_change", args=[made.pk])
    assert "採点の基準 第2版を作りました。" in answer.content.decode()
    assert made.criteria.count() == 8


def test_a_version_nobody_scores_by_is_edited(desk_client):
    made = draft()
    page = reverse("admin:screening_criteriaset_change", args=[made.pk])
    formset = desk_client.get(page).context["inline_admin_formsets"][0].formset
    data = {f"criteria-{name}": formset.management_form[name].value() for name in formset.management_form.fields}
    for form in formset.forms[: formset.initial_form_count()]:
        data |= {form.add_prefix(name): form[name].value() for name in form.fields if form[name].value() is not None}
    data |= {"valid_from": "2026-12-01", "note": "", "criteria-0-weight": "5"}

    desk_client.post(page, data)

    assert made.criteria.get(code="public").weight == 5


def test_a_version_somebody_scores_by_is_only_read(desk_client):
    used = AssessorFactory().criteria_set
    page = reverse("admin:screening_criteriaset_change", args=[used.pk])

    shown = desk_client.get(page)

    assert 'name="_save"' not in shown.content.decode()
    assert desk_client.post(page, {"valid_from": "2026-12-01"}).status_code == 403


@pytest.mark.parametrize("versions", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(desk_client, versions, django_assert_num_queries):
    for _ in range(versions - 1):
        draft()

    with django_assert_num_queries(9):
        desk_client.get(reverse("admin:screening_criteriaset_changelist"))
