"""応接記録: who met whom about a proposal, when, where and about what. An official document; nothing is changed later."""

from typing import Self, cast
from uuid import uuid4

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from nara_renkei.core.search import matching
from nara_renkei.directory.models import Organization
from proposals.models import Proposal
from screening.enums import ContactKind


class ContactQuerySet(models.QuerySet["Contact"]):
    def newest_first(self) -> Self:
        return self.order_by("-met_at", "-pk")

    def oldest_first(self) -> Self:
        return self.order_by("met_at", "pk")

    def matching(self, words: str) -> Self:
        """Rows whose words hold every word of the query, also inside a sentence."""
        return cast("Self", matching(self, words))


class Contact(models.Model):
    """応接記録. The company never sees it."""

    uuid = models.UUIDField("識別子", default=uuid4, unique=True, editable=False)
    # about what
    proposal = models.ForeignKey(
        Proposal,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        related_query_name="contact",
        verbose_name="提案",
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="団体"
    )
    # the contact
    kind = models.CharField("種類", max_length=12, choices=ContactKind)
    met_at = models.DateTimeField("日時")
    place = models.CharField("場所", max_length=120, blank=True)
    people = models.CharField("相手と同席した人", max_length=300)
    body = models.TextField("話したこと", max_length=2000)
    next_step = models.CharField("このあとどうするか", max_length=300, blank=True)
    # who keeps it
    written_by = models.CharField("書いた人", max_length=120)
    written_at = models.DateTimeField("書いた日時")
    # what the search reads
    search = models.TextField("検索の文", blank=True, editable=False)
    search_vector = SearchVectorField("検索の索引", null=True, editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "応接記録"
        verbose_name_plural = "応接記録"
        indexes = [
            models.Index(fields=["-met_at", "-id"], name="contact_newest"),
            models.Index(fields=["proposal", "-met_at"], name="contact_of_proposal"),
            models.Index(fields=["kind", "-met_at"], name="contact_by_kind"),
            GinIndex(fields=["search_vector"], name="contact_search"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}　{self.people}"

    @property
    def key(self) -> str:
        """How the audit names it."""
        return f"contact:{self.uuid}"
