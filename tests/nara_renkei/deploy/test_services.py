"""The launcher: real PostgreSQL and Redis, from nothing to nothing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from redis import Redis

from tests.house import ROOT

sys.path.insert(0, str(ROOT / "nara_renkei/deploy"))

from services import Keeper

LAUNCHER = ROOT / "nara_renkei/deploy/services.py"
SAY = "import os, time; print(os.environ['DATABASE_URL'], os.environ['REDIS_URL'], flush=True); time.sleep({})"


def environment(**more: str) -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}} | more


def launch(run_dir: Path, *, seconds: float, **more: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(LAUNCHER), str(run_dir), sys.executable, "-c", SAY.format(seconds)]
    return subprocess.Popen(command, env=environment(**more), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def run_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("run")


def urls(process: subprocess.Popen[str]) -> tuple[str, str]:
    assert process.stdout
    database, redis = process.stdout.readline().split()
    return database, redis


def our_processes(run_dir: Path, database: str) -> list[str]:
    """Return the command lines of living servers of this run."""
    folder = database.partition("?host=")[2]
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if f"-D {folder}/data" in line or f"{run_dir}/redis" in line:
            found.append(line)
    return found


def test_both_servers_answer_and_nothing_is_left(run_dir: Path) -> None:
    with launch(run_dir, seconds=1) as process:
        database, redis = urls(process)
        with psycopg.connect(database) as connection:
            ctype = "SELECT datctype FROM pg_database WHERE datname = current_database()"
            assert connection.execute(ctype).fetchone() == ("C.UTF-8",)
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        server = Redis(unix_socket_path=redis.removeprefix("redis+socket://").partition("?")[0])
        assert server.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert server.config_get("appendonly") == {"appendonly": "yes"}
        assert process.wait(30) == 0
    assert our_processes(run_dir, database) == []
    assert not Path(database.partition("?host=")[2]).exists()
    assert not (run_dir / "started.json").exists()


def test_what_the_environment_names_is_used(run_dir: Path) -> None:
    with launch(run_dir, seconds=0, DATABASE_URL="postgresql://a/b", REDIS_URL="redis://c") as process:
        assert urls(process) == ("postgresql://a/b", "redis://c")
        assert process.wait(10) == 0


def test_a_second_start_is_refused_while_the_first_lives(run_dir: Path) -> None:
    with launch(run_dir, seconds=30) as first:
        urls(first)
        with launch(run_dir, seconds=0) as second:
            assert second.wait(10) == 2
            assert second.stderr
            assert "すでに別の端末で使われています" in second.stderr.read()
        first.send_signal(signal.SIGTERM)
        assert first.wait(30) == 143


def test_leftovers_of_a_killed_start_are_cleaned_up(run_dir: Path) -> None:
    with launch(run_dir, seconds=0.5) as killed:
        old, _ = urls(killed)
        killed.kill()
    time.sleep(0.6)
    assert our_processes(run_dir, old) != []
    with launch(run_dir, seconds=0) as process:
        new, _ = urls(process)
        assert process.wait(30) == 0
    assert our_processes(run_dir, old) + our_processes(run_dir, new) == []


def test_a_long_path_gets_a_short_socket(run_dir: Path) -> None:
    deep = run_dir / ("長い名前のフォルダー" * 6)
    with launch(deep, seconds=0.2) as process:
        database, redis = urls(process)
        assert database.partition("?host=")[2].startswith("/tmp/nara-")
        assert redis.startswith("redis+socket:///tmp/nara-")
        with psycopg.connect(database) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert process.wait(30) == 0
    assert not Path(database.partition("?host=")[2]).exists()


def test_what_has_ended_is_started_again_as_before_and_in_its_place(run_dir: Path) -> None:
    with Keeper(run_dir) as keeper:
        first = keeper.process(keeper.spawn(["sleep", "60"], log="first", mark="sleep", cwd="/"))
        second = keeper.process(keeper.spawn(["true"], log="second", mark="true"))
        first.kill()
        first.wait()
        again = keeper.again(first)
        assert (again.args, os.readlink(f"/proc/{again.pid}/cwd")) == (["sleep", "60"], "/")
        assert keeper.processes == [again, second]
    assert again.poll() is not None
