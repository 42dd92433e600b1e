"""過去の提案から作る."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nara_renkei.core.models import FileState
from nara_renkei.core.private_files import open_file, store_upload
from proposals.models import DisclosureMark, PledgeAnswer, Proposal
from proposals.rules.content import CONTENT_FIELDS, Mark
from proposals.usecases.copy_proposal import copy_proposal
from tests.factories.proposals import AttachmentFactory, ChallengeFactory, ProposalFactory
from tests.harness import NOON, THE_COMPANY, TODAY, StrictClient, path_of
from tests.proposals.drafts import submitted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path


def author_of(proposal):
    return proposal.organization.members.get().user


def copied(proposal, *, with_files=False):
    return copy_proposal(proposal=proposal, with_files=with_files, author=author_of(proposal), by=THE_COMPANY, at=NOON)


def test_the_words_and_marks_are_copied_and_the_pledges_are_not():
    source = submitted(roles="市は場所、当社は車。")
    DisclosureMark.objects.create(proposal=source, field="body", part="原価", reason="営業の秘密のため。")

    draft = copied(source)

    assert {name: getattr(draft, name) for name in CONTENT_FIELDS} == {
        name: getattr(source, name) for name in CONTENT_FIELDS
    }
    assert (draft.status, draft.number, draft.organization, draft.author, draft.pledge_draft) == (
        "DRAFT",
        None,
        source.organization,
        author_of(source),
        {},
    )
    assert DisclosureMark.objects.by_field(draft) == {"body": Mark("原価", "営業の秘密のため。")}
    assert not PledgeAnswer.objects.filter(proposal=draft).exists()


def test_files_are_copied_by_choice_and_only_clean_ones():
    source = submitted()
    upload = SimpleUploadedFile("企画書.pdf", b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")
    AttachmentFactory(proposal=source, file=store_upload(upload, at=NOON))
    AttachmentFactory(proposal=source, file__state=FileState.INFECTED)

    without, draft = copied(source), copied(source, with_files=True)

    file = draft.attachments.get().file
    assert not without.attachments.exists()
    assert (file.original_name, open_file(file).read()) == ("企画書.pdf", b"%PDF-1.4\n%%EOF\n")
    assert path_of(file) != path_of(source.attachments.order_by("pk").first().file)


@pytest.mark.parametrize(("closes_on", "kind"), [(None, "CHALLENGE"), (TODAY - timedelta(days=1), "OPEN")])
def test_a_challenge_that_takes_no_proposals_now_is_left(closes_on, kind):
    challenge = ChallengeFactory()
    source = submitted(challenge=challenge, kind="CHALLENGE", challenge_answer="答え")
    challenge.closes_on = closes_on
    challenge.save()
    source.refresh_from_db()

    draft = copied(source)

    assert (draft.kind, draft.challenge, draft.challenge_answer) == (
        kind,
        challenge if kind == "CHALLENGE" else None,
        "答え",
    )


def test_the_page_copies_only_what_is_ones_own():
    source = submitted()
    foreign = ProposalFactory(submitted=True)
    client = StrictClient.of(author_of(source))
    url = reverse("proposals:copy")

    done = client.post(url, {"number": source.number})

    draft = Proposal.objects.drafts().get()
    assert done.url == reverse("proposals:step", args=[draft.uuid, "proposal"])
    assert "写した下書きを作りました" in client.get(done.url).content.decode()
    assert [client.post(url, {"number": number}).status_code for number in (foreign.number, "", "\x00")] == [404] * 3
    assert Proposal.objects.drafts().count() == 1


def test_a_lost_file_is_told_and_nothing_is_made():
    source = submitted()
    AttachmentFactory(proposal=source)
    client = StrictClient.of(author_of(source))

    answer = client.post(reverse("proposals:copy"), {"number": source.number, "files": "on"}, follow=True)

    assert "添付を写せませんでした" in answer.content.decode()
    assert not Proposal.objects.drafts().exists()


def test_a_closed_challenge_is_told():
    challenge = ChallengeFactory()
    source = submitted(challenge=challenge, kind="CHALLENGE", challenge_answer="答え")
    challenge.closes_on = TODAY
    challenge.save()
    client = StrictClient.of(author_of(source))

    answer = client.post(reverse("proposals:copy"), {"number": source.number}, follow=True)

    assert "自由提案型の下書きにしました" in answer.content.decode()
