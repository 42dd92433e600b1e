from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "nara_renkei.directory"
    verbose_name = "部課・団体・協定"
