"""python -m nara_renkei.deploy.faults --seed N --submissions 1000 [--short]: submit while everything is killed and stopped.

Prints what was accepted, stored, lost … and ends with 0 only within the limits of verdict.py. Writes .run/faults.json.
"""

import argparse
import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "nara_renkei" / "deploy")]

from demo import DEPLOY, environment, free_port, say, wait_for_web  # noqa: E402 - beside this folder
from services import CannotStart, Keeper, start_postgresql, start_redis  # noqa: E402 - beside this folder

from nara_renkei.deploy.faults import ground, report  # noqa: E402 - found from ROOT
from nara_renkei.deploy.faults.kinds import KINDS, Kind  # noqa: E402 - found from ROOT
from nara_renkei.deploy.faults.people import Ledger, Person, Supply  # noqa: E402 - found from ROOT
from nara_renkei.deploy.faults.post import Post  # noqa: E402 - found from ROOT
from nara_renkei.deploy.faults.stage import Service, SmallDisk, Stage  # noqa: E402 - found from ROOT
from nara_renkei.deploy.faults.verdict import Meant, judge  # noqa: E402 - found from ROOT

PEOPLE = 8
SHORT = (100, 1)  # submissions, rounds of all kinds
ROUNDS = 4
DISK_MEGABYTES = 60
KB_A_SUBMISSION = 240  # the file, the picture of its page and the folders, and as much again to be safe
SECONDS_A_FAULT = 5  # so long one takes in all; people think so long that their proposals last for all of them
BACK_WITHIN = 60.0  # seconds after which a fault counts as never overcome
LETTERS_WITHIN = 120.0


def main() -> int:
    given = asked()
    run_dir = Path(os.environ.get("RUN_DIR") or ROOT / ".run") / "faults"
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with Keeper(run_dir) as keeper, standing(keeper, given) as (stage, port, keys):
            result = shaken(stage, port, keys, given)
    except CannotStart as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    report.write(run_dir.parent / "faults.json", result)
    say(report.table(result))
    return 1 if result["failures"] else 0


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/dev faults", description="障害を起こしながら提出し、何も失われないことを確かめます。"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="番号", help="障害の順番を決める番号")
    parser.add_argument("--submissions", type=int, default=1000, metavar="件数")
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="回", help="13種の障害を何回りするか")
    parser.add_argument("--short", action="store_true", help="100件、障害は一度ずつ")
    parser.add_argument("--only", type=int, nargs="+", metavar="番号", help="この番号（1〜13）の障害だけ")
    given = parser.parse_args()
    if given.short:
        given.submissions, given.rounds = SHORT
    return given


# --- the house


