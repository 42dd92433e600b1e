"""/ka/bu/: who reads which 部, what stands on the page, in the table and on the paper, and what a bad period says."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from nara_renkei.accounts.enums import PostKind
from nara_renkei.core.models import AuditEvent, PaperJob
from nara_renkei.reports.queries.department import department_report
from nara_renkei.reports.rules.department import DEPARTMENT, DEPARTMENT_IN_GROUPS
from nara_renkei.reports.rules.periods import TO_COME, UPSIDE_DOWN, Period
from nara_renkei.reports.usecases.make_paper import make_paper
from tests.factories.accounts import PostFactory, StaffFactory
from tests.factories.directory import DepartmentFactory
from tests.factories.screening import RoutingAnswerFactory
from tests.factories.training import SessionFactory, TraineeFactory
from tests.harness import StrictClient
from tests.nara_renkei.reports.departments import NOON, a_department, a_division, busy_department, sent

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON)]

OCTOBER = {"hajime": "2026-10-01", "owari": "2026-10-31"}


def of(department, name="department", *rest):
    return reverse(f"portal:{name}", args=[department.code, *rest])


def leader_of(department):
    return StrictClient.of(StaffFactory(leader=True, department=department))


def words(answer):
    return " ".join(answer.content.decode().split())


def test_the_leader_is_led_to_the_own_department_and_finds_no_other():
    department, other = busy_department(), a_department("観光部", "0600")
    browser = leader_of(department)

    assert browser.get(reverse("portal:departments")).url == of(department)
    assert browser.get(of(department)).status_code == 200
    for name in ("department", "department_sheet"):
        assert browser.get(of(other, name)).status_code == 404
        assert browser.get(reverse(f"portal:{name}", args=["9999"])).status_code == 404
    assert browser.post(of(other, "department_order"), OCTOBER).status_code == 404


def test_who_leads_two_departments_chooses():
    one, two = a_department(), a_department("観光部", "0600")
    person = StaffFactory(leader=True, department=one)
    PostFactory(user=person, kind=PostKind.LEADER, division=None, department=two, holding="CONCURRENT")
    a_department("市民部", "0700")

    page = words(StrictClient.of(person).get(reverse("portal:departments")))

    assert "総務部" in page
    assert "観光部" in page
    assert "市民部" not in page


@pytest.mark.parametrize("trait", ["desk", "executive"])
def test_the_desk_and_the_mayor_read_every_department_also_one_that_ended(trait):
    a_department()
    DepartmentFactory(code="0600", name="もとの部", valid_to=date(2026, 3, 31))
    DepartmentFactory(code="0700", name="来年の部", valid_from=date(2027, 4, 1))

    page = words(StrictClient.of(StaffFactory(**{trait: True})).get(reverse("portal:departments")))

    assert "総務部" in page
    assert "もとの部</a>（令和8年3月31日まで）" in page
    assert "来年の部" not in page


def test_the_leader_of_a_post_that_ended_finds_nothing():
    department = a_department()
    person = StaffFactory(leader=True, department=department)
    person.posts.update(ends_on=date(2026, 11, 1))

    assert StrictClient.of(person).get(of(department)).status_code == 404
    assert StrictClient.of(person).get(reverse("portal:departments")).status_code == 404


@pytest.mark.parametrize("trait", ["officer", "deputy", "manager", "system", "auditor"])
def test_nobody_else_finds_it(trait):
    department = a_department()
    browser = StrictClient.of(StaffFactory(**{trait: True}))

    assert browser.get(of(department)).status_code == 404
    assert browser.get(reverse("portal:departments")).status_code == 404


def test_the_page_says_what_the_query_says():
    department = busy_department()

    page = words(leader_of(department).get(of(department), OCTOBER))

    period = Period(date(2026, 10, 1), date(2026, 10, 31))
    report = department_report(department, period, at=NOON, in_full=True)
    for line in report.stuck:
        assert line.stuck.sentence in page
    for figure in report.figures:
        assert f"<b>{figure.value}</b>{figure.unit}" in page
    assert report.answers_text in page
    assert "人事の仕事ではありません。" in page
    assert page.count("<figure") + page.count('class="heat"') <= 6


def test_of_the_links_the_mayor_gets_none():
    department = busy_department()

    leader = words(leader_of(department).get(of(department)))
    mayor = words(StrictClient.of(StaffFactory(executive=True)).get(of(department)))

    assert reverse("screening:dossier", args=["R8-J-0001"]) in leader
    assert reverse("screening:ruling", args=["R8-J-0008"]) in leader
    # refused: the access has ended
    assert reverse("screening:dossier", args=["R8-J-0006"]) not in leader
    assert "R8-J-0001" in mayor
    assert 'href="/ka/R8' not in mayor


def test_the_name_of_a_refused_proposal_is_on_nobodys_page():
    department = busy_department()

    for browser in (leader_of(department), StrictClient.of(StaffFactory(desk=True))):
        assert "R8-J-0006の題" not in words(browser.get(of(department)))


def test_hostile_words_are_shown_as_they_are():
    department = a_department("<b>髙𠮷部</b>")
    division = a_division(department, "課" * 60)
    routing = sent(division, "R8-J-0601", state="ENDED", due_on=None)
    RoutingAnswerFactory(
        routing=routing, choice="NOT_OURS", comment="<script>alert(1)</script>𠮷" + "あ" * 160, confirmed_by="課長",
        confirmed_as="MANAGER", confirmed_at=NOON,
    )  # fmt: skip

    page = leader_of(department).get(of(department)).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;𠮷" in page
    assert "&lt;b&gt;髙𠮷部&lt;/b&gt;の状況" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("period", "says"),
    [
        ({"hajime": "2026-10-31", "owari": "2026-10-01"}, UPSIDE_DOWN),
        ({"hajime": "2027-10-01", "owari": "2027-10-31"}, TO_COME),
        ({"hajime": "きのう", "owari": "2026-10-31"}, "「2026-04-01」の形で日を入れてください。"),
        ({"hajime": "2026-10-01"}, "日を入れてください。"),
    ],
)
def test_a_bad_period_is_answered_with_a_sentence_and_what_was_typed(period, says):
    department = a_department()
    browser = leader_of(department)

    answers = [browser.get(of(department), period), browser.get(of(department, "department_sheet"), period)]
    answers.append(browser.post(of(department, "department_order"), period))

    for answer in answers:
        assert answer.status_code == 422
        assert says in words(answer)
        assert f'value="{period["hajime"]}"' in words(answer)
    assert not PaperJob.objects.exists()


def test_the_periods_of_a_leader_are_one_click_away():
    department = a_department()

    page = words(leader_of(department).get(of(department)))

    for name in ("今年度", "前の四半期", "先月", "今月"):
        assert f"{name}</a>" in page


def test_the_table_has_typed_cells():
    department = busy_department()

    answer = leader_of(department).get(of(department, "department_sheet"), OCTOBER)

    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    first = dict(zip(rows[0], rows[1], strict=True))
    assert (first["課"], first["主担当"], first["期限を過ぎた"]) == ("総務課", 3, 1)
    assert first["期間の始まり"].date() == date(2026, 10, 1)


def test_the_paper_is_ordered_made_and_taken_and_the_audit_says_so():
    department = busy_department()
    browser = leader_of(department)

    ordered = browser.post(of(department, "department_order"), OCTOBER)
    paper = PaperJob.objects.get(kind=DEPARTMENT)
    assert ordered.url == of(department, "department_paper", paper.uuid)
    assert paper.title == "総務部の状況 令和8年10月"
    assert "順番を待っています" in words(browser.get(ordered.url))
    make_paper(at=timezone.now())

    page = words(browser.get(ordered.url))
    assert "PDFを開く" in page
    answer = browser.get(of(department, "department_file", paper.uuid))
    assert answer.headers["Content-Type"] == "application/pdf"
    event = AuditEvent.objects.filter(verb="paper.download").order_by("pk").last()
    assert event.about == f"paper:{paper.uuid}"
    # not among the reports that every manager reads
    assert str(paper.uuid) not in words(browser.get(reverse("reports:index")))
    assert browser.get(reverse("reports:paper", args=[paper.uuid])).status_code == 404
    assert browser.get(reverse("reports:download", args=[paper.uuid])).status_code == 404


def test_a_paper_is_opened_by_those_who_read_the_page_and_nobody_else():
    department, other = busy_department(), a_department("観光部", "0600")
    browser = leader_of(department)
    browser.post(of(department, "department_order"), OCTOBER)
    paper = PaperJob.objects.get(kind=DEPARTMENT)
    make_paper(at=timezone.now())
    addresses = [of(department, name, paper.uuid) for name in ("department_paper", "department_file")]

    def codes(client):
        return [client.get(address).status_code for address in addresses]

    assert codes(StrictClient.of(StaffFactory(director=True, department=department))) == [200, 200]
    assert codes(StrictClient.of(StaffFactory(desk=True))) == [200, 200]
    # 市長 reads no small groups, so has a paper of another kind
    assert codes(StrictClient.of(StaffFactory(executive=True))) == [404, 404]
    assert codes(leader_of(other)) == [404, 404]
    assert codes(StrictClient.of(StaffFactory(manager=True))) == [404, 404]
    # neither by the address of another 部 that the reader may open
    elsewhere = [of(other, name, paper.uuid) for name in ("department_paper", "department_file")]
    assert [StrictClient.of(StaffFactory(desk=True)).get(one).status_code for one in elsewhere] == [404, 404]


def test_the_mayors_paper_is_one_without_small_groups():
    department = busy_department()
    mayor = StrictClient.of(StaffFactory(executive=True))

    answer = mayor.post(of(department, "department_order"), OCTOBER)

    assert PaperJob.objects.get().kind == DEPARTMENT_IN_GROUPS
    make_paper(at=timezone.now())
    assert "開けるのは、市長・副市長だけです。" in words(mayor.get(answer.url))
    assert leader_of(department).get(answer.url).status_code == 404


def test_a_paper_that_failed_is_ordered_again_for_its_period():
    department = busy_department()
    browser = leader_of(department)
    browser.post(of(department, "department_order"), OCTOBER)
    paper = PaperJob.objects.get()
    paper.state, paper.next_try_at, paper.last_error, paper.attempts = "FAILED", None, "作る途中で止まりました。", 5
    paper.save()

    page = words(browser.get(of(department, "department_paper", paper.uuid)))

    assert 'name="hajime" value="2026-10-01"' in page
    assert 'name="owari" value="2026-10-31"' in page


def test_small_groups_of_a_training_are_shown_to_the_head_and_not_to_the_mayor():
    department = a_department()
    session = SessionFactory(ended=True)
    person = PostFactory(user=StaffFactory(), kind=PostKind.MANAGER, division=a_division(department, "総務課")).user
    TraineeFactory(course=session.course, user=person)

    head = words(leader_of(department).get(of(department)))
    mayor = words(StrictClient.of(StaffFactory(executive=True)).get(of(department)))

    assert "対象1人のうち0人が済み（0％）" in head
    assert "対象が5人未満のため出しません" in mayor
    assert "対象1人" not in mayor


@pytest.mark.parametrize("rows", [1, 4])
def test_the_page_costs_the_same_for_one_and_many(rows, django_assert_max_num_queries):
    department = a_department()
    for n in range(rows):
        sent(a_division(department, f"課{n}"), f"R8-J-070{n}")
    browser = leader_of(department)
    browser.get(of(department))

    with django_assert_max_num_queries(33):
        answer = browser.get(of(department))

    assert words(answer).count("担当者が決まっていません。") == rows
