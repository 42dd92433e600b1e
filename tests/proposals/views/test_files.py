import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from nara_renkei.core.models import AuditEvent, PrivateFile
from proposals.models import Attachment, Proposal
from proposals.usecases.save_draft import NoLongerDraft
from proposals.views import files
from tests.bad_input import PDF
from tests.factories.accounts import UserFactory
from tests.factories.proposals import AttachmentFactory, MessageFactory, PrivateFileFactory, ProposalFactory
from tests.harness import StrictClient
from tests.proposals.views.conftest import WORDS

pytestmark = pytest.mark.django_db


def attach(walker, proposal):
    walker.post(proposal, "proposal", {**WORDS, "attachment": SimpleUploadedFile("企画書.pdf", PDF)}, action="upload")
    return Attachment.objects.get().file


def test_ones_own_file_comes_back_and_leaves_a_line(walker):
    proposal = walker.fill(timezone.localdate())
    file = attach(walker, proposal)
    walker.post(proposal, "check", action="submit")
    proposal.refresh_from_db()

    response = walker.client.get(reverse("proposals:proposal_file", args=[proposal.number, file.uuid]))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert AuditEvent.objects.filter(verb="file.download", about=proposal.key).count() == 1


def test_a_foreign_file_is_404(walker, desk_client, client):
    proposal = walker.begin()
    file = attach(walker, proposal)
    url = reverse("proposals:draft_file", args=[proposal.uuid, file.uuid])

    assert walker.client.get(url).status_code == 200
    assert StrictClient.of(UserFactory()).get(url).status_code == 404
    assert desk_client.get(url).status_code == 404
    assert client.get(url).status_code == 404


def test_a_file_is_taken_off_without_javascript(walker):
    proposal = walker.begin()
    file = attach(walker, proposal)

    walker.post(proposal, "proposal", WORDS, action=f"remove-{file.uuid}")

    assert not Attachment.objects.exists()
    assert not PrivateFile.objects.exists()


def test_a_discarded_draft_takes_its_files_along(walker):
    proposal = walker.begin()
    attach(walker, proposal)

    walker.client.post(reverse("proposals:discard", args=[proposal.uuid]))

    assert not PrivateFile.objects.exists()


# upload.js: the part of the form with the files, and nothing else


def files_url(proposal):
    return reverse("proposals:draft_files", args=[proposal.uuid])


def send(walker, proposal, *names, action="upload"):
    uploads = [SimpleUploadedFile(name, PDF) for name in names]
    return walker.client.post(files_url(proposal), {"attachment": uploads, "action": action})


def names(proposal):
    return [one.file.original_name for one in proposal.attachments.in_order()]


def test_files_are_attached_without_the_form_and_its_version_stays(walker):
    proposal = walker.begin()

    response = send(walker, proposal, "一.pdf", "二.pdf")

    part = " ".join(response.content.decode().split())
    assert part.startswith('<fieldset class="group" id="tenpu"')
    assert "<html" not in part
    assert names(proposal) == ["一.pdf", "二.pdf"]
    assert Proposal.objects.get().version == proposal.version


def test_a_refusal_stands_at_the_field_in_the_part(walker):
    proposal = walker.begin()

    part = send(walker, proposal, "実行.exe").content.decode()

    assert 'aria-invalid="true"' in part
    assert "「実行.exe」は付けていません。この種類のファイルは受け取れません。" in part
    assert names(proposal) == []


def test_a_file_is_replaced_in_its_place(walker):
    proposal = walker.begin()
    send(walker, proposal, "一.pdf", "二.pdf", "三.pdf")
    old = proposal.attachments.in_order()[1].file

    send(walker, proposal, "新しい二.pdf", action=f"replace-{old.uuid}")

    assert names(proposal) == ["一.pdf", "新しい二.pdf", "三.pdf"]
    assert not PrivateFile.objects.filter(pk=old.pk).exists()
    event = AuditEvent.objects.filter(verb="file.attach").latest("pk")
    assert event.keys["replaces"] == str(old.uuid)


def test_the_fifth_file_can_be_replaced(walker):
    proposal = walker.begin()
    send(walker, proposal, *(f"{number}.pdf" for number in range(5)))
    last = proposal.attachments.in_order()[4].file

    send(walker, proposal, "新.pdf", action=f"replace-{last.uuid}")

    assert names(proposal) == ["0.pdf", "1.pdf", "2.pdf", "3.pdf", "新.pdf"]


@pytest.mark.parametrize("new", [(), ("一.pdf", "二.pdf")], ids=["none", "two"])
def test_a_file_is_replaced_by_exactly_one(walker, new):
    proposal = walker.begin()
    send(walker, proposal, "古い.pdf")
    uuid = PrivateFile.objects.get().uuid

    part = send(walker, proposal, *new, action=f"replace-{uuid}").content.decode()

    assert "差し替える新しいファイルを1件だけ選んでから" in part
    assert names(proposal) == ["古い.pdf"]


def test_a_replacement_that_is_refused_leaves_the_old_file(walker):
    proposal = walker.begin()
    send(walker, proposal, "古い.pdf")

    send(walker, proposal, "実行.exe", action=f"replace-{PrivateFile.objects.get().uuid}")

    assert names(proposal) == ["古い.pdf"]


