"""資料から5分で相談, from the deck in a drawer to the receipt of a proposal."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from nara_renkei.portal.demo.pictures import leaflet
from proposals.models import ConsultationSlot
from tests.browser import PHONE
from tests.factories.consultation import SlotFactory
from tests.journeys.conftest import Hall, Person
from tests.nara_renkei.notifications.smtp_server import Server

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESS = "akari@futamomiji.example"
TITLE = "停電した避難所に冷蔵車を置く"
SAID = "まず東部の避難所を一つ選び、秋の訓練の日に試す。"
QUEUE = "/admin/proposals/consultation/"


def test_a_deck_becomes_a_talk_a_draft_and_a_proposal(
    hall: Hall, somebody: Callable[..., Person], tmp_path: Path
) -> None:
    slot = SlotFactory(starts_at=timezone.now() + timedelta(days=2))
    deck = tmp_path / "企画書.pdf"
    deck.write_bytes(leaflet())
    company, desk = somebody(viewport=PHONE), somebody()

    given_a_deck_and_three_answers(company, deck)
    when_a_time_is_chosen_and_the_address_proved(company, slot, hall.post)
    address = then_the_appointment_is_booked(company, slot, hall.post)

    desk.enter_by_password(hall.desk, QUEUE)
    when_the_desk_records_the_talk_and_makes_the_draft(desk)

    company.go(address)
    company.reads("相談の記録", SAID)
    when_the_company_finishes_the_draft(company)
    then_the_city_has_a_proposal(company, desk, hall.post)
    assert [person.said for person in (company, desk)] == [[], []]


def given_a_deck_and_three_answers(company: Person, deck: Path) -> None:
    company.go("/")
    assert company.page.get_by_role("link", name="資料から5分で相談").first.bounding_box()["y"] < PHONE["height"]  # type: ignore[index]
    company.follow("資料から5分で相談")
    assert (company.barriers(), company.width_to_scroll()) == ([], 0)
    company.page.set_input_files("#id_attachment", deck)
    company.write(title=TITLE, beneficiary="避難した方が、薬と粉ミルクを安心して使えます。")
    company.press("時間を選ぶ")
    company.reads("市に求めることを、一つ以上選んでください。", "企画書.pdf")
    assert company.is_on_error_page
    company.page.check("[name=asks] >> nth=0")
    company.page.check("[name=cost] >> nth=0")
    company.press("時間を選ぶ")


def when_a_time_is_chosen_and_the_address_proved(company: Person, slot: ConsultationSlot, post: Server) -> None:
    assert (company.barriers(), company.width_to_scroll()) == ([], 0)
    company.tick("slot", str(slot.uuid))
    company.press("次へ進む")
    company.reads(slot.when)
    company.enter_by_code(ADDRESS, post)


def then_the_appointment_is_booked(company: Person, slot: ConsultationSlot, post: Server) -> str:
    company.reads(slot.when, TITLE, "企画書.pdf")
    assert (company.barriers(), company.width_to_scroll()) == ([], 0)
    company.write(organization_name="あかつき工房【例示】", contact_name="あかつき　太郎", contact_phone="0742-00-0099")
    company.press("この時間で予約する")
    company.reads("予約を受け付けました", slot.when)
    assert (company.barriers(), company.width_to_scroll()) == ([], 0)
    letter = [mail for mail in post.sink.mails() if mail["To"] == ADDRESS][-1]
    assert "事前相談の予約を受け付けました" in letter["Subject"]
    assert company.page.url in letter.get_content()
    return company.page.url.removeprefix(company.site)


def when_the_desk_records_the_talk_and_makes_the_draft(desk: Person) -> None:
    desk.follow(TITLE)
    desk.follow("相談した")
    desk.write(said=SAID)
    desk.press("相談した")
    desk.reads("相談の記録を残しました。", SAID)
    desk.follow("提案の下書きを作る")
    desk.press("提案の下書きを作る")
    desk.reads("提案の下書きを作りました。")


def when_the_company_finishes_the_draft(company: Person) -> None:
    company.follow("下書きの続きを書く")
    assert company.page.input_value("[name=body]") == SAID
    company.reads("企画書.pdf")
    company.write(summary="停電のとき、配送の冷蔵車を避難所のそばに置きます。")
    company.press("次へ進む")
    company.tick("kind", "GROUP")
    assert company.page.input_value("[name=contact_name]") == "あかつき　太郎"
    company.write(
        name="任意団体あかつき工房【例示】",
        address="奈良市二条大路南一丁目1番1号",
        representative="代表　あかつき　花子",
    )
    company.press("次へ進む")
    for one in company.page.locator("main input[type=radio][value=いいえ], main input[type=checkbox]").all():
        one.check()
    for name in {one.get_attribute("name") for one in company.page.locator("main input[type=radio]").all()}:
        if not company.page.locator(f"[name={name}]:checked").count():
            company.page.locator(f"[name={name}]").first.check()
    company.press("次へ進む")
    company.press("この内容で提出する")
    company.reads("提案を受け付けました")


def then_the_city_has_a_proposal(company: Person, desk: Person, post: Server) -> None:
    number = re.search(r"R\d+-J-\d{4}", company.page.inner_text("main"))
    assert number
    desk.go(f"{QUEUE}?taiou=done")
    desk.follow(TITLE)
    desk.reads(number[0])
