"""Private files and the pictures of their pages."""

from typing import Final
from uuid import uuid4

from django.db import models
from django.db.models import Q

from nara_renkei.core.request_ids import Traced


class FileState(models.TextChoices):
    PENDING = "PENDING", "確認中"
    CLEAN = "CLEAN", "確認済み"
    INFECTED = "INFECTED", "危険なファイル"
    ERROR = "ERROR", "確認できませんでした"


# what can be shown page by page to somebody who cannot download
PICTURED: Final = frozenset({"application/pdf", "image/jpeg", "image/png"})


class PrivateFile(Traced):
    """A file outside the web root. The stored name is ours; the name a stranger gave is text only."""

    uuid = models.UUIDField("識別子", default=uuid4, unique=True, editable=False)
    # what it is
    original_name = models.CharField("元のファイル名", max_length=255)
    stored_name = models.CharField("保存名", max_length=80, unique=True)
    content_type = models.CharField("種類", max_length=100)
    size = models.PositiveBigIntegerField("大きさ（バイト）")
    sha256 = models.CharField("SHA-256", max_length=64)
    # whether it is safe
    state = models.CharField("安全の確認", max_length=10, choices=FileState, default=FileState.PENDING)
    scanner = models.CharField("確認の方法", max_length=40, blank=True)
    attempts = models.PositiveSmallIntegerField("試みの回数", default=0)
    next_try_at = models.DateTimeField("次に試みる時刻", null=True, blank=True)
    # whether its pages were made into pictures; empty: nothing to picture, or not yet asked
    pictured_at = models.DateTimeField("ページの画像を作った日時", null=True, blank=True)
    picture_error = models.CharField("画像にできなかった理由", max_length=120, blank=True)
    picture_attempts = models.PositiveSmallIntegerField("画像を作る試みの回数", default=0)
    picture_due_at = models.DateTimeField("次に画像を作る時刻", null=True, blank=True)
    # when
    created_at = models.DateTimeField("保存日時")

    class Meta:
        verbose_name = "ファイル"
        verbose_name_plural = "ファイル"
        indexes = [
            models.Index(fields=["next_try_at"], name="file_pending", condition=Q(state="PENDING")),
            models.Index(fields=["id"], name="file_infected", condition=Q(state="INFECTED")),
            models.Index(fields=["picture_due_at"], name="file_to_picture", condition=Q(picture_due_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def may_download(self) -> bool:
        return self.state == FileState.CLEAN

    @property
    def is_pending(self) -> bool:
        return self.state == FileState.PENDING

    @property
    def state_words(self) -> str:
        """Return in a sentence why the file cannot be opened; "" when it can."""
        return {
            FileState.PENDING: "安全の確認をしています。済むと開けます。",
            FileState.CLEAN: "",
            FileState.INFECTED: "危険なファイルのため、だれも開けません。",
            FileState.ERROR: "安全の確認ができなかったため、開けません。",
        }[FileState(self.state)]

    @property
    def has_pictures(self) -> bool:
        """Whether this kind can be shown page by page."""
        return self.content_type in PICTURED


class PageImage(models.Model):
    """One page of a clean PDF as a picture, for staff who read by screen transfer only."""

    source = models.ForeignKey(
        PrivateFile, on_delete=models.CASCADE, related_name="page_images", verbose_name="元のファイル"
    )
    page = models.PositiveSmallIntegerField("ページ")
    image = models.OneToOneField(PrivateFile, on_delete=models.PROTECT, related_name="+", verbose_name="画像")
    width = models.PositiveSmallIntegerField("幅（ピクセル）")
    height = models.PositiveSmallIntegerField("高さ（ピクセル）")

    class Meta:
        verbose_name = "ページの画像"
        verbose_name_plural = "ページの画像"
        constraints = [
            models.UniqueConstraint(
                fields=["source", "page"],
                name="page_image_once",
                violation_error_message="このページの画像は、もうあります。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.page}ページ"
