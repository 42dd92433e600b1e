"""役員名簿 and 警察への照会 in the admin."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nara_renkei.core.models import AuditEvent
from proposals.models import RosterRequest
from screening.models import BackgroundCheck, RosterReader
from tests.bad_input import PDF
from tests.factories.accounts import StaffFactory
from tests.factories.proposals import RosterEntryFactory
from tests.factories.screening import BackgroundCheckFactory, RosterReaderFactory
from tests.harness import TODAY, StrictClient
from tests.screening.city import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

QUEUE = "/admin/screening/deskproposal/"


@pytest.fixture
def reader():
    return StrictClient.of(RosterReaderFactory().post.user)


def url_of(screening, page):
    return f"{QUEUE}{screening.proposal.number}/{page}/"


def test_from_the_request_to_the_answer(reader):
    screening = opened(adopted=True)
    paper = SimpleUploadedFile("名簿.pdf", PDF, content_type="application/pdf")

    reader.post(url_of(screening, "meibo-onegai"), {"wanted_by": "2026-10-19", "delete_on": "2026-12-28"})
    reader.post(url_of(screening, "meibo-uketori"), {"upload": paper})
    reader.post(url_of(screening, "keisatsu-shokai"), {"sent_on": "2026-10-05"})
    done = reader.post(
        url_of(screening, "keisatsu-kaito"), {"answered_on": "2026-10-05", "is_listed": "no"}, follow=True
    )

    check = BackgroundCheck.objects.get()
    assert (check.sent_on, check.answered_on, check.is_listed) == (TODAY, TODAY, False)
    assert "役員名簿と警察への照会：<strong>済</strong>" in done.text


def test_the_rows_are_shown_on_a_press_only_and_each_look_is_written_down(reader):
    check = BackgroundCheckFactory(received=True)
    RosterEntryFactory(request=check.roster)
    url = url_of(check.screening, "meibo")

    before = reader.get(url).text
    opened_list = reader.post(url).text

    assert "役員 一郎" not in before
    assert "役員 一郎（ヤクイン イチロウ）" in opened_list
    assert AuditEvent.objects.filter(verb="roster.read").count() == 1


def test_the_file_is_downloaded_and_written_down(reader):
    screening = opened(adopted=True)
    BackgroundCheckFactory(screening=screening)
    paper = SimpleUploadedFile("名簿.pdf", PDF, content_type="application/pdf")
    reader.post(url_of(screening, "meibo-uketori"), {"upload": paper})

    assert reader.get(url_of(screening, "meibo/tenpu")).getvalue() == PDF
    assert AuditEvent.objects.filter(verb="file.download").count() == 1


def test_without_a_file_there_is_none(reader):
    check = BackgroundCheckFactory(received=True)

    assert reader.get(url_of(check.screening, "meibo/tenpu")).status_code == 404


def test_another_clerk_of_the_desk_sees_no_such_page(reader, desk_client):
    check = BackgroundCheckFactory(received=True)
    url = url_of(check.screening, "meibo")

    assert [desk_client.get(url).status_code, desk_client.post(url).status_code] == [404, 404]
    assert not AuditEvent.objects.filter(verb="roster.read").exists()


def test_who_left_the_post_reads_no_more(reader):
    check = BackgroundCheckFactory(received=True)
    post = RosterReader.objects.get().post
    post.ends_on = TODAY.replace(day=4)
    post.save()

    assert reader.get(url_of(check.screening, "meibo")).status_code == 404


def test_a_proposal_that_was_never_asked_has_no_page(reader):
    assert reader.get(url_of(opened(adopted=True), "meibo")).status_code == 404


def test_the_two_readers_are_posts_of_the_desk():
    system = StrictClient.of(StaffFactory(system=True))
    desk, other = (StaffFactory(**{kind: True}).posts.get() for kind in ("desk", "system"))

    refused = system.post("/admin/screening/rosterreader/add/", {"seat": "1", "post": other.pk})
    system.post("/admin/screening/rosterreader/add/", {"seat": "1", "post": desk.pk})

    assert refused.status_code == 200
    assert [one.post for one in RosterReader.objects.all()] == [desk]


def test_the_request_says_who_reads_and_asks_nobody_by_mail(reader):
    screening = opened(adopted=True)

    shown = reader.get(url_of(screening, "meibo-onegai")).text

    assert "メールは送りません。" in shown
    assert not RosterRequest.objects.exists()
