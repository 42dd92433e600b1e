"""XLSX files as a desk keeps them: what is read, what is refused."""

import io
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
    assert read(book_of(["値"], [datetime.fromisoformat("2026-06-12")], [date(2026, 6, 13)])) == (
        ["2026-06-12", "2026-06-13"],
        [],
    )


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
