from datetime import date

import pytest

from nara_renkei.directory.rules.tables import MAX_BYTES, MAX_ROWS, TableRefused, read_date, read_table

TEXT = "コード,名称\r\n01,髙橋課\r\n"


def refusal(data, required=("コード", "名称")):
    with pytest.raises(TableRefused) as caught:
        read_table(data, required=required)
    return caught.value.errors


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_the_encodings_of_the_city_hall_read_the_same(encoding):
    rows = read_table(TEXT.encode(encoding), required=["コード"], optional=["名称", "メール"])

    assert [(row.line, row.cells) for row in rows] == [(2, {"コード": "01", "名称": "髙橋課", "メール": ""})]


def test_cells_are_stripped_and_empty_lines_passed_over():
    rows = read_table("コード,名称\n\n 01　,\u3000課 \n,\n02,室\n".encode(), required=["コード", "名称"])

    assert [(row.line, row["コード"], row["名称"]) for row in rows] == [(3, "01", "課"), (5, "02", "室")]


def test_a_cell_with_line_breaks_keeps_the_count_of_lines():
    rows = read_table('コード,名称\n01,"上\n下"\n02,室\n'.encode(), required=["コード", "名称"])

    assert [(row.line, row["名称"]) for row in rows] == [(2, "上\n下"), (4, "室")]


def test_a_full_width_header_is_the_same_header():
    assert (
        read_table("ｃｏｄｅ,本務／兼務\n1,本務\n".encode(), required=["code", "本務/兼務"])[0]["本務/兼務"] == "本務"
    )


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        (b"", ["1行目: 見出しに「コード」「名称」の列がありません。"]),
        ("コード\n01\n".encode(), ["1行目: 見出しに「名称」の列がありません。"]),
        ("コード,名称,名称\n".encode(), ["1行目: 同じ名前の列があります。"]),
        ("コード,名称\n".encode(), ["データの行がありません。"]),
        (
            "コード,名称\n01\n02,a,b\n".encode(),
            [
                "2行目: 列が1個あります。見出しと同じ2個にしてください。",
                "3行目: 列が3個あります。見出しと同じ2個にしてください。",
            ],
        ),
        ("コード,名称\n01,a\x00b\n".encode(), ["2行目: 目に見えない制御文字が入っています。取り除いてください。"]),
        ('コード,名称\n01,"a\n'.encode(), ['2行目: CSVの形が壊れています。引用符（"）の数を確かめてください。']),
        (
            f"コード,名称\n01,{'a' * 200_000}\n".encode(),
            ['2行目: CSVの形が壊れています。引用符（"）の数を確かめてください。'],
        ),
        (b"\xff\xfe\x81\x00", ["文字コードが読めません。UTF-8またはShift_JISで保存してください。"]),
        (b"a" * (MAX_BYTES + 1), ["ファイルが大きすぎます（5MBまで）。"]),
        (b"code\n" + b"1\n" * (MAX_ROWS + 1), [f"{MAX_ROWS + 2}行目: 行が多すぎます（20,000行まで）。"]),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(data, errors):
    required = ["code"] if data.startswith(b"code") else ["コード", "名称"]

    assert refusal(data, required) == errors


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-04-01", date(2027, 4, 1)),
        ("2027/4/1", date(2027, 4, 1)),
        (" 2027年4月1日 ", date(2027, 4, 1)),
        ("2027-02-30", None),
        ("明日", None),
        ("", None),
    ],
)
def test_days_are_read_as_people_write_them(text, day):
    assert read_date(text) == day
