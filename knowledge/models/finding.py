"""What was looked for and not found, the words that the city uses, and what somebody wants to hear of."""

from typing import Self

from django.db import models
from django.db.models import Q

from knowledge.enums import WatchKind
from nara_renkei.accounts.models import User
from nara_renkei.directory.models import Division

from .method import Method


class VainSearch(models.Model):
    """Words for which nothing was found. No person and no hour are kept."""

    words = models.CharField("探した言葉", max_length=60, unique=True)
    times = models.PositiveIntegerField("回数", default=1)
    first_on = models.DateField("初めて探された日")
    last_on = models.DateField("最後に探された日")
    settled_on = models.DateField("片付けた日", null=True, blank=True)

    class Meta:
        verbose_name = "見つからなかった言葉"
        verbose_name_plural = "見つからなかった言葉"
        indexes = [models.Index(fields=["-times", "-last_on"], name="vain_search_open", condition=Q(settled_on=None))]

    def __str__(self) -> str:
        return self.words

    @property
    def key(self) -> str:
        """How the audit names it."""
        return f"vain_search:{self.pk}"


class CityWord(models.Model):
    """A word that the library uses, for 「もしかして」. Gathered at night from titles and names."""

    word = models.CharField("言葉", max_length=40, unique=True)
    times = models.PositiveIntegerField("使われている数")
    is_public = models.BooleanField("だれもが読むものの言葉", default=False)

    class Meta:
        verbose_name = "市の言葉"
        verbose_name_plural = "市の言葉"

    def __str__(self) -> str:
        return self.word


class WatchQuerySet(models.QuerySet["Watch"]):
    def of(self, user: User) -> Self:
        return self.filter(user=user).order_by("pk")


class Watch(models.Model):
    """見守り: somebody hears once a week what is new of a word, a 課 or a method."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name="職員")
    kind = models.CharField("何を", max_length=10, choices=WatchKind)
    words = models.CharField("言葉", max_length=40, blank=True)
    division = models.ForeignKey(
        Division, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name="課"
    )
    method = models.ForeignKey(
        Method, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name="連携手法"
    )
    since = models.DateTimeField("始めた日時")
    told_until = models.DateTimeField("ここまで知らせた")

    objects = WatchQuerySet.as_manager()

    class Meta:
        verbose_name = "見守り"
        verbose_name_plural = "見守り"
        constraints = [
            models.CheckConstraint(
                name="watch_one_thing",
                condition=(Q(kind=WatchKind.WORDS, division=None, method=None) & ~Q(words=""))
                | Q(kind=WatchKind.DIVISION, words="", division__isnull=False, method=None)
                | Q(kind=WatchKind.METHOD, words="", division=None, method__isnull=False),
                violation_error_message="見守るものを一つ選んでください。",
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "words", "division", "method"],
                nulls_distinct=False,
                name="watch_once",
                violation_error_message="これは、もう見守っています。",
            ),
        ]

    def __str__(self) -> str:
        return self.words or str(self.division or self.method)
