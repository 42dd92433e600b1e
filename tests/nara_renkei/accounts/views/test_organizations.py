"""The 団体's pages as its people meet them."""

import pytest
from django.urls import reverse

from nara_renkei.accounts.enums import MemberRole, PostKind
from nara_renkei.accounts.models import JoinRequest, Member
from nara_renkei.accounts.usecases.invite_member import invite_member
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.accounts import CompanyUserFactory, MemberFactory, StaffFactory
from tests.factories.directory import AgreementFactory, OrganizationFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, THE_COMPANY, StrictClient, at
from tests.screening.leaving import seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return MemberFactory(organization__confirmed=True)


@pytest.fixture
def ours(admin):
    return StrictClient.of(admin.user)


def colleague(admin, **fields):
    return MemberFactory(organization=admin.organization, **{"role": MemberRole.CONTACT, **fields})


def url(name, admin, *args):
    return reverse(f"accounts:{name}", args=[admin.organization.uuid, *args])


def said(response):
    return [str(message) for message in response.context["messages"]]


def asked(admin):
    return JoinRequest.objects.create(
        organization=admin.organization, user=CompanyUserFactory(), name="見本花子", requested_at=NOON
    )


# --- who sees what


def test_one_organization_is_shown_at_once_and_none_is_said_kindly(admin, ours):
    assert ours.get(reverse("accounts:organizations")).url == url("organization", admin)
    alone = StrictClient.of(CompanyUserFactory()).get(reverse("accounts:organizations"))
    assert "まだ、どの団体の担当者でもありません。" in alone.content.decode()


def test_several_organizations_are_listed(admin, ours):
    other = MemberFactory(user=admin.user)

    page = ours.get(reverse("accounts:organizations"))

    assert page.context["memberships"] == [admin, other]


def test_who_leaves_sees_neither_the_page_nor_the_proposals_at_the_next_click(admin):
    member = colleague(admin)
    proposal = ProposalFactory(submitted=True, organization=admin.organization)
    draft = ProposalFactory(organization=admin.organization, author=member.user)
    theirs = StrictClient.of(member.user)
    pages = [
        url("organization", admin),
        reverse("proposals:proposal", args=[proposal.number]),
        reverse("proposals:step", args=[draft.uuid, "proposal"]),
    ]
    before = [theirs.get(page).status_code for page in pages]

    left = theirs.post(url("member", admin, member.pk), {"action": "leave"}, follow=True)

    assert before == [200, 200, 200]
    assert "この団体の提案は、もう見えません。" in said(left)[0]
    assert [theirs.get(page).status_code for page in pages] == [404, 404, 404]


def test_a_contact_may_read_and_leave_and_nothing_else(admin):
    member = colleague(admin)
    theirs = StrictClient.of(member.user)
    invitation = invite_member(
        organization=admin.organization, email="g@x.example", role=MemberRole.CONTACT, by=THE_COMPANY, at=NOON
    )

    refused = [
        theirs.get(url("profile", admin)),
        theirs.post(url("invite", admin), {"email": "a@x.example", "role": "CONTACT"}),
        theirs.post(url("cancel_invitation", admin, invitation.pk)),
        theirs.post(url("decide_join_request", admin, asked(admin).pk), {"action": "approve"}),
        theirs.post(url("member", admin, admin.pk), {"action": "leave"}),
        theirs.post(url("member", admin, member.pk), {"action": "ADMIN"}),
    ]

    assert [answer.status_code for answer in refused] == [404] * 6
    page = theirs.get(url("organization", admin)).content.decode()
    assert ("招待する" in page, "見本花子" in page, "担当者をやめる" in page) == (False, False, True)


def test_an_old_address_of_a_merged_organization_leads_on(admin, ours):
    gone = OrganizationFactory(merged_into=admin.organization)

    assert ours.get(reverse("accounts:organization", args=[gone.uuid])).url == url("organization", admin)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_database_as_often_for_many_people(admin, ours, django_assert_max_num_queries, rows):
    for number in range(rows):
        colleague(admin)
        asked(admin)
        invite_member(
            organization=admin.organization,
            email=f"g{number}@x.example",
            role=MemberRole.CONTACT,
            by=THE_COMPANY,
            at=NOON,
        )
    ours.get(url("organization", admin))

    with django_assert_max_num_queries(8):
        ours.get(url("organization", admin))


