"""/ka/jirei/<code>/gazo/: pictures of a 事例, by the 課 that keeps it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from knowledge.models import CasePicture
from nara_renkei.core.models import FileState
from tests.factories.accounts import MemberFactory, StaffFactory
from tests.factories.knowledge import CaseFactory, CasePictureFactory
from tests.harness import StrictClient, path_of
from tests.knowledge.faces import ask, kept
from tests.nara_renkei.core.photographs import photograph
from tests.round_trip.typist import shown

pytestmark = pytest.mark.django_db
WORDS = {"alt": "講座を受ける方々", "credit": "奈良市", "licence": "CC_BY", "is_public": "on"}


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "files"


@pytest.fixture
def case():
    return CaseFactory(opened=True)


@pytest.fixture
def officer(case):
    return StrictClient.of(StaffFactory(officer=True, division=case.owner))


def url(case, rest=""):
    return f"/ka/jirei/{case.code}/gazo/{rest}"


def upload(data=None, name="写真.jpg"):
    return SimpleUploadedFile(name, data or photograph((400, 300)))


def said(answer):
    return shown(answer.content.decode())


def test_a_division_adds_a_picture_shows_it_and_takes_it_away(officer, case):
    page = said(officer.post(url(case), {**WORDS, "upload": upload()}, follow=True))
    picture = CasePicture.objects.get()
    assert "画像を加えました。" in page
    assert "講座を受ける方々" in page
    assert (picture.width, picture.height, picture.is_public) == (400, 300, True)
    assert officer.get(url(case, f"{picture.file.uuid}/")).status_code == 200

    officer.post(url(case, f"{picture.file.uuid}/kokai/"), {"is_public": "0"})
    assert not CasePicture.objects.get().is_public
    officer.post(url(case, f"{picture.file.uuid}/kokai/"), {"is_public": "1"})
    assert CasePicture.objects.get().is_public
    officer.post(url(case, f"{picture.file.uuid}/hazusu/"))
    assert CasePicture.objects.count() == 0
    assert "まだ画像がありません" in said(officer.get(url(case)))
    assert path_of(picture.file).exists()  # until the transaction of the test commits, which it never does


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"upload": upload(b"<svg/>", "図.svg")}, "SVGなどのほかの種類は受け取れません"),
        ({"upload": upload(b"no picture", "図.png")}, "ファイルの中身が、名前の末尾（.png）と合いません"),
        ({"upload": upload(photograph((300, 300))[:700])}, "途中で切れています"),
        ({}, "ファイルを選んでください"),
        ({"upload": upload(), "alt": ""}, "画像の説明"),
        ({"upload": upload(), "licence": "MINE"}, "どれか一つを選んでください"),
    ],
)
def test_what_is_wrong_is_said_and_the_words_stay(officer, case, sent, sentence):
    page = said(officer.post(url(case), {**WORDS, "credit": "消えない提供", **sent}))

    assert sentence in page
    assert "消えない提供" in page
    assert CasePicture.objects.count() == 0


def test_there_is_a_limit(officer, case):
    CasePictureFactory.create_batch(10, case=case)

    assert "10枚までです" in said(officer.post(url(case), {**WORDS, "upload": upload()}))


def test_a_picture_that_a_face_shows_stays(officer, case):
    picture = CasePictureFactory(case=case)
    MemberFactory(organization=case.organization)
    ask(case)

    for act in ("kokai/", "hazusu/"):
        page = said(officer.post(url(case, f"{picture.file.uuid}/{act}"), {"is_public": "0"}, follow=True))
        assert "団体に尋ねている内容に入っています" in page
    assert CasePicture.objects.get().is_public


def test_what_is_being_looked_at_for_viruses_is_said(officer, case):
    picture = CasePictureFactory(case=case, file__state=FileState.PENDING)

    assert "安全の確認をしています" in said(officer.get(url(case)))
    assert officer.get(url(case, f"{picture.file.uuid}/")).status_code == 404


def test_who_does_not_keep_the_case_sees_the_picture_and_changes_nothing(case):
    picture = kept(case=case)
    other = StrictClient.of(StaffFactory(officer=True))

    assert other.get(url(case, f"{picture.file.uuid}/")).status_code == 200
    assert other.get(url(case)).status_code == 404
    assert other.post(url(case, f"{picture.file.uuid}/hazusu/")).status_code == 404
    assert StrictClient.of(StaffFactory(desk=True)).get(url(case)).status_code == 200


def test_a_picture_of_a_draft_is_for_its_own_division():
    picture = kept()
    address = url(picture.case, f"{picture.file.uuid}/")

    assert StrictClient.of(StaffFactory(officer=True)).get(address).status_code == 404
    assert StrictClient.of(StaffFactory(officer=True, division=picture.case.owner)).get(address).status_code == 200
