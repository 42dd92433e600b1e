import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from nara_renkei.core.models import AuditEvent, PrivateFile
from proposals.models import Attachment
from tests.bad_input import PDF
from tests.factories.accounts import UserFactory
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
