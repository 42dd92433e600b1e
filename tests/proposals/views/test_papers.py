from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from nara_renkei.core.models import AuditEvent, PaperJob, PaperState
from nara_renkei.core.private_files import store_bytes
from proposals.models import CoProposer
from proposals.rules.papers import DRAFT, RECEIPT, draft_about, receipt_about
from proposals.usecases.discard_draft import discard_draft
from tests.factories.accounts import CompanyUserFactory, MemberFactory, StaffFactory
from tests.factories.proposals import PromiseFactory, ProposalFactory
from tests.harness import NOON, THE_COMPANY, StrictClient, path_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(company_client):
    organization = company_client.user.memberships.get().organization
    return lambda **traits: ProposalFactory(organization=organization, **traits)


def job_of(user, kind, about, *, state=PaperState.WAITING, **fields):
    return PaperJob.objects.create(
        kind=kind,
        about=about,
        title="見本の紙",
        requested_by="会社次郎",
        requested_by_key=f"user:{user.pk}",
        created_at=NOON,
        state=state,
        **fields,
    )


def done(job):
    job.file = store_bytes(b"%PDF-1.7", name="paper.pdf", content_type="application/pdf", at=NOON)
    job.state, job.finished_at, job.pages, job.sha256 = PaperState.DONE, NOON, 1, job.file.sha256
    job.save()
    return job


def receipt_of(client, proposal, **fields):
    return job_of(client.user, RECEIPT, receipt_about(proposal.number, 1, proposal.organization_id), **fields)


def page_of(client, proposal, job):
    return client.get(reverse("proposals:receipt_paper", args=[proposal.number, job.uuid]))


def test_a_button_orders_the_receipt_of_a_version_once(company_client, mine):
    proposal = mine(submitted=True)
    url = reverse("proposals:order_receipt", args=[proposal.number])

    first, second = (company_client.post(url, {"version": "1"}) for _ in range(2))

    job = PaperJob.objects.get()
    assert (job.kind, job.about) == ("receipt", f"{proposal.number}/1/{proposal.organization_id}")
    assert job.title == f"受付票 {proposal.number}（第1版）"
    assert first.url == second.url == reverse("proposals:receipt_paper", args=[proposal.number, job.uuid])


@pytest.mark.parametrize("version", ["", "2", "x", "-1"])
def test_a_version_that_is_none_is_not_ordered(company_client, mine, version):
    proposal = mine(submitted=True)

    answer = company_client.post(reverse("proposals:order_receipt", args=[proposal.number]), {"version": version})

    assert (answer.status_code, PaperJob.objects.count()) == (404, 0)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "順番を待っています。"),
        ({"attempts": 1}, "1回目は作れませんでした。"),
        ({"state": PaperState.WORKING}, "紙面を作っています。"),
        ({"state": PaperState.FAILED}, "PDFを作れませんでした。"),
    ],
)
def test_the_page_says_how_far_the_paper_is(company_client, mine, fields, words):
    proposal = mine(submitted=True)

    page = page_of(company_client, proposal, receipt_of(company_client, proposal, **fields)).content.decode()

    assert words in page
    assert ("js/progress" in page) is (fields.get("state") != PaperState.FAILED)
    assert ("もう一度作る" in page) is (fields.get("state") == PaperState.FAILED)


def test_what_failed_is_ordered_anew(company_client, mine):
    proposal = mine(submitted=True)
    receipt_of(company_client, proposal, state=PaperState.FAILED)

    company_client.post(reverse("proposals:order_receipt", args=[proposal.number]), {"version": "1"})

    assert PaperJob.objects.count() == 2


def test_the_finished_paper_is_taken_and_the_audit_says_so(company_client, mine):
    proposal = mine(submitted=True)
    job = done(receipt_of(company_client, proposal))
    url = reverse("proposals:receipt_pdf", args=[proposal.number, job.uuid])

    assert url in page_of(company_client, proposal, job).content.decode()
    assert b"".join(company_client.get(url)) == b"%PDF-1.7"
    event = AuditEvent.objects.get(verb="paper.download")
    assert (event.about, event.keys["subject"]) == (f"paper:{job.uuid}", job.about)


def test_an_unfinished_paper_cannot_be_taken(company_client, mine):
    proposal = mine(submitted=True)
    job = receipt_of(company_client, proposal)

    assert company_client.get(reverse("proposals:receipt_pdf", args=[proposal.number, job.uuid])).status_code == 404


def test_another_body_finds_neither_page_nor_paper(company_client, mine):
    proposal = mine(submitted=True)
    job = done(receipt_of(company_client, proposal))
    stranger = StrictClient.of(CompanyUserFactory(member=True))

    names = ("proposals:receipt_paper", "proposals:receipt_pdf")
    assert [stranger.get(reverse(name, args=[proposal.number, job.uuid])).status_code for name in names] == [404, 404]
    own = ProposalFactory(submitted=True, organization=stranger.user.memberships.get().organization)
    assert [stranger.get(reverse(name, args=[own.number, job.uuid])).status_code for name in names] == [404, 404]


