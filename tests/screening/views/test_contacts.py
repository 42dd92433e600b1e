"""応接記録 on its own page: who reads, who writes, what the company never sees."""

import pytest
from django.urls import reverse

from screening.models import Contact
from tests.factories.accounts import StaffFactory
from tests.factories.directory import OrganizationFactory
from tests.factories.proposals import ProposalAccessFactory, ProposalFactory
from tests.harness import StrictClient, text_of
from tests.screening.city import MARKER, office, routed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
ADD = "/admin/screening/contact/add/"
LIST = "/admin/screening/contact/"


def url(proposal):
    return reverse("screening:contacts", args=[proposal.number])


def typed(**fields):
    return {"kind": "VISIT", "met_at": "2026-10-05T10:00", "people": "見本商店 山田", "body": MARKER, **fields}


def test_the_division_that_was_asked_writes_and_the_desk_reads(desk_client):
    screening, lead, _ = routed()
    officer = StrictClient.of(lead.officer)
    assert "この記録も行政文書です。" in text_of(officer.get(url(screening.proposal)))

    answer = officer.post(url(screening.proposal), typed())

    assert answer.status_code == 302
    assert MARKER in text_of(desk_client.get(url(screening.proposal)))
    assert f'href="{url(screening.proposal)}"' in text_of(
        desk_client.get(f"/admin/screening/deskproposal/{screening.proposal.number}/")
    )
    assert f'href="{url(screening.proposal)}"' in text_of(officer.get(f"/ka/{screening.proposal.number}/"))


def test_a_reader_of_the_whole_sees_the_list_and_no_form():
    screening, lead, _ = routed()
    leader = StrictClient.of(StaffFactory(leader=True, department=lead.division.department))

    assert "応接を記録する" not in text_of(leader.get(url(screening.proposal)))
    assert leader.post(url(screening.proposal), typed()).status_code == 404
    assert not Contact.objects.exists()


def test_who_reads_a_part_only_finds_no_page():
    screening, _, _ = routed()
    helper = office()
    ProposalAccessFactory(proposal=screening.proposal, division=helper.division, scope="QUESTION")

    assert StrictClient.of(helper.officer).get(url(screening.proposal)).status_code == 404


def test_the_company_never_reads_it(company_client, desk_client):
    organization = company_client.user.memberships.get().organization
    proposal = ProposalFactory(submitted=True, organization=organization)
    desk_client.post(url(proposal), typed())

    assert company_client.get(url(proposal)).status_code == 404
    assert MARKER not in text_of(company_client.get(reverse("proposals:proposal", args=[proposal.number])))


def test_a_time_to_come_is_refused_and_nothing_typed_is_lost(desk_client):
    proposal = ProposalFactory(submitted=True)

    shown = text_of(desk_client.post(url(proposal), typed(met_at="2026-10-06T10:00")))

    assert "まだ来ていない日時です。" in shown
    assert MARKER in shown
    assert not Contact.objects.exists()


def test_the_same_form_sent_twice_makes_one_record(desk_client):
    proposal = ProposalFactory(submitted=True)
    key = desk_client.get(url(proposal)).context["form"]["key"].value()

    for _ in range(2):
        desk_client.post(url(proposal), typed(key=key))

    assert Contact.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(rows, desk_client, django_assert_num_queries):
    proposal = ProposalFactory(submitted=True)
    for _ in range(rows):
        desk_client.post(url(proposal), typed())
    desk_client.get(url(proposal))

    with django_assert_num_queries(7):
        desk_client.get(url(proposal))


def test_the_desk_takes_all_of_them_as_csv(desk_client):
    proposal = ProposalFactory(submitted=True)
    desk_client.post(url(proposal), typed())

    answer = desk_client.get(reverse("screening:contacts_csv", args=[proposal.number]))

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert MARKER in answer.content.decode("utf-8-sig")


def test_the_desk_writes_of_what_has_no_proposal_and_finds_it_again(desk_client):
    OrganizationFactory(name="株式会社 見本商店")

    answer = desk_client.post(ADD, typed(organization="見本商店", kind="THIRD_PARTY"))

    assert answer.status_code == 302
    assert Contact.objects.get().organization.name == "株式会社 見本商店"
    assert "山田" in text_of(desk_client.get(f"{LIST}?q=見本商店"))
    assert "山田" not in text_of(desk_client.get(f"{LIST}?q=よそ"))
    assert "山田" not in text_of(desk_client.get(LIST, {"q": "山田\x00"}))


def test_a_number_may_be_typed_in_any_width(desk_client):
    proposal = ProposalFactory(submitted=True, number="R8-J-0042")

    desk_client.post(ADD, typed(number="ｒ８－Ｊ－００４２"))

    assert Contact.objects.get().proposal == proposal


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"number": "R8-J-9999"}, "この番号の提案は見つかりません。"),
        ({"organization": "どこにもない会"}, "この名称の団体は見つかりません。"),
        ({"organization": "見本"}, "いくつか見つかりました：見本の会（法人番号なし）、見本の団（法人番号なし）"),
        ({"met_at": "2026-10-06T10:00"}, "まだ来ていない日時です。"),
    ],
)
def test_what_cannot_be_found_is_said_and_nothing_typed_is_lost(desk_client, fields, sentence):
    OrganizationFactory(name="見本の会", corporate_number="", kind="GROUP")
    OrganizationFactory(name="見本の団", corporate_number="", kind="GROUP")

    shown = text_of(desk_client.post(ADD, typed(**fields)))

    assert sentence in shown
    assert MARKER in shown


def test_the_full_name_is_enough_where_another_begins_alike(desk_client):
    OrganizationFactory(name="見本の会", corporate_number="", kind="GROUP")
    OrganizationFactory(name="見本の会連合", corporate_number="", kind="GROUP")

    desk_client.post(ADD, typed(organization="見本の会"))

    assert Contact.objects.get().organization.name == "見本の会"
