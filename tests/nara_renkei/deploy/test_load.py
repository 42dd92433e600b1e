"""What the load says of its figures. The figures are taken by hand, never asserted."""

from pathlib import Path

import pytest

from nara_renkei.deploy.load.front import DEPLOY, rules_for
from nara_renkei.deploy.load.report import table
from nara_renkei.deploy.load.verdict import broken, cost, grown, percentile, saturated


def stage(**more):
    steps = {
        "提出": {"kind": "submit", "count": 50, "p50": 0.1, "p95": 1.5, "max": 2.0},
        "一覧": {"kind": "page", "count": 90, "p50": 0.1, "p95": 0.4, "max": 0.9},
    }
    return {
        "steps": {**steps, **more.pop("steps", {})}, "errors": {}, "cores": 2, "io_wait": 0.02, "backlog": 0.1,
        "cpu": {"ウェブ": 0.3, "PostgreSQL": 0.1, "ほか": 0.0}, **more,
    }  # fmt: skip


def test_of_a_hundred_the_slowest_five_do_not_count():
    assert percentile(range(1, 101), 0.95) == 95
    assert percentile([7], 0.95) == 7
    assert percentile([], 0.95) == 0


def test_what_keeps_to_the_goals_is_not_blamed():
    assert broken(stage()) == []


def test_each_step_of_a_submission_must_be_in_time_and_each_page():
    slow = {
        "添付": {"kind": "submit", "count": 50, "p95": 1.51},
        "一覧": {"kind": "page", "count": 90, "p95": 0.41},
    }

    assert broken(stage(steps=slow)) == [
        "「一覧」の95 %が 0.41 秒かかりました（目標 0.4 秒）。",
        "「添付」の95 %が 1.51 秒かかりました（目標 1.5 秒）。",
    ]


def test_one_error_is_too_many():
    assert broken(stage(errors={"提出: 500": 1})) == ["誤りが 1 件ありました: 提出: 500"]


def test_a_load_in_which_nobody_submitted_proves_nothing():
    nobody = {"提出": {"kind": "submit", "count": 0, "p95": 0.0}}

    assert broken(stage(steps=nobody)) == ["提出が一件もありませんでした。"]


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        ({"cpu": {"ウェブ": 1.2, "PostgreSQL": 0.5, "ほか": 0.1}}, "先にいっぱいになるのは CPU（90%）で、いちばん使うのはウェブ"),
        ({"cpu": {"ウェブ": 0.2, "PostgreSQL": 1.6, "ほか": 0.1}}, "先にいっぱいになるのは CPU（95%）で、いちばん使うのはPostgreSQL"),
        ({"cpu": {"ウェブ": 0.4, "ほか": 1.5}}, "いちばん使うのはウェブです（ほか 75%、ウェブ 20%）。 このうち 75% は、この計測ではない"),
        ({"io_wait": 0.5, "backlog": 9}, "先にいっぱいになるのはディスク"),
        ({"backlog": 4.0}, "先に足りなくなるのはウェブのワーカーの数です（CPU は 20% なのに、平均 4.0 件の"),
        ({}, "いっぱいになったものはありません"),
    ],
)  # fmt: skip
def test_what_fills_up_first_is_named(seen, said):
    assert said in saturated(stage(**seen))


def test_what_a_submission_costs_leaves_out_the_load_itself_and_other_work():
    seen = stage(seconds=10, completed=20, cpu={"ウェブ": 0.2, "PostgreSQL": 0.05, "負荷をかける側": 0.1, "ほか": 1.5})

    assert cost(seen) == ({"ウェブ": 100, "PostgreSQL": 25}, 16.0)
    assert cost({**seen, "completed": 0}) == ({}, 0.0)


def test_memory_that_swings_is_flat_and_memory_that_climbs_is_not():
    swings = [{"ウェブ": 150.0 + 6 * (n % 2)} for n in range(30)]
    climbs = [{"ウェブ": 150.0 + n, "PostgreSQL": 90.0} for n in range(30)]

    assert grown(swings) == []
    assert grown(climbs) == ["ウェブのメモリーが増え続けました（はじめの三分の一 154 MB → 終わりの三分の一 174 MB）。"]


def test_too_short_a_soak_proves_nothing():
    assert len(grown([{"ウェブ": 1.0}] * 2)) == 1


def test_nginx_keeps_its_rules_and_takes_the_places_of_the_run():
    theirs = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    ours = rules_for(theirs, Path("/x"), port=9001, web_port=9002)

    assert "/srv/" not in ours
    assert "temp_path /tmp/" not in ours
    assert {"listen 127.0.0.1:9001;", "server 127.0.0.1:9002;"} <= {line.strip() for line in ours.splitlines()}
    assert all(rule in ours for rule in ("proxy_request_buffering on;", "client_max_body_size 64m;", "internal;"))
    with pytest.raises(ValueError, match="listen 8080"):
        rules_for(theirs.replace("8080", "8081"), Path("/x"), port=9001, web_port=9002)


def test_the_table_ends_with_the_verdict():
    figures = stage(
        completed=5, seconds=60.0, per_second=0.08, saturated="いっぱいになったものはありません。", backlog_max=1,
        running={"mean": 1.0, "p95": 2.0}, connections=4,
    )  # fmt: skip
    result = {
        "given": {"companies": 5, "line": 20.0, "staff": 3, "proposals": 1000}, "file_bytes": 5_000_000, "nginx": False,
        "stages": {"考えながら": figures}, "rates": [{"rate": 1, **figures}], "broken": ["遅い。"],
        "memory": [{"at": 1, "ウェブ": 150.0}],
    }  # fmt: skip

    assert table(result).splitlines()[-1] == "× 遅い。"
    assert "nginx なし" in table(result)
    assert table({**result, "broken": []}).splitlines()[-1] == "○ 目標のとおりです。"
