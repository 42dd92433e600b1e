"""A desk morning: ten new proposals are opened, checked and sent to the 課 that are suggested, by clicking alone."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.utils import timezone

from proposals.enums import Stage
from proposals.usecases.keep_promises import open_promise
from screening.models import Routing
from screening.queries import suggestions
from tests.factories.proposals import ProposalFactory
from tests.journeys.conftest import Hall, Person
from tests.screening.city import office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUEUE = "/admin/screening/deskproposal/"
ITEMS = ("corporate-number", "declarations", "scope")  # of 送付前の確認

# title, summary, the 課 that is right
MORNING = (
    ("お年寄りの買い物の付き添い", "店の人が荷物を持って家まで送ります。", "長寿福祉課"),
    ("公園の芝生で朝の体操", "遊具のそばの芝生を週に一度使います。", "公園緑地課"),
    ("放置竹林の竹を薪に", "里山の竹を切り、薪にして配ります。", "農政課"),
    ("避難所に畳を届ける", "災害のとき、畳を届けます。", "危機管理課"),
    ("図書館の本を駅で返す", "駅の箱で本を受け取り、図書館に戻します。", "中央図書館"),
    ("下水道のマンホールの絵", "地元の子どもの絵をマンホールにします。", "下水道課"),
    ("空き家の片づけと借り手探し", "空き家の荷物を整え、借り手を探します。", "住宅課"),
    ("バスの混み具合を知らせる", "バス停で、次のバスの混み具合を知らせます。", "都市政策課"),
    ("不登校の子の学びの部屋", "仮の教室で、登校しづらい子の学習を支えます。", "教育支援・相談課"),
    ("がん検診の声かけ", "職場でがん検診の受診を勧めます。", "健康増進課"),
)
# ten ticks and three clicks to open them, then eight for each and one to the next: six seconds each in ten minutes
CLICKS = 10 + 3 + 1 + 10 * 8 + 9


@dataclass
class Clerk:
    """Who sits at the desk, with a finger that counts."""

    person: Person
    clicks: int = 0

    def follow(self, words: str) -> None:
        self.clicks += 1
        self.person.follow(words)

    def press(self, words: str) -> None:
        self.clicks += 1
        self.person.press(words)

    def tick(self, name: str, value: str = "") -> None:
        self.clicks += 1
        self.person.tick(name, value)


def test_ten_new_proposals_reach_their_divisions_by_clicking(hall: Hall, somebody: Callable[..., Person]) -> None:
    suggestions._kept.clear()
    wanted = {division for _, _, division in MORNING}
    with Path("nara_renkei/portal/demo/divisions.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["division"] in wanted:
                office(name=row["division"], duties=row["duties"])
    numbers = {new_one(title, summary): division for title, summary, division in MORNING}
    clerk = Clerk(somebody())
    clerk.person.enter_by_password(hall.desk, QUEUE)

    when_all_are_opened_together(clerk, list(numbers))
    clerk.follow(next(iter(numbers)))
    for number in numbers:
        when_one_is_checked_and_sent_to_the_first_suggestion(clerk)
        if number != max(numbers):
            clerk.follow("次の提案へ")
    clerk.person.reads("対応を待つ提案は、もうありません。")

    sent = {
        one.screening.proposal.number: one.division.name
        for one in Routing.objects.select_related("division", "screening__proposal").order_by("pk")
    }
    assert sent == numbers
    assert clerk.clicks == CLICKS
    assert clerk.person.said == []


def new_one(title: str, summary: str) -> str:
    """A proposal of today with the promise of its first check."""
    now = timezone.now()
    proposal = ProposalFactory(submitted=True, title=title, summary=summary, beneficiary="", body="", submitted_at=now)
    open_promise(proposal=proposal, stage=Stage.FORMAL_CHECK, at=now, told=True)
    return str(proposal.number)


def when_all_are_opened_together(clerk: Clerk, numbers: list[str]) -> None:
    for number in numbers:
        clerk.tick("pick", number)
    clerk.press("開く")
    clerk.press("開く")
    clerk.person.reads("済み")
    clerk.follow("一覧に戻る")


def when_one_is_checked_and_sent_to_the_first_suggestion(clerk: Clerk) -> None:
    clerk.follow("送付前の確認を残す")
    for item in ITEMS:
        clerk.tick(f"{item}-result", "OK")
    clerk.press("送付前の確認を残す")
    clerk.follow("課へ送付する")
    clerk.clicks += 1
    with clerk.person.page.expect_navigation():
        clerk.person.page.locator("button[name=pick]").first.click()
    assert clerk.person.page.locator("[name=lead]").input_value()
    clerk.press("課へ送付する")
    clerk.person.reads("課へ送付しました")
