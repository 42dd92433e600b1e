"""Everything the gate runs, with the minutes of each phase. Started by bin/test.

``--full`` adds the slow suites and the second PostgreSQL. Other arguments go to pytest, and then only
pytest runs. Ends with 0 only when every phase was run and passed.
"""

import ctypes.util
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from inner_floors import left
from services import ROOT, CannotStart, postgresql_programs, services

PASSED, NOTHING_COLLECTED = 0, 5  # pytest's exit codes
QUICK = "not browser and not full"
TEMPLATE = "nara_template"
TWO_PROCESSES = ("-n", "2", "--dist", "loadgroup")  # tests/conftest.py says which files stay in one


class Gate:
    """Runs the phases and remembers what became of them."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, float, bool]] = []  # name, seconds, passed
        self.summaries: list[str] = []
        self.collected = False
        self.order = f"--randomly-seed={secrets.randbits(32)}"

    def phase(self, name: str, work: Callable[[], bool]) -> None:
        say(f"\n== {name}")
        began = time.monotonic()
        passed = work()
        self.rows.append((name, time.monotonic() - began, passed))

    def pytest(self, name: str, marker: str, env: dict[str, str], *arguments: str) -> None:
        self.phase(name, lambda: self._pytest(name, marker, env, arguments))

    def _pytest(self, name: str, marker: str, env: dict[str, str], arguments: tuple[str, ...]) -> bool:
        command = [sys.executable, "-m", "pytest", "-q", "-m", marker, self.order, *arguments]
        say(f"   順番: {next((one for one in arguments if one.startswith('--randomly-seed=')), self.order)}")
        summary = ""
        with subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process:
            for line in process.stdout or ():
                say(line.rstrip("\n"))
                summary = line.strip() or summary
        self.summaries.append(f"{name}: {summary.strip('= ')}")
        self.collected |= process.returncode != NOTHING_COLLECTED
        return process.returncode in {PASSED, NOTHING_COLLECTED}

    def verdict(self) -> int:
        say("\n== まとめ")
        for summary in self.summaries:
            say(f"   {summary}")
        for name, seconds, passed in self.rows:
            say(f"   {'合格　' if passed else '不合格'} {seconds / 60:5.1f} 分  {name}")
        if not self.collected:
            say("   テストが一つも選ばれませんでした。")
        passed = self.collected and all(row[2] for row in self.rows)
        say("すべて合格しました。" if passed else "合格していません。")
        return 0 if passed else 1


def main() -> int:
    full = "--full" in sys.argv[1:]
    chosen = [argument for argument in sys.argv[1:] if argument != "--full"]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    gate = Gate()
    folder = tempfile.mkdtemp(prefix="nara-test-")
    (Path(folder) / "taken").mkdir()
    run_dir = Path(os.environ.get("RUN_DIR") or ROOT / ".run") / "test"
    try:
        with services(run_dir) as own:
            env = {**os.environ, **own, "TMPDIR": folder, "TAKEN": f"{folder}/taken"}
            env.pop("PYTHONDONTWRITEBYTECODE", None)  # a process would compile everything again
            template = make_template(env)
            if not chosen:
                gate.phase("clamd", clamd)
                gate.phase("age", age)
                gate.phase("書式・依存・型・設定", lambda: run(["sh", "bin/dev", "check"], env))
            gate.phase("表を作る", lambda: template.wait() == 0)
            if chosen:
                gate.pytest("テスト", QUICK, env, *TWO_PROCESSES, *chosen)
            else:
                watched = {**env, "PYTHONPATH": str(Path(__file__).parent)}
                gate.pytest("テスト", QUICK, watched, *TWO_PROCESSES, "-p", "taken", "--durations", "20")
                gate.phase("内側の階の分岐を100%通る", lambda: inner_floors_covered(Path(env["TAKEN"]), ROOT))
            gate.phase("Chromium", chromium)
            gate.pytest("ブラウザ", "browser", env, "-n", "2", "--dist", "loadfile", *chosen)
            if not chosen:
                shaken = ["sh", "bin/dev", "faults", "--short"]
                gate.phase("障害を起こしながら提出する（短い形）", lambda: run(shaken, env))
            if full:
                gate.pytest("時間のかかるテスト", "full and not browser", env, *TWO_PROCESSES, *chosen)
        if full:
            second_engine(gate, run_dir, folder, chosen)
        if not chosen:
            walk = ["sh", "bin/demo", "--smoke", "--two-machines"]
            gate.phase("デモを、二台の間で通しで歩く", lambda: run(walk, dict(os.environ)))
    except CannotStart as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return gate.verdict()


def second_engine(gate: Gate, run_dir: Path, folder: str, chosen: list[str]) -> None:
    """Run the tests again on the wheel's PostgreSQL, where the first run had the machine's."""
    if "DATABASE_URL" not in os.environ and postgresql_programs("") == postgresql_programs("embedded"):
        gate.phase("二つめの PostgreSQL", no_second_engine)
        return
    with services(run_dir, engine="embedded") as own:
        env = {**os.environ, **own, "TMPDIR": folder}
        gate.phase("二つめの表を作る", lambda: make_template(env).wait() == 0)
        gate.pytest("二つめの PostgreSQL", QUICK, env, *TWO_PROCESSES, *chosen)


def make_template(env: dict[str, str]) -> subprocess.Popen[bytes]:
    """Begin to migrate the database of which every process of pytest takes a copy, and name it in ``env``."""
    import psycopg

    with psycopg.connect(env["DATABASE_URL"], dbname="postgres", autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {TEMPLATE}")
        server.execute(f"CREATE DATABASE {TEMPLATE}")
    there = urlunsplit(urlsplit(env["DATABASE_URL"])._replace(path=f"/{TEMPLATE}"))
    env["TEST_TEMPLATE"] = TEMPLATE
    return subprocess.Popen(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env={
            **env,
            "DATABASE_URL": there,
            "DATABASE_ROLE": "owner",
            "DJANGO_SETTINGS_MODULE": "nara_renkei.settings.test",
        },
    )


def inner_floors_covered(taken: Path, root: Path) -> bool:
    found = left(taken, root)
    say("\n".join(f"   {line}" for line in found) or "   通っていない行も分岐もありません。")
    return not found


def no_second_engine() -> bool:
    say("この機械に PostgreSQL が一つしかありません。sudo apt-get install -y postgresql で入れてください。")
    return False


def chromium() -> bool:
    """Install what drives a browser: Chromium, and libatomic for the driver's own Node."""
    if shutil.which("chromium") and ctypes.util.find_library("atomic"):
        return True
    return install("Chromium", "chromium", "libatomic1")


def clamd() -> bool:
    """Install the virus scanner that one test starts. Without it that test is skipped and says so: no failure."""
    with_sbin = f"{os.environ.get('PATH', '')}:/usr/sbin"
    if not shutil.which("clamd", path=with_sbin) and not install("clamd", "clamav-daemon"):
        say("本物のウイルス検査装置でのテストは飛ばします。")
    return True


def age() -> bool:
    """Install what encrypts backups. Unlike clamd it cannot be done without: the rehearsal is a part of the gate."""
    return bool(shutil.which("age")) or install("age", "age")


def install(what: str, *packages: str) -> bool:
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        say(f"{what} がありません。管理者が次を実行してください: sudo {' '.join(command)}")
        return False
    say(f"{what} を入れます …")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return run(["apt-get", "-qq", "update"], quiet) and run([*command[:1], "-qq", *command[1:]], quiet)


def run(command: list[str], env: dict[str, str]) -> bool:
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode == 0


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
