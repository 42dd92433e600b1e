"""The 研修報告 is ordered once a 回 is over."""

import pytest

from nara_renkei.core.models import PaperJob
from tests.factories.training import SessionFactory
from tests.harness import NOON, THE_DESK
from training.rules.papers import TRAINING_REPORT
from training.usecases.order_training_report import CannotOrderReport, order_training_report

pytestmark = pytest.mark.django_db


def test_a_double_click_is_one_report():
    course = SessionFactory(ended=True).course

    for _ in range(2):
        order_training_report(course=course, by=THE_DESK, at=NOON)

    job = PaperJob.objects.get()
    assert (job.kind, job.about) == (TRAINING_REPORT, course.slug)


def test_before_a_session_is_over_there_is_nothing_to_report():
    with pytest.raises(CannotOrderReport, match="終了の段階"):
        order_training_report(course=SessionFactory(today=True).course, by=THE_DESK, at=NOON)
