"""Tables as no system should write them: each import takes every row, or refuses in sentences that name the line."""

import csv
import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import strategies as st
from openpyxl import Workbook

from knowledge.forms.case_file import CaseFileForm
from knowledge.queries import case_file
from nara_renkei.accounts.usecases import read_staff
from nara_renkei.core.packages import TOO_MUCH_INSIDE
from nara_renkei.directory.rules.tables import MAX_BYTES, TableRefused, read_date, read_table
from nara_renkei.directory.rules.workbooks import read_any_date, read_corporate_number, read_workbook
from nara_renkei.directory.usecases import import_agreements, import_divisions, import_organizations
from proposals.usecases import import_proposals
from tests.factories.training import SessionFactory
from tests.harness import NOON, THE_DESK, TODAY
from tests.strategies import BREAKS, KEPT, REFUSED, cells, holds, hostile, texts, typed_days, typed_numbers
from training.forms.presence import AttendanceFileForm
from training.queries.attendance_file import plan_file
from training.rules import attendance_file

pytestmark = pytest.mark.django_db

ENCODINGS = ("utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "euc_jp", "utf-8")
OF_THE_FILE = re.compile(
    r"ファイルが大きすぎます|データの行がありません|文字コードが読めません|Excelファイル（xlsx）として"
)
cell = (
    cells
    | typed_numbers
    | typed_days
    | st.sampled_from(["出席", "案内", "990101", "本務", "課長", "企業", "a@mihon.example"])
)


def written(head, rows, encoding="utf-8", end="\r\n"):
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerows([head, *rows])
    return out.getvalue().encode(encoding, "replace")


def book(head, rows):
    made, out = Workbook(), io.BytesIO()
    for row in (head, *rows):
        made.active.append([re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", one) for one in row])
    made.save(out)
    out.seek(0)
    return out


def refusals(read):
    """Return the sentences of a refusal; nothing else may be raised."""
    errors = []
    try:
        read()
    except TableRefused as exc:
        errors = exc.errors or ["nothing said"]
    assert [one for one in errors if not re.match(r"\d+行目", one) and not OF_THE_FILE.match(one)] == []
    return errors


@holds(
    text=texts("番号,名称\r\n", "1,奈良\n", '"', '"髙', ",,", *BREAKS, *KEPT, *REFUSED, most=12),
    encoding=st.sampled_from(ENCODINGS),
    tail=st.binary(max_size=8),
)
def test_bytes_are_a_table_or_refused(text, encoding, tail):
    refusals(lambda: read_table(text.encode(encoding, "ignore") + tail, required=["番号"], optional=["名称"]))


@holds(
    rows=st.lists(st.lists(cells, min_size=2, max_size=2), min_size=1, max_size=5),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp932"]),
    end=st.sampled_from(["\r\n", "\n"]),
)
def test_a_table_is_read_as_it_was_written(rows, encoding, end):
    rows = [[one.replace("\r", "").encode(encoding, "ignore").decode(encoding) for one in row] for row in rows]
    bare = [[one.strip(" \t\r\n\u3000\ufeff") for one in row] for row in rows if any(one.strip() for one in row)]

    found = []
    said = refusals(
        lambda: found.extend(read_table(written(["番号", "名称"], rows, encoding, end), required=["番号", "名称"]))
    )

    assert said == ([] if bare else ["データの行がありません。"])
    assert [[row["番号"], row["名称"]] for row in found] == bare


@pytest.mark.parametrize(
    ("data", "start"),
    [
        ("番号\n".encode() + b"a" * (MAX_BYTES - 20), "2行目"),
        ("番号\n".encode() + b"a" * 10_000_000, "ファイルが大きすぎます"),
        ('番号\n"開いたまま\n2\n3\n'.encode(), "4行目"),
        ("番号\n1\r2\r3".encode(), ""),
        ("番号\n\ufeff1".encode("utf-16"), "文字コードが読めません"),
    ],
    ids=["one long line", "10 MB", "an open quote", "mixed line ends", "UTF-16"],
)  # fmt: skip
def test_an_odd_file_is_read_or_refused_with_its_line(data, start):
    said = refusals(lambda: read_table(data, required=["番号"]))

    assert [one[: len(start)] for one in said] == ([start] if start else [])


@holds(text=hostile | typed_days | typed_numbers)
def test_a_day_an_hour_or_a_number_is_understood_or_not(text):
    for read in (
        read_date,
        read_any_date,
        read_corporate_number,
        attendance_file.read_clock,
        attendance_file.read_session,
    ):
        read(text)
    attendance_file.read_mark(text)


def with_sheet(content, change):
    """Return a workbook with the XML of its first sheet changed by a function of its bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == "xl/worksheets/sheet1.xml" else data)
    return out


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
) + b"]>"  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml[: len(xml) // 2],
        lambda xml: xml.replace(b"<v>1</v>", b"<v>" + b"9" * 5_000 + b"</v>"),
        lambda xml: xml.replace(b'r="A2"', b'r="ZZZZZZ99999999999"'),
        lambda xml: xml.replace(b'r="2"', b'r="x"'),
        lambda xml: xml.replace(b'<row r="2"', b'<row r="-2"'),
        lambda xml: xml.replace(b"<v>1</v>", b"<v>&#0;</v>"),
        lambda xml: xml.replace(b"<worksheet", ENTITIES + b"<worksheet").replace(b"<v>1</v>", b"<v>&j;</v>"),
        lambda xml: xml.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet').replace(b"<v>1</v>", b"<v>&a;</v>"),
        lambda xml: b"",
    ],
    ids=["cut", "5,000 digits", "no such column", "no row number", "row -2", "NUL", "entities", "a file", "empty"],
)  # fmt: skip
def test_a_damaged_sheet_is_read_or_refused(change):
    made, out = Workbook(), io.BytesIO()
    for value in ("値", 1, 1, "よい"):
        made.active.append([value])
    made.save(out)
    rows = []

    refusals(lambda: rows.extend(read_workbook(with_sheet(out, change), required=["値"], errors=[])))

    assert "root:" not in str(rows)


def damaged(data, cuts):
    data = bytearray(data)
    for place, byte in cuts:
        data[place % len(data)] = byte
    return io.BytesIO(data)


@holds(
    cuts=st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), min_size=1, max_size=30), gate=25, full=500
)
def test_a_damaged_workbook_is_read_or_refused(cuts):
    file = damaged(book(["値"], [["奈良"], ["1"]]).getvalue(), cuts)

    refusals(lambda: list(read_workbook(file, required=["値"], errors=[])))


def at_noon(use, **file):
    return use(**file, by=THE_DESK, at=NOON)


IMPORTS = {
    "divisions": (import_divisions, lambda head, rows: at_noon(import_divisions.import_divisions, data=written(head, rows), as_of=TODAY)),
    "staff": (read_staff, lambda head, rows: read_staff.read_staff(written(head, rows), TODAY)),
    "agreements": (import_agreements, lambda head, rows: at_noon(import_agreements.import_agreements, file=book(head, rows))),
    "organizations": (import_organizations, lambda head, rows: at_noon(import_organizations.import_organizations, file=book(head, rows))),
    "proposals": (import_proposals, lambda head, rows: at_noon(import_proposals.import_proposals, file=book(head, rows))),
    "cases": (case_file, lambda head, rows: case_file.plan_cases(written(head, rows).decode(), TODAY)),
    "attendance": (attendance_file, lambda head, rows: plan_file(SessionFactory(), written(head, rows).decode(), "")),
}  # fmt: skip
GOOD = {
    "code": "9901011", "department": "見本部", "division": "見本課", "duties": "", "valid_from": "2026-04-01", "mail": "a@mihon.example",
    "職員番号": "123", "氏名": "見本 花子", "カナ": "ミホン", "所属コード": "990101", "職名": "主事", "級": "1", "本務/兼務/併任": "本務",
    "任用区分": "一般", "メール": "a@mihon.example", "団体名": "見本の会", "名称": "見本", "所在地": "奈良市", "代表者職氏名": "代表 見本",
    "締結日": "2026-04-01", "始まり": "2026-04-01", "台帳番号": "1", "受付日": "2024-04-01", "提案名": "題", "結果": "案内",
    "結果の日": "2024-05-01", "コード": "a-1", "題": "題", "概要": "概要", "分野": "防災", "実施主体": "市", "担当課コード": "990101",
    "出典": "市", "出欠": "出席", "時刻": "13:50", "回": "1", "終わり": "2027-03-31", "代表者": "代表",
}  # fmt: skip


@holds(
    which=st.sampled_from(sorted(IMPORTS)),
    rows=st.lists(st.dictionaries(st.integers(0, 30), cell, max_size=3), min_size=1, max_size=3),
    gate=120,
    full=1_000,
)
def test_every_import_takes_its_rows_or_says_which_it_cannot(which, rows):
    module, bring = IMPORTS[which]
    head = [*module.REQUIRED, *getattr(module, "OPTIONAL", ())]
    typed = [[row.get(place, GOOD.get(name, "")) for place, name in enumerate(head)] for row in rows]

    with transaction.atomic():
        refusals(lambda: bring(head, typed))
        transaction.set_rollback(True)


@pytest.mark.parametrize("form", [CaseFileForm, AttendanceFileForm])
@pytest.mark.parametrize("name", ["表.csv", "表.xlsx"])
@pytest.mark.parametrize(
    "data", [b"\x00\x01", "番号".encode("utf-16"), b"PK\x03\x04", b"\xff" * 9, "題\ufffe\x00".encode()]
)
def test_a_file_chosen_at_a_form_is_read_or_refused(form, name, data):
    made = form({}, {"file": SimpleUploadedFile(name, data)})

    assert made.is_valid() or all(one.endswith("。") for one in made.errors["file"])


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_read():
    out = book(["コード"], [["a-1"]])
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/bomb.xml", b"0" * 5_000_000)

    form = CaseFileForm({}, {"file": SimpleUploadedFile("表.xlsx", out.getvalue())})

    assert form.errors["file"] == [TOO_MUCH_INSIDE]
