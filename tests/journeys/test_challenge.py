"""A 困りごと becomes a 課題, is asked about, answered, and ends with what came of it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from proposals.models import Challenge, Trouble
from tests.browser import PHONE
from tests.factories.proposals import ChallengeFactory
from tests.journeys.conftest import Hall, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MEMO = "案内所の地図が、工事のたびに古くなる。"
QUESTION = "地図のもとのデータは、もらえますか。"


def test_from_a_memo_to_the_outcome(somebody: Callable[..., Person], hall: Hall, settings) -> None:
    settings.STAFF_MAIL_DOMAINS = ["city.example"]
    today = timezone.localdate()
    division = hall.office.division

    # given: a member of staff without an account writes two lines
    clerk = somebody(viewport=PHONE)
    clerk.go("/ka/komarigoto/")
    clerk.write(email="dareka@city.example")
    clerk.press("リンクを送る")
    letter = [mail for mail in hall.post.sink.mails() if mail["To"] == "dareka@city.example"][-1].get_content()
    clerk.go(re.search(r"https?://[^/\s]+(/ka/komarigoto/\S+)", letter)[1])
    clerk.write(trouble=MEMO, wish="その日のうちに直せる。")
    clerk.press("デスクに渡す")
    clerk.reads("困りごとを受け取りました")

    # when: the desk makes a draft of it, the 課 writes and hands it in
    desk = somebody()
    desk.enter_by_password(hall.desk, "/admin/")
    desk.follow("困りごとメモ")
    desk.follow(MEMO)
    desk.follow("課題の下書きにする")
    desk.page.select_option("[name=division]", str(division.pk))
    desk.press("課題の下書きにする")
    desk.reads("課題の下書きにしました")

    officer = somebody(viewport=PHONE)
    officer.enter_by_password(hall.office.officer, "/ka/kadai/")
    officer.follow(MEMO)
    officer.follow("困りごと")
    officer.write(title="道の工事に負けない、案内の地図", field="観光")
    officer.press("保存して次へ")
    officer.write(figures="地図の直し 年14回（令和7年度）")
    officer.press("保存して次へ")
    officer.press("保存して次へ")
    officer.write(wanted="すぐに直せる地図のしくみ")
    for _ in range(2):
        officer.press("保存して次へ")
    officer.write(offered="場所: 案内所\n予算: なし")
    for _ in range(4):
        officer.press("保存して次へ")
    officer.tick("procedure", "COOPERATION")
    officer.press("保存して次へ")
    officer.press("保存して次へ")
    officer.reads("公開されると、こう見えます", "地図の直し 年14回")
    officer.press("デスクに出す")
    officer.reads("デスクに出しました")

    desk.go("/admin/")
    desk.follow("課から出された課題")
    desk.follow("道の工事に負けない")
    desk.follow("公開する")
    desk.press("公開する")
    desk.reads("公開しました")

    # then: a company reads it, asks, and reads the answer
    company = somebody(viewport=PHONE)
    company.go("/kadai/")
    company.write(q="案内の地図")
    company.press("しぼる")
    company.follow("道の工事に負けない")
    company.follow("質問する")
    company.write(question=QUESTION)
    company.press("メールアドレスの確認へ進む")
    company.enter_by_code("shitsumon@kaisha.example", hall.post)
    expect(company.page.locator("[name=question]")).to_have_value(QUESTION)
    company.press("質問を送る")
    company.reads("質問を受け付けました")

    desk.go("/admin/")
    desk.follow("回答を待つ、課題への質問")
    desk.follow(QUESTION)
    desk.page.fill("[name=answer]", "はい。公開しているデータをお渡しします。")
    desk.tick("is_public")
    desk.press("保存")

    address = company.page.url.removeprefix(company.site)
    company.go(address)
    company.reads(QUESTION, "公開しているデータをお渡しします。")
    told = [mail for mail in hall.post.sink.mails() if mail["To"] == "shitsumon@kaisha.example"][-1]
    assert "ご質問にお答えしました" in told["Subject"]
    assert "shitsumon@kaisha.example" not in company.page.content()

    # and when it is over, what came of it
    desk.go("/admin/proposals/challenge/")
    desk.follow("道の工事に負けない")
    desk.page.fill("[name=opens_on]", str(today - timedelta(days=9)))
    desk.page.fill("[name=closes_on]", str(today - timedelta(days=1)))
    desk.page.fill("[name=outcome]", "二つの提案を、来年の春に試します。")
    desk.press("保存")
    company.go(address)
    company.reads("終了", "二つの提案を、来年の春に試します。")
    assert Trouble.objects.count() == Challenge.objects.count() == 1


def test_two_of_a_division_on_one_sheet_lose_nothing(somebody: Callable[..., Person], hall: Hall) -> None:
    sheet = ChallengeFactory(draft=True, lead=hall.office.division)
    page = f"/ka/kadai/{sheet.code}/kaku/motomeru/"
    first, second = somebody(), somebody(java_script_enabled=False)
    first.enter_by_password(hall.office.officer, page)
    second.enter_by_password(hall.office.manager, page)

    first.write(wanted="係の文")
    first.press("保存して次へ")
    second.write(wanted="課長の文")
    second.press("保存して次へ")

    second.reads("まだ保存していません", "係の文")
    expect(second.page.locator("[name=wanted]")).to_have_value("課長の文")
    second.press("保存して次へ")
    assert Challenge.objects.get().wanted == "課長の文"
