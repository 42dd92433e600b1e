import pytest

from nara_renkei.reports.papers.training_sheet import build
from nara_renkei.reports.rendering import CannotRender
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DepartmentFactory, DivisionFactory
from tests.factories.training import SessionFactory, TraineeFactory
from tests.harness import NOON
from tests.nara_renkei.reports.pdfs import text_of

pytestmark = pytest.mark.django_db


def test_130_people_sign_by_department_on_numbered_pages():
    session = SessionFactory()
    departments = [DepartmentFactory(name=f"見本{n}部") for n in range(5)]
    divisions = [DivisionFactory(department=one) for one in departments]
    people = [StaffFactory(manager=True, division=divisions[n % 5], name=f"職員{n:03}") for n in range(130)]
    for one in people:
        TraineeFactory(course=session.course, session=session, user=one)
    TraineeFactory(course=session.course, session=session, user__name="免除の人", excused=True)

    pdf = build(session.key, at=NOON)
    text = text_of(pdf)

    assert 5 <= pdf.pages <= 9
    assert f"1/{pdf.pages}ページ" in text
    assert all(one.name in text and one.employee_number in text for one in people)
    assert all(f"見本{n}部（26人）" in text for n in range(5))
    assert "免除の人" not in text


def test_there_is_no_sheet_of_nothing():
    for about, sentence in (
        ("x", "もとの研修の回が見つかりません"),
        ("session:nai-1", "もとの研修の回が見つかりません"),
        (SessionFactory().key, "まだいません"),
    ):
        with pytest.raises(CannotRender, match=sentence):
            build(about, at=NOON)
