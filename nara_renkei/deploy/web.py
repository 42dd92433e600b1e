"""Gunicorn's settings, one for production, the demo and the bench."""

import gc
from typing import Any

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
