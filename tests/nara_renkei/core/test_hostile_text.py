"""Whatever is typed: a field keeps it or says why not, and no table that leaves the portal is broken by it."""

import csv
import io
import re
import unicodedata

from django.core.exceptions import ValidationError
from hypothesis import strategies as st
from openpyxl import load_workbook

from nara_renkei.core.form_fields import CleanTextField, CorporateNumberField, PhoneField, PostalCodeField
from nara_renkei.core.private_files import tidy_name
from nara_renkei.core.sheets import csv_sheet, xlsx_sheet
from nara_renkei.core.text import FORBIDDEN, count_characters, one_line, safe_cell
from tests.strategies import BREAKS, cells, holds, hostile, names, texts, typed_numbers

SIGNS = set("=+-@＝＋－＠")
# what some program passes over at the beginning of a cell, or does not show
PASSED_OVER = {"Zs", "Zl", "Zp", "Cc", "Cf"}


def first_seen(cell):
    """Return the first character that a spreadsheet may take for the first."""
    return next((one for one in cell if unicodedata.category(one) not in PASSED_OVER), "")


def answer_of(field, text):
    """Return what a field makes of a text, or its sentence."""
    try:
        return field.clean(text), ""
    except ValidationError as exc:
        return None, exc.messages[0]


@holds(text=hostile, multiline=st.booleans(), limit=st.sampled_from([5, 400, 10_000]))
def test_a_field_keeps_a_text_or_says_why_not(text, multiline, limit):
    field = CleanTextField(multiline=multiline, max_length=limit, required=False)

    kept, sentence = answer_of(field, text)

    if sentence:
        assert sentence.endswith("。")
        assert FORBIDDEN.search(text) or count_characters(text) > limit or not multiline
        return
    assert answer_of(field, kept) == (kept, "")
    assert not FORBIDDEN.search(kept)
    typed = text.replace("\r\n", "\n").replace("\r", "\n")
    assert kept in ({typed, ""} if multiline else {typed.strip(), ""})
    assert kept or not re.sub(r"\s", "", "".join(c for c in typed if unicodedata.category(c) != "Cf"))


@holds(field=st.sampled_from([CorporateNumberField(), PhoneField(), PostalCodeField()]), text=hostile | typed_numbers)
def test_a_number_is_understood_or_says_why_not(field, text):
    kept, sentence = answer_of(field, text)

    assert sentence.endswith(("。", "0742-34-1111", "630-8580")) if kept is None else re.fullmatch(r"\+?[0-9-]+", kept)


@holds(text=hostile)
def test_a_cell_is_no_formula_and_keeps_every_character(text):
    cell = safe_cell(text)

    assert first_seen(cell) not in SIGNS
    assert cell in {text, f"'{text}"}
    assert cell[:1] not in {"\t", "\r", "\n"}


@holds(rows=st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=5), gate=20, full=500)
def test_a_table_holds_what_was_typed_and_no_formula(rows):
    head = rows[0]

    content = csv_sheet("表", head, rows).content.decode()
    read = list(csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline="")))

    assert read == [[safe_cell(cell) for cell in row] for row in (head, *rows)]
    page = load_workbook(io.BytesIO(xlsx_sheet("表", head, rows).content)).active
    assert [[cell.value or "" for cell in row] for row in page.rows] == [head, *rows]
    assert {cell.data_type for row in page.rows for cell in row if cell.value is not None} <= {"s"}


@holds(text=hostile)
def test_a_workbook_can_be_read_whatever_was_kept(text):
    page = load_workbook(io.BytesIO(xlsx_sheet("表", [text], [[text]]).content)).active

    assert (page["A2"].value or "") == FORBIDDEN.sub("", text)


@holds(name=names, extension=st.sampled_from(["pdf", "docx"]))
def test_a_name_is_one_line_without_folders_or_hidden_characters(name, extension):
    tidy = tidy_name(name, extension)

    assert 0 < len(tidy) <= 255
    assert not set(tidy) & set("/\\\r\n\t")
    assert not {unicodedata.category(one) for one in tidy} & {"Cf", "Cc", "Cs", "Zl", "Zp"}
    assert tidy_name(tidy, extension) == tidy


@holds(text=texts("Bcc: x@example.jp", "件名", *BREAKS, "\u2028", "\x85", "\x0b"))
def test_a_header_is_one_line(text):
    assert len(one_line(text).splitlines()) <= 1
