from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "nara_renkei.reports"
    verbose_name = "報告"
