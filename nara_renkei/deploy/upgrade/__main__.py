"""python -m nara_renkei.deploy.upgrade [--from COMMIT] [--tests [FOLDER …]]: from the release before to this one.

The release before serves a small city; companies submit and people read without a pause while this release migrates,
while the old one goes on with the new tables, and while web, worker and beat are replaced one by one. Ends with 0 only
when no request failed and nothing was lost. ``--tests`` runs the old release's own tests on the new tables instead.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "nara_renkei" / "deploy")]

import psycopg  # noqa: E402
from demo import environment, free_port, mail_server, say, wait_for_web  # noqa: E402 - beside this folder
from services import CannotStart, Keeper, start_postgresql, start_redis, stop  # noqa: E402

from nara_renkei.deploy.load.people import slides  # noqa: E402 - found from ROOT
from nara_renkei.deploy.releases import PREVIOUS  # noqa: E402
from nara_renkei.deploy.upgrade import old_tests  # noqa: E402
from nara_renkei.deploy.upgrade.people import Book, company, reader  # noqa: E402
from nara_renkei.deploy.upgrade.previous import checked_out, named  # noqa: E402
from nara_renkei.deploy.upgrade.verdict import by_phase, failures, grouped, table  # noqa: E402

COMPANIES = 3
BOOT_S = 90  # within which a web server must be up
LETTERS_S = 60  # within which the last letters must be gone
PUBLIC = ("/", "/kadai/", "/guideline/", "/jirei/", "/tokei/", "/healthz")


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/dev upgrade", description=__doc__)
    parser.add_argument(
        "--from", dest="commit", default=PREVIOUS, metavar="COMMIT", help=f"前の版（初めは {PREVIOUS}）"
    )
    parser.add_argument("--seconds", type=float, default=20, help="前・あとの段をそれぞれ何秒続けるか")
    parser.add_argument("--proposals", type=int, default=300, metavar="件数")
    parser.add_argument("--tests", nargs="*", metavar="FOLDER", help="前の版の試験を、新しい表で動かす")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    run_dir = Path(os.environ.get("RUN_DIR") or ROOT / ".run").resolve() / "upgrade"
    try:
        with Keeper(run_dir) as keeper, checked_out(given.commit, run_dir / "old") as old:
            if given.tests is not None:
                return old_tests.run(keeper, old, given.tests)
            result = upgraded(keeper, old, given)
    except CannotStart as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    (run_dir.parent / "upgrade.json").write_text(json.dumps(result, ensure_ascii=False, indent=1))
    say(table(result))
    return 1 if result["failures"] else 0


def upgraded(keeper: Keeper, old: Path, given: argparse.Namespace) -> dict[str, Any]:
    for name in ("mailbox", "files", "static", "tmp"):
        (keeper.run_dir / name).mkdir(exist_ok=True)
    for log in (keeper.run_dir / "log").glob("*.log"):
        log.unlink()
    port = free_port()
    with mail_server(keeper.run_dir / "mailbox") as mail_port:
        env = environment(keeper.run_dir, port, mail_port) | {
            "DATABASE_URL": start_postgresql(keeper, durable=True), "REDIS_URL": start_redis(keeper),
            "WEB_WORKERS": "1", "WEB_REUSE_PORT": "1",
        }  # fmt: skip
        house = House(keeper, env, port)
        say(f"前の版 {named(given.commit)} の表と、{given.proposals} 件の市を作ります …")
        house.run(old, ["sh", "nara_renkei/deploy/init.sh"], "init-old")
        people = json.loads(
            house.run(old, [*city(old), "prepare", str(given.proposals)], "city", DATABASE_ROLE="owner").splitlines()[
                -1
            ]
        )
        for name in ("web", "web-2", "worker", "beat"):
            house.start(name, old)
        wait_for_web(keeper, port)
        return Run(house, people, given).go()


def city(old: Path) -> list[str]:
    return [str(old / ".venv/bin/python"), "-m", "nara_renkei.deploy.bench.city"]


class House:
    """The processes of one server; each is of one release."""

    def __init__(self, keeper: Keeper, env: dict[str, str], port: int) -> None:
        self.keeper, self.env, self.port = keeper, env, port
        self.pids: dict[str, int] = {}

    def run(self, root: Path, command: list[str], log: str, **more: str) -> str:
        """Run to the end; return what it said. Raises CannotStart with the place of its log."""
        path = self.keeper.run_dir / "log" / f"{log}.log"
        with path.open("ab") as errors:
            done = subprocess.run(
                command, cwd=root, env=self.env | more, stdout=subprocess.PIPE, stderr=errors, text=True, check=False
            )
        if done.returncode:
            raise CannotStart(f"{log} が失敗しました。\n{path.read_text(errors='replace')[-2000:]}")
        return done.stdout

    def start(self, name: str, root: Path, mark: str = "") -> None:
        script = str(root / "nara_renkei/deploy" / f"{name.removesuffix('-2')}.sh")
        self.pids[name] = self.keeper.spawn(
            ["sh", script], log=f"{name}{mark}", mark="nara_renkei", env=self.env, cwd=root
        )

    def replace(self, name: str, root: Path) -> None:
        """End one process of the old release as a service manager does, and start the new one in its place."""
        process = self.keeper.process(self.pids[name])
        stop(process, within=60)
        self.keeper.processes.remove(process)
        self.start(name, root, "-new")
        log, deadline = self.keeper.run_dir / "log" / f"{name}-new.log", time.monotonic() + BOOT_S
        ready = b"Booting worker" if name.startswith("web") else b""
        while ready not in log.read_bytes():
            if time.monotonic() > deadline or self.keeper.process(self.pids[name]).poll() is not None:
                raise CannotStart(f"新しい版の {name} が起きません。{log}")
            time.sleep(0.1)

    def ended(self) -> list[str]:
        """Return who ended by itself."""
        return [name for name, pid in self.pids.items() if self.keeper.process(pid).poll() is not None]


class Run:
    """One upgrade, with people in it."""

    def __init__(self, house: House, people: dict[str, Any], given: argparse.Namespace) -> None:
        self.house, self.people, self.given = house, people, given
        self.book, self.over = Book(), threading.Event()
        self.phases: list[tuple[str, float]] = []

    def go(self) -> dict[str, Any]:
        crowd = self.crowd()
        for one in crowd:
            one.start()
        try:
            self.phase("前の版", self.given.seconds)
            before = self.migrations()
            self.phase("新しい版の移行が走る間")
            began = time.monotonic()
            self.house.run(ROOT, ["sh", "nara_renkei/deploy/init.sh"], "init-new")
            migrating = time.monotonic() - began
            after = self.migrations()
            self.phase("前の版、新しい表で", self.given.seconds)
            for name in ("web", "web-2", "worker", "beat"):
                self.phase(f"{name} を新しい版に")
                self.house.replace(name, ROOT)
            self.phase("新しい版", self.given.seconds)
            ended = self.house.ended()
        finally:
            self.over.set()
            for one in crowd:
                one.join()
        # what began before the end and was answered after it belongs to the last phase
        result = {
            "from": named(self.given.commit), "to": named("HEAD"), "proposals": self.given.proposals,
            "migrations": after - before, "migrating_s": round(migrating, 1), "gave_way": self.gave_way(),
            "phases": by_phase(self.book.asked, self.phases, time.monotonic()),
            "errors": grouped(self.book.asked), "accepted": self.book.accepted, "ended": ended, **self.left(),
        }  # fmt: skip
        return {**result, "failures": failures(result)}

    def phase(self, name: str, seconds: float = 0) -> None:
        say(f"  {name} …")
        self.phases.append((name, time.monotonic()))
        time.sleep(seconds)

    def crowd(self) -> list[threading.Thread]:
        port, people, wait = self.house.port, self.people, self.over.wait
        pages = {
            "": PUBLIC,
            people["desk"]: ("/admin/screening/deskproposal/", f"/admin/screening/deskproposal/{people['number']}/"),
            people["division"]: ("/ka/", f"/ka/{people['number']}/"),
            people["companies"][0]: ("/teian/", f"/teian/{people['own']}/"),
        }
        pdf = slides(0.1)
        return [
            *(threading.Thread(target=reader, args=(port, key, self.book, own, wait)) for key, own in pages.items()),
            *(
                threading.Thread(target=company, args=(port, key, self.book, pdf, wait))
                for key in people["companies"][1 : 1 + COMPANIES]
            ),
        ]

    def migrations(self) -> int:
        return self.asked("SELECT count(*) FROM django_migrations")

    def gave_way(self) -> int:
        return (self.house.keeper.run_dir / "log" / "init-new.log").read_text().count("譲りました")

    def left(self) -> dict[str, int]:
        """Wait for the last letters; return what lies in the database."""
        unsent = "SELECT count(*) FROM notifications_outgoingmail WHERE state IN ('QUEUED', 'DEAD')"
        deadline = time.monotonic() + LETTERS_S
        while self.asked(unsent) and time.monotonic() < deadline:
            time.sleep(1)
        ours = "FROM proposals_proposal WHERE title = '計測のための提案' AND number IS NOT NULL"
        return {
            "stored": self.asked(f"SELECT count(*) {ours}"),
            "receipts": self.asked(
                "SELECT count(DISTINCT number) FROM (SELECT number, '%' || number || '%' AS words "  # noqa: S608 - no foreign word
                f"{ours}) own JOIN notifications_outgoingmail mail ON mail.template = 'proposals/received' "
                "AND (mail.subject || mail.about) LIKE own.words"
            ),
            "unsent": self.asked(unsent),
        }

    def asked(self, sql: str) -> int:
        with psycopg.connect(self.house.env["DATABASE_URL"]) as connection:
            row = connection.execute(sql).fetchone()
        return int(row[0]) if row else 0


if __name__ == "__main__":
    raise SystemExit(main())
