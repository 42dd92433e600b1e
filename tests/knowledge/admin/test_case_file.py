"""The desk takes a table of 事例: chosen, looked at, mended, taken."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from knowledge.models import CaseStudy
from tests.factories.directory import DivisionFactory
from tests.factories.knowledge import MethodFactory
from tests.knowledge.case_files import HEAD, row, table
from tests.round_trip.typist import page, shown

pytestmark = pytest.mark.django_db
URL = "/admin/knowledge/casestudy/torikomi/"


@pytest.fixture(autouse=True)
def _city():
    MethodFactory(code="mihon-kyotei", name="見本の協定")
    DivisionFactory(code="990101")


def chosen(client, content, name="jirei.csv"):
    return client.post(URL, {"file": SimpleUploadedFile(name, content)})


def workbook(*rows):
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    for one in rows:
        book.active.append([one[name] for name in HEAD])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (lambda: table(row()).encode("utf-8-sig"), "jirei.csv"),
        (lambda: table(row()).encode("cp932"), "jirei.csv"),
        (lambda: workbook(row()), "jirei.XLSX"),
    ],
)
def test_a_file_is_looked_at_and_then_taken(content, name, desk_client):
    assert "まだ何も変わっていません" not in page(desk_client, URL)
    answer = chosen(desk_client, content(), name)

    said = shown(answer.content.decode())
    assert "1行を新しく取り込めます。" in said
    assert not CaseStudy.objects.exists()
    text = answer.context["form"]["text"].value()
    done = shown(desk_client.post(URL, {"text": text, "commit": "all"}).content.decode())

    assert "1件の下書きを作りました。" in done
    assert CaseStudy.objects.get().current().background == "困りごと、\n二行目。"


def test_a_wrong_row_is_said_and_stays_in_the_field(desk_client):
    said = shown(chosen(desk_client, table(row(), row(コード="b-2", 題="")).encode()).content.decode())

    assert "「題」が空です。" in said
    assert "直すところのある行は1行です。" in said
    assert "1行を取り込む" not in said
    refused = desk_client.post(URL, {"text": table(row(題="")), "commit": "all"})
    assert "直すところのある行が1行あります。" in shown(refused.content.decode())


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"abc\x81", "a.csv", "文字コードが読めません。"),
        (b"code,title\n1,2\n", "a.csv", "見出しに「コード」"),
        (b"no workbook", "a.xlsx", "ファイルの中身が、名前の末尾（.xlsx）と合いません。"),
        (b"x" * 500_001, "a.csv", "ファイルが大きすぎます（500KBまで）。"),
    ],
)
def test_a_file_that_cannot_be_used_is_said(content, name, sentence, desk_client):
    assert sentence in shown(chosen(desk_client, content, name).content.decode())


def test_a_formula_in_a_workbook_is_said(desk_client):
    content = workbook(row(効果="=1+1"))

    assert "2行目 効果: 数式は読みません。" in shown(chosen(desk_client, content, "a.xlsx").content.decode())


def test_nothing_chosen_is_said(desk_client):
    assert "ファイルを選ぶか、表の中身を貼り付けてください。" in shown(desk_client.post(URL, {}).content.decode())


def test_what_is_shown_of_a_row_is_text(desk_client):
    html = chosen(desk_client, table(row(題="<b>題</b>")).encode()).content.decode()

    assert "<b>題</b>" not in html
    assert "&lt;b&gt;題&lt;/b&gt;" in html


def test_the_list_leads_to_the_table(desk_client):
    assert f'href="{URL}"' in desk_client.get("/admin/knowledge/casestudy/").content.decode()
