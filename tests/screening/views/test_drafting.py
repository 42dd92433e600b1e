"""起案セット on the pages of the 課 and the desk."""

from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from nara_renkei.core.models import AuditEvent, PaperJob
from nara_renkei.reports.usecases.make_paper import make_paper
from screening.enums import Disposition
from screening.usecases.draft_decision import Outcome, draft_decision
from tests.factories.accounts import StaffFactory
from tests.factories.proposals import ProposalAccessFactory
from tests.factories.screening import RoutingFactory
from tests.harness import NOON, StrictClient
from tests.screening.city import accepted, office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def drafted():
    screening, lead, routing = accepted()
    draft_decision(routing=routing, outcome=Outcome(Disposition.ADOPT, "よい。"), by=lead.actor, at=NOON)
    return screening.proposal.number, lead, screening


def url(name, number, *args):
    return reverse(f"screening:{name}", args=[number, *args])


def test_one_click_makes_the_file_and_it_opens():
    number, lead, _ = drafted()
    officer = StrictClient.of(lead.officer)

    waiting = officer.post(url("order_drafting_set", number), follow=True)
    assert "順番を待っています。" in waiting.content.decode()
    make_paper(at=NOON)
    paper = PaperJob.objects.get()
    done = officer.get(url("drafting_paper", number, paper.uuid)).content.decode()
    file = officer.get(url("drafting_file", number, paper.uuid))

    assert "Wordのファイルを開く（" in done
    assert file["Content-Type"].endswith("wordprocessingml.document")
    assert file["Content-Disposition"].startswith("attachment")
    assert Document(BytesIO(b"".join(file.streaming_content))).paragraphs[0].text == "1　起案文案"
    assert AuditEvent.objects.filter(verb="paper.download", keys__kind="drafting_set").count() == 1


def test_the_button_stands_where_the_outcome_stands(desk_client):
    number, lead, _ = drafted()
    desk = reverse("admin:screening_deskproposal_change", args=[number])

    for client, page in ((StrictClient.of(lead.manager), url("dossier", number)), (desk_client, desk)):
        text = client.get(page).content.decode()
        assert f'action="{url("order_drafting_set", number)}"' in text
        assert text.count("csrfmiddlewaretoken") >= 1


def test_the_desk_orders_too(desk_client):
    number, *_ = drafted()

    assert desk_client.post(url("order_drafting_set", number)).status_code == 302
    assert PaperJob.objects.count() == 1


def test_without_an_outcome_the_reader_is_told_what_is_missing(desk_client):
    screening, *_ = accepted()

    shown = desk_client.post(url("order_drafting_set", screening.proposal.number), follow=True)

    assert "結果の案がまだありません。" in shown.content.decode()
    assert not PaperJob.objects.exists()


def test_a_supporting_division_reads_it_and_orders_none():
    number, lead, screening = drafted()
    helper = office()
    RoutingFactory(screening=screening, division=helper.division, is_lead=False)
    StrictClient.of(lead.officer).post(url("order_drafting_set", number))
    paper, client = PaperJob.objects.get(), StrictClient.of(helper.officer)

    assert client.get(url("drafting_paper", number, paper.uuid)).status_code == 200
    assert client.post(url("order_drafting_set", number)).status_code == 404


def test_who_reads_a_part_opens_nothing():
    number, lead, screening = drafted()
    StrictClient.of(lead.officer).post(url("order_drafting_set", number))
    make_paper(at=NOON)
    paper, asked = PaperJob.objects.get(), office()
    ProposalAccessFactory(proposal=screening.proposal, division=asked.division, scope="QUESTION")
    client = StrictClient.of(asked.officer)

    for name in ("drafting_paper", "drafting_file"):
        assert client.get(url(name, number, paper.uuid)).status_code == 404
    assert client.post(url("order_drafting_set", number)).status_code == 404


def test_a_paper_of_another_proposal_is_404(desk_client):
    number, *_ = drafted()
    desk_client.post(url("order_drafting_set", number))
    other, *_ = drafted()

    assert desk_client.get(url("drafting_paper", other, PaperJob.objects.get().uuid)).status_code == 404


def test_a_leader_reads_and_does_not_order():
    number, lead, _ = drafted()
    client = StrictClient.of(StaffFactory(leader=True, department=lead.division.department))

    assert client.post(url("order_drafting_set", number)).status_code == 404
