"""Drafts and corrections in browsers: two members on one draft, a lost connection, two rounds of 修正, no JavaScript."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from nara_renkei.accounts.models import User
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Organization
from proposals.models import DisclosureMark, Proposal
from proposals.rules.content import Mark
from proposals.usecases.request_correction import request_correction
from tests.browser import PHONE
from tests.factories.accounts import MemberFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import THE_DESK, StrictClient
from tests.journeys.conftest import Hall, Person
from tests.proposals.drafts import fresh

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def of(somebody: Callable[..., Person]) -> Callable[..., Person]:
    """Call it for a browser in which this user has signed in."""

    def come(user: User, **options: Any) -> Person:
        person = somebody(**options)
        name = settings.SESSION_COOKIE_NAME
        value = StrictClient.of(user).cookies[name].value
        person.page.context.add_cookies([{"name": name, "value": value, "url": person.site}])
        return person

    return come


def members(organization: Organization) -> tuple[User, User]:
    return MemberFactory(organization=organization).user, MemberFactory(organization=organization).user


def saved(person: Person) -> None:
    expect(person.page.locator("[data-saved]")).to_contain_text("保存しました")


def test_two_members_on_one_draft_overwrite_nothing(of: Callable[..., Person]) -> None:
    draft = ProposalFactory(publicity="CLOSED")
    one, other = (of(user) for user in members(draft.organization))
    address = f"/teian/{draft.uuid}/proposal/"
    one.go(address)
    other.go(address)

    one.write(title="先に書いた題")
    saved(one)
    other.write(title="あとから書いた題", summary="あとから書いた概要")
    expect(other.page.locator("#conflict")).to_contain_text("先に書いた題")

    other.reads("まだ保存していません", "あとから書いた題")
    assert (fresh(draft).title, fresh(draft).summary) == ("先に書いた題", draft.summary)
    assert other.barriers() == []

    other.press("下書き保存")
    assert (fresh(draft).title, fresh(draft).summary) == ("あとから書いた題", "あとから書いた概要")
    one.write(body="もう一度書いた内容")
    expect(one.page.locator("#conflict")).to_contain_text("あとから書いた題")
    assert [one.said, other.said] == [[], []]


def test_what_is_typed_without_a_connection_is_kept_and_saved_later(of: Callable[..., Person]) -> None:
    draft = ProposalFactory()
    user, _ = members(draft.organization)
    person = of(user, viewport=PHONE)
    person.go(f"/teian/{draft.uuid}/proposal/")

    person.page.context.set_offline(True)
    person.write(title="つながらない間の題")
    expect(person.page.locator("[data-saved]")).to_contain_text("いま保存できません")
    assert "つながらない間の題" in person.page.evaluate("JSON.stringify(localStorage)")
    person.page.context.set_offline(False)
    saved(person)

    assert fresh(draft).title == "つながらない間の題"
    assert person.page.evaluate("JSON.stringify(localStorage)") == "{}"
    assert person.width_to_scroll() == 0
    assert person.barriers() == []


def test_a_button_pressed_during_a_save_meets_no_conflict_with_itself(of: Callable[..., Person]) -> None:
    draft = ProposalFactory()
    user, _ = members(draft.organization)
    person = of(user)
    person.go(f"/teian/{draft.uuid}/proposal/")

    person.write(title="一つ目")
    person.page.dispatch_event("[name=title]", "change")  # the save is on its way
    person.write(title="二つ目")
    person.press("下書き保存")

    person.reads("下書きを保存しました")
    assert fresh(draft).title == "二つ目"

    with person.page.expect_navigation():
        person.page.press("[name=title]", "Enter")
    person.reads("下書きを保存しました")  # and nothing is said of the fields that are still empty


def test_two_rounds_of_correction_with_a_mark_and_every_version_compared(of: Callable[..., Person]) -> None:
    proposal = ProposalFactory(submitted=True, body="竹を年に30本使います。")
    user, _ = members(proposal.organization)
    company = of(user, viewport=PHONE)

    def ask(reason: str) -> None:
        now = timezone.now()
        request_correction(
            proposal=fresh(proposal),
            reasons={"body": reason},
            wanted_by=local_day(now) + timedelta(days=10),
            by=THE_DESK,
            at=now,
        )

    def correct(**words: str) -> None:
        company.go(f"/teian/{proposal.number}/naosu/")
        company.page.locator(".panel details.fold > summary").click()
        company.write(**words)
        saved(company)
        company.press("直した提案を出す")

    ask("本数を確かめてください。")
    company.go(f"/teian/{proposal.number}/naosu/")
    company.reads("本数を確かめてください。")
    company.page.locator(".panel details.fold > summary").click()
    with company.page.expect_navigation():
        company.page.press("[name=part_body]", "Enter")
    company.reads("下書きを保存しました。まだ出していません。")  # Enter saves; it does not hand in
    correct(body="竹を年に300本使います。")
    ask("運ぶ人を書いてください。")
    correct(body="竹を年に300本使い、社員が運びます。", part_body="300本", reason_body="仕入先が分かるため。")

    company.go(f"/teian/{proposal.number}/han/3/")
    company.reads("（加えた文字）", "社員が運びます", "開示に配慮", "仕入先が分かるため。")
    assert company.barriers() == []
    assert company.width_to_scroll() == 0
    company.follow("第1版と比べる")
    company.reads("第1版と第3版の違い", "30", "300")
    assert company.barriers() == []
    assert DisclosureMark.objects.by_field(proposal) == {"body": Mark("300本", "仕入先が分かるため。")}
    assert company.said == []


def test_without_javascript_a_company_comes_to_the_receipt(hall: Hall, somebody: Callable[..., Person]) -> None:
    person = somebody(viewport=PHONE, java_script_enabled=False)
    person.go("/teian/hajimeru/?existing=no&only=no&talking=no")
    person.tick("kind", "OPEN")
    person.press("書き始める")
    person.write(
        title="集会所で買物と荷物の受渡し",
        summary="移動販売の回る順番を組み直します。",
        beneficiary="東部の集落で暮らす方の買物が楽になります。",
        body="週に2回、集会所で販売と荷物の受渡しを行います。",
    )
    person.page.locator("details.fold:has([name=part_body]) > summary").click()
    person.write(part_body="週に2回")
    person.page.check("[name=asks] >> nth=0")
    person.page.check("[name=cost] >> nth=0")
    person.press("次へ進む")
    person.reads("開示されると不利益がある理由を書いてください。")
    person.write(reason_body="競争相手に知られるため。")
    person.press("次へ進む")

    person.enter_by_code("mieko@company.example", hall.post)
    person.tick("kind", "GROUP")
    person.write(
        name="任意団体あかつき工房【例示】",
        address="奈良市二条大路南一丁目1番1号",
        representative="代表　あかつき　花子",
        contact_name="あかつき　太郎",
        contact_phone="0742-00-0099",
    )
    person.press("次へ進む")
    for one in person.page.locator("main input[type=radio][value=いいえ], main input[type=checkbox]").all():
        one.check()
    for name in {one.get_attribute("name") for one in person.page.locator("main input[type=radio]").all()}:
        if not person.page.locator(f"[name={name}]:checked").count():
            person.page.locator(f"[name={name}]").first.check()
    person.press("次へ進む")
    person.reads("競争相手に知られるため。")
    person.press("この内容で提出する")

    person.reads("提案を受け付けました")
    assert Proposal.objects.get().submissions.get().marks() == {"body": Mark("週に2回", "競争相手に知られるため。")}
