"""/ka/<number>/taiwa/: the desk fixes the day, the lead 課 and the desk keep the record, the owner ticks off."""

import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from nara_renkei.notifications.models import OutgoingMail
from proposals.enums import Party
from proposals.models import Meeting, Proposal
from proposals.rules.meetings import Terms
from proposals.usecases.answer_meeting import decline_dates
from proposals.usecases.fix_meeting import fix_meeting
from proposals.usecases.offer_meeting import offer_meeting
from screening.models import Minutes, NextStep
from screening.queries import division_worklist
from screening.usecases.add_next_steps import Step, add_next_steps
from screening.usecases.ask_opinion import ask_opinion
from tests.factories.accounts import StaffFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK, TODAY, TOKYO, StrictClient, text_of
from tests.screening.city import accepted, office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
TUESDAY, WEDNESDAY = datetime(2026, 10, 13, 10, tzinfo=TOKYO), datetime(2026, 10, 14, 14, tzinfo=TOKYO)


def page(client, name, *args, prefix="", **data):
    url = reverse(f"screening:{name}", args=args)
    if not data:
        return client.get(url)
    return client.post(url, {f"{prefix}-{key}": value for key, value in data.items()}, follow=True)


def fix(screening, day=TUESDAY):
    return fix_meeting(proposal=screening.proposal, fixed_at=day, terms=Terms(), by=THE_DESK, at=NOON)


def add(screening, *steps):
    return add_next_steps(screening=screening, steps=steps, by=THE_DESK, at=NOON)


def test_the_desk_offers_the_dates_the_division_can_and_ticks_the_letter(desk_client):
    screening, _, routing = accepted()
    routing.answer.meeting_dates = [TUESDAY, WEDNESDAY]
    routing.answer.save()
    number = screening.proposal.number
    shown = text_of(page(desk_client, "dialogue", number))
    assert 'value="2026-10-13T10:00"' in shown
    assert screening.proposal.organization.members.get().user.email in shown
    assert re.search(r'name="offer-desk_attends"[^>]*checked', shown)

    done = page(
        desk_client,
        "meeting_offer",
        number,
        prefix="offer",
        date1="2026-10-14T14:00",
        date2="2026-10-13T10:00",
        minutes="90",
        place="市役所",
        notify="on",
        desk_attends="on",
    )

    assert "候補日を出しました。" in text_of(done)
    meeting = Meeting.objects.get()
    assert (meeting.dates, meeting.minutes, meeting.desk_attends) == ([TUESDAY, WEDNESDAY], 90, True)
    assert OutgoingMail.objects.filter(template="proposals/meeting").count() == 1


def test_what_is_wrong_with_a_date_is_said_and_nothing_typed_is_lost(desk_client):
    number = accepted()[0].proposal.number

    refused = text_of(
        page(
            desk_client,
            "meeting_offer",
            number,
            prefix="offer",
            date1="2026-10-01T10:00",
            minutes="60",
            place="のこる場所",
            url="nai",
        )
    )
    past = text_of(page(desk_client, "meeting_offer", number, prefix="offer", date1="2026-10-01T10:00", minutes="60"))

    assert "https:// から始まるURLを入力してください。" in refused
    assert "のこる場所" in refused
    assert "候補日は、これからの日時にしてください。" in past
    assert "<title>エラー：" in past
    assert not Meeting.objects.exists()


def test_the_desk_fixes_moves_and_calls_off_a_day(desk_client):
    number = accepted()[0].proposal.number

    page(desk_client, "meeting_fix", number, prefix="fix", fixed_at="2026-10-13T10:00", minutes="60")
    moved = page(
        desk_client, "meeting_move", number, prefix="move", fixed_at="2026-10-14T14:00", minutes="60", reason="会議室"
    )
    assert Meeting.objects.get().fixed_at == WEDNESDAY
    done = page(desk_client, "meeting_cancel", number, prefix="cancel", reason="担当が変わるため。")

    assert "対話の日を変えました。" in text_of(moved)
    assert "対話を取りやめました。" in text_of(done)
    assert Meeting.objects.get().cancelled_at == NOON


def test_that_no_date_fits_is_read_by_the_city(desk_client):
    screening, _, _ = accepted()
    offer_meeting(proposal=screening.proposal, dates=[TUESDAY], terms=Terms(), by=THE_DESK, at=NOON)
    assert "提案者が選ぶのを待っています。" in text_of(page(desk_client, "dialogue", screening.proposal.number))

    decline_dates(proposal=screening.proposal, note="", by=THE_COMPANY, at=NOON)

    assert "どれも合わないと答えました" in text_of(page(desk_client, "dialogue", screening.proposal.number))


