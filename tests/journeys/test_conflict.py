"""利益相反: a 課長 whose brother's company proposes stands back, and the deputy confirms the outcome."""

from collections.abc import Callable

import pytest

from screening.enums import Disposition
from screening.usecases.draft_decision import Outcome, draft_decision
from tests.browser import PHONE
from tests.harness import NOON
from tests.journeys.conftest import Hall, Person
from tests.screening.bench import named
from tests.screening.city import accepted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_manager_with_a_conflict_stands_back_and_the_deputy_confirms(
    hall: Hall, somebody: Callable[..., Person]
) -> None:
    screening, lead, routing = accepted()
    named(screening, lead, lead.officer)
    outcome = Outcome(disposition=Disposition.ADOPT, reason="役に立つため。")
    draft_decision(routing=routing, outcome=outcome, by=lead.actor, at=NOON)
    dossier = f"/ka/{screening.proposal.number}/"
    page = f"{dossier}saiten/"
    officer, manager, deputy, desk = somebody(viewport=PHONE), somebody(), somebody(), somebody()

    officer.enter_by_password(lead.officer, page)
    officer.reads("利害関係があるかどうかを申告してください。")
    officer.tick("conflict-answer", "no")
    officer.press("申告する")
    for code in ("public", "effect", "feasible", "mutual", "fair", "cost", "risk", "novel"):
        officer.tick(f"scores-score_{code}", "3")
    officer.tick("scores-score_effect", "4")
    officer.press("採点を出す")
    officer.reads("市民への効果の理由")
    officer.page.fill("[name=scores-comment_effect]", "毎週の数が分かる。")
    officer.press("採点を出す")
    officer.reads("加重合計 54 点（68 点満点、79.4％）")

    manager.enter_by_password(lead.manager, page)
    manager.tick("conflict-answer", "yes")
    manager.page.fill("[name=conflict-what]", "弟が代表者である。")
    manager.press("申告する")
    manager.reads("読むこともできません。")
    manager.go(dossier)
    manager.press("課の案としてデスクに渡す")
    manager.reads("この提案の判断に加われません。課長なら代決者が")

    deputy.enter_by_password(lead.deputy, dossier)
    deputy.press("代決で課の案にする")
    deputy.reads("結果の案を、課の案としてデスクに渡しました。")

    desk.enter_by_password(hall.desk, page)
    desk.reads(f"{lead.manager}", "弟が代表者である。")
    assert "毎週の数が分かる。" not in desk.seen[-1]
    assert [person.said for person in (officer, manager, deputy, desk)] == [[], [], [], []]
