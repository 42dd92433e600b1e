"""自己点検: answered by a 課, read by few, closed with the 年度, asked for in February."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from nara_renkei.core.calendar import FiscalYear
from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.reports.forms import OPEN_AGAIN
from nara_renkei.reports.models import SelfCheck, SelfCheckAnswer, SelfCheckRequest, SelfCheckStatement
from nara_renkei.reports.rules.vision import STATEMENTS
from nara_renkei.reports.tasks import ask_self_checks as ask_task
from nara_renkei.reports.usecases.ask_self_checks import ask_self_checks
from nara_renkei.reports.usecases.load_statements import load_statements
from nara_renkei.reports.usecases.record_self_check import (
    CHANGED,
    NO_DIVISION,
    NOT_ALL,
    CannotCheck,
    record_self_check,
)
from nara_renkei.reports.usecases.reword_statement import NOT_IN_USE, CannotReword, reword_statement
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DepartmentFactory, DivisionFactory
from tests.factories.reports import SelfCheckFactory
from tests.harness import NOON, THE_DESK, THE_DIVISION, StrictClient, at, mail_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
R8 = FiscalYear(2026)
FEBRUARY = at(date(2027, 2, 1), 9)  # a Monday
HOSTILE = "𠮷髙<script>alert(1)</script>"


@pytest.fixture
def division():
    return DivisionFactory(name="観光戦略課", department=DepartmentFactory(name="観光経済部"))


@pytest.fixture
def officer(division):
    return StrictClient.of(StaffFactory(officer=True, division=division))


def statements():
    return list(SelfCheckStatement.objects.of_year(2026))


def sent(level=4, version=0, **fields):
    return {"year": "2026", "version": str(version), **{f"s{one.pk}": str(level) for one in statements()}, **fields}


def url(division):
    return reverse("reports:self_check", args=[division.pk])


def record(division, level=3, version=0, at=NOON, **fields):
    return record_self_check(
        division=division, levels={one.pk: level for one in statements()}, notes={}, version=version, by=THE_DIVISION,
        at=at, **{"year": R8, **fields},
    )  # fmt: skip


# --- the page


def test_a_division_answers_twelve_statements_and_reads_them_again(division, officer):
    page = officer.get(url(division))
    assert all(text in page.text for _, text in STATEMENTS)
    assert page.text.count('type="radio"') == 60

    answer = officer.post(url(division), sent(note_culture=HOSTILE), follow=True)

    assert "観光戦略課の自己点検を残しました。" in answer.text
    check = SelfCheck.objects.get()
    assert (check.year, check.version, check.changed_at, check.note_culture) == (2026, 1, None, HOSTILE)
    assert check.answered_by == str(officer.get(url(division)).wsgi_request.actor.label)
    assert set(check.answers.values_list("level", flat=True)) == {4}
    assert check.answers.count() == 12
    assert "<script>alert" not in answer.text
    assert answer.text.count(" checked") == 12
    assert str(check) == "観光戦略課 令和8年度"
    assert AuditEvent.objects.get(verb="self_check.record").keys == {"division": division.code, "version": 1}


def test_the_answers_of_the_year_before_stand_beside(division, officer):
    SelfCheckFactory(division=division, year=2025, level=2)

    assert officer.get(url(division)).text.count("前の年度：2 少し") == 12


def test_what_is_missing_is_said_and_nothing_typed_is_lost(division, officer):
    first, second = statements()[:2]
    typed = sent(level=5, note_system="あ" * 201)
    del typed[f"s{first.pk}"]
    typed[f"s{second.pk}"] = "6"

    answer = officer.post(url(division), typed)

    assert answer.status_code == 422
    assert answer.text.count("1から5までのどれかを選んでください。") >= 2
    assert "あ" * 201 in answer.text
    assert answer.text.count(" checked") == 10
    assert not SelfCheck.objects.exists()


def test_a_correction_says_who_and_when_and_keeps_one_row(division, officer):
    record(division)

    officer.post(url(division), sent(level=5, version=1))

    check = SelfCheck.objects.get()
    assert (check.version, check.changed_at, check.answered_by) == (2, NOON, THE_DIVISION.label)
    assert set(check.answers.values_list("level", flat=True)) == {5}
    assert check.changed_by in officer.get(url(division)).text


def test_what_another_kept_meanwhile_is_shown_and_the_next_post_is_meant(division, officer):
    record(division, level=2)

    refused = officer.post(url(division), sent(level=5, version=0))

    assert refused.status_code == 422
    assert CHANGED in refused.text
    assert refused.text.count("残っている答え：2 少し") == 12
    assert 'name="version" value="1"' in refused.text
    assert set(SelfCheckAnswer.objects.values_list("level", flat=True)) == {2}
    assert officer.post(url(division), sent(level=5, version=1)).status_code == 302


def test_a_form_of_last_year_is_refused_in_april(division):
    with time_machine.travel(at(date(2027, 4, 1)), tick=False):
        officer = StrictClient.of(StaffFactory(officer=True, division=division))
        refused = officer.post(url(division), sent())

    assert refused.status_code == 422
    assert "令和8年度の自己点検は締め切りました。" in refused.text
    assert not SelfCheck.objects.exists()


@pytest.mark.parametrize("typed", ["x", "", "9999999999999999999999", "-1"])
def test_a_forged_version_or_year_is_refused(division, officer, typed):
    assert officer.post(url(division), sent(version=typed)).status_code == 422
    refused = officer.post(url(division), {**sent(), "year": typed})
    assert refused.status_code == 422
    assert OPEN_AGAIN in refused.text
    assert 'name="year" value="2026"' in refused.text  # the next press is a good one
    assert not SelfCheck.objects.exists()


# --- who reads, who writes


@pytest.mark.parametrize(
    ("post", "reads", "writes"),
    [
        ("officer", True, True), ("deputy", True, True), ("manager", True, True), ("leader", True, False),
        ("director", True, False), ("desk", True, False), ("executive", False, False), ("system", False, False),
        ("auditor", False, False),
    ],
)  # fmt: skip
def test_only_the_division_its_department_and_the_desk_read(division, post, reads, writes):
    SelfCheckFactory(division=division, level=4, note_system="引継ぎがまだ。")
    places = {"division": division, "department": division.department}
    place = {"officer": "division", "deputy": "division", "manager": "division"}.get(post, "department")
    held = {place: places[place]} if post not in {"desk", "executive", "system", "auditor"} else {}
    client = StrictClient.of(StaffFactory(**{post: True}, **held))

    page, kept = client.get(url(division)), client.post(url(division), sent(version=1))

    assert page.status_code == (200 if reads else 404)
    assert kept.status_code == (302 if writes else 404)
    assert ("引継ぎがまだ。" in page.text) is reads


def test_another_division_is_as_absent(officer):
    other = SelfCheckFactory().division

    assert officer.get(url(other)).status_code == officer.get("/ka/jikotenken/999999/").status_code == 404
    assert officer.post(url(other), sent(version=1)).status_code == 404
    assert other.name not in officer.get(reverse("reports:self_checks"), follow=True).text


def test_who_works_in_one_division_is_led_to_it_and_who_in_none_finds_nothing(division, officer):
    assert officer.get(reverse("reports:self_checks"))["Location"] == url(division)
    assert StrictClient.of(StaffFactory(executive=True)).get(reverse("reports:self_checks")).status_code == 404
    assert StrictClient.of(StaffFactory()).get(url(division)).status_code == 404


def test_the_desk_sees_who_has_not_answered(division):
    SelfCheckFactory(division=division)
    waiting = DivisionFactory(name="人事課")
    SelfCheckRequest.objects.create(
        division=waiting, year=2026, asked_on=date(2027, 2, 1), reminded_on=date(2027, 3, 1)
    )
    desk = StrictClient.of(StaffFactory(desk=True))

    page = desk.get(reverse("reports:self_checks"))

    assert "2課のうち、1課が答えています。" in page.text
    assert page.text.index("人事課") < page.text.index("観光戦略課")  # who has not answered comes first
    assert "もう一度 3月1日（月）" in page.text
    assert "この課は、まだ答えていません。" in desk.get(url(waiting)).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(rows, django_assert_num_queries):
    for _ in range(rows):
        SelfCheckFactory()
    DivisionFactory()
    desk = StrictClient.of(StaffFactory(desk=True))
    desk.get(reverse("reports:self_checks"))

    with django_assert_num_queries(7):
        desk.get(reverse("reports:self_checks"))


# --- the use case


def test_a_year_that_is_over_takes_no_answer(division):
    with pytest.raises(CannotCheck, match="令和8年度の自己点検は締め切りました。"):
        record(division, at=at(date(2027, 4, 1), 0))
    assert record(division, at=at(date(2027, 3, 31), 23)).year == 2026


def test_a_division_that_has_ended_answers_no_more():
    with pytest.raises(CannotCheck, match=NO_DIVISION):
        record(DivisionFactory(valid_to=date(2026, 10, 4)))


def test_every_statement_of_the_year_is_answered_and_no_other(division):
    one, *rest = statements()
    for levels in ({row.pk: 3 for row in rest}, {row.pk: 3 for row in (one, *rest)} | {0: 3}):
        with pytest.raises(CannotCheck, match=NOT_ALL):
            record_self_check(division=division, year=R8, levels=levels, notes={}, version=0, by=THE_DIVISION, at=NOON)
    with pytest.raises(CannotCheck, match=CHANGED):
        record(division, version=1)


# --- the words


def test_words_nobody_has_answered_change_in_place():
    row = statements()[0]

    new = reword_statement(statement=row, text="聞ける人が課にいる。", by=THE_DESK, at=NOON)

    assert (new.pk, new.text, new.from_year) == (row.pk, "聞ける人が課にいる。", 2025)
    assert SelfCheckStatement.objects.count() == 12


@pytest.mark.parametrize(("year", "last"), [(2026, 2026), (2025, 2025)])
def test_answered_words_stay_and_the_new_ones_follow(year, last):
    check = SelfCheckFactory(year=year)
    row = statements()[0]

    new = reword_statement(statement=row, text="聞ける人が課にいる。", by=THE_DESK, at=NOON)

    row.refresh_from_db()
    assert (row.to_year, new.from_year, new.to_year) == (last, last + 1, None)
    assert row.text == STATEMENTS[0][1]
    assert check.answers.filter(statement=row).exists()
    for asked in (2025, 2026, 2027):
        assert SelfCheckStatement.objects.of_year(asked).count() == 12
    with pytest.raises(CannotReword, match=NOT_IN_USE):
        reword_statement(statement=row, text="別の文", by=THE_DESK, at=NOON)


def test_the_desk_rewords_in_the_admin_and_is_told_from_when():
    SelfCheckFactory()
    desk, row = StrictClient.of(StaffFactory(desk=True)), statements()[0]
    change = reverse("admin:reports_selfcheckstatement_change", args=[row.pk])

    desk.post(change, {"text": row.text})
    assert SelfCheckStatement.objects.count() == 12
    answer = desk.post(change, {"text": "聞ける人が課にいる。"}, follow=True)

    assert "新しい文は2027年度から使います。" in answer.text
    assert str(SelfCheckStatement.objects.get(from_year=2027)) == "聞ける人が課にいる。"
    # words of the past are read only
    assert desk.post(change, {"text": "別の文"}).status_code == 403


def test_words_of_nobody_are_reworded_in_the_admin_without_a_new_row():
    desk, row = StrictClient.of(StaffFactory(desk=True)), statements()[0]

    desk.post(reverse("admin:reports_selfcheckstatement_change", args=[row.pk]), {"text": "聞ける人が課にいる。"})

    row.refresh_from_db()
    assert row.text == "聞ける人が課にいる。"


def test_the_first_words_are_loaded_once():
    row = statements()[0]
    reword_statement(statement=row, text="聞ける人が課にいる。", by=THE_DESK, at=NOON)

    load_statements()

    assert SelfCheckStatement.objects.get(pk=row.pk).text == "聞ける人が課にいる。"
    assert SelfCheckStatement.objects.count() == 12


# --- asking


def test_every_division_that_has_not_answered_is_asked_once(division):
    manager = StaffFactory(manager=True, division=division)
    answered = SelfCheckFactory().division
    StaffFactory(manager=True, division=answered)
    DivisionFactory()  # nobody to ask

    assert [ask_self_checks(at=FEBRUARY), ask_self_checks(at=FEBRUARY)] == [1, 0]

    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.about, mail.template) == (manager.email, f"self_check:{division.code}", "reports/self_check")
    assert "観光戦略課 御中" in mail.body
    assert url(division) in mail.body
    assert "令和9年3月15日まで" in mail.subject
    row = SelfCheckRequest.objects.get()
    assert (row.division, row.asked_on, row.reminded_on, str(row)) == (
        division, date(2027, 2, 1), None, "観光戦略課 令和8年度",
    )  # fmt: skip


def test_who_is_silent_for_four_weeks_is_asked_once_more(division):
    StaffFactory(manager=True, division=division)
    ask_self_checks(at=FEBRUARY)

    said = [ask_self_checks(at=at(date(2027, 3, day), 9)) for day in (1, 1, 2, 15)]

    assert said == [1, 0, 0, 0]
    assert "【再度のお願い】" in mail_text(subject__contains="再度")
    assert SelfCheckRequest.objects.get().reminded_on == date(2027, 3, 1)


def test_who_has_answered_hears_nothing_more(division):
    StaffFactory(manager=True, division=division)
    ask_self_checks(at=FEBRUARY)
    SelfCheckFactory(division=division)

    assert ask_self_checks(at=at(date(2027, 3, 1), 9)) == 0


@pytest.mark.parametrize("day", [date(2027, 1, 29), date(2027, 2, 6), date(2027, 2, 11), date(2027, 3, 16)])
def test_nobody_is_asked_before_after_or_on_a_closed_day(division, day):
    StaffFactory(manager=True, division=division)

    assert ask_self_checks(at=at(day, 9)) == 0


def test_the_task_asks(division):
    StaffFactory(manager=True, division=division)
    with time_machine.travel(FEBRUARY, tick=False):
        ask_task()

    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_asking_costs_the_same_for_one_and_three(rows, django_assert_num_queries):
    for _ in range(rows):
        StaffFactory(manager=True, division=DivisionFactory())
    with django_assert_num_queries(10):
        ask_self_checks(at=FEBRUARY)
