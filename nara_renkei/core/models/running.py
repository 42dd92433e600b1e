"""What the machine keeps of itself: who is signed in, and when a regular job last ran."""

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Heartbeat(models.Model):
    """When a regular job last ran: /readyz looks here."""

    name = models.CharField("名前", max_length=40, primary_key=True)
    at = models.DateTimeField("最後に動いた日時")

    class Meta:
        verbose_name = "定期処理の脈"
        verbose_name_plural = "定期処理の脈"

    def __str__(self) -> str:
        return self.name


class Session(AbstractBaseSession):
    """Django's own table with one column more: whose session it is. It goes when the session goes."""

    account = models.BigIntegerField("利用者の番号", null=True)

    class Meta:
        managed = False
        db_table = "django_session"
        verbose_name = "セッション"
        verbose_name_plural = "セッション"

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        from nara_renkei.core.sessions import SessionStore

        return SessionStore
