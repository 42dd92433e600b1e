"""Every sign of a small city by hand; what is written at night; the board on page and paper."""

from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from knowledge.models import Chapter, TemplateDownload
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.calendar import FiscalYear
from nara_renkei.core.models import AuditEvent, PaperJob
from nara_renkei.reports.models import SignReading, VisionTarget
from nara_renkei.reports.papers.vision import NO_YEAR, build
from nara_renkei.reports.queries.signs import signs_of
from nara_renkei.reports.queries.vision import NO_COMPARISON, NOBODY_MOVED, vision_board, years_of_board
from nara_renkei.reports.rendering import CannotRender
from nara_renkei.reports.rules.periods import Period
from nara_renkei.reports.rules.vision import SIGNS
from nara_renkei.reports.tasks import write_readings as write_task
from nara_renkei.reports.usecases.write_readings import NOT_BEGUN, write_readings
from proposals.enums import Kind
from tests.factories.accounts import StaffFactory
from tests.factories.dialogue import EventFactory, RegistrationFactory
from tests.factories.directory import DepartmentFactory, DivisionFactory
from tests.factories.knowledge import (
    CaseFactory,
    SupportRequestFactory,
    TemplateVersionFactory,
)
from tests.factories.proposals import ChallengeFactory, TroubleFactory
from tests.factories.reports import SelfCheckFactory, VisionTargetFactory
from tests.factories.screening import RoutingAnswerFactory, RoutingFactory
from tests.harness import StrictClient, at
from tests.nara_renkei.reports.pdfs import text_of

from .cities import MADE_AT, received

pytestmark = pytest.mark.django_db
R7, R8 = FiscalYear(2025), FiscalYear(2026)
NIGHT = at(date(2026, 11, 2), 3)
WINDOW = Period(date(2025, 11, 2), date(2026, 11, 1))  # the year up to yesterday
PAGE = "/hokoku/mezasu-sugata/"


def sign(code, period=WINDOW):
    found = {one.sign.code: one for one in signs_of(period, at=MADE_AT)}[code]
    return found.value, found.cases


def reading(code, value, quarter=date(2026, 10, 1), as_of=date(2026, 11, 1)):
    return SignReading.objects.create(quarter=quarter, sign=code, value=value, cases=10, as_of=as_of)


# --- signs


def test_an_empty_city_has_every_sign_and_nothing_to_count():
    found = signs_of(WINDOW, at=MADE_AT)

    assert [one.sign for one in found] == list(SIGNS)
    # the ガイドライン is there from the first day
    assert {one.value for one in found if one.sign.code != "fresh"} == {0, None}


def test_signs_that_are_figures_are_the_figures():
    assert sign("cases") == (0, None)
    CaseFactory(opened=True)
    assert sign("cases") == (1, None)


def test_a_division_starts_by_itself_with_a_challenge_a_trouble_a_question_or_a_case():
    ChallengeFactory(lead=DivisionFactory(), published_on=date(2025, 11, 2))
    TroubleFactory(division=DivisionFactory(), written_at=at(date(2026, 11, 1), 23))
    SupportRequestFactory(division=DivisionFactory(), asker=StaffFactory(desk=True))
    CaseFactory(owner=DivisionFactory())
    # before the year, after it, and what the desk imported
    ChallengeFactory(lead=DivisionFactory(), published_on=date(2025, 11, 1))
    TroubleFactory(division=DivisionFactory(), written_at=at(date(2026, 11, 2), 0))
    CaseFactory(owner=DivisionFactory(), origin="IMPORT", source_name="国の事例集")
    DivisionFactory(valid_to=date(2026, 10, 31))

    assert sign("self_started") == (57, 7)  # 4 of 7


def test_a_division_has_a_case_that_staff_can_read():
    owner = DivisionFactory()
    CaseFactory(owner=owner, opened=True, opened_at=at(date(2026, 11, 1)))
    CaseFactory(owner=owner, opened=True)
    CaseFactory(owner=DivisionFactory())  # a draft
    CaseFactory(owner=DivisionFactory(), opened=True, opened_at=at(date(2026, 11, 2), 0))  # later
    CaseFactory(owner=DivisionFactory(), retired=True, opened_at=at(date(2026, 5, 1)))
    DivisionFactory()

    assert sign("with_case") == (20, 5)


