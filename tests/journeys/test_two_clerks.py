"""A call, a morning's queue, and two clerks on one proposal: the second press is refused and nothing is lost."""

from collections.abc import Callable

import pytest

from proposals.models import Message
from screening.models import Contact, Screening
from tests.browser import PHONE
from tests.factories.accounts import MemberFactory, StaffFactory
from tests.factories.proposals import MessageFactory, ProposalFactory
from tests.journeys.conftest import Hall, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUEUE = "/admin/screening/deskproposal/"


def test_two_clerks_on_one_proposal(hall: Hall, somebody: Callable[..., Person]) -> None:
    # given a new proposal with a question, and two clerks at the desk
    proposal = ProposalFactory(submitted=True, title="夕暮れの町家でひと仕事")
    MemberFactory(organization=proposal.organization)
    MessageFactory(proposal=proposal, body="いつ分かりますか。")
    second = StaffFactory(desk=True, name="二人目 花子")
    first_clerk, second_clerk = somebody(), somebody(viewport=PHONE)
    first_clerk.enter_by_password(hall.desk, QUEUE)
    second_clerk.enter_by_password(second, QUEUE)

    # when both begin an answer, and the first one sends it
    for clerk in (first_clerk, second_clerk):
        clerk.go(f"{QUEUE}{proposal.number}/henji/")
    first_clerk.write(body="10月のうちにお知らせします。")
    first_clerk.press("メッセージを送る")
    second_clerk.write(body="来週お知らせします。")
    second_clerk.press("メッセージを送る")

    # then the second is told who was first, and keeps what was typed
    second_clerk.reads("この画面を開いたあとに", f"{hall.desk.name}さんがこの提案を進めました")
    assert second_clerk.page.input_value("[name=body]") == "来週お知らせします。"
    assert Message.objects.filter(party="desk").count() == 1

    # when both open it from the queue at once
    for clerk in (first_clerk, second_clerk):
        clerk.go(QUEUE)
        clerk.tick("pick", proposal.number)
        clerk.press("開く")
        clerk.reads("夕暮れの町家でひと仕事")
    first_clerk.press("開く")
    second_clerk.press("開く")

    # then it is opened once, and the second is told so
    first_clerk.reads("済み", "開きました。")
    second_clerk.reads("していません", "この画面を開いたあとに")
    assert Screening.objects.count() == 1

    # when somebody calls, the clerk reads what may be told and keeps three lines
    first_clerk.go(f"{QUEUE}denwa/")
    first_clerk.write(q=proposal.number or "")
    first_clerk.press("探す")
    first_clerk.reads("ここにないことは話しません", "いまの状況")
    first_clerk.write(caller="見本商店 山田", matter="いつ分かるか。", then="明日折り返す。")
    first_clerk.press("応接記録に残す")
    first_clerk.reads("見本商店 山田", "この記録も行政文書です")
    assert Contact.objects.get().proposal == proposal
    assert [person.said for person in (first_clerk, second_clerk)] == [[], []]