def test_an_agreement_names_who_speaks_for_the_city(admin, ours):
    post = seat(PostKind.MANAGER, name="課長 一郎")
    AgreementFactory(organization=admin.organization, division=post.division)

    assert f"{post.division}（課長 課長 一郎）" in ours.get(url("organization", admin)).content.decode()


# --- people


def test_an_administrator_changes_roles_and_takes_people_out(admin, ours):
    member = colleague(admin, user__name="見本次郎")

    raised = ours.post(url("member", admin, member.pk), {"action": "ADMIN"}, follow=True)
    gone = ours.post(url("member", admin, member.pk), {"action": "leave"}, follow=True)

    assert said(raised) == ["見本次郎さんを管理者にしました。"]
    assert said(gone) == ["見本次郎さんを担当者から外しました。団体の提案は、もう見えません。"]
    assert list(Member.objects.active().filter(organization=admin.organization)) == [admin]


def test_the_last_administrator_is_told_what_to_do_first(admin, ours):
    page = ours.post(url("member", admin, admin.pk), {"action": "leave"}, follow=True)

    assert "管理者が一人もいなくなります" in said(page)[0]
    assert ours.post(url("member", admin, admin.pk), {"action": "nonsense"}).status_code == 404


def test_an_administrator_lets_somebody_in_or_not(admin, ours):
    wanted, unwanted, clerk = asked(admin), asked(admin), asked(admin)
    clerk.user = StaffFactory()
    clerk.save()

    answers = [
        ours.post(url("decide_join_request", admin, one.pk), {"action": action}, follow=True)
        for one, action in ((wanted, "approve"), (unwanted, "refuse"), (clerk, "approve"))
    ]

    assert [said(answer) for answer in answers] == [
        ["見本花子さんの参加を認めました。この方は、いまから団体の担当者です。"],
        ["見本花子さんの参加を認めませんでした。"],
        ["市の職員は、団体の担当者になれません。"],
    ]
    assert ours.post(url("decide_join_request", admin, unwanted.pk), {}).status_code == 404


def test_members_of_an_unconfirmed_organization_decide_about_nobody():
    squatter = MemberFactory()
    request = asked(squatter)

    answer = StrictClient.of(squatter.user).post(
        url("decide_join_request", squatter, request.pk), {"action": "approve"}
    )

    assert answer.status_code == 404


# --- invitations


def letter():
    return OutgoingMail.objects.get(template="accounts/invitation")


def invited(admin, ours, email="guest@company.example"):
    """Send an invitation and return the path in its letter."""
    ours.post(url("invite", admin), {"email": email, "role": "CONTACT"})
    return "/" + letter().secret.split("/", 3)[3]


def test_a_guest_proves_the_address_and_joins_and_the_token_stays_in_its_letter(admin, ours, client):
    path = invited(admin, ours)
    token = path.strip("/").rpartition("/")[2]

    page = client.get(path)
    asked_for = client.post(path)
    code = OutgoingMail.objects.filter(template="accounts/login_code").latest("pk").secret
    entered = client.post(asked_for.url, {"code": code})
    session = str(dict(client.session))
    shown = client.get(entered.url)
    nameless = client.post(entered.url)
    joined = client.post(entered.url, {"name": "客野 花子"}, follow=True)

    assert admin.organization.name in page.content.decode()
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("strict-origin", "noindex, nofollow")
    assert "no-store" in page["Cache-Control"]
    assert token not in session
    assert token not in asked_for.url + entered.url
    assert "参加する" in shown.content.decode()
    assert nameless.context["form"].errors == {"name": ["氏名を書いてください。"]}
    assert said(joined) == [f"「{admin.organization}」の担当者になりました。"]
    assert "客野 花子" in joined.content.decode()
    assert client.get(path).status_code == 410


def test_looking_joins_nobody(admin, ours):
    path = invited(admin, ours)
    guest = StrictClient.of(CompanyUserFactory(email="guest@company.example"))

    guest.get(path)

    assert Member.objects.filter(user=guest.user).count() == 0
    assert guest.post(path).url == url("organization", admin)


