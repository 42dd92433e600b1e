"""資料から5分で相談, from the deck to the appointment, as a company meets it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from icalendar import Calendar

from nara_renkei.core.models import AuditEvent
from nara_renkei.portal.demo.pictures import leaflet
from proposals.enums import ConsultationState
from proposals.models import Consultation, Proposal
from tests.factories.accounts import CompanyUserFactory, MemberFactory, StaffFactory
from tests.factories.consultation import ConsultationFactory, ConsultationFileFactory, SlotFactory
from tests.factories.proposals import ChallengeFactory
from tests.harness import NOON, StrictClient, mail_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

ANSWERS = {
    "title": "集会所で買物と荷物の受渡し",
    "beneficiary": "東部の集落で暮らす方の買物が楽になります。",
    "asks": ["PLACE", "PUBLICITY"],
    "cost": "NONE",
}
CONTACT = {
    "organization_name": "ふたもみじ商店【例示】",
    "contact_name": "見本 花子",
    "contact_phone": "0742-00-0001",
}


def deck():
    return SimpleUploadedFile("企画書.pdf", leaflet(), content_type="application/pdf")


def url(name, consultation):
    return reverse(f"proposals:{name}", args=[consultation.uuid])


def begin(client, **changes):
    """Send the first step; return the answer and the consultation, if one was made."""
    data = {**ANSWERS, "attachment": [deck()], **changes}
    response = client.post(reverse("proposals:consult"), {k: v for k, v in data.items() if v is not None})
    return response, Consultation.objects.order_by("pk").last()


def sign_in(client, user):
    """The proved code, without the mail."""
    from django.contrib.auth import login
    from django.http import HttpRequest

    request = HttpRequest()
    request.session = client.session
    request.META["REMOTE_ADDR"] = "127.0.0.1"
    login(request, user, backend="nara_renkei.accounts.backends.StaffBackend")
    request.session.save()
    client.cookies["sessionid"] = request.session.session_key


def test_a_deck_three_answers_a_time_and_a_person_make_an_appointment(client):
    slot = SlotFactory()
    user = CompanyUserFactory(name="")

    response, found = begin(client)
    assert response.url == url("consultation_slot", found)
    response = client.post(response.url, {"slot": str(slot.uuid)})
    assert response.url == url("consultation_email", found)
    page = client.get(response.url)
    assert page.context["target"] == url("consultation_contact", found)
    sign_in(client, user)
    response = client.post(url("consultation_contact", found), CONTACT)

    assert response.url == url("consultation", found)
    found.refresh_from_db()
    assert (found.state, found.slot, found.author, found.title) == ("BOOKED", slot, user, ANSWERS["title"])
    assert (found.organization, found.organization_name, found.contact_phone) == (
        None,
        "ふたもみじ商店【例示】",
        "0742-00-0001",
    )
    assert [kept.file.original_name for kept in found.files.all()] == ["企画書.pdf"]
    page = client.get(response.url).content.decode()
    assert slot.hours in page
    letter = mail_text(to=user.email)
    assert "【奈良市公民連携デスク】事前相談の予約を受け付けました" in letter
    assert (url("consultation", found) in letter, url("consultation_ics", found) in letter) == (True, True)


def test_nothing_typed_is_lost_when_an_answer_is_missing(client):
    response, found = begin(client, cost=None)

    assert response.status_code == 200
    assert response.context["form"].errors == {"cost": ["費用について、どれか一つを選んでください。"]}
    assert "企画書.pdf" in response.content.decode()
    assert (found.title, found.asks, found.files.count()) == (ANSWERS["title"], ["PLACE", "PUBLICITY"], 1)
    response = client.post(response.context["action"], ANSWERS)
    assert response.url == url("consultation_slot", found)
    assert Consultation.objects.count() == 1


def test_a_text_that_is_too_long_stays_in_its_field(client):
    response, found = begin(client, title="長" * 41)

    assert ("長" * 41 in response.content.decode(), found.title) == (True, "")


def test_without_a_deck_the_page_asks_for_one(client):
    response, _ = begin(client, attachment=None)

    assert "資料を一つ以上付けてください" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [("動く.exe", b"MZ", "この種類のファイルは受け取れません"), ("空.pdf", b"", "ファイルの中身が空です")],
)
def test_a_file_that_is_refused_says_why_and_keeps_the_answers(client, name, content, sentence):
    response, found = begin(client, attachment=[SimpleUploadedFile(name, content)])

    assert sentence in response.content.decode()
    assert (found.title, found.files.count()) == (ANSWERS["title"], 0)


def test_files_are_added_and_taken_off_before_the_booking(client):
    _, found = begin(client)
    address = url("consultation_deck", found)

    more = client.post(address, {**ANSWERS, "attachment": [deck()], "action": "upload"})
    assert (more.status_code, found.files.count()) == (200, 2)
    first = found.files.order_by("position").first()
    client.post(address, {**ANSWERS, "action": f"remove-{first.file.uuid}"})
    client.post(address, {**ANSWERS, "action": "remove-no-uuid"})
    assert found.files.count() == 1
    nothing = client.post(address, {**ANSWERS, "action": "upload"}).content.decode()
    assert "ファイルを選んでください。" in nothing


def test_a_sixth_file_is_refused(client):
    response, found = begin(client, attachment=[deck() for _ in range(6)])

    assert "資料は5件までです" in response.content.decode()
    assert found.files.count() == 5


def test_files_too_large_in_all_are_refused(client, settings):
    settings.UPLOAD_TOTAL_BYTES = len(leaflet()) + 10
    response, found = begin(client, attachment=[deck(), deck()])

    assert "資料は合わせて0MBまでです" in response.content.decode()
    assert found.files.count() == 1


def test_the_answers_are_there_again_on_the_way_back(client):
    _, found = begin(client)

    page = client.get(url("consultation_deck", found)).content.decode()

    assert (ANSWERS["title"] in page, "企画書.pdf" in page) == (True, True)


def test_a_challenge_comes_along(client):
    challenge = ChallengeFactory()

    page = client.get(reverse("proposals:consult"), {"kadai": challenge.code})
    _, found = begin(client, kadai=page.context["kadai"])
    _, other = begin(client, kadai="absent")

    assert (found.challenge, other.challenge) == (challenge, None)


def test_a_browser_may_begin_only_a_few(client):
    for _ in range(5):
        begin(client)
    response, _ = begin(client)

    assert (response.status_code, Consultation.objects.count()) == (429, 5)
    assert "これ以上続けて相談を始められません" in response.content.decode()


def test_nobody_else_sees_what_a_browser_began(client):
    _, found = begin(client)
    kept = found.files.get()

    pages = [url(name, found) for name in ("consultation_deck", "consultation_slot", "consultation_email")]
    file = reverse("proposals:consultation_file", args=[found.uuid, kept.file.uuid])

    assert [client.get(page).status_code for page in [*pages, file]] == [200, 200, 200, 200]
    for other in (StrictClient(), StrictClient.of(CompanyUserFactory()), StrictClient.of(StaffFactory(desk=True))):
        assert [other.get(page).status_code for page in [*pages, file]] == [404, 404, 404, 404]
    assert AuditEvent.objects.filter(verb="file.download", about=found.key).count() == 1


def test_staff_are_told_that_the_page_is_for_companies(desk_client):
    assert "職員としてログインしている間は使えません" in desk_client.get(reverse("proposals:consult")).content.decode()


# --- the time


@pytest.mark.parametrize("count", [1, 3])
def test_the_free_times_cost_the_same_with_one_and_with_three(count, django_assert_num_queries):
    SlotFactory.create_batch(count)
    found = ConsultationFactory(author=CompanyUserFactory())
    browser = StrictClient.of(found.author)
    browser.get("/soudan/")

    with django_assert_num_queries(7):  # session, person, consultation with its 団体, closed days, slots, city
        response = browser.get(url("consultation_slot", found))

    assert sum(len(slots) for _, slots in response.context["days"]) == count


def test_only_free_times_of_the_next_twenty_open_days_are_offered(company_client):
    free = SlotFactory(starts_at=NOON + timedelta(days=1))
    SlotFactory(starts_at=NOON + timedelta(hours=2))  # today
    SlotFactory(starts_at=NOON + timedelta(days=60))
    ConsultationFactory(booked=True)
    found = ConsultationFactory(author=company_client.user)

    days = company_client.get(url("consultation_slot", found)).context["days"]

    assert [slots for _, slots in days] == [[free]]


def test_without_a_free_time_the_page_names_the_telephone(company_client):
    found = ConsultationFactory(author=company_client.user)

    assert "いま空いている時間がありません" in company_client.get(url("consultation_slot", found)).content.decode()


def test_a_time_must_be_chosen_and_a_taken_one_is_refused(company_client):
    SlotFactory()
    found = ConsultationFactory(author=company_client.user)
    taken = ConsultationFactory(booked=True).slot

    nothing = company_client.post(url("consultation_slot", found), {})
    late = company_client.post(url("consultation_slot", found), {"slot": str(taken.uuid)})

    assert nothing.context["form"].errors == {"slot": ["相談の時間を選んでください。"]}
    assert "ほかの方の予約が先に入りました" in late.content.decode()


def test_when_the_time_is_taken_meanwhile_everything_typed_is_still_there(company_client):
    slot = SlotFactory()
    found = ConsultationFactory(author=company_client.user, slot=slot)
    ConsultationFileFactory(consultation=found)
    ConsultationFactory(booked=True, slot=slot)

    response = company_client.post(url("consultation_contact", found), {**CONTACT, "which": "new"}, follow=True)

    assert response.redirect_chain[-1][0] == url("consultation_slot", found)
    assert "ほかの方の予約が先に入りました" in response.content.decode()
    free = SlotFactory()
    company_client.post(url("consultation_slot", found), {"slot": str(free.uuid)})
    again = company_client.get(url("consultation_contact", found)).content.decode()
    assert [word for word in (*CONTACT.values(), found.title) if word not in again] == []


# --- the booking


def test_the_own_organization_is_offered_and_taken(company_client):
    organization = company_client.user.memberships.get().organization
    found = ConsultationFactory(author=company_client.user, slot=SlotFactory())
    ConsultationFileFactory(consultation=found)

    company_client.post(
        url("consultation_contact", found),
        {"which": str(organization.uuid), "contact_name": "見本 花子", "contact_phone": "0742-00-0001"},
    )

    found.refresh_from_db()
    assert (found.organization, found.organization_name) == (organization, organization.name)
    other = MemberFactory(organization=organization).user
    assert StrictClient.of(other).get(url("consultation", found)).status_code == 200


def test_a_member_who_left_no_longer_reads_the_consultation_of_the_organization(company_client):
    member = company_client.user.memberships.get()
    found = ConsultationFactory(booked=True, author=company_client.user, organization=member.organization)
    assert company_client.get(url("consultation", found)).status_code == 200

    member.left_at = NOON
    member.save()

    assert company_client.get(url("consultation", found)).status_code == 404


def test_the_booking_asks_for_a_time_first(company_client):
    found = ConsultationFactory(author=company_client.user)

    assert company_client.get(url("consultation_contact", found)).url == url("consultation_slot", found)


def test_the_booking_names_a_deck_that_is_missing(company_client):
    found = ConsultationFactory(author=company_client.user, slot=SlotFactory())

    response = company_client.post(url("consultation_contact", found), {**CONTACT, "which": "new"})

    assert "資料と三つの質問の答えがそろっていません" in response.content.decode()


def test_the_booking_wants_a_proved_address_and_the_code_only_once(client, company_client):
    _, found = begin(client)
    mine = ConsultationFactory(author=company_client.user, slot=SlotFactory())

    assert client.get(url("consultation_contact", found)).url == url("consultation_email", found)
    assert company_client.get(url("consultation_email", mine)).url == url("consultation_contact", mine)


def test_a_second_tab_leads_to_the_appointment(company_client):
    found = ConsultationFactory(booked=True, author=company_client.user)

    pages = ("consultation_deck", "consultation_contact", "consultation_email")
    assert {company_client.post(url(name, found)).status_code for name in pages[:2]} == {302}
    assert {company_client.get(url(name, found)).url for name in pages} == {url("consultation", found)}


# --- the appointment


def test_a_draft_opens_where_it_is_written(company_client):
    found = ConsultationFactory(author=company_client.user)

    assert company_client.get(url("consultation", found)).url == url("consultation_deck", found)


def test_the_calendar_file_names_place_and_time_in_tokyo(company_client, settings):
    found = ConsultationFactory(booked=True, author=company_client.user)

    response = company_client.get(url("consultation_ics", found))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    event = Calendar.from_ical(response.content).walk("VEVENT")[0]
    assert event["uid"].startswith(f"consultation-{found.uuid}@")
    assert event["dtstart"].params["TZID"] == "Asia/Tokyo"
    assert (event.start, event.end) == (found.slot.starts_at, found.slot.ends_at)
    assert (event["location"], event["url"]) == (found.slot.place, f"{settings.SITE_URL}{url('consultation', found)}")


def test_the_calendar_file_is_for_booked_appointments_and_their_people(client, company_client):
    found = ConsultationFactory(booked=True)
    cancelled = ConsultationFactory(cancelled=True, author=company_client.user)

    assert client.get(url("consultation_ics", found)).status_code == 302
    assert company_client.get(url("consultation_ics", found)).status_code == 404
    assert company_client.get(url("consultation_ics", cancelled)).status_code == 404


def test_the_company_moves_its_appointment(company_client):
    found = ConsultationFactory(booked=True, author=company_client.user)
    free = SlotFactory(starts_at=NOON + timedelta(days=5))

    page = company_client.get(url("consultation_slot", found)).content.decode()
    response = company_client.post(url("consultation_slot", found), {"slot": str(free.uuid)})

    assert "いまの予約" in page
    assert response.url == url("consultation", found)
    found.refresh_from_db()
    assert (found.slot, found.state) == (free, ConsultationState.BOOKED)
    assert "相談の時間を変えました" in mail_text(to=company_client.user.email)


def test_the_company_cancels_and_the_time_is_free_again(company_client):
    found = ConsultationFactory(booked=True, author=company_client.user)

    response = company_client.post(url("consultation_cancel", found), follow=True)

    assert "事前相談を取り消しました。" in response.content.decode()
    other = ConsultationFactory(author=company_client.user)
    assert company_client.get(url("consultation_slot", other)).context["days"] == [(found.slot.day, [found.slot])]


def test_what_has_begun_is_neither_moved_nor_cancelled(company_client):
    found = ConsultationFactory(
        booked=True, author=company_client.user, slot=SlotFactory(starts_at=NOON - timedelta(hours=1))
    )

    response = company_client.post(url("consultation_cancel", found), follow=True)

    assert "この相談は、もう取り消せません。" in response.content.decode()
    assert "時間を変える" not in response.content.decode()
    assert company_client.get(url("consultation_slot", found)).url == url("consultation", found)


def test_the_company_reads_the_record_and_makes_its_draft(company_client):
    found = ConsultationFactory(held=True, author=company_client.user)

    page = company_client.get(url("consultation", found)).content.decode()
    response = company_client.post(url("consultation_draft", found))

    assert (found.said in page, "提案の下書きを作る" in page) == (True, True)
    made = Proposal.objects.get()
    assert response.url == reverse("proposals:step", args=[made.uuid, "proposal"])
    assert company_client.get(response.url).status_code == 200
    after = company_client.get(url("consultation", found)).content.decode()
    assert ("下書きの続きを書く" in after, "提案の下書きを作る" in after) == (True, False)
    assert mail_text() == ""


def test_a_draft_cannot_be_made_before_the_talk(company_client):
    found = ConsultationFactory(booked=True, author=company_client.user)

    response = company_client.post(url("consultation_draft", found), follow=True)

    assert "下書きは、相談の記録ができてから作れます。" in response.content.decode()


def test_a_record_too_long_for_the_field_stands_beside_it(company_client):
    long, short = (ConsultationFactory(held=True, author=company_client.user, said="あ" * n) for n in (801, 800))

    steps = [company_client.post(url("consultation_draft", found)).url for found in (long, short)]

    shown = [company_client.get(step).content.decode() for step in steps]
    assert ["相談の記録（" in page for page in shown] == [True, False]
    assert "あ" * 801 in shown[0]


def test_the_own_list_shows_consultations_above_drafts(company_client):
    author = {"author": company_client.user}
    ConsultationFactory(title="書きかけの相談", **author)
    ConsultationFactory(booked=True, title="予約した相談", **author)
    ConsultationFactory(held=True, title="終わった相談", **author)
    ConsultationFactory(cancelled=True, title="取り消した相談", **author)
    ConsultationFactory(booked=True, title="よその相談")

    html = company_client.get(reverse("proposals:mine")).content.decode()

    titles = ("書きかけの相談", "予約した相談", "終わった相談", "取り消した相談", "よその相談")
    assert [title in html for title in titles] == [True, True, True, False, False]
    assert "記録から、提案の下書きを作れます。" in html
    assert "予約した相談" not in company_client.get(reverse("proposals:mine"), {"only": "open"}).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_own_list_costs_the_same(company_client, count, django_assert_max_num_queries):
    ConsultationFactory.create_batch(count, booked=True, author=company_client.user)
    company_client.get("/soudan/")

    with django_assert_max_num_queries(12):
        company_client.get(reverse("proposals:mine"))
