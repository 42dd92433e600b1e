"""The two tables that the desk takes away."""

import pytest

from tests.factories.accounts import StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.training import AttendanceFactory, CourseFactory, SessionFactory, TraineeFactory
from tests.harness import TODAY
from training.queries.figures import training_figures
from training.queries.sheets import GROUP_HEAD, HIDDEN, PERSON_HEAD, group_rows, person_rows

pytestmark = pytest.mark.django_db


def test_groups_and_people_stand_as_on_the_page():
    course = CourseFactory()
    session = SessionFactory(course=course, ended=True, number=1)
    division = DivisionFactory()
    for n in range(5):
        one = TraineeFactory(
            course=course, session=session if n else None, user=StaffFactory(manager=True, division=division)
        )
        if n:
            AttendanceFactory(trainee=one, session=session)
    nobody = TraineeFactory(course=course, session=session, user=StaffFactory())
    found = training_figures(course, TODAY)

    groups, people = group_rows(found), person_rows(found)

    assert groups == [
        ("全体", "全体", "6", "4", "67", "0", "2", ""),
        ("部", division.department.name, "", "", "", "", "", HIDDEN),
        ("部", "席なし", "", "", "", "", "", HIDDEN),
        ("級", "級なし", "", "", "", "", "", HIDDEN),
        ("級", "席なし", "", "", "", "", "", HIDDEN),
        ("回", "第1回", "", "", "", "", "", HIDDEN),
        ("回", "回が決まっていない", "", "", "", "", "", HIDDEN),
    ]
    assert people[-1] == (nobody.user.employee_number, nobody.user.name, "席なし", "", "", "", "第1回", "まだ", "")
    assert people[1][2:] == (division.department.name, division.name, "級なし", "", "第1回", "出席", "")
    assert {len(row) for row in groups} == {len(GROUP_HEAD)}
    assert {len(row) for row in people} == {len(PERSON_HEAD)}
