"""/teian/jirei/: a company says yes or no to what would be public, behind the second wall."""

import pytest
from django.db import ProgrammingError, transaction

from knowledge.enums import CaseState
from knowledge.models import CaseVersion, PublicFace
from knowledge.usecases.answer_face import STALE
from nara_renkei.core import wall
from tests.factories.accounts import CompanyUserFactory
from tests.factories.knowledge import CaseFactory, CaseVersionFactory
from tests.harness import StrictClient
from tests.knowledge.faces import ask, kept
from tests.round_trip.typist import shown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "files"


@pytest.fixture
def firm():
    return StrictClient.of(CompanyUserFactory(member=True))


@pytest.fixture
def face(firm):
    return asked(firm)


def asked(firm):
    case = CaseFactory(opened=True, organization=firm.user.memberships.get().organization)
    kept(case=case)
    return ask(case)


def said(answer):
    return shown(answer.content.decode())


def url(face, act=""):
    return f"/teian/jirei/{face.case.code}/{act}"


def test_a_company_reads_all_of_it_agrees_and_takes_it_back(firm, face):
    picture = url(face, f"gazo/{face.pictures[0]['file']}/")
    assert face.title in said(firm.get("/teian/jirei/"))
    assert firm.get(picture).status_code == 200

    page = said(firm.get(url(face)))
    assert "会社の方が講師になりました。" in page
    assert "日程が合いませんでした" not in page
    page = said(firm.post(url(face, "doui/"), {"sha256": face.sha256}, follow=True))
    assert "事例を公開しました" in page
    assert StrictClient().get(f"/jirei/{face.case.code}/").status_code == 200

    assert "取りやめますか" in said(firm.get(url(face, "torisage/")))
    assert StrictClient().get(f"/jirei/{face.case.code}/").status_code == 200
    page = said(firm.post(url(face, "torisage/"), {"sha256": face.sha256}, follow=True))
    assert "同意を取りやめました" in page
    assert "公開をやめました" in page
    assert StrictClient().get(f"/jirei/{face.case.code}/").status_code == 410
    assert "いま公開していません" in said(firm.get(url(face, "torisage/"), follow=True))


def test_a_company_says_no_with_its_words(firm, face):
    page = said(
        firm.post(url(face, "naosu/"), {"sha256": face.sha256, "remark": "社名を外してください。"}, follow=True)
    )

    assert "デスクに伝えました" in page
    assert "伝えた言葉：社名を外してください。" in page
    assert StrictClient().get(f"/jirei/{face.case.code}/").status_code == 404


@pytest.mark.parametrize(("act", "sent", "status"), [("doui/", {}, 302), ("naosu/", {"remark": "消えない言葉"}, 200)])
def test_a_click_on_what_was_replaced_is_refused_and_loses_nothing(firm, face, act, sent, status):
    CaseVersionFactory(case=face.case, number=2, title="新しい題")
    ask(face.case)

    answer = firm.post(url(face, act), {"sha256": face.sha256, **sent})
    page = said(answer if status == 200 else firm.get(url(face)))

    assert answer.status_code == status
    assert STALE in page
    assert sent.get("remark", "") in page
    assert "新しい題" in page
    assert PublicFace.objects.standing().count() == 0


def test_a_withdrawal_of_what_was_not_read_is_refused(firm, face):
    firm.post(url(face, "doui/"), {"sha256": face.sha256})

    assert STALE in said(firm.post(url(face, "torisage/"), {}, follow=True))
    assert PublicFace.objects.standing().count() == 1


def test_a_remark_that_is_too_long_stays_on_the_page(firm, face):
    page = said(firm.post(url(face, "naosu/"), {"sha256": face.sha256, "remark": "長" * 401}))

    assert "400文字以内で入力してください" in page
    assert "長" * 401 in page


def test_while_a_new_version_is_asked_the_old_can_be_taken_down(firm, face):
    firm.post(url(face, "doui/"), {"sha256": face.sha256})
    CaseVersionFactory(case=face.case, number=2, title="新しい題")
    face.case.refresh_from_db()
    new = ask(face.case)
    assert "前の内容を公開しています" in said(firm.get(url(face)))

    firm.post(url(face, "naosu/"), {"sha256": new.sha256, "remark": ""})
    assert "前の内容は、公開したままです" in said(firm.get(url(face)))
    firm.post(url(face, "torisage/"), {"sha256": face.sha256})

    assert PublicFace.objects.standing().count() == 0


@pytest.mark.parametrize("act", ["", "doui/", "naosu/", "torisage/", "picture"])
def test_of_another_company_there_is_nothing(face, act):
    stranger = StrictClient.of(CompanyUserFactory(member=True))
    if act == "picture":
        act = f"gazo/{face.pictures[0]['file']}/"
    send = stranger.post if act in {"doui/", "naosu/"} else stranger.get

    assert send(url(face, act), {"sha256": face.sha256}).status_code == 404
    face.refresh_from_db()
    assert face.is_waiting


def test_a_picture_that_was_not_asked_about_is_not_found(firm, face):
    later = kept(case=face.case)

    assert firm.get(url(face, f"gazo/{later.file.uuid}/")).status_code == 404


def test_the_wall_shows_a_company_no_version_and_lets_it_write_no_face(firm, face):
    with wall.raised(user=firm.user.pk):
        assert PublicFace.objects.get() == face
        with pytest.raises(ProgrammingError), transaction.atomic():
            CaseVersion.objects.count()
        with pytest.raises(ProgrammingError), transaction.atomic():
            PublicFace.objects.update(has_agreed=True)
        with pytest.raises(ProgrammingError), transaction.atomic():
            face.case.__class__.objects.update(state=CaseState.PUBLIC)


def test_who_was_asked_nothing_reads_so(firm):
    assert "お尋ねしている事例はありません" in said(firm.get("/teian/jirei/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(firm, django_assert_num_queries, rows):
    for _ in range(rows):
        asked(firm)
    firm.get("/teian/jirei/")

    with django_assert_num_queries(4):
        firm.get("/teian/jirei/")
