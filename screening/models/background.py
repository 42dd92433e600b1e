"""警察への照会 with the 役員名簿, and the two posts that may read the list."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import Post
from proposals.models import RosterRequest

from .screening import Screening


class RosterReader(models.Model):
    """One of the two posts of the desk that may read a 役員名簿."""

    seat = models.PositiveSmallIntegerField("席", unique=True, choices=[(1, "一つ目"), (2, "二つ目")])
    post = models.OneToOneField(
        Post,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="名簿を読む席",
        limit_choices_to={"kind": PostKind.DESK},
    )

    class Meta:
        verbose_name = "役員名簿を読む席"
        verbose_name_plural = "役員名簿を読む席"
        constraints = [
            models.CheckConstraint(
                name="roster_readers_are_two",
                condition=Q(seat__in=[1, 2]),
                violation_error_message="役員名簿を読む席は二つまでです。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}（{self.post.user}）"

    def clean(self) -> None:
        super().clean()
        if self.post_id and self.post.kind != PostKind.DESK:
            raise ValidationError({"post": "公民連携デスクの席を選んでください。"})


class BackgroundCheck(models.Model):
    """警察への照会: dates and 該当の有無. The list itself is deleted on ``delete_on``."""

    screening = models.OneToOneField(
        Screening, on_delete=models.PROTECT, related_name="+", related_query_name="background", verbose_name="綴り"
    )
    roster = models.OneToOneField(
        RosterRequest, on_delete=models.PROTECT, related_name="+", related_query_name="background", verbose_name="名簿"
    )
    asked_by = models.CharField("お願いした人", max_length=120)
    delete_on = models.DateField("名簿を消す日")
    # the 照会
    sent_on = models.DateField("照会した日", null=True, blank=True)
    answered_on = models.DateField("回答の日", null=True, blank=True)
    is_listed = models.BooleanField("該当がある", null=True, blank=True)
    recorded_by = models.CharField("回答を記録した人", max_length=120, blank=True)

    class Meta:
        verbose_name = "警察への照会"
        verbose_name_plural = "警察への照会"
        constraints = [
            models.CheckConstraint(
                name="background_answer_whole",
                condition=Q(answered_on=None, is_listed=None, recorded_by="")
                | (Q(answered_on__isnull=False, is_listed__isnull=False) & ~Q(recorded_by="")),
                violation_error_message="回答には、日付と該当の有無と記録した人が要ります。",
            ),
            models.CheckConstraint(
                name="background_answered_after_sent",
                condition=Q(answered_on=None) | Q(sent_on__isnull=False, answered_on__gte=F("sent_on")),
                violation_error_message="回答の日は、照会した日より前にできません。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.screening} 照会"
