"""/ka/koyomi/: the secret address of a feed, what stands in it, and when it stops opening."""

import re
from datetime import date, datetime, timedelta

import pytest
from icalendar import Calendar

from nara_renkei.accounts.models import Post
from nara_renkei.core.models import AuditEvent
from proposals.enums import Party
from proposals.rules.meetings import Terms
from proposals.usecases.fix_meeting import fix_meeting
from screening.models import CalendarFeed
from screening.usecases.add_next_steps import Step, add_next_steps
from screening.usecases.ask_opinion import ask_opinion
from tests.factories.accounts import StaffFactory
from tests.harness import NOON, THE_DESK, TODAY, TOKYO, StrictClient, text_of
from tests.screening.city import accepted, office, routed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
TUESDAY = datetime(2026, 10, 13, 10, tzinfo=TOKYO)


def make(user):
    """Press the button and return the path of the address."""
    shown = text_of(StrictClient.of(user).post("/ka/koyomi/"))
    return re.search(r"/ka/koyomi/[\w-]+\.ics", shown)[0]


def entries(client, path):
    events = Calendar.from_ical(client.get(path).content).walk("VEVENT")
    return [(str(event["SUMMARY"]), event.decoded("DTSTART")) for event in events]


def test_numbers_and_kinds_stand_in_the_feed_and_nothing_else(client):
    first, lead, _ = routed()
    asked, _, _ = routed()
    ask_opinion(screening=asked, division=lead.division, question="要りますか。", due_on=TODAY, by=THE_DESK, at=NOON)
    talk, other, _ = accepted()
    add_next_steps(
        screening=talk,
        steps=[Step("ないしょの一歩", Party.DIVISION, date(2026, 10, 30), lead.division)],
        by=THE_DESK,
        at=NOON,
    )
    fix_meeting(proposal=talk.proposal, fixed_at=TUESDAY, terms=Terms(place="ないしょの場所"), by=THE_DESK, at=NOON)
    path = make(lead.officer)

    answer = client.get(path)

    assert entries(client, path) == [
        (f"{first.proposal.number} 回答期限", date(2026, 10, 20)),
        (f"{asked.proposal.number} 意見照会の期限", TODAY),
        (f"{talk.proposal.number} 次の一歩の期日", date(2026, 10, 30)),
    ]
    assert entries(client, make(other.officer)) == [(f"{talk.proposal.number} 対話", TUESDAY)]
    assert "ないしょ" not in text_of(answer)
    assert first.proposal.title not in text_of(answer)
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_only_the_hash_of_an_address_is_kept_and_a_new_one_stops_the_old(client):
    lead = office()
    first = make(lead.officer)
    token = first.rpartition("/")[2].removesuffix(".ics")
    assert len(token) == 43
    assert token not in str(list(CalendarFeed.objects.values()))
    assert "二度と出せません。" in text_of(StrictClient.of(lead.officer).get("/ka/koyomi/"))

    second = make(lead.officer)

    assert [client.get(path).status_code for path in (first, second)] == [404, 200]
    assert token not in str(list(AuditEvent.objects.values_list("keys", flat=True)))


def test_a_stopped_address_opens_nothing(client):
    lead = office()
    path = make(lead.officer)

    done = text_of(StrictClient.of(lead.officer).post("/ka/koyomi/tomeru/", follow=True))
    again = StrictClient.of(lead.officer).post("/ka/koyomi/tomeru/")

    assert "予定表の住所を止めました。" in done
    assert again.status_code == 302
    assert client.get(path).status_code == 404


def test_the_address_dies_with_the_post_and_with_the_person(client):
    lead = office()
    path, other = make(lead.officer), make(lead.manager)
    Post.objects.filter(user=lead.officer).update(ends_on=TODAY - timedelta(days=1))
    lead.manager.last_day = TODAY - timedelta(days=1)
    lead.manager.save()

    assert [client.get(one).status_code for one in (path, other)] == [404, 404]


def test_who_reads_for_no_division_has_no_such_page(company_client):
    nobody = StrictClient.of(StaffFactory())

    assert nobody.get("/ka/koyomi/").status_code == 404
    assert company_client.get("/ka/koyomi/").status_code == 404


def test_a_company_that_came_by_it_finds_nothing(company_client):
    assert company_client.get(make(office().officer)).status_code == 404


def test_too_many_questions_are_put_off(client):
    path = make(office().officer)

    assert [client.get(path).status_code for _ in range(61)][-1] == 429


@pytest.mark.parametrize("rows", [1, 3])
def test_the_feed_costs_the_same_for_one_and_three(rows, client, django_assert_max_num_queries):
    lead = office()
    path = make(lead.officer)
    for _ in range(rows):
        screening, _, _ = routed()
        ask_opinion(screening=screening, division=lead.division, question="?", due_on=TODAY, by=THE_DESK, at=NOON)
    client.get(path)

    with django_assert_max_num_queries(22):
        client.get(path)
