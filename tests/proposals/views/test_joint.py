"""共同提案 in the browser: ask, read, say which 団体, pledge, accept or decline."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from nara_renkei.accounts.models import CapabilityLink, User
from nara_renkei.notifications.models import OutgoingMail
from proposals.models import CoProposer, PledgeAnswer, Submission
from proposals.queries import answers_taken_over, joint_of, joint_of_link
from proposals.usecases.accept_co_proposal import CannotAccept, accept_co_proposal
from proposals.usecases.ask_co_proposer import AGAIN_AFTER, MOST, CannotAsk, ask_again, ask_co_proposer
from proposals.usecases.submit_proposal import CannotSubmit, submit_proposal
from tests.factories.accounts import CompanyUserFactory, MemberFactory, StaffFactory
from tests.factories.directory import OrganizationFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import THE_COMPANY, StrictClient
from tests.proposals.drafts import fresh, ready, ticks_on

pytestmark = pytest.mark.django_db
PARTNER = "partner@example.jp"
BODY = {
    "which": "new",
    "kind": "GROUP",
    "name": "見本の会",
    "address": "奈良市二条大路南一丁目",
    "representative": "会長 見本",
    "contact_name": "共同 花子",
}


@pytest.fixture
def draft():
    return ready(timezone.localdate())


@pytest.fixture
def owner(draft):
    return StrictClient.of(draft.organization.members.get().user)


def ask(draft, email=PARTNER):
    return ask_co_proposer(proposal_id=draft.pk, name="見本の会", email=email, by=THE_COMPANY, at=timezone.now())


def mailed_link():
    return (
        "/" + OutgoingMail.objects.filter(template="proposals/co_proposer_asked").latest("pk").secret.split("/", 3)[3]
    )


def partner_at_the_pledges(draft):
    """Return the browser of the asked person, who has said which 団体 it is."""
    ask(draft)
    client = StrictClient.of(User.objects.filter(email=PARTNER).first() or CompanyUserFactory(email=PARTNER, name=""))
    assert client.post(mailed_link()).url == reverse("proposals:pending_joint")
    assert client.post(reverse("proposals:pending_joint"), BODY).url == reverse("proposals:pending_joint")
    return client


def accept(draft):
    client = partner_at_the_pledges(draft)
    page = client.get(reverse("proposals:pending_joint"))
    assert client.post(reverse("proposals:pending_joint"), ticks_on(page)).url == reverse("proposals:mine")
    return client


def submit(draft):
    return submit_proposal(proposal_id=draft.pk, by=THE_COMPANY, at=timezone.now())


def test_the_company_asks_and_sees_who_has_not_answered(draft, owner):
    url = reverse("proposals:co_proposers", args=[draft.uuid])

    answer = owner.post(url, {"action": "ask", "name": "見本の会", "email": PARTNER}, follow=True)

    assert "返事を待っています" in answer.text
    assert OutgoingMail.objects.get(template="proposals/co_proposer_asked").to == PARTNER


def test_nothing_is_submitted_while_an_asked_one_has_not_answered(draft, owner):
    ask(draft)

    page = owner.post(reverse("proposals:step", args=[draft.uuid, "check"]), {"action": "submit"})

    assert "返事を待っています。待つか、もう一度お願いするか、共同提案者から外してください。" in page.text
    assert f'href="{reverse("proposals:co_proposers", args=[draft.uuid])}"' in page.text
    assert fresh(draft).number is None


def test_an_asked_stranger_reads_proves_the_address_and_comes_to_the_form(draft, client):
    ask(draft)

    page = client.get(mailed_link())
    answer = client.post(mailed_link())

    assert draft.body in page.text
    assert answer.url == reverse("accounts:enter_code")
    assert OutgoingMail.objects.filter(template="accounts/login_code", to=PARTNER).exists()


def test_each_body_pledges_for_itself_and_the_version_names_both(draft):
    accept(draft)

    submitted = submit(draft)

    row = submitted.co_proposers.get()
    by_body = {
        one: set(PledgeAnswer.objects.filter(organization=one).values_list("answered_by", flat=True))
        for one in (submitted.organization, row.organization)
    }
    assert by_body == {submitted.organization: {THE_COMPANY.label}, row.organization: {row.accepted_by}}
    assert PledgeAnswer.objects.filter(organization=row.organization).count() == 23
    assert "共同 花子" in row.accepted_by
    assert [one["name"] for one in Submission.objects.get().content["co_proposers"]] == ["見本の会"]
    assert set(OutgoingMail.objects.filter(template="proposals/received").values_list("to", flat=True)) == {
        PARTNER,
        submitted.organization.members.get().user.email,
    }


def test_a_co_proposer_reads_the_proposal_and_cannot_write_to_it(draft):
    partner = accept(draft)
    number = submit(draft).number

    page = partner.get(reverse("proposals:proposal", args=[number]))

    assert "共同提案者として読んでいます" in page.text
    assert "メッセージを送る" not in page.text
    assert partner.post(reverse("proposals:message", args=[number]), {"body": "こんにちは"}).status_code == 404
    assert partner.post(reverse("proposals:withdraw", args=[number]), {"reason": "やめます"}).status_code == 404
    assert partner.get(reverse("proposals:contact", args=[number])).status_code == 404
    assert number in partner.get(reverse("proposals:mine")).text


def test_nobody_reads_what_the_other_body_answered(draft):
    draft.pledge_draft["D1"] = {**draft.pledge_draft["D1"], "answer": "はい", "detail": "再生手続の途中です。"}
    draft.save()
    partner = accept(draft)
    number = submit(draft).number

    page = partner.get(reverse("proposals:evidence", args=[number]))

    assert "お答えいただいた23項目" in page.text
    assert "再生手続の途中" not in page.text


def test_a_draft_stays_closed_to_who_accepted(draft):
    partner = accept(draft)

    assert partner.get(reverse("proposals:step", args=[draft.uuid, "proposal"])).status_code == 404
    assert partner.get(reverse("proposals:co_proposers", args=[draft.uuid])).status_code == 404


def test_words_changed_after_the_acceptance_are_read_again(draft, owner):
    accept(draft)
    draft = fresh(draft)
    draft.body = "別の内容にします。"
    draft.save()

    with pytest.raises(CannotSubmit, match="読んだあとに、提案の文が変わりました"):
        submit(draft)
    row = draft.co_proposers.get()
    owner.post(reverse("proposals:co_proposers", args=[draft.uuid]), {"action": f"again-{row.pk}"})
    partner = StrictClient.of(User.objects.get(email=PARTNER))
    partner.post(mailed_link())
    page = partner.get(reverse("proposals:pending_joint"))
    assert "別の内容にします。" in page.text
    assert page.context["form"].initial["P1"] is True
    partner.post(reverse("proposals:pending_joint"), ticks_on(page))

    assert submit(draft).number


def test_who_read_an_older_text_is_shown_the_newer_one(draft):
    partner = partner_at_the_pledges(draft)
    page = partner.get(reverse("proposals:pending_joint"))
    typed = ticks_on(page)
    draft = fresh(draft)
    draft.summary = "概要を直しました。"
    draft.save()

    answer = partner.post(reverse("proposals:pending_joint"), typed)

    assert "読んでいただいている間に、提案の文が変わりました" in answer.text
    assert "概要を直しました。" in answer.text
    assert draft.co_proposers.get().accepted_at is None


def test_missing_ticks_are_asked_for(draft):
    partner = partner_at_the_pledges(draft)
    page = partner.get(reverse("proposals:pending_joint"))

    answer = partner.post(reverse("proposals:pending_joint"), {**ticks_on(page), "P1": ""})

    assert "読んで、「誓約します」に印を付けてください。" in answer.text
    assert CoProposer.objects.get().accepted_at is None


def test_a_no_needs_only_the_link_and_the_proposal_goes_on_alone(draft, client):
    ask(draft)

    answer = client.post(mailed_link(), {"action": "decline", "reason": "手が足りません。"})

    assert "お断りを伝えました" in answer.text
    assert (
        OutgoingMail.objects.get(template="proposals/co_proposer_answered").to
        == draft.organization.members.get().user.email
    )
    assert client.get(mailed_link()).status_code == 410
    assert Submission.objects.get(proposal=submit(draft)).content["co_proposers"] == []


def test_a_dropped_one_finds_the_link_closed(draft, owner, client):
    row = ask(draft)
    link = mailed_link()

    owner.post(reverse("proposals:co_proposers", args=[draft.uuid]), {"action": f"drop-{row.pk}"})

    assert client.get(link).status_code == 410
    assert not CoProposer.objects.exists()


@pytest.mark.parametrize("action", ["again-999999999", "again-x", "drop-999999", "nonsense"])
def test_a_row_that_is_not_there_changes_nothing(draft, owner, action):
    ask(draft)

    answer = owner.post(reverse("proposals:co_proposers", args=[draft.uuid]), {"action": action})

    assert answer.status_code in {200, 302, 404}
    assert CoProposer.objects.count() == 1


def test_the_link_of_somebody_else_is_not_theirs(draft):
    ask(draft)
    stranger = StrictClient.of(CompanyUserFactory(member=True))

    page = stranger.post(mailed_link())

    assert "いまお使いのメールアドレス" in page.text
    assert stranger.get(reverse("proposals:pending_joint")).status_code == 410


def test_staff_accept_nothing(draft):
    ask(draft)

    assert StrictClient.of(StaffFactory(desk=True)).get(reverse("proposals:pending_joint")).status_code == 404


def test_the_proposer_itself_is_no_co_proposer(draft):
    ask(draft)
    user = CompanyUserFactory(email=PARTNER)
    MemberFactory(user=user, organization=draft.organization)
    client = StrictClient.of(user)
    client.post(mailed_link())

    answer = client.post(
        reverse("proposals:pending_joint"), {"which": str(draft.organization.uuid), "contact_name": "共同 花子"}
    )

    assert "もうこの提案の提案者です" in answer.text


def test_one_who_belongs_to_a_body_chooses_it(draft):
    ask(draft)
    user = CompanyUserFactory(email=PARTNER)
    body = OrganizationFactory()
    MemberFactory(user=user, organization=body)
    client = StrictClient.of(user)
    client.post(mailed_link())

    client.post(reverse("proposals:pending_joint"), {"which": str(body.uuid), "contact_name": user.name})

    assert CoProposer.objects.get().organization == body


def test_a_number_that_does_not_fit_the_kind_is_refused(draft):
    ask(draft)
    client = StrictClient.of(CompanyUserFactory(email=PARTNER))
    client.post(mailed_link())

    answer = client.post(reverse("proposals:pending_joint"), {**BODY, "kind": "COMPANY"})

    assert "法人番号（13桁）を書いてください" in answer.text


def test_the_address_is_filled_from_the_postal_code(draft):
    ask(draft)
    client = StrictClient.of(CompanyUserFactory(email=PARTNER))
    client.post(mailed_link())

    answer = client.post(
        reverse("proposals:pending_joint"), {**BODY, "address": "", "postal_code": "630-8580", "action": "postal"}
    )

    assert re.search(r"この郵便番号の住所", answer.text)
    assert CoProposer.objects.get().organization is None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_the_asked_costs_the_same_for_one_and_three(draft, owner, rows, django_assert_num_queries):
    for n in range(rows):
        ask(draft, f"partner{n}@example.jp")

    with django_assert_num_queries(5):
        owner.get(reverse("proposals:co_proposers", args=[draft.uuid]))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_of_a_co_proposer_cost_the_same_for_one_and_three(company_client, rows, django_assert_num_queries):
    own = company_client.user.memberships.get().organization
    for _ in range(rows):
        proposal = ProposalFactory(submitted=True)
        CoProposer.objects.create(proposal=proposal, name=own.name, organization=own, accepted_at=timezone.now())

    with django_assert_num_queries(11):
        page = company_client.get(reverse("proposals:mine"))

    assert len(page.context["rows"]) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_proposal_costs_the_same_with_one_and_three_behind_it(company_client, rows, django_assert_num_queries):
    proposal = ProposalFactory(submitted=True, organization=company_client.user.memberships.get().organization)
    for _ in range(rows):
        partner = OrganizationFactory()
        CoProposer.objects.create(proposal=proposal, name="見本", organization=partner, accepted_at=timezone.now())

    with django_assert_num_queries(10):
        company_client.get(reverse("proposals:proposal", args=[proposal.number]))


def refusal(call):
    with pytest.raises(CannotAsk) as caught:
        call()
    return str(caught.value)


def test_whom_one_cannot_ask(draft):
    ask(draft)
    twice = refusal(lambda: ask(draft))
    member = refusal(lambda: ask(draft, draft.organization.members.get().user.email))
    for n in range(1, MOST):
        ask(draft, f"partner{n}@example.jp")

    assert twice.startswith("このアドレスには、もうお願いしています。")
    assert member.startswith("この方は、あなたの団体の担当者です。")
    assert refusal(lambda: ask(draft, "one.more@example.jp")).startswith("共同提案者は5団体までです。")
    assert draft.co_proposers.count() == MOST


@pytest.mark.parametrize(
    ("gap", "sentence"),
    [
        ({"body": ""}, "先に「提案内容」を書いてください。"),
        ({"organization": None}, "先に、あなたの団体を書いてください。"),
    ],
)
def test_there_must_be_something_to_read_and_somebody_who_asks(draft, gap, sentence):
    for name, value in gap.items():
        setattr(draft, name, value)
    draft.save()

    assert refusal(lambda: ask(draft)).startswith(sentence)


def test_one_is_asked_again_after_half_a_day(draft):
    row = ask(draft)
    again = {"proposal_id": draft.pk, "co_proposer_id": row.pk, "by": THE_COMPANY}

    assert refusal(lambda: ask_again(**again, at=row.asked_at)).startswith("お願いを送ったばかりです。")
    assert ask_again(**again, at=row.asked_at + AGAIN_AFTER).asked_at == row.asked_at + AGAIN_AFTER


def test_nobody_accepts_without_a_body(draft):
    row = ask(draft)
    link = CapabilityLink.objects.get(about=row.about)

    with pytest.raises(CannotAccept, match="先に、どの団体として引き受けるかを選んでください。"):
        accept_co_proposal(
            co_proposer=row, link=link, answers={}, sha256=draft.joint_sha256, by=THE_COMPANY, at=timezone.now()
        )


def test_what_a_co_proposer_has_not_answered_is_asked_again_before_submitting(draft):
    accept(draft)
    draft.co_proposers.update(pledge_draft={})

    with pytest.raises(CannotSubmit, match="もう一度答えていただく確認事項があります。"):
        submit(draft)


def test_a_link_to_what_is_no_draft_any_more_opens_nothing(draft):
    row = ask(draft)
    link = CapabilityLink.objects.get(about=row.about)
    asked = CompanyUserFactory(email=PARTNER)
    assert joint_of(row.pk, asked, timezone.now()) == (row, link)

    row.delete()

    assert joint_of_link(link) is None
    assert joint_of(row.pk or 0, asked, timezone.now()) is None


def test_a_link_that_was_taken_back_opens_nothing(draft):
    row = ask(draft)
    CapabilityLink.objects.update(revoked_at=timezone.now())

    assert joint_of(row.pk, CompanyUserFactory(email=PARTNER), timezone.now()) is None


def test_without_a_body_nothing_is_taken_over():
    assert answers_taken_over(ProposalFactory(organization=None), timezone.localdate()) == []
