from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "nara_renkei.portal"
    verbose_name = "ポータル"
