"""The demo city: everything a server runs, on this machine, from nothing, until Ctrl-C.

Started by bin/demo. Every start makes a fresh city in .run/demo (--smoke: .run/smoke on a free port,
walks the main job and ends with 0 or the step that failed; --two-machines: everything twice, with nothing in common
but the servers and a bucket, and each request goes to the other one).
"""

import argparse
import asyncio
import contextlib
import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import bucket
from rehearsal import rehearse
from services import ROOT, CannotStart, Keeper, start_postgresql, start_redis, stop

DEPLOY = Path(__file__).resolve().parent
PATIENCE = 60  # seconds until the web server must answer
LOGINS = "logins.json"  # in the run directory: one login a role


class Interrupted(Exception):
    """Ctrl-C, SIGTERM or a closed terminal."""


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="bin/demo", description="公民連携デスクのデモを動かします。終えるには Ctrl-C。"
    )
    parser.add_argument("--port", type=int, default=8000, metavar="番号", help="使う番号（初めは 8000）")
    parser.add_argument("--smoke", action="store_true", help="空いている番号で動かし、主な仕事を一通り確かめて終わる")
    parser.add_argument(
        "--two-machines", action="store_true", help="--smoke を、何も分け合わない二台とバケットで、交互に歩く"
    )
    asked = parser.parse_args()
    port = free_port() if asked.smoke else asked.port
    run_dir = Path(os.environ.get("RUN_DIR") or ROOT / ".run") / ("smoke" if asked.smoke else "demo")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    try:
        with Keeper(run_dir) as keeper:
            return run(keeper, port=port, smoke=asked.smoke, twice=asked.two_machines)
    except CannotStart as exc:
        sys.stderr.write(f"\n始められませんでした。{exc}\n")
        return 2
    except Interrupted:
        say("\n終えました。")
        return 130 if asked.smoke else 0


def run(keeper: Keeper, *, port: int, smoke: bool, twice: bool) -> int:
    if not is_free(port):
        raise CannotStart(
            f"ポート {port} はほかのプログラムが使っています。"
            f"空いている番号を sh bin/demo --port {port + 10} のように指定してください。"
        )
    with two_machines(keeper, port) if twice else standing(keeper, port) as env:
        logins = keeper.run_dir / LOGINS
        if smoke:
            return walk(keeper.run_dir, env, logins) or rehearse(keeper, env, say)
        tell(port, logins, keeper.run_dir)
        watch(keeper)
    return 1


@contextlib.contextmanager
def two_machines(keeper: Keeper, port: int) -> Iterator[dict[str, str]]:
    """Start the city twice: two webs, workers and clocks with a run directory each, and one bucket."""
    first, second = free_port(), free_port()
    away = keeper.run_dir / "second"
    shutil.rmtree(away, ignore_errors=True)
    (away / "metrics").mkdir(parents=True)
    shutil.rmtree(keeper.run_dir / "bucket", ignore_errors=True)
    with bucket.served(keeper.run_dir / "bucket") as place, alternating(port, (first, second)):
        more = bucket.environment(place) | {"SITE_URL": f"http://127.0.0.1:{port}"}
        with standing(keeper, first, **more) as env:
            other = {
                "RUN_DIR": str(away),
                "FILE_UPLOAD_TEMP_DIR": str(away),
                "STATIC_ROOT": env["RUN_DIR"] + "/static",
                "WEB_BIND": f"127.0.0.1:{second}",
            }
            start(keeper, env | other, mark="-2")
            wait_for_web(keeper, second)
            if any((keeper.run_dir / "files").iterdir()):
                raise CannotStart("バケットがあるのに、この機械のフォルダーに書きました。")
            yield env


