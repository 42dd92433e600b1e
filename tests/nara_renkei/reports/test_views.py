from datetime import date

import pytest
import time_machine
from django.urls import reverse

from nara_renkei.core.models import AuditEvent, PaperJob, PaperState
from nara_renkei.core.private_files import store_bytes
from tests.factories.accounts import CompanyUserFactory, StaffFactory
from tests.harness import StrictClient, at

pytestmark = pytest.mark.django_db
NOW = at(date(2026, 11, 2))


def paper(done: bool = False, **fields: object) -> PaperJob:
    of_october = {"kind": "monthly", "about": "2026-10", "title": "令和8年10月 月次報告"}
    asked = {"requested_by": "見本市長", "requested_by_key": "user:1", "created_at": NOW}
    job = PaperJob.objects.create(**{**of_october, **asked, **fields})
    if done:
        file = store_bytes(b"%PDF-1.7 x", name="令和8年10月 月次報告.pdf", content_type="application/pdf", at=NOW)
        job.state, job.file, job.sha256, job.pages, job.finished_at = PaperState.DONE, file, file.sha256, 5, NOW
        job.save()
    return job


READERS = ["manager", "leader", "director", "executive", "desk"]
STRANGERS = ["officer", "deputy", "system", "auditor"]
ORDERERS = ["leader", "director", "executive", "desk"]


@pytest.mark.parametrize("post", READERS)
def test_managers_and_the_desk_read_the_list(post):
    assert StrictClient.of(StaffFactory(**{post: True})).get(reverse("reports:index")).status_code == 200


@pytest.mark.parametrize(("day", "done", "is_said"), [(2, True, True), (2, False, False), (30, True, True)])
def test_the_paper_of_last_month_is_said_first(day, done, is_said):
    paper(done)

    with time_machine.travel(at(date(2026, 11, day)), tick=False):
        page = StrictClient.of(StaffFactory(manager=True)).get(reverse("reports:index")).content.decode()

    assert ("今月の報告ができました" in page) is is_said


def test_a_paper_of_an_older_month_is_not_this_months():
    paper(done=True)

    with time_machine.travel(at(date(2026, 12, 1)), tick=False):
        page = StrictClient.of(StaffFactory(manager=True)).get(reverse("reports:index")).content.decode()

    assert "今月の報告ができました" not in page


def test_managers_read_the_report_of_an_event_which_is_not_that_of_a_month_whatever_its_slug():
    job = paper(done=True, kind="event_report", title="開催報告　冬の回")

    with time_machine.travel(NOW, tick=False):
        client = StrictClient.of(StaffFactory(manager=True))
        page = client.get(reverse("reports:index")).content.decode()
        taken = client.get(reverse("reports:download", args=[job.uuid]))

    assert ("開催報告　冬の回" in page, "今月の報告ができました" in page, taken.status_code) == (True, False, 200)


def test_the_materials_of_an_event_are_no_report():
    job = paper(done=True, kind="event_materials")

    client = StrictClient.of(StaffFactory(manager=True))
    assert client.get(reverse("reports:download", args=[job.uuid])).status_code == 404


def test_who_may_order_a_month_cannot_order_an_event_from_here(desk_client):
    job = paper(kind="event_report", state="FAILED", next_try_at=None, last_error="止まりました。")

    assert reverse("reports:order") not in desk_client.get(reverse("reports:paper", args=[job.uuid])).content.decode()


@pytest.mark.parametrize("post", STRANGERS)
def test_other_posts_see_no_reports(post):
    client, job = StrictClient.of(StaffFactory(**{post: True})), paper(done=True)

    codes = [
        client.get(reverse(name, args=args)).status_code
        for name, args in (("reports:index", []), ("reports:paper", [job.uuid]), ("reports:download", [job.uuid]))
    ]
    codes.append(client.post(reverse("reports:order"), {"month": "2026-10"}).status_code)

    assert codes == [404, 404, 404, 404]


def test_a_company_sees_no_reports():
    assert StrictClient.of(CompanyUserFactory(member=True)).get(reverse("reports:index")).status_code == 404


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get(reverse("reports:index")).status_code == 302


def test_a_section_chief_reads_but_does_not_order(manager_client):
    assert manager_client.post(reverse("reports:order"), {"month": "2026-10"}).status_code == 404
    assert "この月の報告を作る" not in manager_client.get(reverse("reports:index")).content.decode()


@pytest.mark.parametrize("post", ORDERERS)
def test_an_order_leads_to_the_page_that_shows_its_progress(post, time_machine):
    time_machine.move_to(NOW, tick=False)
    client = StrictClient.of(StaffFactory(**{post: True}))

    answer = client.post(reverse("reports:order"), {"month": "2026-11"})

    assert answer.status_code == 302
    assert answer.url == reverse("reports:paper", args=[PaperJob.objects.get().uuid])


@pytest.mark.parametrize(
    ("month", "said"),
    [
        ("", "報告の月を選んでください。"),
        ("2026-13", "一覧にある月から選んでください。"),
        ("2030-01", "一覧にある月から選んでください。"),
    ],
)
def test_a_month_that_is_not_offered_is_refused_with_a_sentence(desk_client, month, said):
    answer = desk_client.post(reverse("reports:order"), {"month": month})

    assert (answer.status_code, said in answer.content.decode(), PaperJob.objects.count()) == (422, True, 0)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "順番を待っています。"),
        ({"state": "WORKING", "attempts": 1}, "数字を集めて、紙面を作っています。"),
        ({"attempts": 2}, "2回目は作れませんでした。少し待って、もう一度試します。"),
        (
            {"state": "FAILED", "last_error": "作る途中で止まりました。"},
            "報告を作れませんでした。作る途中で止まりました。",
        ),
    ],
)
def test_the_page_says_what_is_being_done(desk_client, fields, said):
    page = desk_client.get(reverse("reports:paper", args=[paper(**fields).uuid])).content.decode()

    assert said in page
    assert ('data-progress="working"' in page) == (fields.get("state") != "FAILED")


def test_a_finished_paper_is_offered_with_its_sha256(desk_client):
    job = paper(done=True)

    page = desk_client.get(reverse("reports:paper", args=[job.uuid])).content.decode()

    assert job.sha256 in page
    assert reverse("reports:download", args=[job.uuid]) in page


def test_a_download_is_recorded(desk_client):
    job = paper(done=True)

    answer = desk_client.get(reverse("reports:download", args=[job.uuid]))

    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"%PDF-1.7 x")
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert AuditEvent.objects.filter(verb="paper.download", about=f"paper:{job.uuid}").count() == 1


def test_a_paper_that_is_not_ready_cannot_be_taken(desk_client):
    assert desk_client.get(reverse("reports:download", args=[paper().uuid])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(desk_client, django_assert_num_queries, rows):
    for _ in range(rows):
        paper(done=True)
    with django_assert_num_queries(9):
        desk_client.get(reverse("reports:index"))
