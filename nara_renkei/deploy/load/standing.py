"""Everything a server runs, around a city of many proposals: with the files reaching the disk, and nginx in front."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psycopg
from demo import environment, free_port, script, wait_for_web
from services import ROOT, Keeper, postgresql_programs, start_postgresql, start_redis

from nara_renkei.deploy.bench.__main__ import ask
from nara_renkei.deploy.load.front import DEPLOY, rules_for
from nara_renkei.deploy.load.machine import Machine

SCRIPTS: Final = {"web": "ウェブ", "worker": "ワーカー", "pdf-worker": "PDFワーカー", "beat": "時計"}


@dataclass(frozen=True, slots=True)
class Standing:
    """A served city. ``port`` is the door: nginx, or the web server where no nginx is installed."""

    port: int
    people: dict[str, Any]
    machine: Machine
    has_nginx: bool


@contextlib.contextmanager
def standing(
    run_dir: Path, *, proposals: int, companies: int, staff: int, nginx: bool, kept: Path | None = None
) -> Iterator[Standing]:
    """Start it, yield it, stop it. ``kept``: the file from which the city begins, and where it is kept. CannotStart."""
    for name in ("files", "static", "tmp"):
        shutil.rmtree(run_dir / name, ignore_errors=True)
        (run_dir / name).mkdir(parents=True)
    with Keeper(run_dir) as keeper:
        places = {"DATABASE_URL": start_postgresql(keeper, durable=True), "REDIS_URL": start_redis(keeper)}
        database, redis = (process.pid for process in keeper.processes)
        web_port, mail_port, program = free_port(), free_port(), shutil.which("nginx") if nginx else None
        env = environment(run_dir, web_port, mail_port) | places
        mail = [sys.executable, "-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{mail_port}", "-c", "aiosmtpd.handlers.Sink"]
        families = {"PostgreSQL": database, "Redis": redis}
        families["メールの受け手"] = keeper.spawn(mail, log="mail", mark="aiosmtpd", env=env, cwd=ROOT)
        with unsafe(places["DATABASE_URL"]):
            if kept and kept.exists():
                dumped("psql", places, "-q", "-o", os.devnull, "-f", str(kept))
            script("init", env, keeper)
            owner = {**env, "DATABASE_ROLE": "owner"}
            ask("prepare", proposals, env=owner)
            if kept and not kept.exists():
                dumped("pg_dumpall", places, "-f", str(kept))
            people = ask("crowd", {"companies": companies, "staff": staff}, env=owner)
        if program:
            env |= {"TRUSTED_PROXY_COUNT": "1", "PRIVATE_ACCEL_PREFIX": "/private-files/"}
        for name, label in SCRIPTS.items():
            command = ["sh", str(DEPLOY / f"{name}.sh")]
            families[label] = keeper.spawn(command, log=name, mark="nara_renkei", env=env, cwd=ROOT)
        wait_for_web(keeper, web_port)
        port = web_port
        if program:
            port = free_port()
            families["nginx"] = start_nginx(keeper, program, port=port, web_port=web_port)
            wait_for_web(keeper, port)
        yield Standing(port, people, Machine(families, web_port=web_port), bool(program))


def dumped(program: str, places: dict[str, str], *more: str) -> None:
    """Run a program of PostgreSQL on the whole cluster, roles included."""
    command = [
        str(postgresql_programs("") / program),
        "-d",
        places["DATABASE_URL"].replace("/nara?", "/postgres?"),
        *more,
    ]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)  # the empty database is already there


@contextlib.contextmanager
def unsafe(url: str) -> Iterator[None]:
    """Let PostgreSQL not wait for the disk while the city is made; what is measured waits as in production."""
    with psycopg.connect(url, autocommit=True) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")
        yield
        connection.execute("ALTER SYSTEM RESET ALL")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("CHECKPOINT")
    os.sync()


def start_nginx(keeper: Keeper, program: str, *, port: int, web_port: int) -> int:
    """Start nginx with the rules of production; return its process id."""
    conf = keeper.run_dir / "nginx.conf"
    rules = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    conf.write_text(rules_for(rules, keeper.run_dir, port=port, web_port=web_port), encoding="utf-8")
    return keeper.spawn([program, "-c", str(conf), "-g", "daemon off;"], log="nginx", mark=str(conf))
