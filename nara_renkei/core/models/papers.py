"""Papers that a worker makes."""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Exists, OuterRef, Q

from nara_renkei.core.request_ids import Traced

from .files import PrivateFile


class PaperState(models.TextChoices):
    WAITING = "WAITING", "順番待ち"
    WORKING = "WORKING", "作成中"
    DONE = "DONE", "できました"
    FAILED = "FAILED", "作れませんでした"


class PaperJobQuerySet(models.QuerySet["PaperJob"]):
    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def given_up(self, since: datetime) -> Self:
        """Those ordered since then that failed and were not ordered again with success."""
        again = PaperJob.objects.filter(kind=OuterRef("kind"), about=OuterRef("about"), pk__gt=OuterRef("pk"))
        return self.filter(
            ~Exists(again.exclude(state=PaperState.FAILED)), state=PaperState.FAILED, created_at__gte=since
        )


class PaperJob(Traced):
    """A paper is a row first: asked for, made by a worker, kept with its SHA-256."""

    uuid = models.UUIDField("識別子", default=uuid4, unique=True, editable=False)
    # what is asked
    kind = models.CharField("種類", max_length=40)
    about = models.CharField("対象", max_length=80, help_text="月次報告なら 2026-10。")
    title = models.CharField("題", max_length=120)
    # who asked and when
    requested_by = models.CharField("依頼した人", max_length=120)
    requested_by_key = models.CharField("依頼した人の識別子", max_length=40)
    created_at = models.DateTimeField("依頼日時")
    # how far it is
    state = models.CharField("状態", max_length=10, choices=PaperState, default=PaperState.WAITING)
    attempts = models.PositiveSmallIntegerField("試みの回数", default=0)
    next_try_at = models.DateTimeField("次に試みる時刻", null=True, blank=True)
    last_error = models.CharField("最後の失敗", max_length=200, blank=True)
    # what was made
    file = models.OneToOneField(
        PrivateFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ファイル"
    )
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    pages = models.PositiveIntegerField("ページ数", null=True, blank=True)
    finished_at = models.DateTimeField("完成日時", null=True, blank=True)

    objects = PaperJobQuerySet.as_manager()

    class Meta:
        verbose_name = "作成した文書"
        verbose_name_plural = "作成した文書"
        constraints = [
            models.CheckConstraint(
                name="paper_done_iff_file",
                condition=Q(state="DONE", file__isnull=False, finished_at__isnull=False)
                | (~Q(state="DONE") & Q(file__isnull=True)),
                violation_error_message="できた文書にはファイルと完成日時が必要です。",
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], name="paper_waiting", condition=Q(state__in=["WAITING", "WORKING"])),
            models.Index(fields=["kind", "-created_at"], name="paper_by_kind"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_under_way(self) -> bool:
        return self.state in {PaperState.WAITING, PaperState.WORKING}
