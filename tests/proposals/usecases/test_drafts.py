"""start_draft, claim_drafts, answer_pledges, name_organization, attach_file, remove_file, discard_draft."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nara_renkei.accounts.models import Member
from nara_renkei.core.actors import PROPOSER, Actor
from nara_renkei.core.models import AuditEvent, PrivateFile
from nara_renkei.directory.models import Organization
from nara_renkei.directory.usecases.register_organization import CannotRegister
from proposals.models import Attachment, Draft, Proposal
from proposals.usecases.answer_pledges import answer_pledges
from proposals.usecases.attach_file import CannotAttach, attach_file, remove_file
from proposals.usecases.claim_drafts import claim_drafts
from proposals.usecases.discard_draft import discard_draft
from proposals.usecases.name_organization import name_organization
from proposals.usecases.record_download import record_download
from proposals.usecases.save_draft import NoLongerDraft, StaleDraft
from proposals.usecases.start_draft import CannotStart, start_draft
from tests.bad_input import PDF
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.directory import OrganizationFactory
from tests.factories.proposals import AttachmentFactory, ChallengeFactory, PrivateFileFactory, ProposalFactory
from tests.harness import NOON, THE_COMPANY, TODAY, path_of
from tests.proposals.drafts import fresh

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)
BODY = {
    "kind": "COMPANY",
    "corporate_number": "8999999000001",
    "name": "株式会社ふたもみじ商店【例示】",
    "address": "奈良市二条大路南一丁目1番1号",
    "representative": "代表取締役　見本 一郎",
}
CONTACT = {"contact_name": "見本 花子", "contact_phone": "0742-00-0001"}


def start(**fields):
    return start_draft(**{"challenge": None, "author": None, "by": THE_COMPANY, "at": NOON, **fields})


def verbs():
    return [event.verb for event in AuditEvent.objects.order_by("pk")]


# beginning


def test_a_draft_begins_without_anybody():
    proposal = start(consulted_before=True, related_divisions="観光戦略課")

    stored = fresh(proposal)
    assert (stored.kind, stored.status, stored.number, stored.author, stored.organization) == (
        "OPEN",
        "DRAFT",
        None,
        None,
        None,
    )
    assert (stored.consulted_before, stored.related_divisions, stored.created_at) == (True, "観光戦略課", NOON)
    assert Draft.objects.get(proposal=proposal).typed == {}
    assert AuditEvent.objects.get().about == f"proposal:{proposal.uuid}"


def test_a_draft_for_a_challenge_belongs_to_its_author():
    challenge, user = ChallengeFactory(), UserFactory()

    proposal = start(challenge=challenge, author=user)

    assert (proposal.kind, proposal.challenge, proposal.author) == ("CHALLENGE", challenge, user)


def test_a_closed_challenge_begins_nothing():
    challenge = ChallengeFactory(closes_on=TODAY - timedelta(days=1))

    with pytest.raises(CannotStart) as refused:
        start(challenge=challenge)

    assert str(refused.value) == "この課題は、いま募集していません。ほかの課題か、自由な発想の提案を選んでください。"
    assert not Proposal.objects.exists()


# claiming


def claim(user, *proposals):
    return claim_drafts(uuids=[str(one.uuid) for one in proposals], user=user, by=THE_COMPANY, at=LATER)


def test_who_proved_an_address_takes_the_drafts_of_the_browser():
    user, mine, elsewhere = UserFactory(), start(), start()

    assert claim(user, mine) == 1
    assert (fresh(mine).author, fresh(mine).updated_at, fresh(elsewhere).author) == (user, LATER, None)
    assert verbs()[-1] == "draft.claim"


def test_nobody_takes_what_is_somebodys():
    owned, of_a_body, sent = start(author=UserFactory()), ProposalFactory(), ProposalFactory(submitted=True)

    assert claim(UserFactory(), owned, of_a_body, sent) == 0


def test_staff_take_no_draft():
    assert claim(StaffFactory(), start()) == 0


def test_a_browser_without_drafts_takes_none():
    start()

    assert claim(UserFactory()) == 0


# ticking


def answer(proposal, answers, version=1):
    return answer_pledges(proposal_id=proposal.pk, version=version, answers=answers, at=LATER)


def test_ticks_are_kept_and_are_no_evidence_yet():
    proposal, ticks = ProposalFactory(), {"P1": {"version": 1, "answer": "はい", "detail": ""}}

    saved = answer(proposal, ticks)

    assert (fresh(proposal).pledge_draft, fresh(proposal).updated_at, saved.version) == (ticks, LATER, 2)
    assert not proposal.pledge_answers.exists()


def test_the_same_ticks_twice_change_nothing():
    proposal, ticks = ProposalFactory(), {"P1": {"version": 1, "answer": "はい"}}
    answer(proposal, ticks)

    assert answer(proposal, ticks).version == 2


def test_older_ticks_overwrite_nobody():
    proposal = ProposalFactory()
    answer(proposal, {"P1": {"version": 1, "answer": "はい"}})

    with pytest.raises(StaleDraft):
        answer(proposal, {})


def test_after_submission_nothing_is_ticked():
    with pytest.raises(NoLongerDraft) as refused:
        answer(ProposalFactory(submitted=True), {})

    assert str(refused.value) == "この提案は、もう提出されています。"


# naming the 団体


def name(proposal, *, chosen=None, body=None, contact=CONTACT, typed=None, member=None, version=None):
    return name_organization(
        proposal_id=proposal.pk,
        version=fresh(proposal).version if version is None else version,
        chosen=chosen,
        body=body,
        contact=contact,
        typed=typed or {},
        member=member or UserFactory(),
        by=THE_COMPANY,
        at=LATER,
    )


def test_a_new_organization_is_unconfirmed_and_joined():
    proposal, member = start(), UserFactory(name="")

    saved = name(proposal, body=BODY, member=member)

    organization = Organization.objects.get()
    assert (saved.organization, organization.name, organization.is_confirmed) == (organization, BODY["name"], False)
    assert Member.objects.values_list("user", "organization", "role").get() == (member.pk, organization.pk, "ADMIN")
    member.refresh_from_db()
    assert (fresh(proposal).contact_name, member.name) == ("見本 花子", "見本 花子")


def test_a_person_with_a_name_keeps_it():
    member = UserFactory(name="見本 次郎")

    name(start(), body=BODY, member=member)

    member.refresh_from_db()
    assert member.name == "見本 次郎"


def test_a_known_organization_is_chosen():
    chosen = OrganizationFactory(confirmed=True)

    assert name(start(), chosen=chosen).organization == chosen
    assert Organization.objects.count() == 1


def test_written_again_it_is_mended_while_only_this_draft_knows_it():
    proposal, member = start(), UserFactory()
    name(proposal, body=BODY, member=member)

    name(proposal, body={**BODY, "name": "株式会社もみじ【例示】"}, member=member)

    assert [one.name for one in Organization.objects.all()] == ["株式会社もみじ【例示】"]
    assert Member.objects.count() == 1


@pytest.mark.parametrize("known", ["confirmed", "elsewhere"])
def test_an_organization_that_others_know_is_not_mended(known):
    first = OrganizationFactory(confirmed=known == "confirmed", name="前の名前")
    proposal = ProposalFactory(organization=first)
    if known == "elsewhere":
        ProposalFactory(organization=first)

    saved = name(proposal, body=BODY)

    first.refresh_from_db()
    assert (first.name, saved.organization.name) == ("前の名前", BODY["name"])


@pytest.mark.parametrize("how", ["chosen", "body"])
def test_the_same_organization_twice_changes_nothing(how):
    proposal, member = start(), UserFactory()
    given = {"chosen": OrganizationFactory()} if how == "chosen" else {"body": BODY}
    name(proposal, member=member, **given)

    assert name(proposal, member=member, version=1, **given).version == 2


def test_what_does_not_fit_is_remembered_apart():
    proposal = start()

    name(proposal, contact={}, typed={"name": "長" * 300})

    assert Draft.objects.get(proposal=proposal).typed == {"organization": {"name": "長" * 300}}
    assert fresh(proposal).organization is None


def test_an_older_form_names_nobody():
    proposal = start()
    name(proposal, chosen=OrganizationFactory())

    with pytest.raises(StaleDraft):
        name(proposal, body=BODY, version=1)

    assert Organization.objects.count() == 1


def test_what_cannot_be_registered_saves_nothing():
    proposal = start()

    with pytest.raises(CannotRegister):
        name(proposal, body={**BODY, "corporate_number": ""})

    assert (fresh(proposal).contact_name, fresh(proposal).version) == ("", 1)


# files


def attach(proposal, data=PDF):
    return attach_file(proposal_id=proposal.pk, upload=SimpleUploadedFile("企画書.pdf", data), by=THE_COMPANY, at=NOON)


def test_files_keep_the_order_in_which_they_came():
    proposal = ProposalFactory()

    attached = [attach(proposal), attach(proposal)]

    assert [one.position for one in attached] == [1, 2]
    assert AuditEvent.objects.filter(verb="file.attach").latest("pk").keys == {"file": str(attached[1].file.uuid)}


def test_five_files_are_enough():
    proposal = ProposalFactory()
    AttachmentFactory.create_batch(5, proposal=proposal)

    with pytest.raises(CannotAttach) as refused:
        attach(proposal)

    assert str(refused.value) == "添付は5件までです。要らないファイルを外してから、もう一度選んでください。"


@pytest.mark.parametrize(("left", "fits"), [(len(PDF), True), (len(PDF) - 1, False)])
def test_all_files_together_have_a_limit(left, fits):
    proposal = ProposalFactory()
    AttachmentFactory(proposal=proposal, file__size=60 * 1024 * 1024 - left)
    refusal = "添付は合わせて60MBまでです。小さくするか、要らないファイルを外してから、もう一度選んでください。"

    if fits:
        attach(proposal)
    else:
        with pytest.raises(CannotAttach, match=refusal):
            attach(proposal)

    assert proposal.attachments.count() == (2 if fits else 1)


def test_after_submission_nothing_is_attached():
    with pytest.raises(NoLongerDraft):
        attach(ProposalFactory(submitted=True))


def remove(proposal, uuid):
    return remove_file(proposal_id=proposal.pk, file_uuid=str(uuid), by=THE_COMPANY, at=NOON)


def test_a_removed_file_is_gone_from_the_disk_too(django_capture_on_commit_callbacks):
    proposal = ProposalFactory()
    file = attach(proposal).file

    with django_capture_on_commit_callbacks(execute=True):
        assert remove(proposal, file.uuid) is True

    assert (Attachment.objects.count(), PrivateFile.objects.count(), path_of(file).exists()) == (0, 0, False)
    assert verbs()[-1] == "file.remove"


def test_removing_twice_is_told():
    proposal = ProposalFactory()
    file = attach(proposal).file
    remove(proposal, file.uuid)

    assert remove(proposal, file.uuid) is False


def test_nobody_removes_a_foreign_file():
    file = attach(ProposalFactory()).file

    assert remove(ProposalFactory(), file.uuid) is False
    assert Attachment.objects.count() == 1


def test_a_download_leaves_keys_in_the_audit():
    proposal, file = ProposalFactory(submitted=True), PrivateFileFactory()

    record_download(proposal=proposal, file=file, by=Actor(PROPOSER, "会社次郎", "user:7", "192.0.2.7"), at=NOON)

    event = AuditEvent.objects.get()
    assert (event.verb, event.about, event.actor_key, event.address, event.keys) == (
        "file.download",
        proposal.key,
        "user:7",
        "192.0.2.7",
        {"file": str(file.uuid)},
    )


# throwing away


def test_a_discarded_draft_leaves_only_its_key(django_capture_on_commit_callbacks):
    proposal = start()
    file = attach(proposal).file

    with django_capture_on_commit_callbacks(execute=True):
        discard_draft(proposal_id=proposal.pk, by=THE_COMPANY, at=NOON)

    assert [model.objects.count() for model in (Proposal, Draft, Attachment, PrivateFile)] == [0] * 4
    assert path_of(file).exists() is False
    assert AuditEvent.objects.latest("pk").about == f"proposal:{proposal.uuid}"


def test_a_submitted_proposal_is_never_discarded():
    proposal = ProposalFactory(submitted=True)

    with pytest.raises(NoLongerDraft):
        discard_draft(proposal_id=proposal.pk, by=THE_COMPANY, at=NOON)

    assert Proposal.objects.count() == 1
