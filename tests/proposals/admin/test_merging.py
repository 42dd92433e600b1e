"""The desk finds two rows of one 団体, looks, and merges them; and lets people in."""

import pytest
from django.urls import reverse

from nara_renkei.accounts.models import JoinRequest
from tests.factories.accounts import CompanyUserFactory, MemberFactory, StaffFactory
from tests.factories.directory import OrganizationFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, StrictClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def twins():
    target = MemberFactory(organization__confirmed=True, organization__name="確認した団体").organization
    source = MemberFactory(
        organization__corporate_number=target.corporate_number, organization__name="後から来た団体"
    ).organization
    ProposalFactory(organization=source, submitted=True, title="移る提案")
    return source, target


def compare(organization):
    return reverse("admin:directory_organization_compare", args=[organization.pk])


def merge(source, target):
    return reverse("admin:directory_organization_merge", args=[source.pk, target.pk])


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_the_desk_sees_them_side_by_side_and_those_alike_only(desk_client, twins):
    source, target = twins
    namesake = OrganizationFactory(name=source.name)
    OrganizationFactory()
    OrganizationFactory(corporate_number=source.corporate_number, merged_into=target)

    page = desk_client.get(compare(source))

    assert [column.organization for column in page.context["columns"]] == [source, target, namesake]
    assert (
        compare(source)
        in desk_client.get(reverse("admin:directory_organization_change", args=[source.pk])).content.decode()
    )


def test_a_body_that_was_merged_is_not_offered_again(desk_client, twins):
    source, target = twins
    gone = OrganizationFactory(corporate_number=source.corporate_number, merged_into=target)

    page = desk_client.get(compare(gone)).content.decode()

    assert f"「{gone}」は、「{target}」に統合されています。" in page
    assert merge(gone, source) not in page


def test_a_body_without_a_number_is_like_those_of_its_name_only(desk_client):
    alone = OrganizationFactory(sole=True)
    OrganizationFactory(sole=True)

    page = desk_client.get(compare(alone))

    assert [column.organization for column in page.context["columns"]] == [alone]
    assert "ほかにありません" in page.content.decode()


def test_looking_at_the_preview_changes_nothing_and_the_button_merges(desk_client, twins):
    source, target = twins

    preview = desk_client.get(merge(source, target)).content.decode()
    source.refresh_from_db()
    untouched = source.merged_into
    done = desk_client.post(merge(source, target), follow=True)

    source.refresh_from_db()
    assert "移る提案" in preview
    assert (untouched, source.merged_into) == (None, target)
    assert said(done) == ["「後から来た団体」を「確認した団体」に統合しました。"]
    gone = desk_client.get(reverse("admin:directory_organization_change", args=[source.pk])).content.decode()
    assert "「確認した団体」に統合されています。" in gone


def test_the_wrong_way_round_is_refused_in_words(desk_client, twins):
    source, target = twins

    shown = desk_client.get(merge(target, source)).content.decode()
    refused = desk_client.post(merge(target, source))

    assert "向きを逆にしてください。" in shown
    assert "統合する</button>" not in shown
    assert said(refused)[0].endswith("向きを逆にしてください。")


def test_numbers_that_differ_are_pointed_out(desk_client):
    page = desk_client.get(merge(OrganizationFactory(), OrganizationFactory())).content.decode()

    assert "法人番号が違います。" in page


def test_who_reads_no_proposals_merges_nothing(twins):
    source, target = twins
    system = StrictClient.of(StaffFactory(system=True))

    assert [system.get(compare(source)).status_code, system.post(merge(source, target)).status_code] == [403, 403]
    assert (
        compare(source)
        not in system.get(reverse("admin:directory_organization_change", args=[source.pk])).content.decode()
    )


@pytest.mark.parametrize(("merged", "count"), [("", 3), ("no", 2), ("yes", 1)])
def test_merged_ones_can_be_left_out_of_the_list(desk_client, twins, merged, count):
    OrganizationFactory(merged_into=twins[1])

    page = desk_client.get(reverse("admin:directory_organization_changelist"), {"merged": merged} if merged else {})

    assert page.context["cl"].result_count == count


def test_the_desk_answers_requests_and_reads_what_waits(desk_client, twins):
    people = [CompanyUserFactory(), CompanyUserFactory(), StaffFactory()]
    wanted, unwanted, clerk = (
        JoinRequest.objects.create(organization=twins[1], user=user, name="見本花子", requested_at=NOON)
        for user in people
    )
    address = reverse("admin:accounts_joinrequest_changelist")

    approved = desk_client.post(address, {"action": "approve", "_selected_action": [wanted.pk, clerk.pk]}, follow=True)
    refused = desk_client.post(address, {"action": "refuse", "_selected_action": [unwanted.pk]}, follow=True)

    assert sorted(said(approved)) == [
        "確認した団体 見本花子：市の職員は、団体の担当者になれません。",
        "確認した団体 見本花子：認めました。",
    ]
    assert said(refused) == ["確認した団体 見本花子：認めませんでした。"]
    counts = [
        desk_client.get(address, {"waiting": waiting} if waiting else {}).context["cl"].result_count
        for waiting in ("", "yes", "no")
    ]
    assert counts == [3, 1, 2]