def test_pages_are_fresh_up_to_the_day_of_their_review():
    Chapter.objects.update(review_by=WINDOW.last)
    every = Chapter.objects.count() + 3
    for days in (0, 1, -1):
        CaseFactory(opened=True, review_by=WINDOW.last + timedelta(days=days))
    assert sign("fresh") == (round(100 * (every - 1) / every), every)

    Chapter.objects.update(review_by=WINDOW.last - timedelta(days=1))
    assert sign("fresh") == (round(100 * 2 / every), every)


def test_forms_taken_are_those_of_the_months():
    version = TemplateVersionFactory()
    for month, is_filled, times in (
        (date(2025, 11, 1), False, 100), (date(2025, 12, 1), False, 3), (date(2026, 11, 1), True, 4)
    ):  # fmt: skip
        TemplateDownload.objects.create(version=version, month=month, is_filled=is_filled, times=times)

    assert sign("templates_taken") == (7, None)


def test_proposals_for_a_challenge_are_a_share_of_all_that_came():
    for _ in range(3):
        received(date(2026, 10, 1))
    assert sign("for_challenges") == (None, 3)
    for _ in range(2):
        received(date(2026, 10, 1), kind=Kind.CHALLENGE, challenge=ChallengeFactory())
    assert sign("for_challenges") == (40, 5)


def test_the_self_checks_count_from_five_divisions_the_newest_of_each():
    for level in (4, 5, 3, 1):
        SelfCheckFactory(level=level)
    last = DivisionFactory()
    SelfCheckFactory(division=last, year=2025, level=5, answered_at=at(date(2026, 2, 10)))
    assert sign("check_culture") == (60, 5)  # 3 of 5

    SelfCheckFactory(division=last, level=[4, 4, 4, 1, 1, 5, 1, 1, 1, 1, 1, 1])
    assert sign("check_organisation") == (60, 5)
    assert sign("check_culture") == (47, 5)  # 7 of 15


def test_the_self_checks_of_four_are_not_told():
    for _ in range(4):
        SelfCheckFactory(level=5)

    assert sign("check_system") == (None, 4)


def test_a_self_check_counts_from_the_day_it_was_given_and_two_years_at_most():
    for _ in range(4):
        SelfCheckFactory(level=5)
    SelfCheckFactory(level=1, answered_at=at(date(2026, 11, 2), 0))
    assert sign("check_system") == (None, 4)

    ended = DivisionFactory(valid_to=date(2026, 3, 31))
    SelfCheckFactory(division=ended, year=2025, level=1, answered_at=at(date(2026, 2, 10)))
    assert sign("check_system") == (None, 4)
    ended.successors.add(DivisionFactory(valid_from=date(2026, 4, 1)))
    assert sign("check_system") == (80, 5)  # what it became stands for it


# --- at night


def test_a_night_counts_the_running_quarter_up_to_yesterday_and_twice_changes_nothing():
    CaseFactory(opened=True)

    assert write_readings(by=THE_SYSTEM, at=NIGHT) == len(SIGNS)
    assert write_readings(by=THE_SYSTEM, at=NIGHT) == 0

    rows = SignReading.objects.all()
    assert {(row.quarter, row.as_of) for row in rows} == {(date(2026, 10, 1), date(2026, 11, 1))}
    assert rows.get(sign="cases").value == 1
    assert AuditEvent.objects.filter(verb="vision.count").count() == 1


def test_the_last_night_of_a_quarter_ends_it_and_what_comes_later_does_not_move_it():
    write_readings(by=THE_SYSTEM, at=at(date(2027, 1, 1), 3))
    CaseFactory(opened=True)

    write_readings(by=THE_SYSTEM, at=at(date(2027, 1, 2), 3))

    assert list(SignReading.objects.filter(sign="cases").order_by("quarter").values_list("quarter", "value", "as_of")) == [
        (date(2026, 10, 1), 0, date(2026, 12, 31)),
        (date(2027, 1, 1), 1, date(2027, 1, 1)),
    ]  # fmt: skip


