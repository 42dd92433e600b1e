"""The thirteen kinds of fault. Each does its harm, lifts it, and returns the moment from which all should go well."""

import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from nara_renkei.deploy.faults.people import FILE, FILE_BYTES, WRITE, Ledger
from nara_renkei.deploy.faults.post import CLOSES, LATER, NEVER, SLOW, TAKES
from nara_renkei.deploy.faults.stage import Stage

HELD = 3.0  # seconds that a service is held down
FELT = 60.0  # seconds at most until somebody has met a full disk or a nasty mail server
AFTER_FELT = 1.5  # seconds that it goes on then


@dataclass(frozen=True)
class Kind:
    """``proof``: what kind of request must go well again before the fault counts as overcome."""

    name: str
    work: Callable[[Stage, Ledger, Random], float]
    proof: str = WRITE
    must_be_met: bool = False  # by a letter or a file, or it did not happen


def killed(*names: str) -> Callable[[Stage, Ledger, Random], float]:
    return lambda stage, _ledger, _random: max(stage[name].kill() for name in names)


def killed_child(name: str) -> Callable[[Stage, Ledger, Random], float]:
    return lambda stage, _ledger, random: stage[name].kill_child(random.random())


def stopped_postgresql(stage: Stage, _ledger: Ledger, _random: Random) -> float:
    """Stop it as its package does, which ends every session, and start it after a while."""
    service = stage["postgresql"]
    with service.held_down():
        service.process.send_signal(signal.SIGINT)
        service.process.wait()
        time.sleep(HELD)
    return time.monotonic()


def emptied_redis(stage: Stage, _ledger: Ledger, _random: Random) -> float:
    """Kill it, throw away what it kept, and start it after a while: every waiting task is gone."""
    service = stage["redis"]
    with service.held_down():
        service.kill()
        service.process.wait()
        shutil.rmtree(stage.redis_folder / "appendonlydir", ignore_errors=True)
        for kept in (*stage.redis_folder.glob("*.aof"), *stage.redis_folder.glob("*.rdb")):
            kept.unlink()
        time.sleep(HELD)
    return time.monotonic()


def nasty_post(mode: str) -> Callable[[Stage, Ledger, Random], float]:
    def work(stage: Stage, _ledger: Ledger, _random: Random) -> float:
        post = stage.post
        met, post.mode = post.met, mode
        try:
            post.wait(FELT, met=met + 1)
            time.sleep(AFTER_FELT)
        finally:
            post.mode = TAKES
        return time.monotonic()

    return work


def full_disk(stage: Stage, ledger: Ledger, random: Random) -> float:
    """Leave nothing, or room for the temporary file but not for the second copy."""
    refused = ledger.no_space
    with stage.disk.full(random.choice((0, FILE_BYTES + FILE_BYTES // 2))):
        with ledger.changed:
            ledger.changed.wait_for(lambda: ledger.no_space > refused, FELT)
        time.sleep(AFTER_FELT)
    return time.monotonic()


KINDS = (
    Kind("web の働き手を kill -9", killed_child("web")),
    Kind("二つの web の一つをまるごと kill -9", killed("web")),
    Kind("worker の子を kill -9", killed_child("worker")),
    Kind("worker をまるごと kill -9", killed("worker")),
    Kind("pdf-worker と beat を kill -9", killed("pdf-worker", "beat")),
    Kind("PostgreSQL をまるごと kill -9", killed("postgresql")),
    Kind("PostgreSQL を3秒止める", stopped_postgresql),
    Kind("Redis を kill -9、3秒後に空で起こす", emptied_redis),
    Kind("メールサーバーが 4xx", nasty_post(LATER), must_be_met=True),
    Kind("メールサーバーが 5xx", nasty_post(NEVER), must_be_met=True),
    Kind("メールサーバーが遅い（1通4秒）", nasty_post(SLOW), must_be_met=True),
    Kind("メールサーバーが DATA のあと切る", nasty_post(CLOSES), must_be_met=True),
    Kind("ディスクが満ちる", full_disk, FILE, must_be_met=True),
)
