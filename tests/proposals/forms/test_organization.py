import pytest

from nara_renkei.directory.models import OrganizationKind
from proposals.forms.organization import NUMBER_MISSING, OrganizationForm


def form(**typed):
    return OrganizationForm(typed, known=[], admitted=[])


@pytest.mark.parametrize("kind", OrganizationKind.values)
def test_the_number_is_required_of_what_has_one(kind):
    is_missing = form(kind=kind).errors.get("corporate_number", []) == [NUMBER_MISSING]

    assert is_missing is (kind not in {"SOLE", "GROUP"})


def test_before_the_kind_is_known_nothing_is_asked_of_the_number():
    assert "corporate_number" not in form().errors


def test_a_wrong_number_is_not_also_missing():
    errors = form(kind="COMPANY", corporate_number="12345").errors["corporate_number"]

    assert len(errors) == 1
    assert NUMBER_MISSING not in errors


def test_the_label_says_of_whom_it_is_required():
    number = OrganizationForm(known=[], admitted=[])["corporate_number"]

    assert (number.field.required, number.field.required_for) == (False, "法人")
