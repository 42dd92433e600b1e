"""台帳 as workbooks, in memory and in a file."""

import io

import openpyxl

from proposals.usecases.import_proposals import OPTIONAL, REQUIRED


def workbook(*rows, columns=(*REQUIRED, *OPTIONAL)):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(columns))
    for row in rows:
        sheet.append([row.get(column) for column in columns])
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def kept(tmp_path, file, name="台帳.xlsx"):
    path = tmp_path / name
    path.write_bytes(file.getvalue())
    return str(path)