def test_the_draft_goes_on_paper_as_it_stands(company_client, mine):
    draft = mine(title="運ぶ")

    answer = company_client.post(reverse("proposals:order_draft_paper", args=[draft.uuid]))

    job = PaperJob.objects.get()
    assert (job.kind, job.about, job.title) == ("draft", f"{draft.uuid}/1", "下書き 運ぶ")
    assert "順番を待っています。" in company_client.get(answer.url).content.decode()
    url = reverse("proposals:draft_pdf", args=[draft.uuid, job.uuid])
    assert company_client.get(url).status_code == 404
    done(job)
    assert company_client.get(url).status_code == 200


def test_a_draft_of_nobody_is_first_made_somebodys(client):
    draft = ProposalFactory(organization=None, author=None)
    session = client.session
    session["drafts"] = [str(draft.uuid)]
    session.save()

    answer = client.post(reverse("proposals:order_draft_paper", args=[draft.uuid]))
    page = client.get(reverse("proposals:step", args=[draft.uuid, "proposal"]))

    assert (answer.status_code, PaperJob.objects.count()) == (302, 0)
    assert page.status_code == 200


def test_with_the_draft_its_papers_go(company_client, mine):
    draft = mine()
    waiting, made = (job_of(company_client.user, DRAFT, draft_about(draft.uuid, version)) for version in (1, 2))
    path = path_of(done(made).file)
    other = job_of(company_client.user, DRAFT, draft_about(uuid4(), 1))

    discard_draft(proposal_id=draft.pk, by=THE_COMPANY, at=timezone.now())

    assert list(PaperJob.objects.all()) == [other]
    assert waiting.pk != made.pk
    assert path.exists()  # until the transaction has committed


def test_the_page_of_dates_names_every_skipped_day(company_client, mine):
    proposal = mine(submitted=True)
    PromiseFactory(proposal=proposal, starts_on="2026-12-25", within_days=10, due_on="2027-01-15", told_on=None)

    page = company_client.get(reverse("proposals:dates", args=[proposal.number])).content.decode()

    wanted = ["令和9年（2027年）1月15日（金）", "年末年始", "元日", "成人の日", "12月29日（火）", "開庁日で10日"]
    assert [words for words in wanted if words not in page] == []


def test_without_a_promise_the_page_of_dates_says_so(company_client, mine):
    page = company_client.get(reverse("proposals:dates", args=[mine(adopted=True).number])).content.decode()

    assert "いま、期日をお約束しているものはありません。" in page


@pytest.mark.parametrize("party", ["colleague", "desk"])
def test_what_another_person_ordered_is_read_by_every_member(company_client, mine, party):
    proposal = mine(submitted=True)
    other = MemberFactory(organization=proposal.organization).user if party == "colleague" else StaffFactory(desk=True)
    about = receipt_about(proposal.number, 1, proposal.organization_id)
    job = done(job_of(other, RECEIPT, about))

    assert page_of(company_client, proposal, job).status_code == 200
    assert company_client.get(reverse("proposals:receipt_pdf", args=[proposal.number, job.uuid])).status_code == 200


def test_a_receipt_is_for_the_body_whose_answers_it_holds(company_client):
    proposal = ProposalFactory(submitted=True)
    own = company_client.user.memberships.get().organization
    CoProposer.objects.create(proposal=proposal, name=own.name, organization=own, accepted_at=NOON, accepted_by="共同")
    colleague = StrictClient.of(MemberFactory(organization=own).user)
    mine, theirs = (
        done(job_of(company_client.user, RECEIPT, receipt_about(proposal.number, 1, body)))
        for body in (own.pk, proposal.organization_id)
    )

    assert [page_of(colleague, proposal, job).status_code for job in (mine, theirs)] == [200, 404]


def test_a_member_who_left_finds_nothing(mine, company_client):
    proposal = mine(submitted=True)
    member = MemberFactory(organization=proposal.organization)
    job = receipt_of(company_client, proposal)
    member.left_at = NOON
    member.save()

    assert page_of(StrictClient.of(member.user), proposal, job).status_code == 404


def test_a_co_proposer_orders_the_receipt_with_its_own_answers(company_client):
    proposal = ProposalFactory(submitted=True)
    own = company_client.user.memberships.get().organization
    CoProposer.objects.create(proposal=proposal, name=own.name, organization=own, accepted_at=NOON, accepted_by="共同")

    company_client.post(reverse("proposals:order_receipt", args=[proposal.number]), {"version": "1"})

    assert PaperJob.objects.get().about == f"{proposal.number}/1/{own.pk}"
