"""What the machine did while the load ran, read from /proc: CPU, memory, waiting."""

import contextlib
import os
import resource
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from nara_renkei.deploy.load.verdict import OTHERS, OURSELVES, percentile

TICKS: Final = os.sysconf("SC_CLK_TCK")
CORES: Final = os.cpu_count() or 1
# where each request costs a worker: their memory is watched one by one, by the largest
FORKING: Final = ("ウェブ", "ワーカー", "PDFワーカー")
DATABASE: Final = "PostgreSQL"


class Machine:
    """The processes of the run (name → id of the first of each family) and the machine under them."""

    def __init__(self, families: Mapping[str, int], *, web_port: int) -> None:
        self.families, self.web_port = families, web_port

    def cpu(self) -> dict[str, float]:
        """Return CPU seconds so far of each family, of ourselves and of the whole machine (``all``)."""
        spent = {name: sum(_spent(pid) for pid in family(pid)) for name, pid in self.families.items()}
        own = resource.getrusage(resource.RUSAGE_SELF)
        spent[OURSELVES] = own.ru_utime + own.ru_stime
        user, nice, system, _, _, irq, soft, *_ = map(int, Path("/proc/stat").read_text().splitlines()[0].split()[1:])
        spent["all"] = (user + nice + system + irq + soft) / TICKS
        return spent

    def waited(self) -> float:
        """Return the seconds in which somebody waited for the disk; 0 where the kernel does not count them."""
        with contextlib.suppress(OSError):
            return int(Path("/proc/pressure/io").read_text().split("total=")[1].split()[0]) / 1e6
        return 0.0

    def backlog(self) -> int:
        """Return how many connections wait for a web worker."""
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and int(fields[1].split(":")[1], 16) == self.web_port:
                return int(fields[4].split(":")[1], 16)
        return 0

    def connections(self) -> int:
        """Return how many clients PostgreSQL serves."""
        return sum(" nara " in _command(pid) for pid in family(self.families[DATABASE]))

    def memory(self) -> dict[str, float]:
        """Return MB: RSS of the largest process of each forking family, PostgreSQL without its shared buffers."""
        found = {}
        for name in FORKING:
            pids = family(self.families[name])
            found[f"{name}（いちばん大きいもの）"] = max(_memory(pid).get("Rss", 0.0) for pid in pids[1:] or pids)
        database = [_memory(pid) for pid in family(self.families[DATABASE])]
        found[DATABASE] = sum(one.get("Pss_Anon", 0.0) + one.get("Pss_File", 0.0) for one in database)
        return {name: round(size, 1) for name, size in found.items()}


class Watch:
    """Looks at a machine from enter to exit; ``figures`` afterwards. ``every``: seconds between looks at memory."""

    def __init__(self, machine: Machine, *, every: float = 0) -> None:
        self.machine, self.every = machine, every
        self.running: list[float] = []
        self.backlogs: list[float] = []
        self.connections = 0
        self.memory: list[dict[str, float]] = []
        self.over = threading.Event()

    def __enter__(self) -> "Watch":
        self.began, self.cpu, self.io = time.monotonic(), self.machine.cpu(), self.machine.waited()
        self.thread = threading.Thread(target=self._look)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()
        seconds = time.monotonic() - self.began
        now = self.machine.cpu()
        cores = {name: (now[name] - spent) / seconds for name, spent in self.cpu.items()}
        every = cores.pop("all")
        cores[OTHERS] = max(0.0, every - sum(cores.values()))
        self.figures: dict[str, Any] = {
            "seconds": round(seconds, 1),
            "cores": CORES,
            "cpu": {name: round(used, 3) for name, used in cores.items()},
            "io_wait": round((self.machine.waited() - self.io) / seconds, 3),
            "running": {"mean": _mean(self.running), "p95": percentile(self.running, 0.95)},
            "backlog": _mean(self.backlogs),
            "backlog_max": max(self.backlogs, default=0),
            "connections": self.connections,
        }

    def _look(self) -> None:
        looked = 0.0
        while not self.over.wait(0.5):
            self.running.append(_running())
            self.backlogs.append(self.machine.backlog())
            if time.monotonic() - looked >= (self.every or 5):
                looked = time.monotonic()
                self.connections = max(self.connections, self.machine.connections())
                if self.every:
                    self.memory.append({"at": round(looked - self.began), **self.machine.memory()})


def family(pid: int) -> list[int]:
    """Return a process and all that come from it."""
    found = [pid]
    for one in found:
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
    return found


def _spent(pid: int) -> float:
    """Return CPU seconds of a process and of its children that have ended."""
    with contextlib.suppress(OSError):
        return sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15])) / TICKS
    return 0.0


def _memory(pid: int) -> dict[str, float]:
    with contextlib.suppress(OSError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
        return {name: int(rest.split()[0]) / 1024 for name, _, rest in (line.partition(":") for line in lines)}
    return {}


def _command(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    return ""


def _running() -> int:
    """Return how many threads of the machine want a core, without the one that asks."""
    for line in _stat():
        if line.startswith("procs_running"):
            return max(0, int(line.split()[1]) - 1)
    return 0


def _stat() -> Iterator[str]:
    return iter(Path("/proc/stat").read_text().splitlines())


def _mean(values: list[float]) -> float:
    return round(sum(values) / len(values), 2) if values else 0.0
