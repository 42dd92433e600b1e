"""Gunicorn's settings, one for production, the demo and the bench."""

import gc
from contextlib import suppress
from typing import Any

from gunicorn.workers.sync import SyncWorker


class Worker(SyncWorker):
    """Answers whoever knocked before it goes: with two servers on one port, nobody else answers what one has taken."""

    def run_for_one(self, timeout: float) -> None:
        super().run_for_one(timeout)
        listener = self.sockets[0]
        with suppress(BlockingIOError):
            while True:
                self.accept(listener)
        listener.close()


worker_class = Worker
preload_app = True
control_socket_disable = True
timeout = 60
graceful_timeout = 20
max_requests = 5000
max_requests_jitter = 500


def when_ready(_server: Any) -> None:
    """The application is loaded and the workers are not forked yet.

    What is loaded lives as long as the process: the collector need not look at it, and the workers share its memory.
    A page makes some thousand objects that die by themselves; looking for cycles every 700 cost an eighth of the CPU.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
