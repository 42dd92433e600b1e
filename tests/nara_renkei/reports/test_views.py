from datetime import date

import pytest
import time_machine
from django.urls import reverse

from nara_renkei.core.models import AuditEvent, PaperJob, PaperState
from nara_renkei.core.private_files import store_bytes
from tests.factories.accounts import CompanyUserFactory, StaffFactory
from tests.harness import StrictClient, at

from .cities import received

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

    assert (
        reverse("reports:again", args=[job.uuid])
        not in desk_client.get(reverse("reports:paper", args=[job.uuid])).content.decode()
    )


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
    assert "この報告を作る" not in manager_client.get(reverse("reports:index")).content.decode()


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


ASKED = [
    ({"kind": "monthly", "month": "2026-10"}, "2026-10", "令和8年10月 月次報告"),
    (
        {"kind": "quarterly", "quarter": "2026-07-01/2026-09-30", "meeting_on": "2026-11-10"},
        "2026-07-01/2026-09-30/2026-11-10",
        "令和8年度 第2四半期 報告（部長会 令和8年11月10日）",
    ),
    ({"kind": "annual", "year": "2025-04-01/2026-03-31"}, "2025-04-01/2026-03-31", "令和7年度 年次報告"),
    (
        {"kind": "figures", "hajime": "2026-10-01", "owari": "2026-10-15"},
        "2026-10-01/2026-10-15",
        "令和8年10月1日から令和8年10月15日まで 数字の一覧",
    ),
]


@pytest.mark.parametrize(("asked", "about", "title"), ASKED)
def test_every_kind_is_ordered_in_one_form_and_what_stands_in_the_fields_of_others_is_no_matter(
    desk_client, time_machine, asked, about, title
):
    time_machine.move_to(NOW, tick=False)
    received(date(2025, 4, 1))
    of_others = {"month": "x", "quarter": "x", "meeting_on": "x", "year": "x", "hajime": "x", "owari": "x"}

    answers = [desk_client.post(reverse("reports:order"), {**of_others, **asked}) for _ in range(2)]

    job = PaperJob.objects.get()  # a double click is one paper
    assert (job.kind, job.about, job.title) == (asked["kind"], about, title)
    assert {answer["Location"] for answer in answers} == {reverse("reports:paper", args=[job.uuid])}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"kind": "weekly"}, "一覧にある種類から選んでください。"),
        ({"kind": "quarterly", "meeting_on": "2026-11-10"}, "四半期を選んでください。"),
        ({"kind": "quarterly", "quarter": "2027-01-01/2027-03-31", "meeting_on": "2027-04-20"}, "一覧にある四半期から"),
        ({"kind": "quarterly", "quarter": "2026-10-01/2026-12-31", "meeting_on": ""}, "部長会の日を入れてください。"),
        (
            {"kind": "quarterly", "quarter": "2026-10-01/2026-12-31", "meeting_on": "来週"},
            "「2026-04-01」の形で日を入れてください。",
        ),
        (
            {"kind": "quarterly", "quarter": "2026-10-01/2026-12-31", "meeting_on": "2026-11-01"},
            "四半期の途中の報告は、これからひらく部長会のために作ります。",
        ),
        ({"kind": "annual"}, "年度を選んでください。"),
        ({"kind": "annual", "year": "2027-04-01/2028-03-31"}, "一覧にある年度から選んでください。"),
        ({"kind": "figures", "hajime": "2026-10-01"}, "期間の終わりを入れてください。"),
        ({"kind": "figures", "hajime": "2026-12-01", "owari": "2026-12-31"}, "期間の始まりは、今日までの日に"),
        ({"kind": "figures", "hajime": "2010-04-01", "owari": "2026-10-31"}, "期間は10年以内にしてください。"),
    ],
)
def test_a_period_that_does_not_do_is_refused_and_nothing_typed_is_lost(desk_client, time_machine, asked, said):
    time_machine.move_to(NOW, tick=False)
    kept = {"hajime": "2024-02-29", "meeting_on": "𠮷日"} | asked

    answer = desk_client.post(reverse("reports:order"), kept)

    page = answer.content.decode()
    assert (answer.status_code, said in page, PaperJob.objects.count()) == (422, True, 0)
    assert f'value="{kept["hajime"]}"' in page
    assert not kept["meeting_on"] or f'value="{kept["meeting_on"]}"' in page


def test_the_form_offers_the_last_whole_periods_first(desk_client, time_machine):
    time_machine.move_to(NOW, tick=False)
    received(date(2025, 4, 1))

    page = desk_client.get(reverse("reports:index")).content.decode()

    for value in ("2026-10", "2026-07-01/2026-09-30", "2025-04-01/2026-03-31"):
        assert f'<option value="{value}" selected>' in page
    assert 'value="2026-11-09"' in page  # a week from now


def test_the_list_can_be_narrowed_to_one_kind(desk_client):
    paper(done=True)
    paper(kind="annual", about="2025-04-01/2026-03-31", title="令和7年度 年次報告")

    def titles(kind):
        page = desk_client.get(reverse("reports:index"), {"shurui": kind}).content.decode()
        return [title in page for title in ("令和8年10月 月次報告</a>", "令和7年度 年次報告</a>")]

    assert [titles(kind) for kind in ("", "monthly", "annual", "quarterly", "x")] == [
        [True, True], [True, False], [False, True], [False, False], [True, True],
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["monthly", "quarterly", "annual", "figures"])
def test_a_report_that_failed_is_ordered_again_with_one_button(desk_client, kind):
    job = paper(kind=kind, about="x", title="題", state="FAILED", next_try_at=None, last_error="止まりました。")
    again = reverse("reports:again", args=[job.uuid])
    assert again in desk_client.get(reverse("reports:paper", args=[job.uuid])).content.decode()

    answer = desk_client.post(again)

    new = PaperJob.objects.exclude(pk=job.pk).get()
    assert (new.kind, new.about, new.title, new.state) == (kind, "x", "題", PaperState.WAITING)
    assert answer["Location"] == reverse("reports:paper", args=[new.uuid])


@pytest.mark.parametrize("fields", [{}, {"kind": "event_report", "state": "FAILED"}])
def test_what_did_not_fail_or_is_ordered_elsewhere_is_not_ordered_again(desk_client, fields):
    assert desk_client.post(reverse("reports:again", args=[paper(**fields).uuid])).status_code == 404


def test_who_only_reads_orders_nothing_again(manager_client):
    job = paper(state="FAILED", next_try_at=None, last_error="止まりました。")

    assert manager_client.post(reverse("reports:again", args=[job.uuid])).status_code == 404
    assert "もう一度作る</button>" not in manager_client.get(reverse("reports:paper", args=[job.uuid])).content.decode()


def test_the_page_of_a_year_says_that_it_takes_minutes(desk_client):
    page = desk_client.get(reverse("reports:paper", args=[paper(kind="annual").uuid])).content.decode()

    assert "数分かかることがあります" in page
    assert "メールでお知らせします" in page


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
    with django_assert_num_queries(10):
        desk_client.get(reverse("reports:index"))
