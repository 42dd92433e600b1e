from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "nara_renkei.accounts"
    verbose_name = "職員・担当者"
