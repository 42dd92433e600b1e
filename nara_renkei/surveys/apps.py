from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "nara_renkei.surveys"
    verbose_name = "アンケート"
