"""What the public and the 団体 read of agreements, and what the desk is told of them in the morning."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from nara_renkei.core import wall
from nara_renkei.directory.models import Agreement, AgreementActivity
from nara_renkei.notifications.models import MailState, OutgoingMail
from nara_renkei.portal.usecases.send_digest import send_digest
from tests.factories.accounts import MemberFactory, StaffFactory
from tests.factories.directory import ActivityFactory, AgreementFactory, DivisionFactory
from tests.harness import TODAY, StrictClient, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
URL = reverse("portal:agreements")


def test_everybody_reads_the_partners_and_what_was_done():
    shown = AgreementFactory(
        is_public=True, fields="買物支援／見守り", pressed_on=TODAY, press_url="https://city.example/kyotei"
    )
    ActivityFactory(agreement=shown, is_public=True, what="移動販売で案内を配った。")
    ActivityFactory(agreement=shown, what="打合せをした。")
    hidden = AgreementFactory()

    page = StrictClient().get(URL).content.decode()

    for words in (
        shown.organization.name,
        "買物支援、見守り",
        "https://city.example/kyotei",
        "移動販売で案内を配った。",
    ):
        assert words in page
    assert [words for words in (hidden.organization.name, "打合せをした。") if words in page] == []


def test_an_empty_list_says_so_kindly():
    assert "公開している協定は、まだありません。" in StrictClient().get(URL).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_public_page_costs_the_same_for_one_and_three(rows, django_assert_max_num_queries):
    for agreement in AgreementFactory.create_batch(rows, is_public=True):
        ActivityFactory(agreement=agreement, is_public=True)
    client = StrictClient()
    client.get(URL)

    with django_assert_max_num_queries(4):
        client.get(URL)


def test_a_body_reads_its_own_agreement_and_nobody_elses():
    member, stranger = MemberFactory(), MemberFactory()
    agreement = AgreementFactory(
        organization=member.organization, renewing=True, title="健康の協定", division=DivisionFactory(name="健康増進課")
    )
    ActivityFactory(agreement=agreement, what="講座を開いた。")

    own = StrictClient.of(member.user).get(reverse("accounts:organization", args=[member.organization.uuid]))
    other = StrictClient.of(stranger.user).get(reverse("accounts:organization", args=[stranger.organization.uuid]))

    page = own.content.decode()
    for words in ("健康の協定", "健康増進課", "講座を開いた。", "令和8年（2026年）12月31日（木）。更新しないときや"):
        assert words in page
    assert "協定" not in other.content.decode()


def test_behind_the_wall_a_body_finds_its_signed_agreements_only():
    member = MemberFactory()
    mine = ActivityFactory(agreement__organization=member.organization)
    ActivityFactory(agreement__organization=member.organization, agreement__preparing=True)
    ActivityFactory(agreement__is_public=True)

    with wall.raised(user=member.user.pk):
        found = list(Agreement.objects.order_by("pk")), list(AgreementActivity.objects.order_by("pk"))

    assert found == ([mine.agreement], [mine])


def test_the_desk_reads_once_that_a_deadline_comes_near():
    StaffFactory(desk=True)
    agreement = AgreementFactory(renewing=True, division=DivisionFactory(email="ka@city.example"))
    StaffFactory(manager=True, division=agreement.division)

    sent = []
    for day in (0, 1):
        sent.append(send_digest(at=at(TODAY + timedelta(days=day), 8)))
        OutgoingMail.objects.update(state=MailState.SENT, sent_at=at(TODAY + timedelta(days=day), 8))

    letter = OutgoingMail.objects.get(template="portal/digest")
    assert sent == [1, 0]
    assert f"{agreement}（令和8年12月31日）" in letter.body
    assert OutgoingMail.objects.filter(template="directory/agreement_due").count() == 1


def test_a_morning_without_the_digest_is_made_up():
    StaffFactory(desk=True)
    AgreementFactory(renewing=True)

    assert send_digest(at=at(date(2026, 11, 20), 8)) == 1


def test_the_front_page_leads_to_what_must_be_decided(desk_client):
    AgreementFactory(renewing=True)
    AgreementFactory()

    page = desk_client.get(reverse("admin:index")).content.decode()

    assert f"{reverse('admin:directory_agreement_changelist')}?jotai=todo" in page
