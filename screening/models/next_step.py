"""次の一歩: who does what by when after a 対話."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from nara_renkei.core.text import shortened
from nara_renkei.directory.models import Division
from proposals.enums import Party

from .records import Minutes
from .screening import Screening

PARTIES = [(party.value, party.label) for party in (Party.DIVISION, Party.DESK, Party.PROPOSER)]
OPEN = Q(done_at=None)


class NextStepQuerySet(models.QuerySet["NextStep"]):
    def open(self) -> Self:
        return self.filter(OPEN)

    def due_by(self, day: date) -> Self:
        return self.open().filter(due_on__lte=day)

    def in_order(self) -> Self:
        """Those to be done first, by their dates; then what is done, the latest first."""
        return self.order_by("done_at", "due_on", "pk")


class NextStep(models.Model):
    """One step: what, whose it is, by when, and who ticked it off."""

    uuid = models.UUIDField("識別子", default=uuid4, unique=True, editable=False)
    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="next_steps", verbose_name="スクリーニング"
    )
    minutes = models.ForeignKey(
        Minutes,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="next_steps",
        verbose_name="対話の記録",
    )
    what = models.CharField("何を", max_length=200)
    # whose it is
    party = models.CharField("だれが", max_length=10, choices=PARTIES)
    division = models.ForeignKey(
        Division, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="課"
    )
    person = models.CharField("担当の人", max_length=60, blank=True)
    # when
    due_on = models.DateField("期日")
    written_by = models.CharField("書いた人", max_length=120)
    written_at = models.DateTimeField("書いた日時")
    done_by = models.CharField("済みにした人", max_length=120, blank=True)
    done_at = models.DateTimeField("済みにした日時", null=True, blank=True)

    objects = NextStepQuerySet.as_manager()

    class Meta:
        verbose_name = "次の一歩"
        verbose_name_plural = "次の一歩"
        constraints = [
            models.CheckConstraint(
                name="next_step_of_division_names_it",
                condition=Q(party="division", division__isnull=False) | (~Q(party="division") & Q(division=None)),
                violation_error_message="課の次の一歩には課が要ります。",
            ),
            models.CheckConstraint(
                name="next_step_done_by_somebody",
                condition=Q(done_at=None, done_by="") | (Q(done_at__isnull=False) & ~Q(done_by="")),
                violation_error_message="済んだ次の一歩には、済みにした人が要ります。",
            ),
        ]
        indexes = [
            models.Index(fields=["division", "due_on", "id"], name="next_step_of_division", condition=OPEN),
            models.Index(fields=["due_on", "id"], name="next_step_due_first", condition=OPEN),
        ]

    def __str__(self) -> str:
        return shortened(self.what, 40)

    @property
    def owner(self) -> str:
        """「観光戦略課（担当太郎）」, 「公民連携デスク」 or 「提案者」."""
        name = str(self.division) if self.division else self.get_party_display()
        return f"{name}（{self.person}）" if self.person else name
