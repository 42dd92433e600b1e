from io import StringIO

import pytest
from django.core.management import CommandError, call_command

DIVISIONS = "code,division,duties,keywords\n1,公園緑地課,公園の整備,紙芝居\n2,農政課,農業の担い手,\n"


def measured(tmp_path, rows, divisions=DIVISIONS):
    (tmp_path / "rows.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "divisions.csv").write_text(divisions, encoding="utf-8")
    out = StringIO()
    call_command("evaluate_routing", tmp_path / "rows.csv", divisions=tmp_path / "divisions.csv", stdout=out)
    return out.getvalue().splitlines()


def test_it_prints_the_figures_and_what_was_missed(tmp_path):
    rows = "title,summary,divisions\n公園の紙芝居,,公園緑地課\n公園の遊具と農業,,農政課 ; どこか課\n宇宙船,,農政課\n"

    assert measured(tmp_path, rows) == [
        "n 3",
        "top-1 0.333",
        "top-3 0.667",
        "top-5 0.667",
        "2番目　公園の遊具と農業　正解 農政課・どこか課　提案 公園緑地課・農政課",
        "外れ　宇宙船　正解 農政課　提案 なし",
    ]


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(CommandError, match="ファイルを開けません"):
        call_command("evaluate_routing", "/nowhere/rows.csv")


def test_a_file_without_the_columns_is_refused_with_their_names(tmp_path):
    with pytest.raises(CommandError, match="summary"):
        measured(tmp_path, "title,divisions\n公園,農政課\n")