def test_a_missed_night_at_the_turn_is_made_up_for():
    write_readings(by=THE_SYSTEM, at=at(date(2026, 12, 30), 3))
    CaseFactory(opened=True)

    write_readings(by=THE_SYSTEM, at=at(date(2027, 1, 5), 3))

    last = SignReading.objects.get(sign="cases", quarter=date(2026, 10, 1))
    assert (last.value, last.as_of) == (1, date(2026, 12, 31))


def test_the_task_counts_for_itself():
    with time_machine.travel(NIGHT, tick=False):
        write_task()

    assert SignReading.objects.count() == len(SIGNS)


def test_only_the_command_counts_a_quarter_that_is_over():
    said = StringIO()
    with time_machine.travel(NIGHT, tick=False):
        call_command("count_vision", "2026-08-15", stdout=said)
        call_command("count_vision", "2026-08-15", stdout=said)
        with pytest.raises(CommandError, match="2026-07-01"):
            call_command("count_vision", "八月")
        with pytest.raises(CommandError, match=NOT_BEGUN):
            call_command("count_vision", "2027-01-01")

    assert said.getvalue() == "16個の値が変わりました。\n0個の値が変わりました。\n"
    assert {(row.quarter, row.as_of) for row in SignReading.objects.all()} == {(date(2026, 7, 1), date(2026, 9, 30))}


# --- the board


def test_the_board_says_the_points_of_the_last_quarter_by_the_targets_of_the_year():
    for code, value, before in (("satisfaction", 90, 70), ("again", 20, 15), ("for_challenges", 30, 30)):
        reading(code, value)
        reading(code, before, quarter=date(2026, 1, 1), as_of=date(2026, 3, 31))
    VisionTargetFactory(sign="satisfaction", value=90)
    VisionTargetFactory(sign="again", value=30)
    VisionTargetFactory(sign="again", year=2025, value=10)

    board = vision_board(R8, at=MADE_AT)

    understanding = board.pictures[3]
    assert (understanding.score, understanding.score_before) == (83, 63)  # 100 and 66; 77 and 50
    assert understanding.words == (
        "目標まであと17ポイント。満足度は90％で目標に届き、"
        "再提案率が低いこと（いま20％、目標30％以上）がいちばんの差になっています。"
    )
    assert (board.pictures[0].score_text, board.pictures[0].before_text) == ("―", "―")
    assert board.as_of == date(2026, 11, 1)
    assert board.radar == [
        ("令和8年度", [None, None, None, 83]), ("令和7年度", [None, None, None, 63]), ("目標", [100] * 4)
    ]  # fmt: skip
    assert (board.quarters, board.trend[3]) == (["R7 第4", "R8 第3"], ("④公民の相互理解", [63, 83]))


def test_a_board_without_anything_says_so():
    board = vision_board(R8, at=MADE_AT)

    assert (board.as_of, board.radar, board.quarters, board.departments) == (None, [], [], [])
    assert {one.words for one in board.pictures} == {"この年度の目標が、まだありません。"}
    assert board.movers_words == NO_COMPARISON
    assert years_of_board(MADE_AT) == [R8]


def test_the_years_are_those_that_were_counted_and_this_one():
    reading("kept", 80, quarter=date(2025, 4, 1))
    reading("kept", 80, quarter=date(2026, 1, 1))

    assert years_of_board(MADE_AT) == [R8, R7]


def moved(division, before, after, **fields):
    SelfCheckFactory(division=division, year=2025, level=before, answered_at=at(date(2026, 2, 10)))
    SelfCheckFactory(division=division, level=after, **fields)


