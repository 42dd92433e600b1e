"""The first steps to a saved draft, by keyboard alone, and without JavaScript."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from nara_renkei.portal.demo.pictures import leaflet
from proposals.models import Proposal
from proposals.rules.content import Mark
from tests.browser import PHONE
from tests.harness import StrictClient
from tests.journeys.conftest import Person
from tests.journeys.keyboard import Keyboard
from tests.proposals.drafts import ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = {
    "title": "集会所で買物と荷物の受渡し",
    "summary": "移動販売の回る順番を組み直します。",
    "beneficiary": "東部の集落で暮らす方の買物が楽になります。",
    "body": "週に2回、集会所で販売と荷物の受渡しを行います。",
}


def test_by_keyboard_alone_a_company_comes_to_a_saved_draft(somebody: Callable[..., Person]) -> None:
    person = somebody(viewport=PHONE)
    hands = Keyboard(person)

    person.go("/")
    hands.to(words="本文へ移る")
    hands.page.keyboard.press("Enter")
    hands.to(link="/teian/hajimeru/")
    hands.enter()
    for question in ("existing", "only", "talking"):
        hands.to(name=question)
        hands.page.keyboard.press("Space")
        if question == "existing":  # back and forth between the answers, as arrows do
            hands.page.keyboard.press("ArrowDown")
            hands.page.keyboard.press("ArrowUp")
    hands.to(words="次へ進む")
    hands.enter()
    hands.to(name="kind")
    hands.page.keyboard.press("Space")
    hands.to(words="書き始める")
    hands.enter()
    for name, words in WORDS.items():
        hands.type(name, words)
    hands.to(name="asks")
    hands.page.keyboard.press("Space")
    hands.to(name="cost")
    hands.page.keyboard.press("Space")
    hands.to(words="あとで続ける")
    hands.enter()

    person.reads("下書き")
    draft = Proposal.objects.get()
    assert {name: getattr(draft, name) for name in WORDS} == WORDS
    assert (len(draft.asks), draft.cost != "") == (1, True)


def test_by_keyboard_the_errors_are_read_first_and_lead_to_their_fields(somebody: Callable[..., Person]) -> None:
    person = somebody()
    hands = Keyboard(person)
    person.go("/teian/hajimeru/?existing=no&only=no&talking=no")
    person.tick("kind", "OPEN")
    person.press("書き始める")

    hands.to(words="次へ進む")
    hands.enter()

    assert person.page.evaluate("document.activeElement.className") == "error-summary"
    hands.to(link="#id_summary")
    person.page.keyboard.press("Enter")
    assert person.page.evaluate("document.activeElement.name") == "summary"


def paper(name: str) -> Any:
    return {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}


def replace_and_remove(person: Person) -> None:
    """Put another file in the place of the first, take it off, and choose the first again."""
    person.page.set_input_files("[name=attachment]", paper("直した企画書.pdf"))
    with person.page.expect_navigation():
        person.page.get_by_role("button", name="選んだファイルに差し替える").click()
    person.reads("直した企画書.pdf")
    with person.page.expect_navigation():
        person.page.get_by_role("button", name="外す").click()
    assert "直した企画書.pdf" not in person.page.inner_text("main")
    person.page.set_input_files("[name=attachment]", paper("企画書.pdf"))


def test_by_keyboard_alone_a_company_marks_attaches_and_submits(
    somebody: Callable[..., Person], tmp_path: Path
) -> None:
    draft = ready(timezone.localdate())
    person = somebody()
    cookie = StrictClient.of(draft.organization.members.get().user).cookies["sessionid"].value
    person.page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": person.site}])
    chosen = tmp_path / "企画書.pdf"
    chosen.write_bytes(leaflet())
    hands = Keyboard(person)
    person.page.on("filechooser", lambda _: None)  # from here on: told only at the press, a browser may miss it

    person.go(f"/teian/{draft.uuid}/proposal/")
    hands.to(name="title")
    person.page.keyboard.press("Tab")
    person.page.keyboard.press("Enter")  # opens the fold
    hands.type("part_title", "名前の後半")
    hands.type("reason_title", "まだ知られていないため。")
    hands.to(name="attachment")
    with person.page.expect_file_chooser() as chooser:
        person.page.keyboard.press("Space")
    chooser.value.set_files(str(chosen))
    hands.to(words="添付する")
    person.page.keyboard.press("Enter")
    expect(person.page.locator("ul.files")).to_contain_text("企画書.pdf")
    for step in ("organization", "pledges", "check"):
        hands.to(words="次へ進む")
        hands.enter()
        assert person.page.url.endswith(f"/{step}/")
    person.reads("名前の後半", "企画書.pdf")
    hands.to(words="この内容で提出する")
    hands.enter()

    person.reads("提案を受け付けました")
    assert Proposal.objects.get().submissions.get().marks() == {"title": Mark("名前の後半", "まだ知られていないため。")}


def test_without_javascript_a_company_comes_to_a_saved_draft(somebody: Callable[..., Person]) -> None:
    person = somebody(viewport=PHONE, java_script_enabled=False)

    person.go("/teian/hajimeru/")
    for question in ("existing", "only", "talking"):
        person.tick(question, "no")
    person.press("次へ進む")
    person.tick("kind", "OPEN")
    person.press("書き始める")
    person.write(title=WORDS["title"])
    person.press("次へ進む")
    expect(person.page).to_have_title("エラー：提案（提案の5ステップのうち1）｜奈良市公民連携デスク")
    person.write(**WORDS)
    person.page.set_input_files("[name=attachment]", paper("企画書.pdf"))
    person.press("添付する")
    person.reads("企画書.pdf")
    replace_and_remove(person)
    person.press("添付する")
    person.reads("企画書.pdf")
    person.page.check("[name=asks] >> nth=0")
    person.page.check("[name=cost] >> nth=0")
    person.press("下書き保存")
    person.reads("下書きを保存しました")
    person.press("次へ進む")

    person.reads("確認コードを送る")
    draft = Proposal.objects.get()
    assert {name: getattr(draft, name) for name in WORDS} == WORDS
    assert draft.attachments.get().file.original_name == "企画書.pdf"
