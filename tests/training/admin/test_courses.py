"""The form of a 研修 with its rules."""

import pytest
from django.urls import reverse

from tests.factories.directory import DepartmentFactory
from tests.factories.training import CourseFactory
from training.forms.audience import SAYS_NOTHING

pytestmark = pytest.mark.django_db


def save(desk, course, **rule):
    said = {
        "name": course.name,
        "slug": course.slug,
        "aims": course.aims,
        "lecturer": course.lecturer,
        "as_of": course.as_of,
        "rules-TOTAL_FORMS": 1,
        "rules-INITIAL_FORMS": 0,
        "questions-TOTAL_FORMS": 0,
        "questions-INITIAL_FORMS": 0,
        **{f"rules-0-{name}": value for name, value in rule.items()},
    }
    page = desk.get(reverse("admin:training_course_change", args=[course.pk]))
    form = page.context["adminform"].form
    said.update({name: form.initial.get(name) or "" for name in form.fields if name not in said})
    return desk.post(reverse("admin:training_course_change", args=[course.pk]), said, follow=True).content.decode()


def test_a_rule_is_ticked_and_typed(desk_client):
    course, department = CourseFactory(), DepartmentFactory()

    save(desk_client, course, kinds=["MANAGER"], grades="7級、8級", titles="", departments=[department.pk])

    rule = course.rules.get()
    assert (rule.kinds, rule.grades, rule.titles, list(rule.departments.all())) == (
        ["MANAGER"],
        ["7級", "8級"],
        [],
        [department],
    )


def test_an_empty_rule_that_nobody_touched_is_none(desk_client):
    course = CourseFactory()

    save(desk_client, course, grades="", titles="", new_since="")

    assert not course.rules.exists()


def test_a_rule_that_says_nothing_but_blanks_is_refused(desk_client):
    course = CourseFactory()

    page = save(desk_client, course, grades="、", titles="")

    assert SAYS_NOTHING in page
    assert not course.rules.exists()
