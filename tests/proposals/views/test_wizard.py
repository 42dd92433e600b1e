from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from nara_renkei.directory.models import Organization
from nara_renkei.notifications.models import OutgoingMail
from proposals.models import PledgeAnswer, Proposal, Submission
from tests.proposals.views.conftest import BODY, WORDS

pytestmark = pytest.mark.django_db


def test_a_company_walks_from_the_blank_form_to_the_receipt(walker):
    today = timezone.localdate()
    proposal = walker.begin()

    to_organization = walker.post(proposal, "proposal", WORDS)
    to_pledges = walker.post(proposal, "organization", BODY)
    to_check = walker.post(proposal, "pledges", walker.ticks(proposal, today))
    check = walker.client.get(to_check.url)
    done = walker.post(proposal, "check", action="submit")

    proposal.refresh_from_db()
    assert to_organization.url == walker.url(proposal, "organization")
    assert to_pledges.url == walker.url(proposal, "pledges")
    assert to_check.url == walker.url(proposal, "check")
    assert WORDS["body"] in check.content.decode()
    assert done.url == reverse("proposals:receipt", args=[proposal.number])
    page = walker.client.get(done.url).content.decode()
    assert "受付は内容を認めたという意味ではありません" in page
    assert proposal.number in page
    assert PledgeAnswer.objects.filter(proposal=proposal).count() == 23
    assert OutgoingMail.objects.filter(template="proposals/received").count() == 1
    assert Submission.objects.filter(proposal=proposal).count() == 1


def test_a_second_submit_shows_the_same_receipt(walker):
    proposal = walker.fill(timezone.localdate())

    first = walker.post(proposal, "check", action="submit")
    second = walker.post(proposal, "check", action="submit")

    assert second.url == first.url
    assert Proposal.objects.count() == 1


def test_every_missing_field_is_named_at_once(walker):
    proposal = walker.begin()

    response = walker.post(proposal, "proposal", {})

    assert response.context["form"].errors.as_data().keys() == {
        "title",
        "summary",
        "beneficiary",
        "body",
        "asks",
        "cost",
    }


def test_what_does_not_fit_stays_in_the_form_on_the_next_visit(walker):
    proposal = walker.begin()
    long = "あ" * 10_000

    walker.post(proposal, "proposal", {**WORDS, "body": long}, action="later")
    page = walker.client.get(walker.url(proposal, "proposal"))

    assert page.context["form"]["body"].value() == long
    proposal.refresh_from_db()
    assert (proposal.title, proposal.body) == (WORDS["title"], "")


def test_a_second_tab_is_refused_and_shown_the_difference(walker):
    proposal = walker.begin()
    walker.post(proposal, "proposal", {**WORDS, "title": "一つ目の画面"})

    refused = walker.post(proposal, "proposal", {**WORDS, "title": "二つ目の画面"}, version=1)
    page = refused.content.decode()
    agreed = walker.post(proposal, "proposal", {**WORDS, "title": "二つ目の画面"})

    proposal.refresh_from_db()
    assert refused.context["stale"].startswith("この画面を開いたあとに")
    assert "一つ目の画面" in page
    assert 'value="二つ目の画面"' in page
    assert agreed.status_code == 302
    assert proposal.title == "二つ目の画面"


def test_twelve_digits_are_stored_nowhere(walker):
    proposal = walker.begin()
    walker.post(proposal, "proposal", WORDS)

    response = walker.post(proposal, "organization", {**BODY, "corporate_number": "1234-5678-9012"})

    proposal.refresh_from_db()
    assert "12桁の番号は受け付けません" in response.content.decode()
    assert "1234-5678-9012" not in response.content.decode()
    assert "5678" not in str(proposal.draft.typed)
    assert proposal.draft.typed["organization"]["name"] == BODY["name"]
    assert Organization.objects.count() == 0


def test_a_draft_is_its_browsers_until_it_is_claimed(stranger, walker, client):
    proposal = stranger.begin()

    assert stranger.client.get(stranger.url(proposal, "proposal")).status_code == 200
    assert walker.client.get(walker.url(proposal, "proposal")).status_code == 404
    assert client.get(stranger.url(proposal, "proposal")).status_code == 404


def test_the_proved_address_claims_the_draft(stranger):
    proposal = stranger.begin()
    to_email = stranger.post(proposal, "proposal", WORDS)
    stranger.client.post(
        reverse("accounts:prove_email"),
        {"email": "hanako@company.example", "next": stranger.url(proposal, "organization")},
    )
    code = OutgoingMail.objects.get(template="accounts/login_code").secret

    after = stranger.client.post(reverse("accounts:enter_code"), {"code": code})

    proposal.refresh_from_db()
    assert to_email.url == stranger.url(proposal, "email")
    assert after.url == stranger.url(proposal, "organization")
    assert proposal.author.email == "hanako@company.example"
    assert stranger.client.get(after.url).status_code == 200


def test_staff_see_no_draft(walker, desk_client):
    proposal = walker.fill(timezone.localdate())

    assert desk_client.get(walker.url(proposal, "proposal")).status_code == 404
    assert desk_client.get(reverse("proposals:mine")).status_code == 404