def test_who_moved_most_is_named_with_its_open_cases():
    busy, quiet, back = (DivisionFactory(name=name) for name in ("観光戦略課", "人事課", "管財課"))
    moved(busy, 2, 3)
    moved(quiet, 1, 5)
    moved(back, 4, 3)
    SelfCheckFactory(level=5)  # without a year before
    for number in range(4):
        CaseFactory(owner=busy, code=f"j-{number}", opened=True, opened_at=at(date(2026, 5, number + 1)))
    CaseFactory(owner=busy, code="j-9", retired=True, opened_at=at(date(2026, 5, 9)), retired_at=at(date(2026, 6, 1)))
    ChallengeFactory(lead=busy, published_on=date(2026, 4, 1))
    ChallengeFactory(lead=busy, published_on=date(2026, 3, 31))
    ChallengeFactory(lead=back, published_on=date(2026, 4, 1))

    board = vision_board(R8, at=MADE_AT)

    assert [(one.move.name, one.move.rise, one.move.deeds) for one in board.movers] == [("観光戦略課", 12, 5)]
    assert [case.code for case in board.movers[0].cases] == ["j-3", "j-2", "j-1"]
    assert board.movers_words == ""


def test_answers_and_meetings_are_deeds_too():
    division = DivisionFactory()
    moved(division, 2, 3)
    RoutingAnswerFactory(routing=RoutingFactory(division=division), confirmed=True)
    RoutingAnswerFactory(routing=RoutingFactory(division=division))  # a draft
    event = EventFactory(ended=True, held_on=date(2026, 10, 5), closes_on=date(2026, 10, 1))
    RegistrationFactory(event=event, of_division=True, division=division)

    assert [one.move.deeds for one in vision_board(R8, at=MADE_AT).movers] == [2]


def test_when_nobody_moved_the_board_says_so():
    moved(DivisionFactory(), 3, 3)

    board = vision_board(R8, at=MADE_AT)

    assert (board.movers, board.movers_words) == ([], NOBODY_MOVED)


def test_a_renamed_division_is_compared_with_what_it_was_and_a_merged_one_is_not():
    renamed, half, other = (DivisionFactory(valid_to=date(2026, 3, 31)) for _ in range(3))
    new, merged = (DivisionFactory(valid_from=date(2026, 4, 1)) for _ in range(2))
    renamed.successors.add(new)
    half.successors.add(merged)
    other.successors.add(merged)
    for old in (renamed, half, other):
        SelfCheckFactory(division=old, year=2025, level=2, answered_at=at(date(2026, 2, 10)))
    for one in (new, merged):
        SelfCheckFactory(division=one, level=4)
        ChallengeFactory(lead=one, published_on=date(2026, 5, 1))

    assert [(one.move.division, one.move.rise) for one in vision_board(R8, at=MADE_AT).movers] == [(new.pk, 24)]


def test_a_reform_that_runs_in_a_circle_does_not_hang():
    one, other = DivisionFactory(), DivisionFactory()
    one.successors.add(other)
    other.successors.add(one)
    SelfCheckFactory(division=one)

    assert vision_board(R8, at=MADE_AT).movers_words == NO_COMPARISON


def department(name, levels):
    unit = DepartmentFactory(name=name)
    for level in levels:
        SelfCheckFactory(division=DivisionFactory(department=unit), level=level)


def means():
    return [(one.name, one.answered, one.text) for one in vision_board(R8, at=MADE_AT).departments]


def test_only_departments_of_five_divisions_show_their_mean():
    department("観光経済部", [5, 4, 4, 3, 2])
    department("総務部", [1, 1, 1, 1])
    department("福祉部", [2, 2])

    assert means() == [
        ("観光経済部", 5, "3.6"), ("総務部", 4, ""), ("福祉部", 2, "")
    ]  # fmt: skip


def test_a_department_that_is_hidden_alone_takes_the_smallest_other_with_it():
    department("観光経済部", [4] * 6)
    department("総務部", [1])
    department("福祉部", [2] * 5)

    assert [text for _, _, text in means()] == ["4.0", "", ""]
    board = vision_board(R8, at=MADE_AT)
    assert ([one.name for one in board.told], board.hidden) == (["観光経済部"], "総務部、福祉部")


def test_the_board_costs_the_same_for_few_and_many_divisions():
    def queries():
        with CaptureQueriesContext(connection) as captured:
            vision_board(R8, at=MADE_AT)
        return len(captured)

    def come(many):
        for _ in range(many):
            division = DivisionFactory()
            moved(division, 2, 4)
            CaseFactory(owner=division, opened=True)

    for one in SIGNS:
        reading(one.code, 50)
    come(2)
    few = queries()
    come(6)

    assert few == queries() == 12


