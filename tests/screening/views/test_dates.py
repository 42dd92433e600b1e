"""期日の数え方 for staff, and the letter that must name the 課's own day."""

import pytest

from proposals.enums import Stage
from proposals.models import Norm, Promise
from screening.models import Routing
from tests.harness import StrictClient, text_of
from tests.screening.city import office, opened, routed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

QUEUE = "/admin/screening/deskproposal/"


def test_the_division_reads_how_its_own_date_was_counted():
    screening, lead, _ = routed()

    page = text_of(StrictClient.of(lead.officer).get(f"/ka/{screening.proposal.number}/kijitsu/"))

    assert f"{lead.division}の回答（主担当）" in page
    assert "スポーツの日" in page
    assert "担当課の最初のお返事" in page


def test_before_a_sending_nothing_is_owed(desk_client):
    screening = opened()

    page = text_of(desk_client.get(f"/ka/{screening.proposal.number}/kijitsu/"))

    assert "いま、課の答えを待っているものはありません。" in page
    assert "いま、期日をお約束しているものはありません。" in page


def test_who_was_only_asked_does_not_read_the_dates():
    screening, _, _ = routed()

    assert StrictClient.of(office().officer).get(f"/ka/{screening.proposal.number}/kijitsu/").status_code == 404


def letter_of(lead, **fields):
    return {
        "lead": lead.division.pk,
        "notify": "on",
        "letter_title": "担当課での検討を始めました",
        "sender": "奈良市長",
        "dated_on": "2026-10-05",
        **fields,
    }


def test_a_letter_with_the_usual_day_is_refused_for_a_division_with_its_own(desk_client):
    screening, lead = opened(), office()
    Norm.objects.create(stage=Stage.FIRST_ANSWER, division=lead.division, days=15)
    url = f"{QUEUE}{screening.proposal.number}/okuru/"
    usual = "令和8年（2026年）10月20日（火）までにお届けします。"

    refused = text_of(desk_client.post(url, letter_of(lead, letter_body=usual)))
    redrawn = text_of(desk_client.post(url, letter_of(lead, letter_body=usual, preview="1")))
    desk_client.post(url, letter_of(lead, letter_body="令和8年（2026年）10月27日（火）までにお届けします。"))

    assert "「文面を作り直す」を押して、文面の期日を合わせてください。" in refused
    assert "10月27日（火）までにお届けします。" in redrawn
    told = Promise.objects.get(stage=Stage.FIRST_ANSWER)
    assert (Routing.objects.get().within_days, told.within_days, told.told_on) == (15, 15, told.due_on)