@contextlib.contextmanager
def alternating(port: int, webs: tuple[int, ...]) -> Iterator[None]:
    """Hand each connection to the next web, as a load balancer does."""
    turn = itertools.cycle(webs)

    async def hand_over(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection("127.0.0.1", next(turn))
        await asyncio.gather(pour(reader, there[1]), pour(there[0], writer))

    async def pour(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while chunk := await source.read(65536):
                target.write(chunk)
                await target.drain()
        with contextlib.suppress(ConnectionError):
            target.close()

    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(hand_over, "127.0.0.1", port))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


@contextlib.contextmanager
def standing(keeper: Keeper, port: int, **more: str) -> Iterator[dict[str, str]]:
    """Start everything a server runs around a fresh city; yields the environment of its processes."""
    began = time.monotonic()
    for name in ("mailbox", "files", "static", "tmp", "metrics"):
        shutil.rmtree(keeper.run_dir / name, ignore_errors=True)
        (keeper.run_dir / name).mkdir()
    for log in (keeper.run_dir / "log").glob("*.log"):
        log.unlink()
    say("データベースと待ち行列を始めています …")
    own = {
        "DATABASE_URL": os.environ.get("DATABASE_URL") or start_postgresql(keeper),
        "REDIS_URL": os.environ.get("REDIS_URL") or start_redis(keeper),
        "METRICS_NETWORKS": "127.0.0.0/8",
    }
    with mail_server(keeper.run_dir / "mailbox") as mail_port:
        env = environment(keeper.run_dir, port, mail_port) | own | more
        say("表を作っています …")
        script("init", env, keeper)
        say("見本の市を入れています …")
        manage(["seed_demo", "--logins", str(keeper.run_dir / LOGINS)], env, keeper, log="seed")
        start(keeper, env)
        wait_for_web(keeper, port)
        say(f"用意ができました（{time.monotonic() - began:.0f} 秒）。")
        yield env


def start(keeper: Keeper, env: dict[str, str], mark: str = "") -> None:
    """Start the processes of one machine; ``mark`` tells its logs from another's."""
    for name in ("web", "worker", "pdf-worker", "beat"):
        keeper.spawn(["sh", str(DEPLOY / f"{name}.sh")], log=f"{name}{mark}", mark="nara_renkei", env=env, cwd=ROOT)


def environment(run_dir: Path, port: int, mail_port: int) -> dict[str, str]:
    """Return what the scripts of the image read; nothing else of the caller's settings gets in."""
    return {
        **{key: os.environ[key] for key in ("PATH", "HOME", "TMPDIR", "SSL_CERT_FILE") if key in os.environ},
        "LC_ALL": "C.UTF-8",
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "nara_renkei.settings.dev",
        "RUN_DIR": str(run_dir),
        "FILE_UPLOAD_TEMP_DIR": str(run_dir / "tmp"),
        "MAILBOX_DIR": str(run_dir / "mailbox"),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "WEB_BIND": f"127.0.0.1:{port}",
        "WEB_WORKERS": "2",
        "WORKER_PROCESSES": "1",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(mail_port),
    }


@contextlib.contextmanager
def mail_server(mailbox: Path) -> Iterator[int]:
    """Receive mail by SMTP on a free port, one file a letter; yields the port."""
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import SMTP, Envelope, Session

    class Sink:
        count = 0

        async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
            Sink.count += 1
            stamp = time.strftime("%Y%m%d-%H%M%S")
            name = f"{stamp}-{Sink.count:06d}"
            receivers = ", ".join(envelope.rcpt_tos)
            part = mailbox / f"{name}.part"
            part.write_bytes(f"X-Envelope-To: {receivers}\r\n".encode() + (envelope.original_content or b""))
            part.rename(mailbox / f"{name}.eml")  # whoever reads sees whole letters only
            return "250 OK"

    controller = Controller(Sink(), hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def script(name: str, env: dict[str, str], keeper: Keeper) -> None:
    once(["sh", str(DEPLOY / f"{name}.sh")], env, keeper, log=name)


def manage(arguments: list[str], env: dict[str, str], keeper: Keeper, *, log: str) -> None:
    once([sys.executable, "manage.py", *arguments], env, keeper, log=log)


def once(command: list[str], env: dict[str, str], keeper: Keeper, *, log: str) -> None:
    """Run to its end; raises CannotStart with the last lines of its log."""
    pid = keeper.spawn(command, log=log, mark=command[-1], env=env, cwd=ROOT)
    process = keeper.process(pid)
    if process.wait():
        raise CannotStart(f"{log} が失敗しました。\n{tail(keeper, log)}")
    keeper.processes.remove(process)


def wait_for_web(keeper: Keeper, port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        ended(keeper)
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
            return
        time.sleep(0.1)
    raise CannotStart(f"ウェブサーバーが {PATIENCE} 秒たっても答えません。\n{tail(keeper, 'web')}")


def ended(keeper: Keeper) -> None:
    """Raise CannotStart when a process that should go on has ended."""
    for process in keeper.processes:
        if process.poll() is not None:
            name = Path(str(process.args[-1])).stem
            raise CannotStart(f"{name} が止まりました（{process.returncode}）。\n{tail(keeper, name)}")


def watch(keeper: Keeper) -> None:
    while True:
        ended(keeper)
        time.sleep(1)


def walk(run_dir: Path, env: dict[str, str], logins: Path) -> int:
    places = (run_dir / "mailbox", logins, run_dir / "log")
    command = [sys.executable, str(DEPLOY / "smoke.py"), env["SITE_URL"], *map(str, places)]
    walker = subprocess.Popen(command, env=env, cwd=ROOT)
    try:
        return walker.wait()
    finally:
        stop(walker)


def tell(port: int, logins: Path, run_dir: Path) -> None:
    people = json.loads(logins.read_text(encoding="utf-8"))
    address = f"http://127.0.0.1:{port}"
    say(f"\n  公民連携デスク（デモ）     {address}/")
    say(f"  届いたメールを読む         {address}/mailbox/\n")
    for person in people:
        way = (
            f"パスワード {person['password']}"
            if person["password"]
            else "メールの確認コード（上のメールボックスに届きます）"
        )
        say(f"  {person['role']}\n      {address}{person['where']}\n      {person['email']}  {way}")
    say(f"\n  記録: {run_dir}/log/    終えるには Ctrl-C\n")


def tail(keeper: Keeper, name: str) -> str:
    path = keeper.run_dir / "log" / f"{name}.log"
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []
    return "\n".join([*lines[-15:], f"（{path}）"])


def is_free(port: int) -> bool:
    with socket.socket() as knock:
        knock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            knock.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    with socket.socket() as knock:
        knock.bind(("127.0.0.1", 0))
        return knock.getsockname()[1]


def interrupt(*_: object) -> None:
    # one is enough: the second Ctrl-C of an impatient hand must not leave a server behind
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise Interrupted


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
