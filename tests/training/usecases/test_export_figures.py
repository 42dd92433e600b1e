"""The figures leave the portal, and the audit says who took them."""

import pytest

from nara_renkei.core.models import AuditEvent
from tests.factories.training import CourseFactory, TraineeFactory
from tests.harness import NOON, THE_DESK, TODAY
from training.queries.figures import training_figures
from training.usecases.export_figures import Content, export_figures

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("content", "as_xlsx", "name"),
    [
        (Content.GROUPS, False, "研修の数字_kenshu.csv"),
        (Content.PEOPLE, True, "研修の対象者_kenshu.xlsx"),
    ],
)
def test_a_table_is_taken_and_noted(content, as_xlsx, name):
    course = CourseFactory(slug="kenshu")
    TraineeFactory(course=course)

    sheet = export_figures(
        figures=training_figures(course, TODAY), content=content, as_xlsx=as_xlsx, by=THE_DESK, at=NOON
    )

    event = AuditEvent.objects.get(verb="figures.export")
    assert sheet.name == name
    assert (event.about, event.keys["content"]) == ("course:kenshu", content)
    assert event.keys["count"] == (1 if content == Content.PEOPLE else 4)
