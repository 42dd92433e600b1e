"""代行入力: entered by the desk, confirmed by the company by a link or on paper."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import CapabilityLink, Member
from nara_renkei.accounts.usecases.open_link import LinkGone, open_link
from nara_renkei.directory.models import Organization, OrganizationKind
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.portal.demo.pictures import leaflet
from proposals.enums import Channel, Cost, Kind, Publicity, Status
from proposals.models import Message, PledgeAnswer, PledgeRequest, Submission
from proposals.queries import company_sheet
from proposals.usecases.ask_for_pledges import CannotAskForPledges, ask_for_pledges
from proposals.usecases.confirm_pledges import (
    CannotConfirm,
    ask_for_change,
    confirm_pledges,
    record_paper_pledges,
)
from proposals.usecases.enter_for_company import CannotEnter, enter_for_company
from proposals.usecases.keep_evidence import PledgesMissing
from tests.factories.accounts import MemberFactory, StaffFactory
from tests.factories.directory import OrganizationFactory
from tests.factories.proposals import ChallengeFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK, TODAY, at
from tests.proposals.drafts import fresh, ticks

pytestmark = pytest.mark.django_db
EMAIL = "caller@example.jp"
FRIDAY = TODAY - timedelta(days=3)
CONTENT = {
    "title": "集会所で買物",
    "summary": "移動販売の回る順番を組み直します。",
    "beneficiary": "東部の方の買物が楽になります。",
    "body": "週に2回、集会所で販売します。",
    "asks": ["PLACE"],
    "cost": Cost.NONE,
    "publicity": Publicity.CLOSED,
    "contact_name": "電話 太郎",
    "contact_phone": "",
    "part_body": "not a column",
}
BODY = {
    "kind": OrganizationKind.GROUP,
    "name": "見本の会",
    "address": "奈良市二条大路南一丁目",
    "representative": "会長 見本",
}


def scan(name="届いた紙.pdf"):
    return SimpleUploadedFile(name, leaflet(), content_type="application/pdf")


def enter(**facts):
    return enter_for_company(
        **{
            "key": uuid4(),
            "channel": Channel.PHONE,
            "received_on": FRIDAY,
            "organization": None,
            "body": BODY,
            "content": CONTENT,
            "challenge": None,
            "email": EMAIL,
            "scans": [],
            "by": THE_DESK,
            "at": NOON,
            **facts,
        }
    )


def link_of(proposal):
    return CapabilityLink.objects.filter(about=proposal.key, purpose=LinkPurpose.PLEDGES).latest("pk")


def confirm(proposal, **facts):
    return confirm_pledges(
        **{
            "proposal": proposal,
            "link": link_of(proposal),
            "answers": ticks(proposal),
            "by": THE_COMPANY,
            "at": NOON,
            **facts,
        }
    )


def test_the_same_page_sent_twice_makes_one_proposal_and_one_organization():
    key = uuid4()

    first, second = enter(key=key), enter(key=key)

    assert second == first
    assert Organization.objects.filter(name=BODY["name"]).count() == 1
    assert Submission.objects.filter(proposal=first).count() == 1


def test_it_is_numbered_frozen_and_received_from_the_day_it_came():
    proposal = enter(scans=[scan()])

    assert (proposal.number, proposal.status, proposal.channel) == ("R8-J-0001", Status.SUBMITTED, Channel.PHONE)
    assert proposal.submitted_at == at(FRIDAY)
    assert proposal.entered_by == THE_DESK.label
    assert Submission.objects.get().content["fields"]["title"] == "集会所で買物"
    assert Submission.objects.get().content["files"][0]["name"] == "届いた紙.pdf"
    assert [(one.starts_on, one.told_on is not None) for one in proposal.promises.all()] == [(FRIDAY, True)]
    assert [one.is_scan for one in proposal.attachments.all()] == [True]
    assert company_sheet(proposal, TODAY).timeline[0].on == FRIDAY


def test_what_came_today_is_received_at_this_very_moment():
    assert enter(received_on=TODAY, at=at(TODAY, 9)).submitted_at == at(TODAY, 9)


def test_the_number_is_of_the_year_it_came_in():
    assert enter(received_on=TODAY.replace(month=3)).number == "R7-J-0001"


def test_it_may_answer_a_challenge():
    challenge = ChallengeFactory()

    proposal = enter(challenge=challenge)

    assert (proposal.kind, proposal.number) == (Kind.CHALLENGE, "R8-K-0001")


def test_nothing_comes_tomorrow():
    with pytest.raises(CannotEnter, match="今日かそれより前の日"):
        enter(received_on=TODAY + timedelta(days=1))


def test_without_mail_nothing_is_sent_and_no_date_is_told():
    proposal = enter(email="")

    assert not OutgoingMail.objects.exists()
    assert proposal.promises.get().told_on is None
    assert proposal.waits_for_pledges


def test_the_link_opens_the_confirmation_and_evidence_is_the_companys_own():
    proposal = enter()

    confirm(proposal)

    assert set(PledgeAnswer.objects.values_list("answered_by", "address")) == {(THE_COMPANY.label, THE_COMPANY.address)}
    assert PledgeAnswer.objects.count() == 23
    assert not fresh(proposal).waits_for_pledges
    member = Member.objects.get(organization=proposal.organization)
    assert (member.user.email, member.user.name) == (EMAIL, "電話 太郎")
    with pytest.raises(LinkGone):
        open_link(
            token=OutgoingMail.objects.latest("pk").secret.rstrip("/").rpartition("/")[2],
            purpose=LinkPurpose.PLEDGES,
            at=NOON,
        )


def test_missing_ticks_keep_the_link_open():
    proposal = enter()

    with pytest.raises(PledgesMissing):
        confirm(proposal, answers={})

    assert link_of(proposal).used_at is None
    assert fresh(proposal).waits_for_pledges


def test_confirming_twice_is_refused():
    proposal = enter()
    confirm(proposal)

    with pytest.raises(CannotConfirm, match="もう答えが届いています"):
        confirm(proposal)
    with pytest.raises(CannotAskForPledges, match="もう答えが届いています"):
        ask_for_pledges(proposal=proposal, email=EMAIL, by=THE_DESK, at=NOON)


def test_a_body_with_members_is_asked_by_one_of_them_only():
    member = MemberFactory()

    with pytest.raises(CannotAskForPledges, match="登録された担当者がいます"):
        enter(organization=member.organization)
    proposal = enter(organization=member.organization, email=member.user.email)
    confirm(proposal)

    assert Member.objects.count() == 1


def test_a_word_about_what_is_wrong_reaches_the_desk_and_the_link_stays():
    proposal = enter()

    ask_for_change(proposal=proposal, link=link_of(proposal), body="週に3回です。", by=THE_COMPANY, at=NOON)

    assert Message.objects.get().body == "週に3回です。"
    assert link_of(proposal).used_at is None
    assert Member.objects.filter(organization=proposal.organization, user__email=EMAIL).exists()


def test_the_address_of_a_member_of_staff_joins_nobody():
    StaffFactory(email=EMAIL)
    proposal = enter()

    confirm(proposal)

    assert not Member.objects.exists()
    assert not fresh(proposal).waits_for_pledges


def test_somebody_known_by_the_address_keeps_the_name():
    user = MemberFactory(user__email=EMAIL, user__name="前の名", organization=OrganizationFactory()).user
    proposal = enter()

    confirm(proposal)

    assert user.memberships.count() == 2
    user.refresh_from_db()
    assert user.name == "前の名"


def test_paper_is_recorded_by_the_clerk_with_its_scan():
    proposal = enter()

    record_paper_pledges(proposal=proposal, answers=ticks(proposal), scan=scan("誓約書.pdf"), by=THE_DESK, at=NOON)

    assert set(PledgeAnswer.objects.values_list("answered_by", flat=True)) == {f"紙による（{THE_DESK.label}）"}
    assert [one.file.original_name for one in proposal.attachments.filter(is_scan=True)] == ["誓約書.pdf"]
    assert link_of(proposal).revoked_at == NOON
    assert PledgeRequest.objects.get().answered_at == NOON
