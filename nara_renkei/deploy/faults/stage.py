"""The processes of a server, kept alive as compose keeps them: what ends is started again at once, unless it is held."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from services import Keeper

from nara_renkei.deploy.faults.post import Post

RESTART_WAIT = 0.1  # seconds, as compose waits at first


class Service:
    """One process that is started again, in a thread that waits for its end."""

    def __init__(self, keeper: Keeper, pid: int) -> None:
        self.keeper = keeper
        self.process: subprocess.Popen[bytes] = keeper.process(pid)
        self.may_run = threading.Event()
        self.may_run.set()
        self.is_over = False
        self.restarts = 0
        threading.Thread(target=self._keep, daemon=True).start()

    def _keep(self) -> None:
        while True:
            self.process.wait()
            self.may_run.wait()
            if self.is_over:
                return
            time.sleep(RESTART_WAIT)
            self.process = self.keeper.again(self.process)
            self.restarts += 1

    def kill(self) -> float:
        """Kill it and everything below it, as the end of a container does; return the moment."""
        everybody = [self.process.pid, *family(self.process.pid)]
        for pid in everybody:  # the first one first: it must not mourn its children
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return time.monotonic()

    def kill_child(self, place: float) -> float:
        """Kill one process below it, chosen by a number from 0 to 1; return the moment."""
        children = sorted(family(self.process.pid))
        with contextlib.suppress(ProcessLookupError, IndexError):
            os.kill(children[int(place * len(children))], signal.SIGKILL)
        return time.monotonic()

    @contextlib.contextmanager
    def held_down(self) -> Iterator[None]:
        self.may_run.clear()
        try:
            yield
        finally:
            self.may_run.set()

    def close(self) -> None:
        self.is_over = True
        self.may_run.set()


def family(pid: int) -> list[int]:
    """Return every living process below this one."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in task.read_text().split():
                found += [int(child), *family(int(child))]
    return found


class SmallDisk:
    """A disk of a few megabytes below the run directory; without root a folder that can be made unwritable."""

    def __init__(self, folder: Path, megabytes: int) -> None:
        self.folder, self.is_real = folder, os.geteuid() == 0
        self.leave()  # what a killed run left
        folder.mkdir(exist_ok=True)
        if self.is_real:
            size = f"size={megabytes}m,mode=755"
            done = subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)], capture_output=True)
            self.is_real = done.returncode == 0
        self.places = [folder / "files", folder / "tmp"]
        for place in self.places:
            place.mkdir(exist_ok=True)

    @property
    def words(self) -> str:
        return "tmpfs" if self.is_real else "書き込めないフォルダーで代用（管理者でないため）"

    @contextlib.contextmanager
    def full(self, leaving: int) -> Iterator[None]:
        """Fill it up to a few bytes."""
        if not self.is_real:
            yield from self._unwritable()
            return
        ballast = self.folder / "ballast"
        with ballast.open("wb") as out:
            for _turn in range(10):  # others write meanwhile: what was free a moment ago may not be
                state = os.statvfs(self.folder)
                with contextlib.suppress(OSError):
                    os.posix_fallocate(out.fileno(), 0, max(1, state.f_bavail * state.f_frsize - leaving))
                    break
        try:
            yield
        finally:
            ballast.unlink()

    def _unwritable(self) -> Iterator[None]:
        folders = [folder for place in self.places for folder in (place, *place.glob("*")) if folder.is_dir()]
        for folder in folders:
            folder.chmod(0o500)
        try:
            yield
        finally:
            for folder in folders:
                folder.chmod(0o750)

    def leave(self) -> None:
        while os.path.ismount(self.folder):
            subprocess.run(["umount", "-l", str(self.folder)], check=True)


class Stage:
    """Everything a fault can lay its hands on."""

    def __init__(self, services: dict[str, Service], post: Post, disk: SmallDisk, redis_folder: Path) -> None:
        self.services, self.post, self.disk, self.redis_folder = services, post, disk, redis_folder

    def __getitem__(self, name: str) -> Service:
        return self.services[name]

    def close(self) -> None:
        for service in self.services.values():
            service.close()