@pytest.mark.parametrize("step", ["proposal", "organization", "pledges"])
def test_saving_a_step_takes_at_most_twelve_queries(walker, django_assert_max_num_queries, step):
    known = walker.fill(timezone.localdate()).organization
    proposal = walker.begin()
    walker.post(proposal, "proposal", WORDS)
    data = {**BODY, "which": str(known.uuid)}
    if step == "pledges":
        walker.post(proposal, "organization", data)
        data = walker.ticks(proposal, timezone.localdate())
    elif step == "proposal":
        data = {**WORDS, "title": "別の名前"}
    version = Proposal.objects.get(pk=proposal.pk).version

    with django_assert_max_num_queries(12):
        response = walker.post(proposal, step, data, version=version)

    assert response.status_code == 302


def test_registering_a_new_organization_takes_at_most_thirteen_queries(walker, django_assert_max_num_queries):
    proposal = walker.begin()
    version = Proposal.objects.get(pk=proposal.pk).version

    with django_assert_max_num_queries(13):
        walker.post(proposal, "organization", BODY, version=version)


def test_submitting_takes_at_most_thirty_queries_with_the_receipt(walker, django_assert_max_num_queries):
    proposal = walker.fill(timezone.localdate())
    version = proposal.version

    with django_assert_max_num_queries(30):
        receipt = walker.client.get(walker.post(proposal, "check", version=version, action="submit").url)

    assert receipt.status_code == 200


def test_a_second_proposal_reuses_the_organization_and_is_not_asked_about_it_again(walker):
    today = timezone.localdate()
    first = walker.fill(today)
    walker.post(first, "check", action="submit")
    second = walker.begin()
    walker.post(second, "proposal", WORDS)

    page = walker.client.get(walker.url(second, "organization"))
    walker.post(
        second,
        "organization",
        {"which": page.context["form"]["which"].value(), "contact_name": "見本 花子", "contact_phone": "0742-00-0001"},
    )
    pledges = walker.client.get(walker.url(second, "pledges"))
    walker.post(second, "pledges", walker.ticks(second, today))
    done = walker.post(second, "check", action="submit")

    second.refresh_from_db()
    assert Organization.objects.count() == 1
    assert "P1" not in pledges.context["form"].fields
    assert done.url == reverse("proposals:receipt", args=[second.number])


def test_the_organization_is_mended_not_doubled_while_only_the_draft_knows_it(walker):
    proposal = walker.begin()
    walker.post(proposal, "organization", BODY)

    walker.post(proposal, "organization", {**BODY, "address": "奈良市三条町2番2号"})

    assert list(Organization.objects.values_list("address", flat=True)) == ["奈良市三条町2番2号"]


def test_a_half_written_organization_is_there_on_the_next_visit(walker):
    proposal = walker.begin()

    walker.post(
        proposal, "organization", {"kind": "NPO", "name": "特定非営利活動法人ゆずり葉の縁側【例示】"}, action="later"
    )
    form = walker.client.get(walker.url(proposal, "organization")).context["form"]

    assert (form["kind"].value(), form["name"].value()) == ("NPO", "特定非営利活動法人ゆずり葉の縁側【例示】")
    assert not Organization.objects.exists()


def test_a_sole_trader_has_no_number(walker):
    proposal = walker.begin()

    response = walker.post(proposal, "organization", {**BODY, "kind": "SOLE", "corporate_number": ""})

    assert response.status_code == 302


def test_submitting_with_gaps_says_where_to_mend(walker):
    proposal = walker.begin()

    response = walker.post(proposal, "check", action="submit")

    assert response.context["mend"] == "proposal"
    assert "「提案名」がまだ書かれていません" in response.content.decode()


def test_putting_aside_without_an_address_says_how_to_come_back(stranger):
    proposal = stranger.begin()

    response = stranger.post(proposal, "proposal", WORDS, action="later")

    page = stranger.client.get(response.url).content.decode()
    assert "このブラウザーだけ" in page
    assert "7日のあいだ" in page


def test_an_expired_code_says_what_to_do_and_loses_nothing(stranger, time_machine):
    proposal = stranger.begin()
    stranger.post(proposal, "proposal", WORDS)
    stranger.client.post(
        reverse("accounts:prove_email"),
        {"email": "hanako@company.example", "next": stranger.url(proposal, "organization")},
    )
    code = OutgoingMail.objects.get(template="accounts/login_code").secret

    time_machine.move_to(timezone.now() + timedelta(minutes=11))
    response = stranger.client.post(reverse("accounts:enter_code"), {"code": code})

    assert "新しいコードを送る" in response.content.decode()
    assert stranger.client.get(stranger.url(proposal, "proposal")).context["form"]["body"].value() == WORDS["body"]


def test_every_step_shows_who_reads_it(walker):
    from proposals.forms.steps import STEPS

    proposal = walker.fill(timezone.localdate())

    for step in STEPS:
        if step.slug != "email":
            assert step.who_reads in walker.client.get(walker.url(proposal, step.slug)).content.decode()


def test_a_get_writes_nothing(walker):
    proposal = walker.fill(timezone.localdate())
    before = Proposal.objects.values().get(pk=proposal.pk)

    for step in ("proposal", "organization", "pledges", "check"):
        walker.client.get(walker.url(proposal, step))

    assert Proposal.objects.values().get(pk=proposal.pk) == before
