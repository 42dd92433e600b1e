from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "nara_renkei.portal"
    verbose_name = "ポータル"

    def ready(self) -> None:
        # models are there only now
        from .queries.kept_records import keep_all

        keep_all()
