"""The desk's calendar and its queue of 事前相談."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from icalendar import Calendar

from nara_renkei.core.models import AuditEvent
from nara_renkei.core.private_files import store_upload
from nara_renkei.portal.demo.pictures import leaflet
from proposals.enums import ConsultationState
from proposals.models import ConsultationSlot, Proposal
from tests.factories.accounts import StaffFactory
from tests.factories.consultation import ConsultationFactory, ConsultationFileFactory, SlotFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, TODAY, StrictClient, mail_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
SLOTS = "/admin/proposals/consultationslot/"
QUEUE = "/admin/proposals/consultation/"
PLAN = {
    "weekdays": ["1", "3"],
    "from_1": "10:00",
    "until_1": "12:00",
    "from_2": "14:00",
    "until_2": "16:00",
    "first": "2026-11-02",
    "weeks": "4",
    "place": "市役所 北棟3階 相談室",
}


def page(consultation, verb=""):
    return f"{QUEUE}{consultation.uuid}/" + (f"{verb}/" if verb else "")


# --- the calendar


def test_the_plan_is_shown_first_and_then_made(desk_client):
    preview = desk_client.post(f"{SLOTS}add/", {**PLAN, "preview": "1"}).content.decode()

    # Tuesdays and Thursdays of four weeks, without 文化の日: 7 days of 8 half hours
    assert ("<strong>56件</strong>（7日）" in preview, "11月3日（火）" in preview) == (True, True)
    assert not ConsultationSlot.objects.exists()
    made = desk_client.post(f"{SLOTS}add/", {**PLAN, "create": "1"}, follow=True).content.decode()
    assert "56件の枠を作りました。" in made
    assert ConsultationSlot.objects.count() == 56
    again = desk_client.post(f"{SLOTS}add/", {**PLAN, "preview": "1"}).content.decode()
    assert ("新しく作る枠はありません。" in again, "同じ時間と場所の枠56件は、もうあります。" in again) == (True, True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"until_2": ""}, "until_2"),
        ({"until_1": "09:00"}, "until_1"),
        ({"until_1": "10:20", "from_2": "", "until_2": ""}, "until_1"),
        ({"weeks": "0"}, "weeks"),
        ({"weekdays": []}, "weekdays"),
        ({"first": "いつか"}, "first"),
        ({"place": ""}, "place"),
    ],
)
def test_a_plan_that_makes_no_sense_says_why(desk_client, changes, field):
    response = desk_client.post(f"{SLOTS}add/", {**PLAN, **changes, "create": "1"})

    assert list(response.context["form"].errors) == [field]
    assert not ConsultationSlot.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_slots_costs_the_same_and_names_who_booked(desk_client, count, django_assert_max_num_queries):
    for _ in range(count):
        ConsultationFactory(booked=True, title="買物と荷物")
        SlotFactory()
    with django_assert_max_num_queries(10):
        html = desk_client.get(SLOTS, {"waku": "all"}).content.decode()

    assert (html.count("買物と荷物"), html.count("空き</td>")) == (count, count)


@pytest.mark.parametrize(("waku", "rows"), [("", 1), ("booked", 1), ("past", 1), ("all", 3)])
def test_the_slots_are_narrowed(desk_client, waku, rows):
    SlotFactory()
    ConsultationFactory(booked=True)
    SlotFactory(starts_at=NOON - timedelta(days=3))

    response = desk_client.get(SLOTS, {"waku": waku} if waku else {})

    assert len(response.context["cl"].result_list) == rows


def test_free_slots_are_taken_back_after_their_names_were_read(desk_client):
    free, booked = SlotFactory(), ConsultationFactory(booked=True).slot
    chosen = {"action": "take_back", "_selected_action": [free.pk, booked.pk]}

    preview = desk_client.post(f"{SLOTS}?waku=all", chosen)
    assert (preview.context["going"], preview.context["staying"]) == ([free], [booked])
    done = desk_client.post(f"{SLOTS}?waku=all", {**chosen, "confirmed": "1"}, follow=True).content.decode()

    assert "1件の枠を取り消しました。予約のある枠など1件は、そのまま残しました。" in done
    assert list(ConsultationSlot.objects.all()) == [booked]


def test_who_only_reads_makes_no_slots_and_takes_none_back(db):
    auditor = StrictClient.of(StaffFactory(auditor=True))

    assert [auditor.get(url).status_code for url in (SLOTS, f"{SLOTS}add/", QUEUE)] == [403, 403, 403]


# --- the queue


def appointments():
    """One consultation of every kind that the queue tells apart, by its name."""
    soon, late = NOON + timedelta(hours=2), NOON - timedelta(days=1)
    return {
        "today": ConsultationFactory(booked=True, slot=SlotFactory(starts_at=soon)),
        "coming": ConsultationFactory(booked=True),
        "write": ConsultationFactory(booked=True, slot=SlotFactory(starts_at=late)),
        "held": ConsultationFactory(held=True),
        "cancelled": ConsultationFactory(cancelled=True),
        "draft": ConsultationFactory(),
    }


@pytest.mark.parametrize(
    ("taiou", "names"),
    [
        ("", {"today", "coming", "write"}),
        ("today", {"today"}),
        ("coming", {"coming"}),
        ("write", {"write"}),
        ("done", {"held", "cancelled"}),
        ("all", {"today", "coming", "write", "held", "cancelled"}),
    ],
)
def test_the_queue_is_narrowed_and_never_shows_what_was_not_booked(desk_client, taiou, names):
    known = appointments()

    rows = desk_client.get(QUEUE, {"taiou": taiou} if taiou else {}).context["cl"].result_list

    assert set(rows) == {known[name] for name in names}


def test_the_queue_says_the_next_step(desk_client):
    appointments()
    ConsultationFactory(held=True, proposal=ProposalFactory())

    html = desk_client.get(QUEUE, {"taiou": "all"}).content.decode()

    assert [word in html for word in ("記録を書いてください", "お会いする日を待つ", "下書きを作れます")] == [True] * 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same(desk_client, count, django_assert_max_num_queries):
    ConsultationFactory.create_batch(count, booked=True)

    with django_assert_max_num_queries(10):
        desk_client.get(QUEUE)


def test_the_queue_is_searched_and_a_control_character_finds_nothing(desk_client):
    found = ConsultationFactory(booked=True, title="買物と荷物")
    ConsultationFactory(booked=True)

    assert list(desk_client.get(QUEUE, {"q": "荷物"}).context["cl"].result_list) == [found]
    assert list(desk_client.get(QUEUE, {"q": "\x01"}).context["cl"].result_list) == []


# --- one consultation


def test_the_page_shows_the_words_the_files_and_the_buttons(desk_client):
    found = ConsultationFactory(booked=True)
    ConsultationFileFactory(consultation=found)

    html = desk_client.get(page(found)).content.decode()

    words = (found.title, found.beneficiary, "場所、広報", "企画書.pdf", "相談した", "相談を取り消す")
    assert [word for word in words if word not in html] == []
    assert "提案の下書きを作る" not in html


def test_what_is_not_booked_is_not_there(desk_client):
    assert desk_client.get(page(ConsultationFactory())).status_code == 404


def test_the_desk_writes_the_record_after_reading_what_is_told(desk_client):
    found = ConsultationFactory(booked=True, slot=SlotFactory(starts_at=NOON - timedelta(days=1)))

    before = desk_client.get(page(found, "kiroku"))
    assert before.context["form"].initial["held_on"] == TODAY - timedelta(days=1)
    assert "先日のご相談の記録ができました。" in before.content.decode()
    data = {"held_on": "2026-10-04", "said": "集会所を一つ選んで試す。", "notify": "on"}
    after = desk_client.post(page(found, "kiroku"), data, follow=True).content.decode()

    assert ("相談の記録を残しました。" in after, "集会所を一つ選んで試す。" in after) == (True, True)
    assert "相談の記録ができました" in mail_text(to=found.author.email)


def test_a_record_of_tomorrow_is_refused_on_the_page(desk_client):
    found = ConsultationFactory(booked=True)

    response = desk_client.post(page(found, "kiroku"), {"held_on": "2026-10-06", "said": "記録"})

    assert "相談した日は、今日か、それより前にしてください。" in response.content.decode()


def test_one_click_makes_the_draft_and_tells(desk_client):
    found = ConsultationFactory(held=True)

    after = desk_client.post(page(found, "shitagaki"), {"notify": "on"}, follow=True).content.decode()

    assert "提案の下書きを作りました。" in after
    assert "下書きができています" in after
    assert Proposal.objects.get().author == found.author
    assert "提案の下書きを用意しました" in mail_text(to=found.author.email)


def test_a_long_record_is_announced_as_a_panel(desk_client):
    short, long = (ConsultationFactory(held=True, said="あ" * length) for length in (800, 801))

    told = "記録が800字を超えるため"
    assert [told in desk_client.get(page(one, "shitagaki")).content.decode() for one in (short, long)] == [False, True]


def test_the_desk_cancels_with_a_reason(desk_client):
    found = ConsultationFactory(booked=True)

    desk_client.post(page(found, "torikeshi"), {"reason": "担当の急用のためです。"})

    found.refresh_from_db()
    assert found.state == ConsultationState.CANCELLED
    assert "担当の急用のためです。" in mail_text(to=found.author.email)


def test_a_button_that_is_not_offered_leads_back(desk_client):
    found = ConsultationFactory(booked=True, slot=SlotFactory(starts_at=NOON - timedelta(days=1)))

    for verb in ("shitagaki", "torikeshi"):
        assert desk_client.get(page(found, verb)).url == page(found)
    assert desk_client.get(page(found, "nani")).status_code == 404


def test_a_proposal_that_came_of_it_is_named(desk_client):
    found = ConsultationFactory(held=True, proposal=ProposalFactory(submitted=True))

    assert found.proposal.number in desk_client.get(page(found)).content.decode()


def test_the_deck_is_read_and_the_download_recorded(desk_client):
    found = ConsultationFactory(booked=True)
    stored = store_upload(SimpleUploadedFile("企画書.pdf", leaflet()), at=NOON)
    ConsultationFileFactory(consultation=found, file=stored)

    response = desk_client.get(reverse("admin:proposals_consultation_file", args=[found.uuid, stored.uuid]))

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert AuditEvent.objects.filter(verb="file.download", about=found.key).count() == 1


def test_the_desk_takes_the_appointment_into_its_calendar(desk_client):
    found, over = ConsultationFactory(booked=True), ConsultationFactory(cancelled=True)

    response = desk_client.get(page(found, "yotei"))

    event = Calendar.from_ical(response.content).walk("VEVENT")[0]
    assert (event.start, event["url"].endswith(page(found))) == (found.slot.starts_at, True)
    assert desk_client.get(page(over, "yotei")).status_code == 404
