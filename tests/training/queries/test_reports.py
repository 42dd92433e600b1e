"""The papers of a 研修 that the desk asked for."""

import pytest

from nara_renkei.core.papers import claim_next, finish
from nara_renkei.core.private_files import store_bytes
from tests.factories.training import AttendanceFactory, CourseFactory, SessionFactory
from tests.harness import NOON, THE_DESK
from training.queries.reports import finished_desk_paper, ordered_papers
from training.usecases.order_certificate import order_certificate, order_certificates
from training.usecases.order_training_report import order_training_report

pytestmark = pytest.mark.django_db


def made():
    job = claim_next(NOON)
    return finish(
        job, file=store_bytes(b"%PDF-", name="a.pdf", content_type="application/pdf", at=NOON), pages=1, at=NOON
    )


def test_each_paper_stands_with_its_newest_and_only_a_session_that_is_over_has_certificates():
    course = CourseFactory()
    over = SessionFactory(course=course, ended=True, number=1)
    SessionFactory(course=course, today=True, number=2)
    AttendanceFactory(session=over, trainee__course=course)
    order_training_report(course=course, by=THE_DESK, at=NOON)
    report = made()
    again = order_training_report(course=course, by=THE_DESK, at=NOON)

    found = ordered_papers(course)

    assert [(one.name, one.session, one.newest) for one in found] == [
        ("研修報告", None, again),
        ("修了証　第1回", over, None),
    ]
    assert finished_desk_paper(course, report.uuid) == report
    assert finished_desk_paper(course, again.uuid) is None


def test_the_certificate_of_one_person_is_none_of_the_papers_of_the_desk():
    attendance = AttendanceFactory(session__ended=True)
    order_certificate(trainee=attendance.trainee, by=THE_DESK, at=NOON)
    own = made()
    order_certificates(session=attendance.session, by=THE_DESK, at=NOON)
    whole = made()

    course = attendance.session.course

    assert finished_desk_paper(course, own.uuid) is None
    assert finished_desk_paper(course, whole.uuid) == whole
    assert finished_desk_paper(CourseFactory(), whole.uuid) is None
