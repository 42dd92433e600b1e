"""XLSX files as a desk keeps them: what is read, what is refused."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from nara_renkei.directory.rules.tables import TableRefused
from nara_renkei.directory.rules.workbooks import BLANK_ROWS_END, read_workbook


def saved(book):
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def book_of(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def read(book):
    errors = []
    return [row["値"] for row in read_workbook(saved(book), required=["値"], errors=errors)], errors


def test_dates_of_excel_come_as_days():
    day = datetime.fromisoformat("2026-06-12")

    assert read(book_of(["値"], [day], [date(2026, 6, 13)])) == (["2026-06-12", "2026-06-13"], [])


def test_a_whole_number_written_with_an_exponent_comes_without_a_point():
    file, rewritten = saved(book_of(["値"], [8999999000001])), io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(rewritten, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v>8999999000001</v>", b"<v>8.999999000001E12</v>"))

    assert [row["値"] for row in read_workbook(rewritten, required=["値"], errors=[])] == ["8999999000001"]


def test_a_control_character_is_named_with_its_row():
    sentence = "2行目 値: 目に見えない制御文字が入っています。取り除いてください。"

    assert read(book_of(["値"], ["あ\x7fい"])) == ([], [sentence])


def test_an_error_of_excel_is_named_with_its_row():
    book = book_of(["値"], ["よい"])
    cell = book.active.cell(row=3, column=1, value="#REF!")
    cell.data_type = "e"

    assert read(book) == (["よい"], ["3行目 値: Excelのエラー（#REF!）が入っています。"])


def test_a_long_gap_ends_the_table():
    book = book_of(["値"], ["一つ目"])
    book.active.cell(row=BLANK_ROWS_END + 10, column=1, value="遠くの値")

    assert read(book) == (["一つ目"], [])


def test_a_file_of_charts_alone_has_no_table():
    book = openpyxl.Workbook()
    book.create_chartsheet("図")
    book.remove(book.worksheets[0])

    with pytest.raises(TableRefused) as caught:
        read(book)

    assert caught.value.errors == ["Excelファイル（xlsx）として読めません。Excelで保存し直してください。"]