def test_the_lead_records_and_does_not_write_to_the_company():
    screening, lead, _ = accepted()
    number, client = screening.proposal.number, StrictClient.of(lead.officer)
    shown = text_of(page(client, "dialogue", number))
    assert "候補日を出す" not in shown
    assert "日程は、公民連携デスクが提案者に出します。" in shown

    refused = page(client, "meeting_fix", number, prefix="fix", fixed_at="2026-10-13T10:00", minutes="60")
    done = page(
        client,
        "dialogue",
        number,
        prefix="minutes",
        held_on="2026-10-05",
        attendees="市と会社",
        body="話した。",
        what1="図面を送る",
        owner1=f"division-{lead.division.code}",
        due1="2026-10-08",
        what2="見積りを出す",
        owner2="proposer",
        due2="2026-10-20",
    )

    assert "いまは、その操作はできません。" in text_of(refused)
    assert not Meeting.objects.exists()
    assert "対話の記録を書きました。" in text_of(done)
    assert [(one.what, one.owner) for one in Minutes.objects.get().next_steps.in_order()] == [
        ("図面を送る", str(lead.division)),
        ("見積りを出す", "提案者"),
    ]


def test_a_step_without_owner_or_date_says_what_is_missing():
    screening, lead, _ = accepted()
    client, number = StrictClient.of(lead.officer), screening.proposal.number

    record = text_of(page(client, "dialogue", number, prefix="minutes", what2="のこる一歩"))
    one_more = text_of(page(client, "next_step", number, prefix="step", person1="担当"))

    assert "次の一歩2：だれが：入力してください。" in record
    assert "のこる一歩" in record
    assert "何を：入力してください。" in one_more
    assert not NextStep.objects.exists()


def test_a_step_waits_with_its_division_from_three_days_before_and_is_ticked_off():
    screening, lead, _ = accepted()
    helper = office()
    soon, _ = add(
        screening,
        Step("図面を送る", Party.DIVISION, TODAY + timedelta(days=3), helper.division),
        Step("あとの一歩", Party.DIVISION, TODAY + timedelta(days=20), helper.division),
    )
    (row,) = division_worklist(helper.officer, TODAY).rows
    assert (row.role, row.due_on, row.url_name) == ("次の一歩", soon.due_on, "screening:dialogue")
    client = StrictClient.of(lead.officer)

    done = client.post(reverse("screening:next_step_done", args=[screening.proposal.number, soon.uuid]), follow=True)

    assert "「図面を送る」を済みにしました。" in text_of(done)
    assert "済んだもの（1件）" in text_of(done)
    assert division_worklist(helper.officer, TODAY).rows == []


def test_more_steps_are_added_until_the_proposal_is_over():
    screening, lead, _ = accepted()
    client, number = StrictClient.of(lead.officer), screening.proposal.number
    row = {"what1": "現地を見る", "owner1": "desk", "due1": "2026-10-01"}

    page(client, "next_step", number, prefix="step", **row)
    Proposal.objects.update(status="DECLINED")
    refused = page(client, "next_step", number, prefix="step", **row)

    assert [one.owner for one in NextStep.objects.all()] == ["デスク"]
    assert "いまは、その操作はできません。" in text_of(refused)
    assert "過ぎています" in text_of(refused)


def test_who_only_reads_ticks_nothing_off():
    screening, lead, _ = accepted()
    (step,) = add(screening, Step("図面を送る", Party.DESK, TODAY))
    director = StrictClient.of(StaffFactory(director=True, department=lead.division.department))

    shown = text_of(page(director, "dialogue", screening.proposal.number))
    answer = director.post(reverse("screening:next_step_done", args=[screening.proposal.number, step.uuid]))

    assert "済みにする" not in shown
    assert answer.status_code == 404


def test_the_day_goes_into_a_calendar():
    screening, lead, _ = accepted()
    client, number = StrictClient.of(lead.officer), screening.proposal.number
    assert page(client, "meeting_ics", number).status_code == 404
    fix(screening)

    answer = page(client, "meeting_ics", number)

    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("DTSTART") == TUESDAY
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["meeting_offer", "meeting_fix", "meeting_move", "meeting_cancel", "next_step"])
def test_a_get_of_a_button_leads_to_the_page(desk_client, name):
    number = accepted()[0].proposal.number

    assert page(desk_client, name, number).url == f"/ka/{number}/taiwa/"


def test_who_reads_a_part_and_a_proposal_nobody_opened_is_404(desk_client):
    screening, _, _ = accepted()
    asked = office()
    ask_opinion(screening=screening, division=asked.division, question="?", due_on=TODAY, by=THE_DESK, at=NOON)

    assert page(StrictClient.of(asked.officer), "dialogue", screening.proposal.number).status_code == 404
    assert page(desk_client, "dialogue", ProposalFactory(submitted=True).number).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(rows, desk_client, django_assert_num_queries):
    screening, lead, _ = accepted()
    for n in range(rows):
        add(screening, Step(f"{n}", Party.DIVISION, TODAY, lead.division), Step(f"{n}", Party.DESK, TODAY))
        Meeting.objects.create(proposal=screening.proposal, held_on=TODAY)
    page(desk_client, "dialogue", screening.proposal.number)

    with django_assert_num_queries(14):
        page(desk_client, "dialogue", screening.proposal.number)
