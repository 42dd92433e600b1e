from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from nara_renkei.directory.models import Division
from proposals.enums import Stage

from .challenge import Challenge


class NormQuerySet(models.QuerySet["Norm"]):
    def for_work(self, stage: Stage, challenge: int | None, division: int | None) -> Self:
        """Those that hold for a stage of a proposal to this 課題 (None: a free one) in this 課 (None: not known yet)."""
        return self.filter(
            Q(challenge=None) | Q(challenge=challenge), Q(division=None) | Q(division=division), stage=stage
        )


class Norm(models.Model):
    """期日の目安 of one 課題, one 課, or one 課 for one 課題, in place of the city's. Copied at the event."""

    stage = models.CharField("段階", max_length=12, choices=Stage)
    challenge = models.ForeignKey(
        Challenge, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="課題"
    )
    division = models.ForeignKey(
        Division, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="課"
    )
    days = models.PositiveSmallIntegerField("開庁日", validators=[MinValueValidator(1)])

    objects = NormQuerySet.as_manager()

    class Meta:
        verbose_name = "課題・課ごとの期日の目安"
        verbose_name_plural = "課題・課ごとの期日の目安"
        constraints = [
            models.CheckConstraint(
                name="norm_names_what_it_is_for",
                condition=Q(challenge__isnull=False) | Q(division__isnull=False),
                violation_error_message="課題か課を選んでください。市全体の目安は「市の設定」にあります。",
            ),
            models.CheckConstraint(
                name="norm_is_a_day_at_least",
                condition=Q(days__gte=1),
                violation_error_message="目安は1開庁日以上にしてください。",
            ),
            models.UniqueConstraint(
                fields=["stage", "challenge", "division"],
                name="norm_once",
                nulls_distinct=False,
                violation_error_message="同じ段階・課題・課の目安があります。",
            ),
        ]

    def __str__(self) -> str:
        what = "・".join(str(one) for one in (self.challenge, self.division) if one)
        return f"{what} {self.get_stage_display()} {self.days}開庁日"
