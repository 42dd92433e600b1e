"""数字 of a 研修 on the desk's page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from nara_renkei.core.models import AuditEvent, PaperJob
from nara_renkei.core.papers import claim_next, finish
from nara_renkei.core.private_files import store_bytes
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.training import AttendanceFactory, CourseFactory, SessionFactory, TraineeFactory
from tests.harness import NOON, TODAY
from tests.training.answers import survey_of
from training.enums import Timing
from training.rules.papers import CERTIFICATE, TRAINING_REPORT

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(course=CourseFactory(), ended=True, number=1)


def page(session):
    return reverse("admin:training_course_figures", args=[session.course.pk])


def person(session, division, *, came):
    one = TraineeFactory(course=session.course, session=session, user=StaffFactory(manager=True, division=division))
    if came:
        AttendanceFactory(trainee=one, session=session)
    return one


def test_the_page_shows_the_cover_and_names_who_is_missing(desk_client, session):
    division = DivisionFactory()
    came = [person(session, division, came=True) for _ in range(5)]
    missing = person(session, division, came=False)

    shown = desk_client.get(page(session)).content.decode()

    assert "対象の6人のうち5人が出席しました（83％）" in shown
    assert missing.user.name in shown
    assert came[0].user.name not in shown


def test_the_tables_are_narrowed_to_a_department(desk_client, session):
    one, other = DivisionFactory(), DivisionFactory()
    here, elsewhere = person(session, one, came=False), person(session, other, came=False)

    shown = desk_client.get(page(session), {"bu": str(one.department_id)}).content.decode()

    assert here.user.name in shown
    assert elsewhere.user.name not in shown


@pytest.mark.parametrize("query", [{"hi": "きのう"}, {"bu": "999999"}, {"kyu": "g99"}, {"kai": "-1"}])
def test_what_cannot_be_narrowed_to_is_said_and_everybody_is_shown(desk_client, session, query):
    one = person(session, DivisionFactory(), came=False)

    shown = desk_client.get(page(session), query).content.decode()

    assert "errorlist" in shown
    assert one.user.name in shown


def test_another_day_shows_the_posts_of_that_day(desk_client, session):
    one = person(session, DivisionFactory(), came=False)
    one.user.posts.update(ends_on=TODAY)

    shown = desk_client.get(page(session), {"hi": (TODAY + timedelta(days=1)).isoformat()}).content.decode()

    assert "席なし" in shown


@pytest.mark.parametrize(("content", "inside"), [("groups", False), ("people", True), ("nai", False)])
def test_the_desk_takes_a_table(desk_client, session, content, inside):
    one = person(session, DivisionFactory(), came=False)

    address = reverse("admin:training_course_figures_sheet", args=[session.course.pk])
    answer = desk_client.post(address, {"content": content, "format": "csv"})

    assert (one.user.name in answer.content.decode("utf-8-sig")) is inside
    assert AuditEvent.objects.filter(verb="figures.export").count() == 1


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(desk_client, session, many, django_assert_num_queries):
    survey_of(session, Timing.BEFORE, {"分かる": [2] * 5})
    for _ in range(many):
        person(session, DivisionFactory(), came=False)
    desk_client.get(page(session))  # the session is saved once

    with django_assert_num_queries(12):
        desk_client.get(page(session))


def test_the_list_of_trainings_says_how_far_each_is(desk_client, session):
    for n in range(3):
        person(session, DivisionFactory(), came=n > 0)
    CourseFactory()

    shown = desk_client.get(reverse("admin:training_course_changelist")).content.decode()

    assert [part in shown for part in ("3人", "2人（67％）", "1人")] == [True] * 3
    assert "0人（0％）" in shown


def test_the_desk_orders_the_report_and_the_certificates_of_a_session(desk_client, session):
    person(session, DivisionFactory(), came=True)
    address = reverse("admin:training_course_papers", args=[session.course.pk])

    for number in ("", "1"):
        assert desk_client.post(address, {"session": number}).url == address

    assert set(PaperJob.objects.values_list("kind", "about")) == {
        (TRAINING_REPORT, session.course.slug),
        (CERTIFICATE, session.key),
    }
    assert 'data-progress="working"' in desk_client.get(address).content.decode()


@pytest.mark.parametrize("number", ["7", "x", "-1"])
def test_a_session_that_there_is_not_is_not_found(desk_client, session, number):
    address = reverse("admin:training_course_papers", args=[session.course.pk])

    assert desk_client.post(address, {"session": number}).status_code == 404


def test_what_cannot_be_ordered_is_said(desk_client, session):
    address = reverse("admin:training_course_papers", args=[session.course.pk])

    shown = desk_client.post(address, {"session": "1"}, follow=True).content.decode()

    assert "この回に出席した人がいません" in shown


def test_the_desk_opens_a_paper_and_the_audit_notes_it(desk_client, session):
    desk_client.post(reverse("admin:training_course_papers", args=[session.course.pk]), {"session": ""})
    file = store_bytes(b"%PDF-", name="a.pdf", content_type="application/pdf", at=NOON)
    paper = finish(claim_next(timezone.now()), file=file, pages=1, at=NOON)

    answer = desk_client.get(reverse("admin:training_course_paper_file", args=[session.course.pk, paper.uuid]))

    assert b"".join(answer.streaming_content) == b"%PDF-"
    assert AuditEvent.objects.filter(verb="paper.download").count() == 1
