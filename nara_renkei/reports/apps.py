from typing import Any

from celery.signals import worker_init
from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "nara_renkei.reports"
    verbose_name = "報告"

    def ready(self) -> None:
        worker_init.connect(load_before_fork, dispatch_uid="reports.load_before_fork")


def load_before_fork(sender: Any = None, **_: Any) -> None:
    """Load WeasyPrint in the parent of a PDF worker: its children share the memory and start warm."""
    if sender is not None and "pdf" in sender.app.amqp.queues.consume_from:
        from .rendering import warm_up

        warm_up()
