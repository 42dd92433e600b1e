"""The CSV of who came: dry run, and taking it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories.accounts import StaffFactory
from tests.factories.training import SessionFactory, TraineeFactory
from tests.training.attendance_files import line, table
from training.enums import Mark
from training.models import Attendance

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(today=True)


@pytest.fixture
def trainee(session):
    user = StaffFactory(name="髙橋次郎", kana="タカハシ ジロウ", employee_number="00123")
    return TraineeFactory(course=session.course, session=session, user=user)


def page(session):
    return reverse("admin:training_session_attendance_file", args=[session.pk])


def upload(text, encoding="utf-8"):
    return SimpleUploadedFile("出欠.csv", text.encode(encoding), content_type="text/csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("name", ["髙橋次郎", "ﾀｶﾊｼ ｼﾞﾛｳ"])
def test_a_dry_run_says_what_would_become_of_each_row(desk_client, session, trainee, encoding, name):
    text = table(line(trainee, name=name), "99999,だれか,出席").replace("\n", "\r\n")

    answer = desk_client.post(page(session), {"file": upload(text, encoding), "reason": ""})

    assert "1行は取り込めます。直すところのある行は 1行です。" in answer.text
    assert ("職員番号「99999」の職員はいません" in answer.text, "正しい1行だけ取り込む" in answer.text) == (True, True)
    assert line(trainee, name=name) in answer.text
    assert answer.context["form"]["reason"].value() == ""
    assert Attendance.objects.count() == 0


def test_the_text_of_the_dry_run_is_taken_by_the_next_press(desk_client, session, trainee):
    data = {"text": table(trainee, "99999,だれか,出席")}

    assert "直すところのある行が1行あります" in desk_client.post(page(session), {**data, "commit": "all"}).text
    assert Attendance.objects.count() == 0
    answer = desk_client.post(page(session), {**data, "commit": "good"})
    assert "新しく付けた 1人、直した 0人、もう付いていた 0人。取り込まなかった行は 1行です。" in answer.text
    assert Attendance.objects.get().trainee == trainee


def test_a_correction_asks_for_its_reason_and_takes_it(desk_client, session, trainee):
    desk_client.post(page(session), {"text": table(line(trainee, "欠席")), "commit": "all"})
    data = {"text": table(trainee)}

    assert "直す理由を書いてください" in desk_client.post(page(session), data).text
    assert "欠席 → 出席" in desk_client.post(page(session), {**data, "reason": "写真で確かめたため"}).text
    desk_client.post(page(session), {**data, "reason": "写真で確かめたため", "commit": "all"})
    assert Attendance.objects.get().mark == Mark.PRESENT


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "ファイルを選ぶか、表の中身を貼り付けてください"),
        ({"text": "職員番号\n1\n"}, "列がありません"),
        ({"file": SimpleUploadedFile("a.csv", b"\x81\xff\xff")}, "文字コードが読めません"),
        ({"file": SimpleUploadedFile("a.csv", b"a" * (500 * 1024 + 1))}, "ファイルが大きすぎます"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_what_to_do(desk_client, session, data, words):
    for one in data.values():
        if isinstance(one, SimpleUploadedFile):
            one.seek(0)

    assert words in desk_client.post(page(session), data).text


def test_before_the_day_a_dry_run_is_possible_and_no_more(desk_client):
    session = SessionFactory(open=True)
    trainee = TraineeFactory(course=session.course, session=session)

    answer = desk_client.post(page(session), {"text": table(trainee)})
    assert ("1行は取り込めます" in answer.text, "取り込む</button>" in answer.text) == (True, False)
    answer = desk_client.post(page(session), {"text": table(trainee), "commit": "all"})
    assert ("「当日の段階にする」" in answer.text, Attendance.objects.count()) == (True, 0)
