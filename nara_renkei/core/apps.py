from celery import current_app
from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "nara_renkei.core"
    verbose_name = "共通"

    def ready(self) -> None:
        from . import checks  # noqa: F401 — registers the system checks

        # so that task names resolve in the web process, see background.py
        current_app.autodiscover_tasks(force=True)
