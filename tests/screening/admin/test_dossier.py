"""一件記録 at the desk: a button, a page of progress, a file for who asked."""

import pytest

from nara_renkei.core.models import AuditEvent, PaperJob
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.reports.usecases.make_paper import make_paper
from tests.factories.accounts import StaffFactory
from tests.factories.screening import ConflictDeclarationFactory
from tests.harness import NOON, StrictClient
from tests.screening.city import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
QUEUE = "/admin/screening/deskproposal/"


@pytest.fixture
def page():
    return f"{QUEUE}{opened().proposal.number}/"


def test_from_the_button_to_the_file_and_a_mail(page, desk_client, settings):
    assert f'action="{page}ikken/"' in desk_client.get(page).content.decode()

    answer = desk_client.post(f"{page}ikken/")
    made = make_paper(at=NOON)

    assert answer.url == f"{page}ikken/{made.uuid}/"
    assert "PDFを開く（" in desk_client.get(answer.url).content.decode()
    file = desk_client.get(f"{answer.url}file/")
    assert file["Content-Type"] == "application/pdf"
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    assert AuditEvent.objects.filter(verb="dossier.take").count() == 1
    mail = OutgoingMail.objects.get(about=f"paper:{made.uuid}")
    assert mail.to == desk_client.user.email
    assert f"{settings.SITE_URL}{answer.url}\n" in mail.body


def test_while_it_is_made_the_page_says_so(page, desk_client):
    there = desk_client.post(f"{page}ikken/").url
    said = desk_client.get(there).content.decode()
    assert "順番を待っています" in said
    assert "リンクをメールで送ります" in said
    assert desk_client.get(f"{there}file/").status_code == 404


def test_another_clerk_finds_neither_page_nor_file(page, desk_client):
    there = desk_client.post(f"{page}ikken/").url
    make_paper(at=NOON)
    other = StrictClient.of(StaffFactory(desk=True))
    assert other.get(there).status_code == other.get(f"{there}file/").status_code == 404


def test_the_paper_of_one_proposal_is_not_found_under_another(page, desk_client):
    there = desk_client.post(f"{page}ikken/").url
    other = f"{QUEUE}{opened().proposal.number}/"
    assert desk_client.get(there.replace(page, other)).status_code == 404


def test_who_has_a_conflict_is_told_so(desk_client):
    screening = opened()
    page = f"{QUEUE}{screening.proposal.number}/"
    there = desk_client.post(f"{page}ikken/").url
    make_paper(at=NOON)
    ConflictDeclarationFactory(screening=screening, user=desk_client.user, has_conflict=True, what="家族が働いている")
    assert desk_client.post(f"{page}ikken/").url == page
    assert desk_client.get(f"{there}file/").url == page
    assert "作ることも、読むこともできません" in desk_client.get(page).content.decode()
    assert PaperJob.objects.count() == 1


def test_it_is_nobodys_but_the_desks(page, desk_client):
    for role in ("manager", "leader", "director", "executive", "system", "auditor"):
        answer = StrictClient.of(StaffFactory(**{role: True})).post(f"{page}ikken/")
        assert answer.status_code in {403, 404}, role
    assert not PaperJob.objects.exists()
