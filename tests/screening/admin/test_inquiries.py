"""意見照会 at the desk: ticked by rule, asked, reminded, taken back."""

import pytest

from screening.models import Inquiry
from screening.usecases.record_triage import record_triage
from tests.factories.screening import ConsulteeFactory
from tests.harness import NOON, THE_DESK, text_of
from tests.screening.city import office, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

QUEUE = "/admin/screening/deskproposal/"


def press(client, screening, verb, **data):
    return client.post(f"{QUEUE}{screening.proposal.number}/{verb}/", data, follow=True)


def test_the_page_of_sending_ticks_whom_the_rules_name_and_says_why(desk_client):
    screening, lead, money = opened(cost="PARTLY"), office(), office()
    named = ConsulteeFactory(division=money.division)

    form = text_of(desk_client.get(f"{QUEUE}{screening.proposal.number}/okuru/"))
    press(desk_client, screening, "okuru", lead=lead.division.pk, standing=[named.pk])

    assert f"{money.division}（市の費用がかかるため）" in form
    assert 'name="standing"' in form
    assert "checked" in form.partition('name="standing"')[2].partition(">")[0]
    assert Inquiry.objects.get().division == money.division


def test_without_the_tick_nobody_is_asked(desk_client):
    screening, lead = opened(cost="PARTLY"), office()
    ConsulteeFactory(division=office().division)

    press(desk_client, screening, "okuru", lead=lead.division.pk)

    assert not Inquiry.objects.exists()


def test_the_triage_decides_about_contracts(desk_client):
    screening = opened()
    ConsulteeFactory(occasion="CONTRACT", division=office().division)
    record_triage(
        screening=screening,
        in_scope=True,
        missing="",
        procedure="CONTRACT",
        cost_outlook="",
        by=THE_DESK,
        at=NOON,
    )

    assert "契約になるため" in text_of(desk_client.get(f"{QUEUE}{screening.proposal.number}/shokai/"))


def test_the_desk_asks_whom_the_rules_name_and_another(desk_client):
    screening, money, other = opened(cost="PARTLY"), office(), office()
    named = ConsulteeFactory(division=money.division)
    asked = {"question": "費用のことで。", "due_on": "2026-10-20", "standing": [named.pk]}

    press(desk_client, screening, "shokai", **asked, division=other.division.pk)

    assert {one.division for one in Inquiry.objects.all()} == {money.division, other.division}


def test_asking_nobody_is_refused_and_the_words_stay(desk_client):
    shown = press(desk_client, opened(), "shokai", question="のこる言葉", due_on="2026-10-20")

    assert "尋ねる課を選んでください。" in text_of(shown)
    assert "のこる言葉" in text_of(shown)


def test_the_desk_reminds_and_takes_back(desk_client):
    screening, asked = opened(), office()
    press(desk_client, screening, "shokai", question="要りますか。", due_on="2026-10-20", division=asked.division.pk)
    inquiry = Inquiry.objects.get()

    reminded = press(desk_client, screening, "unagasu", inquiry=inquiry.pk)
    again = press(desk_client, screening, "unagasu", inquiry=inquiry.pk)
    back = press(desk_client, screening, "shokai-torikeshi", inquiry=inquiry.pk, reason="要らなくなったため。")

    assert "課のメールに知らせました。" in text_of(reminded)
    assert "今日もう促しています。" in text_of(again)
    assert "取り消しました。要らなくなったため。" in text_of(back)
    assert "照会の答えを促す" not in text_of(back)


def test_the_list_of_standing_consultees_is_the_desks(desk_client):
    ConsulteeFactory()

    assert "市の費用がかかる" in text_of(desk_client.get("/admin/screening/standingconsultee/"))
