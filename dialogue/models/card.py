from typing import Self

from django.db import models
from django.db.models import F, Q

from dialogue.enums import ExchangeWay

from .registration import Participant


class Card(models.Model):
    """デジタル名刺: what a person chose to show to whom it is exchanged with. Withdrawn consent deletes it."""

    participant = models.OneToOneField(
        Participant, on_delete=models.PROTECT, related_name="card", verbose_name="参加する人"
    )
    # the name, the 団体 or 課 and the 職名 are the participant's
    email = models.EmailField("メール", blank=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    words = models.CharField("ひとこと", max_length=100, blank=True)
    consented_at = models.DateTimeField("同意した日時")

    class Meta:
        verbose_name = "デジタル名刺"
        verbose_name_plural = "デジタル名刺"

    def __str__(self) -> str:
        return str(self.participant)


class CardExchangeQuerySet(models.QuerySet["CardExchange"]):
    def of(self, person: Participant) -> Self:
        return self.filter(Q(one=person) | Q(other=person))


class CardExchange(models.Model):
    """Two people have each other's card. One row for a pair: ``one`` is the person with the smaller key."""

    one = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+", verbose_name="参加する人")
    other = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+", verbose_name="相手")
    way = models.CharField("交換のしかた", max_length=5, choices=ExchangeWay)
    exchanged_at = models.DateTimeField("交換した日時")

    objects = CardExchangeQuerySet.as_manager()

    class Meta:
        verbose_name = "名刺の交換"
        verbose_name_plural = "名刺の交換"
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"],
                name="card_exchange_once",
                violation_error_message="この二人は、もう名刺を交換しています。",
            ),
            models.CheckConstraint(
                name="card_exchange_in_order",
                condition=Q(one__lt=F("other")),
                violation_error_message="名刺は、二人の間で交換します。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one} {self.other}"
