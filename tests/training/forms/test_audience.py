"""対象の決まり as the desk fills it in."""

from datetime import date

import pytest

from tests.factories.directory import DepartmentFactory
from tests.factories.training import AudienceRuleFactory, CourseFactory
from tests.harness import TODAY
from training.forms.audience import SAYS_NOTHING, AudienceRuleForm

pytestmark = pytest.mark.django_db


def form(instance=None, **said):
    return AudienceRuleForm(said, instance=instance, today=TODAY)


def test_grades_and_titles_are_typed_as_people_write_them():
    filled = form(grades="7級、 8級,9級", titles="課長・室長　\n", kinds=["MANAGER"])

    assert filled.errors == {}
    assert filled.cleaned_data["grades"] == ["7級", "8級", "9級"]
    assert filled.cleaned_data["titles"] == ["課長", "室長"]
    assert filled.cleaned_data["kinds"] == ["MANAGER"]


def test_what_was_saved_is_shown_as_it_is_typed():
    rule = AudienceRuleFactory(grades=["7級", "8級"], titles=["課長"])

    shown = AudienceRuleForm(instance=rule, today=TODAY)

    assert (shown.initial["grades"], shown.initial["titles"]) == ("7級、8級", "課長")


def test_a_rule_that_says_nothing_is_refused_with_how_to_mean_everybody():
    assert form(instance=AudienceRuleFactory()).non_field_errors() == [SAYS_NOTHING]


def test_a_word_that_was_not_divided_is_refused():
    assert form(grades="7級から9級までの管理職").errors["grades"] == [
        "「7級から9級までの管理職」は10字までにして、「、」で区切ってください。"
    ]


def test_departments_that_have_ended_are_offered_only_where_they_are_chosen():
    ended = DepartmentFactory(valid_to=date(2026, 3, 31))
    coming = DepartmentFactory(valid_from=date(2027, 4, 1))
    rule = AudienceRuleFactory(course=CourseFactory())
    rule.departments.add(ended)

    offered = [set(AudienceRuleForm(instance=one, today=TODAY).fields["departments"].queryset) for one in (None, rule)]

    assert [(ended in one, coming in one) for one in offered] == [(False, True), (True, True)]
