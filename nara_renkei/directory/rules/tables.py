"""CSV files as other systems write them: UTF-8 with or without BOM, or Shift_JIS. Plain Python."""

import csv
import io
import re
import unicodedata
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nara_renkei.core.text import FORBIDDEN

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 20_000
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


class TableRefused(Exception):
    """The file cannot be used. ``errors`` are sentences with line numbers; str(exc) joins them by line."""

    def __init__(self, errors: Sequence[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = list(errors)


@dataclass(frozen=True, slots=True)
class Row:
    line: int  # the line in the file on which the row begins; the header is line 1
    cells: dict[str, str]  # by column name, stripped; a missing optional column is ""

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


def read_table(data: bytes, *, required: Sequence[str], optional: Sequence[str] = ()) -> list[Row]:
    """Return the rows of a CSV file. Raises ``TableRefused`` with every error found, not only the first."""
    if len(data) > MAX_BYTES:
        raise TableRefused([f"ファイルが大きすぎます（{MAX_BYTES // 1024 // 1024}MBまで）。"])
    text = decode(data)
    # A quoted cell may hold line breaks, so the reader counts the lines.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [unicodedata.normalize("NFKC", _tidy(cell)) for cell in next(reader, [])]
        _check_header(header, required)
        rows: list[Row] = []
        errors: list[str] = []
        last = reader.line_num
        for cells in reader:
            line, last = last + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(rows) >= MAX_ROWS:
                raise TableRefused([f"{line}行目: 行が多すぎます（{MAX_ROWS:,}行まで）。"])
            if len(cells) != len(header):
                errors.append(f"{line}行目: 列が{len(cells)}個あります。見出しと同じ{len(header)}個にしてください。")
                continue
            if any(FORBIDDEN.search(cell) for cell in cells):
                errors.append(f"{line}行目: 目に見えない制御文字が入っています。取り除いてください。")
                continue
            by_name = dict(zip(header, (_tidy(cell) for cell in cells), strict=True))
            rows.append(Row(line, {name: by_name.get(name, "") for name in (*required, *optional)}))
    except csv.Error as exc:
        raise TableRefused(
            [f'{reader.line_num}行目: CSVの形が壊れています。引用符（"）の数を確かめてください。']
        ) from exc
    if errors:
        raise TableRefused(errors)
    if not rows:
        raise TableRefused(["データの行がありません。"])
    return rows


def read_date(text: str) -> date | None:
    """Return the day of 2027-04-01, 2027/4/1 or 2027年4月1日; None when it is none."""
    found = DATE.fullmatch(text.strip())
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def decode(data: bytes) -> str:
    """Return the text of a file, whichever of the two it was written in. Raises ``TableRefused``."""
    # UTF-8 first: Shift_JIS accepts almost anything, even the mark of UTF-16.
    for encoding in () if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableRefused(["文字コードが読めません。UTF-8またはShift_JISで保存してください。"])


def _check_header(header: Sequence[str], required: Sequence[str]) -> None:
    missing = [name for name in required if name not in header]
    if missing:
        raise TableRefused([f"1行目: 見出しに「{'」「'.join(missing)}」の列がありません。"])
    if len(set(header)) != len(header):
        raise TableRefused(["1行目: 同じ名前の列があります。"])


def _tidy(cell: str) -> str:
    return cell.strip(" \t\r\n\u3000\ufeff")
