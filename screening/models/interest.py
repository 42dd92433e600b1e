"""関心あり: a 課 that read a summary and would like to be part of it."""

from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import JSONObject

from nara_renkei.core.text import shortened
from nara_renkei.directory.models import Division
from proposals.models import Proposal

from .routing import Routing


class InterestQuerySet(models.QuerySet["Interest"]):
    def raised(self) -> Self:
        """Hands that are up."""
        return self.filter(lowered_at=None)


class Interest(models.Model):
    """One raised hand. Known to the city only; it opens nothing."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="+", related_query_name="interests", verbose_name="提案"
    )
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+", verbose_name="課")
    words = models.CharField("一言", max_length=120)
    raised_by = models.CharField("手を挙げた人", max_length=120)
    raised_at = models.DateTimeField("手を挙げた日時")
    lowered_by = models.CharField("手を下げた人", max_length=120, blank=True)
    lowered_at = models.DateTimeField("手を下げた日時", null=True, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = "関心あり"
        verbose_name_plural = "関心あり"
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "division"],
                condition=Q(lowered_at=None),
                name="interest_once",
                violation_error_message="この課は、もう手を挙げています。",
            ),
            models.CheckConstraint(
                name="interest_lowered_by_somebody",
                condition=Q(lowered_at=None, lowered_by="") | (Q(lowered_at__isnull=False) & ~Q(lowered_by="")),
                violation_error_message="下げた手には、下げた人が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division} {shortened(self.words, 20)}"


def interested(path: str = "pk") -> ArraySubquery:
    """Return the 課 that raised a hand and do not work on it yet, to ride on a query of proposals.

    Each is {"pk", "name", "words"}, the first that raised it first.
    """
    works = Routing.objects.in_hand().filter(screening__proposal=OuterRef("proposal"), division=OuterRef("division"))
    hands = Interest.objects.raised().filter(~Exists(works), proposal=OuterRef(path)).order_by("raised_at", "pk")
    return ArraySubquery(hands.values(json=JSONObject(pk=F("division_id"), name=F("division__name"), words=F("words"))))
