"""python -m nara_renkei.deploy.load: companies that submit with files while clerks read, on this machine, with a verdict.

Three stages: people who think (judged by the goals), the same companies all in one moment, and more and more
submissions a second until 95 % no longer take 1.5 seconds. --soak watches the memory instead. Prints a table, writes
.run/load.json and ends with 1 beyond the goals.
"""

import argparse
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).resolve().parent.parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "nara_renkei" / "deploy")]

from services import CannotStart  # noqa: E402 - beside this folder

from nara_renkei.deploy.load.machine import Watch  # noqa: E402 - found from ROOT
from nara_renkei.deploy.load.people import Book, Company, clerk, slides  # noqa: E402
from nara_renkei.deploy.load.report import table  # noqa: E402
from nara_renkei.deploy.load.standing import Standing, standing  # noqa: E402
from nara_renkei.deploy.load.verdict import SUBMIT_S, broken, grown, saturated  # noqa: E402

RATES: Final = (1, 2, 3, 4, 6, 8, 10, 12, 15, 20, 25, 30)
WARM_UP: Final = 0.2  # of a soak, before memory counts


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/dev load", description=__doc__)
    parser.add_argument("--companies", type=int, default=50)
    parser.add_argument("--staff", type=int, default=30)
    parser.add_argument("--proposals", type=int, default=10_000)
    parser.add_argument("--megabytes", type=float, default=5, help="the size of each company's file")
    parser.add_argument("--minutes", type=float, default=8, help="how long the people who think go on")
    parser.add_argument("--arrive", type=float, default=60, help="seconds within which all companies arrive")
    parser.add_argument("--line", type=float, default=20, help="Mbit/s of a company's line")
    parser.add_argument(
        "--step", type=float, default=20, help="seconds at each rate of the last stage; 0 leaves it out"
    )
    parser.add_argument("--soak", type=float, nargs="?", const=10, metavar="MINUTES", help="watch the memory (10)")
    parser.add_argument(
        "--city", type=Path, metavar="FILE", help="keep the city in this file, and begin from it next time"
    )
    parser.add_argument("--no-nginx", action="store_true", help="straight to the web server, to see what nginx is for")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    run_dir = Path(os.environ.get("RUN_DIR") or ROOT / ".run")
    try:
        result = measure(given, run_dir)
    except CannotStart as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    (run_dir / "load.json").write_text(json.dumps(result, ensure_ascii=False, indent=1))
    print(table(result), f"{run_dir / 'load.json'} に書きました。", sep="\n")
    return 1 if result["broken"] else 0


def measure(given: argparse.Namespace, run_dir: Path) -> dict[str, Any]:
    say(f"{given.proposals:,}件の市を作ります …")
    with standing(
        run_dir / "load",
        proposals=given.proposals,
        companies=given.companies,
        staff=given.staff,
        nginx=not given.no_nginx,
        kept=given.city,
    ) as city:
        pdf = slides(given.megabytes)
        crowd = Crowd(city, pdf, line=given.line * 1e6 / 8)
        size = sum(map(len, pdf))
        result: dict[str, Any] = {
            "given": {**vars(given), "city": str(given.city)},
            "nginx": city.has_nginx,
            "file_bytes": size,
            "stages": {},
        }
        stages = result["stages"]
        minutes = given.soak or given.minutes
        say(f"企業 {given.companies} 社と職員 {given.staff} 人、{minutes:g} 分 …")
        stages["考えながら"] = crowd.think(minutes * 60, given.arrive, memory=bool(given.soak))
        if given.soak:
            memory = stages["考えながら"]["memory"]
            result["memory"] = memory
            counted = [one for one in memory if one["at"] >= minutes * 60 * WARM_UP]
            result["grown"] = grown([{k: v for k, v in one.items() if k != "at"} for one in counted])
        else:
            say("全社が一度に …")
            stages["全社が一度に"] = crowd.rush()
            result["rates"] = crowd.climb(given.step) if given.step else []
    result["broken"] = broken(stages["考えながら"]) + result.get("grown", [])
    return result


