"""ガイドライン: chapters, and what each of them said from which day on."""

from datetime import date
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from knowledge.enums import Audience
from knowledge.rules import guideline
from nara_renkei.accounts.models import User
from nara_renkei.directory.models import Division

from .kept import Searched, SearchedQuerySet


class ChapterQuerySet(models.QuerySet["Chapter"]):
    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def past_review(self, day: date) -> Self:
        return self.filter(review_by__lt=day)


class Chapter(models.Model):
    """A chapter or an appendix. Forms link to its anchor, so neither the anchor nor the label changes."""

    anchor = models.SlugField("アンカー", max_length=40, unique=True)
    label = models.CharField("章の番号", max_length=8, help_text="例：第5章、付A")
    position = models.PositiveSmallIntegerField("順番")
    # who reads it
    audience = models.CharField("読む人", max_length=8, choices=Audience, default=Audience.INTERNAL)
    public_from = models.PositiveSmallIntegerField(
        "公開する最初の版", null=True, blank=True, help_text="庁内だけだったころの版は、公開しても見えません。"
    )
    must_read = models.BooleanField("必読", default=False)
    # who keeps it
    owner = models.ForeignKey(
        Division, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="担当課"
    )
    owner_name = models.CharField("第1版の担当課の名称", max_length=60, help_text="担当課を選ぶまで、これが出ます。")
    review_by = models.DateField("見直しの期限")
    review_told_on = models.DateField("見直しをお願いした日", null=True, blank=True, editable=False)
    reviewed_at = models.DateTimeField("最後に確かめた日時", null=True, blank=True, editable=False)
    reviewed_by = models.CharField("最後に確かめた人", max_length=120, blank=True, editable=False)

    objects = ChapterQuerySet.as_manager()

    class Meta:
        verbose_name = "ガイドラインの章"
        verbose_name_plural = "ガイドライン"
        constraints = [
            models.CheckConstraint(
                name="chapter_public_iff_from_a_version",
                condition=Q(audience=Audience.PUBLIC, public_from__isnull=False)
                | (~Q(audience=Audience.PUBLIC) & Q(public_from=None)),
                violation_error_message="公開する章には、公開する最初の版が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def key(self) -> str:
        """How the audit names it."""
        return f"chapter:{self.anchor}"

    @property
    def is_public(self) -> bool:
        return self.audience == Audience.PUBLIC

    @property
    def keeper(self) -> str:
        """The name of the 課 that keeps it. No query after ``select_related("owner")``."""
        return self.owner.name if self.owner else self.owner_name

    def is_past_review(self, day: date) -> bool:
        return self.review_by < day

    def version_on(self, day: date) -> "ChapterVersion | None":
        """Return what it says on a day. One query."""
        return self.versions.effective_on(day).first()

    def draft(self) -> "ChapterVersion | None":
        """Return what is being written. One query."""
        return self.versions.drafts().first()

    def newest(self) -> "ChapterVersion | None":
        """Return what was last given its day, come or not. One query."""
        return self.versions.exclude(effective_from=None).order_by("-number").first()

    def waiting(self, day: date) -> "ChapterVersion | None":
        """Return what it will say from a later day on, of several the last. One query."""
        return self.versions.filter(effective_from__gt=day).order_by("-number").first()


class ChapterVersionQuerySet(SearchedQuerySet):
    def effective_on(self, day: date) -> Self:
        """Of each chapter what it says on the day: the version of the latest day, of one day the later number."""
        begun = self.filter(effective_from__lte=day).order_by("chapter", "-effective_from", "-number")
        return self.filter(pk__in=begun.distinct("chapter").values("pk"))

    def begun(self, day: date) -> Self:
        """Those that say or have said something, the newest first."""
        return self.filter(effective_from__lte=day).order_by("-number")

    def drafts(self) -> Self:
        return self.filter(effective_from=None)

    def public(self) -> Self:
        """Those that everybody may read: of public chapters, since they are public."""
        return self.filter(chapter__audience=Audience.PUBLIC, number__gte=F("chapter__public_from"))

    def in_order(self) -> Self:
        """In the order of the book, with chapter and 担当課."""
        return self.select_related("chapter__owner").order_by("chapter__position", "chapter__pk")


class ChapterVersion(Searched):
    """What a chapter says. A draft until it is given its day; once the day has come it never changes (trigger)."""

    chapter = models.ForeignKey(Chapter, on_delete=models.PROTECT, related_name="versions", verbose_name="章")
    number = models.PositiveSmallIntegerField("版")
    # what it says
    title = models.CharField("題", max_length=guideline.TITLE)
    text = models.TextField("本文（Markdown）")
    why = models.CharField("変えた理由", max_length=guideline.WHY)
    asks_again = models.BooleanField("必読をもう一度お願いする", default=True)
    # who wrote it
    written_by = models.CharField("書いた人", max_length=120)
    written_at = models.DateTimeField("最後に保存した日時")
    revision = models.PositiveIntegerField("保存の回数", default=1)
    # since when it holds
    effective_from = models.DateField("この日から有効", null=True, blank=True)
    published_by = models.CharField("有効にした人", max_length=120, blank=True)
    published_at = models.DateTimeField("有効にした日時", null=True, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)

    objects = ChapterVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "ガイドラインの版"
        verbose_name_plural = "ガイドラインの版"
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "number"],
                name="chapter_version_once",
                violation_error_message="この版は、もうあります。",
            ),
            models.UniqueConstraint(
                fields=["chapter"],
                condition=Q(effective_from=None),
                name="chapter_draft_once",
                violation_error_message="この章には、もう下書きがあります。",
            ),
            models.CheckConstraint(
                name="chapter_version_says_something",
                condition=~Q(title="") & ~Q(text="") & ~Q(why=""),
                violation_error_message="版には、題・本文・変えた理由が必要です。",
            ),
            models.CheckConstraint(
                name="chapter_version_effective_iff_published",
                condition=Q(effective_from=None, published_by="", published_at=None, sha256="")
                | (Q(effective_from__isnull=False, published_at__isnull=False) & ~Q(published_by="") & ~Q(sha256="")),
                violation_error_message="有効にした版には、日・人・日時・SHA-256が必要です。",
            ),
        ]
        indexes = [GinIndex(fields=["search_vector"], name="chapter_version_search")]

    def __str__(self) -> str:
        return f"{self.chapter} 第{self.number}版"

    @property
    def full_title(self) -> str:
        """「第5章　受付から結果まで」. No query when the chapter is there."""
        return f"{self.chapter.label}　{self.title}"


class Acknowledgement(models.Model):
    """「読みました」: somebody read one version of a chapter that everybody must read."""

    version = models.ForeignKey(
        ChapterVersion, on_delete=models.PROTECT, related_name="acknowledgements", verbose_name="版"
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="職員")
    at = models.DateTimeField("読んだ日時")

    class Meta:
        verbose_name = "必読の確認"
        verbose_name_plural = "必読の確認"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "user"],
                name="acknowledgement_once",
                violation_error_message="この版は、もう「読みました」と確認しています。",
            ),
        ]
        indexes = [models.Index(fields=["user"], name="acknowledgement_user")]

    def __str__(self) -> str:
        return f"{self.version} {self.user}"