# --- page and paper


@pytest.fixture
def told():
    for one in SIGNS:
        reading(one.code, 40)
        reading(one.code, 30, quarter=date(2026, 1, 1), as_of=date(2026, 3, 31))
        VisionTargetFactory(sign=one.code, value=50)
    division = DivisionFactory(name="観光戦略課")
    moved(division, 2, 4)
    CaseFactory(owner=division, code="j-tabi", opened=True, words={"title": "夜の町を歩く"})


@pytest.fixture
def manager():
    return StrictClient.of(StaffFactory(manager=True))


@pytest.mark.usefixtures("told")
def test_page_and_paper_say_the_same(manager):
    with time_machine.travel(MADE_AT, tick=False):
        page = manager.get(PAGE)
    paper = text_of(build("2026", at=MADE_AT))

    board = vision_board(R8, at=MADE_AT)
    assert page.context["board"] == board
    flat = "".join(paper.split())
    for words in (*board.words, "観光戦略課", "夜の町を歩く", board.movers[0].move.text):
        assert words.partition("：")[2] or words in page.text
        assert "".join(words.partition("：")[2].split()) in flat
    for one in board.pictures:
        assert one.score_text in flat
        for measured in one.signs:
            assert measured.text in flat
            assert measured.sign.definition.means in page.text
    assert f'href="{reverse("knowledge:case", args=["j-tabi"])}"' in page.text


@pytest.mark.usefixtures("told")
def test_a_year_that_has_no_board_is_answered_with_the_reason(manager):
    with time_machine.travel(MADE_AT, tick=False):
        answers = [manager.get(PAGE, {"nendo": text}) for text in ("2025", "1999", "", "𠮷" * 2000, "<b>")]

    assert [answer.status_code for answer in answers] == [200, 422, 422, 422, 422]
    assert "令和7年度）</h1>" in answers[0].text
    assert "一覧にある年度から選んでください。" in answers[1].text
    assert "年度を選んでください。" in answers[2].text


def test_the_paper_knows_no_other_year():
    with pytest.raises(CannotRender, match=NO_YEAR):
        build("1999", at=MADE_AT)


def test_who_orders_gets_one_paper_of_the_year():
    client = StrictClient.of(StaffFactory(leader=True))
    with time_machine.travel(MADE_AT, tick=False):
        first, second = (client.post(reverse("reports:order_vision"), {"nendo": "2026"}) for _ in range(2))
        refused = client.post(reverse("reports:order_vision"), {"nendo": "1999"})
        listed = client.get(reverse("reports:index"))

    paper = PaperJob.objects.get()
    assert (paper.kind, paper.about, paper.title) == ("vision", "2026", "令和8年度 目指す姿ボード")
    assert first["Location"] == second["Location"] == reverse("reports:paper", args=[paper.uuid])
    assert refused.status_code == 422
    assert "令和8年度 目指す姿ボード" in listed.text
    assert PAGE in listed.text


def test_a_manager_reads_but_does_not_order(manager):
    assert manager.post(reverse("reports:order_vision"), {"nendo": "2026"}).status_code == 404
    assert "PDFを作る" not in manager.get(PAGE).text


# --- targets


def test_the_desk_keeps_the_targets_and_the_audit_knows():
    desk = StrictClient.of(StaffFactory(desk=True))
    add = reverse("admin:reports_visiontarget_add")

    ancient = desk.post(add, {"year": "1", "sign": "kept", "value": "85"})
    refused = desk.post(add, {"year": "2026", "sign": "kept", "value": "0"})
    kept = desk.post(add, {"year": "2026", "sign": "kept", "value": "85"})
    again = desk.post(add, {"year": "2026", "sign": "kept", "value": "90"})

    assert ancient.context["adminform"].form.errors.keys() == {"year"}
    assert "目標は、0より大きい数にしてください。" in refused.text
    assert kept.status_code == 302
    assert "この年度のこの指標の目標は、もうあります。" in again.text
    row = VisionTarget.objects.get()
    assert (row.value, str(row)) == (85, "令和8年度 期限内率")
    assert AuditEvent.objects.filter(verb="admin.add", about=f"visiontarget:{row.pk}").exists()
