"""Tables that leave the portal: CSV and XLSX in which no cell can bite."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, Final
from urllib.parse import quote

from django.http import HttpResponse

from .text import FORBIDDEN, safe_cell

CSV_TYPE: Final = "text/csv; charset=utf-8"
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# what Excel allows in no name of a sheet
NOT_IN_A_TITLE: Final = re.compile(r"[\\*?:/\[\]]")

Cell = str | int | float | date
Cells = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file ready to be handed over."""

    content: bytes
    name: str
    content_type: str


def csv_sheet(name: str, head: Cells, rows: Iterable[Cells]) -> Sheet:
    """Return a CSV that Excel opens as it is: UTF-8 with BOM, CRLF, formulas made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    lines = chain([head], rows)
    writer.writerows([safe_cell(cell) if isinstance(cell, str) else cell for cell in line] for line in lines)
    return Sheet(out.getvalue().encode("utf-8-sig"), f"{name}.csv", CSV_TYPE)


def xlsx_sheet(name: str, head: Cells, rows: Iterable[Cells]) -> Sheet:
    """Return an XLSX of one sheet: numbers and days as such, every text a text, also one that begins with 「=」."""
    # when first used: few processes ever write one
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    page = book.create_sheet(_title(name))
    page.freeze_panes = "A2"
    page.append([_cell(page, cell, bold=True) for cell in head])
    for row in rows:
        page.append([_cell(page, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return Sheet(out.getvalue(), f"{name}.xlsx", XLSX_TYPE)


def _title(name: str) -> str:
    return NOT_IN_A_TITLE.sub("＿", FORBIDDEN.sub("", name))[:31].strip("'") or "表"


def _cell(page: Any, value: Cell, *, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(page, value=FORBIDDEN.sub("", value) if isinstance(value, str) else value)
    if isinstance(value, str):
        # openpyxl takes 「=」 for a formula
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def sheet_response(sheet: Sheet) -> HttpResponse:
    """Return the file as a download that nobody keeps on the way."""
    response = HttpResponse(sheet.content, content_type=sheet.content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(sheet.name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    response["Cache-Control"] = "no-store, private"
    return response
