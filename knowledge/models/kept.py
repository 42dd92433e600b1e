"""What every page of the library has: a 課 that keeps it, a day by which it is looked at again, and a search form."""

from datetime import date
from typing import Any, Self, cast

from django.contrib.postgres.search import SearchVectorField
from django.db import models

from nara_renkei.core.finding import fold
from nara_renkei.core.search import index_of, matching
from nara_renkei.core.text import normalise
from nara_renkei.directory.models import Division


class SearchedQuerySet(models.QuerySet[Any]):
    """Rows with ``search`` and ``search_vector``."""

    def saying(self, words: str) -> Self:
        """Those whose words hold every word of the query; all of them for fewer than 2 characters."""
        plain = normalise(fold(words))
        return cast("Self", matching(self, plain)) if len(plain) >= 2 else self


class KeptQuerySet(SearchedQuerySet):
    def past_review(self, day: date) -> Self:
        return self.filter(review_by__lt=day)


class Searched(models.Model):
    """What the search reads: the title and the texts folded in Python, and their bigrams."""

    search = models.TextField("検索の文", blank=True, editable=False)
    search_vector = SearchVectorField("検索の索引", null=True, editable=False)

    class Meta:
        abstract = True

    def index(self, title: str, *texts: str) -> list[str]:
        """Write the search form of the title and the texts; return the names of the columns to save."""
        self.search, self.search_vector = index_of(title, *texts)
        return ["search", "search_vector"]


class Kept(Searched):
    """Kept by a 課 and reviewed by a day. Past that day the page says so, and the post of the 課 is mailed."""

    owner = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+", verbose_name="担当課")
    review_by = models.DateField("見直しの期限")
    review_told_on = models.DateField("見直しをお願いした日", null=True, blank=True, editable=False)
    reviewed_at = models.DateTimeField("最後に確かめた日時", null=True, blank=True, editable=False)
    reviewed_by = models.CharField("最後に確かめた人", max_length=120, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def keeper(self) -> str:
        """The name of the 課 that keeps it. No query after ``select_related("owner")``."""
        return self.owner.name

    def is_past_review(self, day: date) -> bool:
        return self.review_by < day
