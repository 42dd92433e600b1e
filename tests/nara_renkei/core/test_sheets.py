import io

import pytest
from openpyxl import load_workbook

from nara_renkei.core.sheets import CSV_TYPE, XLSX_TYPE, csv_sheet, sheet_response, xlsx_sheet

HEAD = ("番号", "題")
ROWS = [["1", "=1+1"], ["2", "髙橋\x0b\n二行"]]


def test_a_csv_begins_with_a_bom_and_disarms_formulas():
    sheet = csv_sheet("表", HEAD, [["1", "=1+1"], ["2", "一,二"]])

    assert sheet.content == '\ufeff番号,題\r\n1,\'=1+1\r\n2,"一,二"\r\n'.encode()
    assert (sheet.name, sheet.content_type) == ("表.csv", CSV_TYPE)


def test_every_cell_of_a_workbook_is_a_text():
    sheet = xlsx_sheet("表", HEAD, ROWS)

    page = load_workbook(io.BytesIO(sheet.content)).active
    assert [[cell.value for cell in row] for row in page.rows] == [list(HEAD), ["1", "=1+1"], ["2", "髙橋\n二行"]]
    assert {cell.data_type for row in page.rows for cell in row} == {"s"}
    assert (sheet.name, sheet.content_type) == ("表.xlsx", XLSX_TYPE)


def test_a_sheet_is_a_download_that_nobody_keeps():
    answer = sheet_response(csv_sheet("表", HEAD, []))

    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''%E8%A1%A8.csv"
    assert answer["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("共創[春]?／アンケート:2/2*\\", "共創＿春＿＿／アンケート＿2＿2＿＿"),
        ("'引用'", "引用"),
        ("\x0b", "表"),
        ("𠮷" * 40, "𠮷" * 31),
    ],
)
def test_a_workbook_is_made_whatever_it_is_called(name, title):
    sheet = xlsx_sheet(name, HEAD, ROWS)

    assert load_workbook(io.BytesIO(sheet.content)).sheetnames == [title]