def test_without_javascript_a_file_is_replaced_by_the_form(walker):
    proposal = walker.begin()
    file = attach(walker, proposal)

    new = SimpleUploadedFile("新しい.pdf", PDF)
    walker.post(proposal, "proposal", {**WORDS, "attachment": new}, action=f"replace-{file.uuid}")

    assert names(proposal) == ["新しい.pdf"]


@pytest.mark.parametrize("action", ["remove-x", "replace-", "nonsense", ""])
def test_a_senseless_button_changes_nothing(walker, action):
    proposal = walker.begin()
    send(walker, proposal, "一.pdf")

    assert send(walker, proposal, action=action).status_code == 200

    assert names(proposal) == ["一.pdf"]


def test_a_foreign_draft_takes_no_files(walker, desk_client, client):
    proposal = walker.begin()

    for stranger in (StrictClient.of(UserFactory()), desk_client, client):
        assert stranger.post(files_url(proposal), {"action": "upload"}).status_code == 404


def test_a_submitted_proposal_leads_the_late_upload_to_the_receipt(walker, monkeypatch):
    """The draft is submitted in another tab between the look and the lock."""
    proposal, submitted = walker.begin(), ProposalFactory(submitted=True)

    def late(**_):
        raise NoLongerDraft(submitted)

    monkeypatch.setattr(files, "attach_file", late)

    assert send(walker, proposal, "一.pdf").url == reverse("proposals:receipt", args=[submitted.number])


def test_the_page_knows_the_limit_of_a_file(walker, settings):
    part = walker.client.get(files_url(walker.begin())).content.decode()

    assert f'data-most="{settings.UPLOAD_FILE_BYTES}"' in part


@pytest.mark.parametrize(
    ("state", "words", "waits"),
    [
        ("PENDING", "安全の確認をしています。済むと開けます。", True),
        ("INFECTED", "危険なファイルのため、だれも開けません。外して、別のファイルに替えてください。", False),
        ("ERROR", "安全の確認ができなかったため、開けません。外して、別のファイルに替えてください。", False),
        ("CLEAN", "安全の確認が済みました", False),
    ],
)
def test_how_far_the_scan_is_stands_in_words(walker, settings, state, words, waits):
    proposal = walker.begin()
    send(walker, proposal, "一.pdf")
    PrivateFile.objects.update(state=state)
    settings.CLAMD_SOCKET = "/nobody"

    part = walker.client.get(files_url(proposal)).content.decode()

    assert words in part
    assert ("data-pending" in part) == waits
    assert ("/tenpu/" + str(PrivateFile.objects.get().uuid) in part) == (state == "CLEAN")


# files of messages


def thread(company_client):
    organization = company_client.user.memberships.get().organization
    proposal = ProposalFactory(submitted=True, organization=organization)
    return proposal, reverse("proposals:message", args=[proposal.number])


def test_a_message_takes_its_files_along(company_client):
    proposal, url = thread(company_client)

    company_client.post(
        url, {"body": "地図です。", "uploads": [SimpleUploadedFile("地図.pdf", PDF), SimpleUploadedFile("図.pdf", PDF)]}
    )

    file = Attachment.objects.of_messages().in_order()[0].file
    page = company_client.get(reverse("proposals:proposal", args=[proposal.number])).content.decode()
    download = reverse("proposals:proposal_file", args=[proposal.number, file.uuid])
    assert f'href="{download}"' in page
    assert company_client.get(download).status_code == 200
    assert StrictClient.of(UserFactory()).get(download).status_code == 404


def test_a_refused_file_keeps_the_words_and_sends_nothing(company_client):
    _, url = thread(company_client)

    response = company_client.post(url, {"body": "本文は残る。", "uploads": SimpleUploadedFile("実行.exe", PDF)})

    page = response.content.decode()
    assert "「実行.exe」は送れません。" in page
    assert "ファイルは、どれもまだ送っていません。もう一度選び直してください。" in page
    assert "本文は残る。" in page
    assert not Attachment.objects.exists()


def test_a_file_of_the_city_opens_for_the_company_only_when_it_is_clean(company_client):
    proposal, _ = thread(company_client)
    message = MessageFactory(proposal=proposal, party="desk")
    file = PrivateFileFactory(state="PENDING")
    AttachmentFactory(proposal=proposal, message=message, file=file)

    page = company_client.get(reverse("proposals:proposal", args=[proposal.number])).content.decode()

    assert "安全の確認をしています。済むと開けます。" in page
    assert company_client.get(reverse("proposals:proposal_file", args=[proposal.number, file.uuid])).status_code == 404


def test_the_page_counts_what_is_not_confirmed_and_says_when_it_was(company_client):
    proposal, _ = thread(company_client)
    MessageFactory(proposal=proposal, party="desk")
    MessageFactory(proposal=proposal, party="division")
    url = reverse("proposals:proposal", args=[proposal.number])

    assert "市からのメッセージが2件、確認を待っています。" in company_client.get(url).content.decode()
    company_client.post(reverse("proposals:confirm", args=[proposal.number]))

    page = company_client.get(url).content.decode()
    assert "確認を待っています。" not in page
    assert page.count("に、確認しました。") == 2
