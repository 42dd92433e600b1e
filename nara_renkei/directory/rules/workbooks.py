"""XLSX files as a desk keeps them: one sheet, a heading in its first row. Read row by row, never whole. Plain Python."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import IO, Any, Final

from nara_renkei.core.text import check_digit, plain_digits

from .tables import FORBIDDEN, Row, TableRefused, read_date

MAX_ROWS: Final = 10_000
ERAS: Final = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
WAREKI: Final = re.compile(r"(令和|平成|R|H)\s*(元|\d{1,2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
# what Excel counts its days from
EXCEL_EPOCH: Final = date(1899, 12, 30)
BLANK_ROWS_END: Final = 200


def read_workbook(
    file: IO[bytes], *, required: Sequence[str], optional: Sequence[str] = (), errors: list[str]
) -> Iterator[Row]:
    """Yield the rows of the first sheet; ``line`` is the row in Excel, dates come as 2026-06-12.

    A row with a cell that cannot be used is left out and named in ``errors``: a formula is no value anybody checked.
    Raises ``TableRefused`` for a file or a heading that cannot be used.
    """
    # when first used: 25 MB, and a web process may never read one
    import openpyxl

    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
    except Exception as exc:  # the library knows dozens of ways to dislike a file
        raise TableRefused(["Excelファイル（xlsx）として読めません。Excelで保存し直してください。"]) from exc
    try:
        yield from _rows(sheet, required, optional, errors)
    finally:
        book.close()


def _rows(sheet: Any, required: Sequence[str], optional: Sequence[str], errors: list[str]) -> Iterator[Row]:
    sheet.reset_dimensions()
    lines = _lines(sheet)
    heading = next(lines, (1, ()))[1]
    header = [unicodedata.normalize("NFKC", _text(cell.value)) for cell in heading]
    missing = [name for name in required if name not in header]
    if missing:
        raise TableRefused([f"1行目: 見出しに「{'」「'.join(missing)}」の列がありません。"])
    wanted = {name: header.index(name) for name in (*required, *optional) if name in header}
    if any(header.count(name) > 1 for name in wanted):
        raise TableRefused(["1行目: 同じ名前の列があります。"])
    count = blank = 0
    for line, cells in lines:
        if blank > BLANK_ROWS_END:
            return
        if all(cell.value is None or _text(cell.value) == "" for cell in cells):
            blank += 1
            continue
        blank = 0
        count += 1
        if count > MAX_ROWS:
            raise TableRefused([f"{line}行目: 行が多すぎます（{MAX_ROWS:,}行まで）。"])
        values, wrong = dict.fromkeys((*required, *optional), ""), ""
        for name, column in wanted.items():
            cell = cells[column] if column < len(cells) else None
            wrong = refusal_of(cell)
            if wrong:
                errors.append(f"{line}行目 {name}: {wrong}")
                break
            values[name] = _text(cell.value) if cell is not None else ""
        if not wrong:
            yield Row(line, values)


def _lines(sheet: Any) -> Iterator[tuple[int, Any]]:
    """Yield the cells of each row with its number. Raises TableRefused at the first row that cannot be read."""
    line = 0
    try:
        for line, cells in enumerate(sheet.iter_rows(), start=1):
            yield line, cells
    except Exception as exc:  # the sheet is read as it goes, so what is wrong with it is found late
        raise TableRefused([f"{line + 1}行目: ここから先が壊れています。Excelで開き、保存し直してください。"]) from exc


def refusal_of(cell: Any) -> str:
    """Return the sentence that refuses a cell, or ""."""
    if cell is None or cell.value is None:
        return ""
    if cell.data_type == "f":
        return "数式は読みません。値にして貼り付けてください。"
    if cell.data_type == "e":
        return f"Excelのエラー（{cell.value}）が入っています。"
    if FORBIDDEN.search(_text(cell.value)):
        return "目に見えない制御文字が入っています。取り除いてください。"
    return ""


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").replace("_x000D_", "").strip(" \t\r\n\u3000\ufeff")


def read_any_date(text: str) -> date | None:
    """Return the day of 2026/6/12, 令和8年6月12日, R8.6.12, Excel's own number, in any width; None when it is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = WAREKI.fullmatch(plain)
    if found:
        era, year, month, day = found.groups()
        try:
            return date(ERAS[era] + (1 if year == "元" else int(year)), int(month), int(day))
        except ValueError:
            return None
    if re.fullmatch(r"[45]\d{4}", plain):
        return EXCEL_EPOCH + timedelta(days=int(plain))
    return read_date(plain)


def read_corporate_number(text: str) -> str | None:
    """Return 13 digits with a right check digit, "" for none, None when it is no 法人番号."""
    digits = re.sub(r"[\s-]", "", plain_digits(text))
    if digits in {"", "なし", "無し"}:
        return ""
    return digits if re.fullmatch(r"[0-9]{13}", digits) and digits[0] == check_digit(digits[1:]) else None