def test_the_link_of_another_is_shown_and_joins_nobody(admin, ours):
    path = invited(admin, ours)
    stranger = StrictClient.of(CompanyUserFactory())

    page = stranger.get(path)
    refused = stranger.post(path)

    assert "いまお使いのメールアドレス" in page.content.decode()
    assert refused.context["refusal"].startswith("この招待は、別のメールアドレスへのものです。")
    assert Member.objects.filter(user=stranger.user).count() == 0


def test_cancelling_closes_the_link(admin, ours, client):
    path = invited(admin, ours)
    waiting = ours.get(url("organization", admin)).context["sheet"].invitations[0]

    page = ours.post(url("cancel_invitation", admin, waiting.pk), follow=True)

    assert said(page) == ["guest@company.example への招待を取り消しました。"]
    gone = client.get(path)
    assert (gone.status_code, "このリンクは使えません" in gone.content.decode()) == (410, True)
    assert (gone["Referrer-Policy"], client.post(path).status_code) == ("strict-origin", 410)


def test_who_is_here_already_and_what_is_no_address_are_said_beside_the_field(admin, ours):
    here = ours.post(url("invite", admin), {"email": admin.user.email, "role": "CONTACT"})
    nothing = ours.post(url("invite", admin), {"email": "", "role": "?"})

    assert here.context["form"].errors == {"email": ["この方は、もう団体の担当者です。"]}
    assert nothing.context["form"].errors == {
        "email": ["招待する方のメールアドレスを書いてください。"],
        "role": ["役割を選び直してください。"],
    }


def test_no_more_than_thirty_invitations_an_hour(admin, ours, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "invitation": "1/h/key"}
    invited(admin, ours)

    page = ours.post(url("invite", admin), {"email": "more@x.example", "role": "CONTACT"})

    assert (page.status_code, OutgoingMail.objects.count()) == (429, 1)


# --- profile and notices


def test_the_profile_is_mended_but_not_its_confirmed_name(admin, ours):
    page = ours.get(url("profile", admin))
    words = {"name": "別の名称", "address": "奈良市新町1", "representative": "代表 新任", "postal_code": "630-8580"}

    saved = ours.post(url("profile", admin), words, follow=True)

    admin.organization.refresh_from_db()
    assert "name" not in page.context["form"].fields
    assert said(saved) == ["団体の情報を保存しました。提出した提案の控えは、提出したときのままです。"]
    assert (admin.organization.address, admin.organization.name == "別の名称") == ("奈良市新町1", False)


def test_the_postal_button_fills_the_form_and_saves_nothing(admin, ours):
    page = ours.post(url("profile", admin), {"action": "postal", "postal_code": "5300001", "address": ""})
    wrong = ours.post(url("profile", admin), {"address": "", "representative": ""})

    admin.organization.refresh_from_db()
    assert page.context["form"]["address"].value() == "大阪府大阪市北区梅田"
    assert wrong.context["form"].errors["address"] == ["所在地を書いてください。"]
    assert admin.organization.address.startswith("奈良市")


def test_a_member_chooses_letters_for_each_organization(admin, ours):
    other = MemberFactory(user=admin.user, joined_at=at(NOON.date(), 13))

    page = ours.post(
        reverse("accounts:notices"), {f"{admin.pk}-wanted": ["DRAFT"], f"{other.pk}-wanted": ["MESSAGE"]}, follow=True
    )

    admin.refresh_from_db()
    other.refresh_from_db()
    assert said(page) == ["通知の設定を保存しました。"]
    assert (admin.muted, other.muted) == (["MESSAGE", "APPOINTMENT"], ["DRAFT", "APPOINTMENT"])


def test_a_letter_that_is_none_is_refused_and_what_must_come_is_listed(admin, ours):
    page = ours.post(reverse("accounts:notices"), {f"{admin.pk}-wanted": ["RESULT"]})

    admin.refresh_from_db()
    assert (page.status_code, admin.muted) == (200, [])
    assert "結果のお知らせ（通知文）" in page.content.decode()


# --- postal codes


def test_a_postal_code_gives_its_address_or_404(client):
    found = client.get("/yubin/6308580/")

    assert (found.json()["address"][:6], client.get("/yubin/0000000/").status_code) == ("奈良県奈良市", 404)
    assert client.get("/yubin/abc/").status_code == 404
    assert "max-age=86400" in found["Cache-Control"]
