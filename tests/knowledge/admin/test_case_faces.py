"""The desk asks, publishes and takes down, with the page and the letter before its eyes."""

import pytest

from knowledge.models import PublicFace
from knowledge.queries.faces import draw_up
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.accounts import MemberFactory
from tests.factories.knowledge import CaseFactory, CaseVersionFactory, PublicFaceFactory
from tests.harness import NOON
from tests.round_trip.typist import shown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "files"


def url(case, verb):
    return f"/admin/knowledge/casestudy/{case.pk}/{verb}"


def said(answer):
    return shown(answer.content.decode())


def test_the_desk_reads_page_and_letter_and_asks(desk_client):
    member = MemberFactory()
    case = CaseFactory(opened=True, organization=member.organization, words={"title": "講座の話"})

    page = said(desk_client.get(url(case, "suru/doui/")))
    for words in (member.user.email, "事例「講座の話」を公開してよいか", "会社の方が講師になりました。"):
        assert words in page
    assert "日程が合いませんでした" not in page
    desk_client.post(url(case, "suru/doui/"), {"sha256": draw_up(case).sha256, "tells": "on"})

    assert PublicFace.objects.asked().get().case == case
    assert OutgoingMail.objects.get().to == member.user.email
    assert "団体の答えを待っている" in said(desk_client.get(url(case, "change/")))


def test_after_a_change_the_desk_reads_again_and_then_may_press(desk_client):
    case = CaseFactory(opened=True, organization=MemberFactory().organization)
    seen = draw_up(case).sha256
    CaseVersionFactory(case=case, number=2, title="新しい題")

    answer = desk_client.post(url(case, "suru/doui/"), {"sha256": seen})
    assert "読んだあとで、事例か画像が変わりました" in said(answer)
    assert "新しい題" in said(answer)
    desk_client.post(url(case, "suru/doui/"), {"sha256": answer.context["form"]["sha256"].value()})

    assert PublicFace.objects.asked().get().title == "新しい題"


def test_a_partner_without_an_account_is_said_before(desk_client):
    case = CaseFactory(opened=True, organization=None, partner_name="見本商店")

    assert "担当者の登録がありません" in said(desk_client.get(url(case, "suru/doui/")))
    answer = desk_client.post(url(case, "suru/doui/"), {"sha256": draw_up(case).sha256})
    assert "「見本商店」は、まだ登録されていません" in said(answer)


def test_what_has_no_partner_is_published_and_taken_down(desk_client):
    case = CaseFactory(opened=True, organization=None)

    assert "会社の方が講師になりました。" in said(desk_client.get(url(case, "suru/ippan-kokai/")))
    desk_client.post(url(case, "suru/ippan-kokai/"), {"sha256": draw_up(case).sha256})
    assert "公開している（" in said(desk_client.get(url(case, "change/")))
    desk_client.post(url(case, "suru/kokai-yameru/"), {"why": "古くなったため"})

    assert "公開をやめた（古くなったため）" in said(desk_client.get(url(case, "change/")))
    assert PublicFace.objects.standing().count() == 0


def test_what_the_partner_said_is_read_by_the_desk(desk_client):
    case = CaseFactory(opened=True)
    assert "まだ尋ねていません" in said(desk_client.get(url(case, "change/")))
    PublicFaceFactory(case=case, taken_down_at=NOON, taken_down_by="受付花子", taken_down_why="新しい内容に替えたため")
    PublicFaceFactory(case=case, answered_at=NOON, answered_by="会社次郎", remark="社名を外してください。")

    page = said(desk_client.get(url(case, "change/")))
    assert "団体が同意しなかった（会社次郎）「社名を外してください。」" in page
    assert "新しい内容に替えたため" in page
    listed = said(desk_client.get("/admin/knowledge/casestudy/?taiou=refused"))
    assert case.current().title in listed
