"""手法ナビ: somebody of a 課 answers six questions by keyboard, and reads why a method fits and who did so before."""

from collections.abc import Callable

import pytest

from tests.factories.knowledge import CaseFactory
from tests.journeys.conftest import Hall, Person
from tests.journeys.keyboard import Keyboard
from tests.knowledge.catalogue import FIRST_FOR, QUESTIONS, answers_of, catalogue

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_six_answers_by_keyboard_lead_to_a_method(hall: Hall, somebody: Callable[..., Person]) -> None:
    park = catalogue()["park-pfi"]
    for title in ("鴻ノ池のほとりの店", "広場の朝市の小屋"):
        CaseFactory(opened=True, method=park, words={"title": title})
    officer = somebody()
    officer.enter_by_password(hall.office.officer, "/ka/shuho/navi/")
    keyboard = Keyboard(officer)

    for question, answer in answers_of(FIRST_FOR["park-pfi"]).items():
        keyboard.to(name=question)
        officer.page.keyboard.press("Space")
        for _ in range([one["code"] for one in QUESTIONS[question]["answers"]].index(answer)):
            officer.page.keyboard.press("ArrowDown")
    keyboard.to(words="合う手法を見る")
    keyboard.enter()

    officer.reads(
        "合いそうな手法", "薦める理由", "法律が公募を前提にしているので", "鴻ノ池のほとりの店", "広場の朝市の小屋"
    )
    first = officer.page.locator(".proposed > li").first
    assert first.get_by_role("heading", level=3).inner_text() == "Park-PFI"
    link = officer.page.locator(".address").inner_text()
    keyboard.to(words="Park-PFI")
    keyboard.enter()
    officer.reads("合わないとき", "都市公園法第5条の2", "全部で2件")
    keyboard.to(words="広場の朝市の小屋")
    keyboard.enter()
    officer.reads("広場の朝市の小屋", "取り組んだこと")

    colleague = somebody()
    colleague.enter_by_password(hall.office.manager, link.removeprefix(colleague.site))
    colleague.reads("合いそうな手法", "鴻ノ池のほとりの店")
    assert [officer.said, colleague.said] == [[], []]
