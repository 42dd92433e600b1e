"""What the processes of a machine count of their requests, and how it is told to Prometheus.

Every process adds in files that the others read, so whichever is asked answers for all of them: for the workers of
one gunicorn, and for two gunicorns on one port, which share RUN_DIR. Containers do not: each is asked by itself.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import IO, Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

METHODS: Final = frozenset({"GET", "HEAD", "POST"})
# seconds; half a second is what a page may take
STEPS: Final = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
NO_ROUTE: Final = "none"


@dataclass(frozen=True, slots=True)
class Gauge:
    """One number of this moment, with at most one label. No label holds a name, a number or a path."""

    name: str
    about: str
    values: dict[str, float | None]  # label → number; "" where there is no label. None: not known, and not told
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Meters:
    requests: Any
    seconds: Any


def observe(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    """Count an answered request: by the name of its route, its method, the class of its code, and how long it took."""
    match = request.resolver_match
    route = (match.view_name or NO_ROUTE) if match else NO_ROUTE
    method = request.method if request.method in METHODS else "other"
    meters = _meters()
    meters.requests.labels(route, method, f"{response.status_code // 100}xx").inc()
    meters.seconds.labels(route).observe(seconds)


def exposition(gauges: Iterable[Gauge]) -> bytes:
    """Return what all processes of the machine have counted, and these gauges, in Prometheus' text format."""
    _meters()
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(_folder()))
    registry.register(_Told(list(gauges)))
    return generate_latest(registry)


class _Told:
    def __init__(self, gauges: list[Gauge]) -> None:
        self.gauges = gauges

    def collect(self) -> Iterator[Any]:
        from prometheus_client.core import GaugeMetricFamily

        for gauge in self.gauges:
            family = GaugeMetricFamily(gauge.name, gauge.about, labels=[gauge.label] if gauge.label else [])
            for label, value in gauge.values.items():
                if value is not None:
                    family.add_metric([label] if gauge.label else [], value)
            yield family


@cache
def _meters() -> _Meters:
    """Make the counters. Only where somebody scrapes, so no other installation loads the library or writes the files."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    # the library looks here while it is loaded, and again whenever it opens a file
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
    from prometheus_client import CollectorRegistry, Counter, Histogram, values

    values.ValueClass = values.MultiProcessValue(_place)
    registry = CollectorRegistry()
    return _Meters(
        Counter("nara_requests", "Answered requests", ["route", "method", "code"], registry=registry),
        Histogram("nara_request_seconds", "Seconds to answer", ["route"], registry=registry, buckets=STEPS),
    )


def _folder() -> Path:
    return Path(settings.RUN_DIR) / "metrics"


class _Seat:
    """The number under which a process writes. Who begins takes the lowest that no living process holds and goes on
    where the last holder stopped: gunicorn renews its workers, and a file for each that ever was would fill the disk.
    """

    process = 0
    number = 0
    held: IO[bytes] | None = None


def _place() -> int:
    """Return the number of this process; the library asks at every count, since a process may have been forked."""
    if _Seat.process != os.getpid():
        for number in count():
            held = (_folder() / f"{number}.lock").open("wb")
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                held.close()
                continue
            _Seat.process, _Seat.number, _Seat.held = os.getpid(), number, held
            break
    return _Seat.number