class Crowd:
    """The people of one city, in stages."""

    def __init__(self, city: Standing, pdf: list[bytes], *, line: float) -> None:
        self.city, self.pdf, self.line = city, pdf, line

    def think(self, seconds: float, arrive: float, *, memory: bool) -> dict[str, Any]:
        """Let companies and clerks do as people do, for so long."""
        book, over = Book(), threading.Event()
        keys = self.city.people["companies"]

        def company(n: int) -> None:
            if not over.wait(arrive * n / len(keys)):
                self.company(n, book, think=1).go(over.wait)

        workers = [threading.Thread(target=company, args=(n,)) for n in range(len(keys))]
        with self.watched(book, memory=memory) as stage:
            stage.start([*workers, *self.clerks(book, over.wait)])
            time.sleep(seconds)
            over.set()
        return stage.figures

    def rush(self) -> dict[str, Any]:
        """Let all companies submit once in the same moment, without thinking, while the clerks read."""
        book, over = Book(), threading.Event()
        firms = [self.company(n, book, think=0) for n in range(len(self.city.people["companies"]))]
        workers = [threading.Thread(target=firm.submit) for firm in firms]
        with self.watched(book) as stage:
            stage.start([*workers, *self.clerks(book, over.wait)])
            for worker in workers:
                worker.join()
            over.set()
        return stage.figures

    def climb(self, seconds: float) -> list[dict[str, Any]]:
        """Let more and more submissions begin each second until they no longer keep up; the last one did not."""
        found = []
        for rate in RATES:
            say(f"毎秒 {rate} 件 …")
            found.append({"rate": rate, **self.at(rate, seconds)})
            if not keeps_up(found[-1]):
                break
        return found

    def at(self, rate: float, seconds: float) -> dict[str, Any]:
        """Begin ``rate`` submissions a second, whether or not those before have ended."""
        book, over = Book(), threading.Event()
        began, workers = time.monotonic(), []
        with self.watched(book) as stage:
            stage.start(self.clerks(book, over.wait))
            for n in range(int(rate * seconds)):
                time.sleep(max(0.0, began + n / rate - time.monotonic()))
                firm = self.company(n % len(self.city.people["companies"]), book, think=0)
                workers.append(threading.Thread(target=firm.submit))
                workers[-1].start()
            for worker in workers:
                worker.join()
            over.set()
        return stage.figures

    def company(self, n: int, book: Book, *, think: float) -> Company:
        key = self.city.people["companies"][n]
        return Company(self.city.port, key, book, self.pdf, line=self.line, think=think, seed=n)

    def clerks(self, book: Book, over: Callable[[float], bool]) -> list[threading.Thread]:
        staff = self.city.people["staff"]
        return [
            threading.Thread(target=clerk, args=(self.city.port, who, book, over, n)) for n, who in enumerate(staff)
        ]

    def watched(self, book: Book, *, memory: bool = False) -> "Stage":
        return Stage(book, Watch(self.city.machine, every=10 if memory else 0))


class Stage:
    """One stage from its first visitor to its last; ``figures`` afterwards."""

    def __init__(self, book: Book, watch: Watch) -> None:
        self.book, self.watch = book, watch
        self.threads: list[threading.Thread] = []

    def start(self, threads: list[threading.Thread]) -> None:
        self.threads += threads
        for thread in threads:
            thread.start()

    def __enter__(self) -> "Stage":
        self.watch.__enter__()
        return self

    def __exit__(self, *failed: object) -> None:
        for thread in self.threads:
            thread.join()
        self.watch.__exit__()
        book, machine = self.book.figures(), self.watch.figures
        self.figures = {**book, **machine, "memory": self.watch.memory}
        self.figures["per_second"] = round(book["completed"] / machine["seconds"], 2)
        self.figures["saturated"] = saturated(self.figures)


def keeps_up(stage: dict[str, Any]) -> bool:
    """Return whether every step of a submission stayed within its goal, and nothing failed."""
    steps = [one for one in stage["steps"].values() if one["kind"] == "submit"]
    return bool(steps) and not stage["errors"] and all(one["p95"] <= SUBMIT_S for one in steps)


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