@contextlib.contextmanager
def standing(keeper: Keeper, given: argparse.Namespace) -> Iterator[tuple[Stage, int, list[str]]]:
    """Everything a server runs, on durable servers and a small disk; yields the stage, the port and the cookies."""
    began = time.monotonic()
    for log in (keeper.run_dir / "log").glob("*.log"):
        log.unlink()
    disk = SmallDisk(keeper.run_dir / "disk", DISK_MEGABYTES + given.submissions * KB_A_SUBMISSION // 1024)
    post = Post(free_port())
    post.controller.start()
    try:
        url, redis = start_postgresql(keeper, durable=True), start_redis(keeper)
        services = {"postgresql": keeper.processes[0].pid, "redis": keeper.processes[1].pid}
        say(f"{ground.lay(url, keeper.run_dir / 'log' / 'ground.log')}（{time.monotonic() - began:.0f} 秒）。")
        port = free_port()
        env = environment(keeper.run_dir, port, post.controller.port) | {
            "DATABASE_URL": url, "REDIS_URL": redis, "PRIVATE_ROOT": str(disk.places[0]),
            "FILE_UPLOAD_TEMP_DIR": str(disk.places[1]), "FREE_BYTES_NEEDED": "1", "WORKER_PROCESSES": "2",
            "WEB_WORKERS": "1", "WEB_REUSE_PORT": "1",
        }  # fmt: skip
        os.environ.update({**env, "DATABASE_ROLE": "owner", "LOG_LEVEL": "ERROR"})
        from nara_renkei.deploy.faults import city

        keys = city.found(PEOPLE)
        for name in ("web", "web-2", "worker", "pdf-worker", "beat"):
            script = str(DEPLOY / f"{name.removesuffix('-2')}.sh")
            services[name] = keeper.spawn(["sh", script], log=name, mark="nara_renkei", env=env, cwd=ROOT)
        wait_for_web(keeper, port)
        folder = Path(keeper.ways[services["redis"]]["cwd"])
        stage = Stage({name: Service(keeper, pid) for name, pid in services.items()}, post, disk, folder)
        say(f"用意ができました（{time.monotonic() - began:.0f} 秒、ディスクは {disk.words}）。")
        try:
            yield stage, port, keys
        finally:
            stage.close()
    finally:
        post.controller.stop()
        disk.leave()


# --- the shaking


def shaken(stage: Stage, port: int, keys: list[str], given: argparse.Namespace) -> dict[str, Any]:
    """Let the people submit and the faults happen, lift everything, count, and judge."""
    from nara_renkei.deploy.faults import city

    random, ledger = Random(given.seed), Ledger()  # noqa: S311 - the seed of a test, not a secret
    order = chosen(random, given)
    supply, troubles = Supply(str(given.seed), given.submissions), []
    began = time.monotonic()
    think = PEOPLE * SECONDS_A_FAULT * len(order) / given.submissions
    persons = [Person(port, key, ledger, f"{given.seed}-{n}", think=think) for n, key in enumerate(keys)]
    people = [threading.Thread(target=work, args=(one, supply, troubles), daemon=True) for one in persons]
    for person in people:
        person.start()
    happened = faults(stage, ledger, random, order, given.submissions)
    supply.may_end.set()
    for person in people:
        person.join()
    submitted = time.monotonic() - began
    say(f"{len(supply.given)} 件の提出が終わりました（{submitted:.0f} 秒）。残りのメールを待っています …")
    again = city.settle(LETTERS_WITHIN, say)
    seen = city.count(stage.post.taken)
    seen.meant = [
        Meant(one.token, f"障害の中の提案 {one.token}", f"内容 {one.token}", one.file_sha256, one.accepted)
        for one in supply.given
    ]
    seen.unmet = [one["kind"] for one in happened if not one["met"]]
    seen.recoveries = [(one["kind"], one["seconds"]) for one in happened]
    verdict = judge(seen)
    return {
        "seed": given.seed, "submissions": len(supply.given), "seconds": round(submitted), "disk": stage.disk.words,
        "failed_requests": ledger.failed, "hung_up": ledger.hung_up, "pressed_twice": ledger.pressed_twice,
        "met": stage.post.met, "resent": again, "restarts": {name: one.restarts for name, one in stage.services.items()},
        "happened": [told(one, stage.post, began) for one in happened], "verdict": verdict,
        "letters": [{**one, "at": round(at - began, 2)} for one, at in zip(stage.post.taken, stage.post.moments, strict=True)],
        "troubles": troubles[:20], "failures": verdict.failures(),
    }  # fmt: skip


def told(one: dict[str, Any], post: Post, began: float) -> dict[str, Any]:
    """Add when the fault was over, and after how many seconds the next letter was taken."""
    letter = post.first_taken(one["over"])
    return {
        **one,
        "over": round(one["over"] - began, 2),
        "letter": None if letter is None else round(letter - one["over"], 2),
    }


def work(person: Person, supply: Supply, troubles: list[str]) -> None:
    while intention := supply.next():
        try:
            person.offer(intention)
        except Exception as exc:  # whatever it was, the others go on and the judge hears of it
            troubles.append(f"{intention.token}: {type(exc).__name__} {exc}")
        person.ledger.end()


def chosen(random: Random, given: argparse.Namespace) -> list[Kind]:
    """Return the faults in their order: each kind once a round."""
    kinds = [KINDS[number - 1] for number in given.only] if given.only else list(KINDS)
    return [kind for _ in range(given.rounds) for kind in random.sample(kinds, len(kinds))]


def faults(stage: Stage, ledger: Ledger, random: Random, order: list[Kind], submissions: int) -> list[dict[str, Any]]:
    """Let the faults happen one after another, evenly over the submissions, each when the last one is overcome."""
    happened: list[dict[str, Any]] = []
    for n, kind in enumerate(order):
        due = (n + 1) * submissions // (len(order) + 1)
        with ledger.changed:
            ledger.changed.wait_for(lambda due=due: ledger.over >= due)
        time.sleep(random.uniform(0, 0.5))
        happened.append(overcome(kind, stage, ledger, random))
    return happened


def overcome(kind: Kind, stage: Stage, ledger: Ledger, random: Random) -> dict[str, Any]:
    """Let one fault happen and wait until a request that began after its end went well."""
    failed, met = ledger.failed, stage.post.met + ledger.no_space
    lifted = kind.work(stage, ledger, random)
    with ledger.changed:
        ledger.changed.wait_for(lambda: ledger.first_good(kind.proof, lifted) is not None, BACK_WITHIN)
    ended = ledger.first_good(kind.proof, lifted)
    seconds = None if ended is None else round(ended - lifted, 2)
    say(f"  {kind.name}: {'戻りません' if seconds is None else f'{seconds:.2f} 秒で戻る'}")
    return {
        "kind": kind.name,
        "seconds": seconds,
        "met": not kind.must_be_met or stage.post.met + ledger.no_space > met,
        "failed_requests": ledger.failed - failed,
        "over": lifted,
    }


if __name__ == "__main__":
    raise SystemExit(main())
