from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "nara_renkei.notifications"
    verbose_name = "送るメール"
