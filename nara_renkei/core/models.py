"""The city's settings, holidays, private files, papers, and the audit. Knows no other app."""

from copy import copy
from datetime import date, datetime
from time import monotonic
from typing import Any, ClassVar, Final, Self
from uuid import uuid4

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q

from .gathering import Worded
from .request_ids import Traced


class CitySettings(models.Model):
    """What one city says and promises. There is one row."""

    _kept: ClassVar[tuple[float, "CitySettings"] | None] = None  # when it was read (monotonic seconds), and what

    # who we are
    city_name = models.CharField("市の名称", max_length=40, default="奈良市")
    desk_name = models.CharField("窓口の名称", max_length=40, default="公民連携デスク")
    division_name = models.CharField("窓口のある課", max_length=40, default="総合政策課")
    sender_title = models.CharField(
        "発信者名", max_length=40, default="奈良市長", help_text="公文書の発信者。氏名は書きません。"
    )
    # how to reach us
    postal_code = models.CharField("郵便番号", max_length=8, blank=True)
    address = models.CharField("所在地", max_length=120, blank=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    email = models.EmailField("メール", blank=True)
    opening_hours = models.CharField("受付時間", max_length=80, default="平日 8時30分から17時15分まで")
    # norms, in 開庁日
    formal_check_days = models.PositiveSmallIntegerField(
        "形式確認（開庁日）", default=3, validators=[MinValueValidator(1)]
    )
    first_answer_days = models.PositiveSmallIntegerField(
        "担当課の一次回答（開庁日）", default=10, validators=[MinValueValidator(1)]
    )
    dialogue_days = models.PositiveSmallIntegerField(
        "対話の設定（開庁日）", default=20, validators=[MinValueValidator(1)]
    )
    outcome_days = models.PositiveSmallIntegerField("結果（開庁日）", default=60, validators=[MinValueValidator(1)])
    # the season in which norms are longer
    season_from_month = models.PositiveSmallIntegerField(
        "延びる時期の始まり（月）", default=3, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    season_from_day = models.PositiveSmallIntegerField(
        "延びる時期の始まり（日）", default=20, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    season_to_month = models.PositiveSmallIntegerField(
        "延びる時期の終わり（月）", default=4, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    season_to_day = models.PositiveSmallIntegerField(
        "延びる時期の終わり（日）", default=20, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    season_extra_days = models.PositiveSmallIntegerField("延びる日数（開庁日）", default=5)
    season_reason = models.CharField("延びる理由", max_length=120, default="年度の替わり目で担当者の異動があるため")
    # who may propose
    admitted_kinds = models.JSONField(
        "受け付ける団体の種類", default=list, blank=True, help_text="空なら、すべての種類を受け付けます。"
    )
    # words of the public pages
    purpose_of_use = models.TextField("個人情報の利用目的", blank=True)
    terms = models.TextField("利用規約", blank=True)
    accessibility = models.TextField("ウェブアクセシビリティ方針", blank=True)
    # what is told openly
    sample_notice = models.CharField(
        "見本の帯", max_length=120, blank=True, help_text="書くと、すべてのページの上に出ます。"
    )

    class Meta:
        verbose_name = "市の設定"
        verbose_name_plural = "市の設定"
        constraints = [
            models.CheckConstraint(
                name="city_settings_is_one_row", condition=Q(pk=1), violation_error_message="市の設定は一つだけです。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.city_name}{self.desk_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        CitySettings._kept = None

    @classmethod
    def load(cls) -> "CitySettings":
        """Return the row, or the defaults when nobody has set up the city yet. Never writes.

        Every page asks, some of them three times, so a process keeps what it read for CITY_SETTINGS_SECONDS: the
        process that saves sees its words at once, the others that much later. A copy, for who wants to change it.
        """
        now = monotonic()
        kept = CitySettings._kept
        if kept is None or now - kept[0] >= settings.CITY_SETTINGS_SECONDS:
            kept = CitySettings._kept = (now, next(iter(_THE_CITY.ask()), None) or cls(pk=1))
        return copy(kept[1])

    @property
    def full_name(self) -> str:
        return f"{self.city_name}{self.desk_name}"


_THE_CITY = Worded(lambda: CitySettings.objects.filter(pk=1))


class HolidayQuerySet(models.QuerySet["Holiday"]):
    def between(self, first: date, last: date) -> Self:
        return self.filter(day__range=(first, last)).order_by("day")


class Holiday(models.Model):
    """A day on which the city hall is closed although it is no weekend. Editable."""

    day = models.DateField("日付", unique=True)
    name = models.CharField("名称", max_length=40)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        verbose_name = "閉庁日"
        verbose_name_plural = "閉庁日"

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


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


class AuditEvent(models.Model):
    """What was done, by whom, to what. Append-only: a trigger refuses UPDATE and DELETE."""

    at = models.DateTimeField("日時")
    verb = models.CharField("したこと", max_length=40)
    about = models.CharField("対象", max_length=80)
    actor_key = models.CharField("した人の識別子", max_length=40)
    address = models.CharField("接続元", max_length=45, blank=True)
    keys = models.JSONField("識別子", default=dict, blank=True)

    class Meta:
        verbose_name = "監査の記録"
        verbose_name_plural = "監査の記録"
        indexes = [
            models.Index(fields=["about", "id"], name="audit_about"),
            models.Index(fields=["-at"], name="audit_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.about}"


class AuditSeal(models.Model):
    """A link of the chain: the digest of one batch of events and of the seal before."""

    at = models.DateTimeField("封印日時")
    events = models.PositiveIntegerField("件数")
    previous = models.CharField("前の封印", max_length=64, blank=True)
    digest = models.CharField("SHA-256", max_length=64)

    class Meta:
        verbose_name = "監査の封印"
        verbose_name_plural = "監査の封印"

    def __str__(self) -> str:
        return f"封印{self.pk}"


class SealedEvent(models.Model):
    """Which seal holds which event. A table of its own, because events are never updated."""

    event = models.OneToOneField(
        AuditEvent, on_delete=models.PROTECT, primary_key=True, related_name="+", verbose_name="監査の記録"
    )
    seal = models.ForeignKey(AuditSeal, on_delete=models.PROTECT, related_name="sealed", verbose_name="監査の封印")

    class Meta:
        verbose_name = "封印した記録"
        verbose_name_plural = "封印した記録"

    def __str__(self) -> str:
        return f"{self.event_id} → {self.seal_id}"


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
        from .sessions import SessionStore

        return SessionStore
