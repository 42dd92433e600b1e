"""報告: what a director asks, reads and takes to the 部長会; one number on every way; and how a 課 checks itself."""

import re
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from nara_renkei.portal.usecases.load_reference import load_reference
from tests.browser import PHONE
from tests.factories.accounts import StaffFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.screening import RoutingFactory, ScreeningFactory
from tests.journeys.conftest import Hall, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RECEIVED, STATEMENTS = 3, 12


def test_a_director_asks_the_city_six_questions_and_takes_the_answers_to_the_meeting(
    hall: Hall, somebody: Callable[..., Person]
) -> None:
    load_reference()
    division = hall.office.division
    proposals = [ProposalFactory(submitted=True, submitted_at=timezone.now()) for _ in range(RECEIVED)]
    RoutingFactory(screening=ScreeningFactory(proposal=proposals[0]), division=division, is_lead=True)
    director = StaffFactory(director=True, department=division.department)

    person = somebody()
    person.enter_by_password(director, "/hokoku/")
    when_the_six_pictures_are_read_by_keyboard(person)
    then_the_sheet_holds_the_same_number(person)
    then_the_list_of_figures_says_it_too(person)
    when_the_quarter_is_ordered_without_a_day_nothing_is_lost(person)
    then_the_paper_names_the_meeting_and_the_number(person)
    then_the_department_has_its_own_page_and_paper(person, division.department.name, proposals[0].number)

    officer = somebody(viewport=PHONE)
    officer.enter_by_password(hall.office.officer, "/ka/")
    when_the_division_checks_itself(officer, division.name)
    then_the_board_shows_the_four_pictures(person)
    assert [person.said, officer.said] == [[], []]


def when_the_six_pictures_are_read_by_keyboard(person: Person) -> None:
    person.follow("いまの様子")
    assert person.page.locator("main h2").count() == 7  # six questions and where to look further
    table = person.page.locator("#received ~ figure details")
    table.locator("summary").focus()
    person.page.keyboard.press("Enter")
    last = table.locator("tbody tr").last.locator("td").last
    assert last.inner_text() == str(RECEIVED)


def then_the_sheet_holds_the_same_number(person: Person) -> None:
    with person.page.expect_download() as download:
        person.page.get_by_role("link", name="すべての数字をExcelで受け取る").click()
    rows = list(load_workbook(BytesIO(download.value.path().read_bytes())).active.iter_rows(values_only=True))
    assert sum(row[3] for row in rows if row[0] == "提案は増えていますか") == RECEIVED


def then_the_list_of_figures_says_it_too(person: Person) -> None:
    person.go("/hokoku/suji/")
    received = person.page.locator("tr", has=person.page.get_by_role("rowheader", name="受け付けた提案", exact=True))
    assert received.locator("td").first.inner_text() == f"{RECEIVED}件"


def when_the_quarter_is_ordered_without_a_day_nothing_is_lost(person: Person) -> None:
    person.go("/hokoku/")
    person.tick("kind", "quarterly")
    newest = person.page.locator("[name=quarter] option").first.get_attribute("value")
    person.page.select_option("[name=quarter]", newest)
    person.page.fill("[name=meeting_on]", "")
    person.press("この報告を作る")
    person.reads("部長会の日を入れてください。")
    assert person.page.locator("[name=kind]:checked").get_attribute("value") == "quarterly"
    assert person.page.locator("[name=quarter]").input_value() == newest


def then_the_paper_names_the_meeting_and_the_number(person: Person) -> None:
    meeting = timezone.localdate() + timedelta(days=10)
    person.page.fill("[name=meeting_on]", meeting.isoformat())
    person.press("この報告を作る")
    person.said.clear()  # the answer 422 is told by the browser itself
    text = paper_of(person)
    assert "部長会" in text
    assert f"{meeting.month}月{meeting.day}日" in text
    assert f"受け付けた提案{RECEIVED}件" in text


def then_the_department_has_its_own_page_and_paper(person: Person, department: str, number: str) -> None:
    person.go("/ka/bu/")
    person.reads(f"{department}の状況", number)
    person.press("PDFを作る")
    text = paper_of(person)
    assert department in text
    assert number in text


def when_the_division_checks_itself(officer: Person, division: str) -> None:
    officer.go("/ka/jikotenken/")  # of one 課 it is the form itself
    for name in sorted({one.get_attribute("name") or "" for one in officer.page.locator("main [type=radio]").all()}):
        officer.page.check(f"[name='{name}'][value='4']")
    officer.press("自己点検を残す")
    officer.reads(division)
    officer.go("/ka/jikotenken/")
    assert officer.page.locator("main [type=radio][value='4']:checked").count() == STATEMENTS


def then_the_board_shows_the_four_pictures(person: Person) -> None:
    person.go("/hokoku/mezasu-sugata/")
    person.reads("①組織体制", "②組織風土", "③仕組み", "④公民の相互理解")


def paper_of(person: Person) -> str:
    """Return the words of the PDF that is offered, without spaces."""
    with person.page.expect_download() as download:
        person.page.get_by_role("link", name="PDFを開く").first.click()
    text = "".join(sheet.extract_text() for sheet in PdfReader(download.value.path()).pages)
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
