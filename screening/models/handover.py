"""引継ぎ: what the holder of a post leaves to the next, and which companies were told who is next."""

from typing import Self

from django.db import models
from django.db.models import Q

from nara_renkei.accounts.models import Post, User
from nara_renkei.core.calendar import local_day, wareki
from nara_renkei.directory.models import Organization


class HandoverQuerySet(models.QuerySet["Handover"]):
    def done(self) -> Self:
        return self.filter(handed_at__isnull=False)


class Handover(models.Model):
    """引継ぎ of one post. The 引継書 itself is never kept: it is made of what stands in the portal that day."""

    post = models.OneToOneField(Post, on_delete=models.PROTECT, related_name="handover", verbose_name="席")
    # the words of the one who leaves
    words = models.TextField("引き継ぐ人へ", max_length=4000, blank=True)
    written_at = models.DateTimeField("書いた日時", null=True, blank=True)
    version = models.PositiveIntegerField("版", default=1)
    # the one step
    successor = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="引き継いだ人"
    )
    handed_at = models.DateTimeField("引き継いだ日時", null=True, blank=True)
    handed_by = models.CharField("引継ぎを押した人", max_length=120, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = "引継ぎ"
        verbose_name_plural = "引継ぎ"
        constraints = [
            models.CheckConstraint(
                name="handover_done_whole",
                condition=Q(successor=None, handed_at=None, handed_by="")
                | (Q(successor__isnull=False, handed_at__isnull=False) & ~Q(handed_by="")),
                violation_error_message="済んだ引継ぎには、引き継いだ人、日時、押した人が必要です。",
            ),
            models.CheckConstraint(
                name="handover_words_dated",
                condition=Q(words="") | Q(written_at__isnull=False),
                violation_error_message="引き継ぐ人への文には、書いた日時が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} 引継ぎ"

    @property
    def done_words(self) -> str:
        """Return who took over and when; only once it is done."""
        day = wareki(local_day(self.handed_at)) if self.handed_at else ""
        return f"{day}に、{self.handed_by}が{self.successor}さんへ引き継ぎました。"


class SuccessorLetter(models.Model):
    """後任のお知らせ: this 団体 was told of the person who speaks for a 課 since ``post`` began. Once."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", verbose_name="団体")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name="後任の席")
    sent_at = models.DateTimeField("送った日時")
    sent_by = models.CharField("送った人", max_length=120)

    class Meta:
        verbose_name = "後任のお知らせ"
        verbose_name_plural = "後任のお知らせ"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "post"],
                name="successor_letter_once",
                violation_error_message="この団体には、この後任をもう知らせています。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.post}"
