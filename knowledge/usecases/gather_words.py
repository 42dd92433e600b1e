"""At night: the words that the city uses are gathered from titles and names, and old searches in vain are forgotten."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from knowledge.models import CaseVersion, CityWord, Faq, Menu, Method, PublicFace, Template, VainSearch
from knowledge.queries.guideline import guideline_on
from knowledge.queries.sources import FOR_STAFF
from knowledge.rules.nearby import city_words
from nara_renkei.directory.models import Division
from proposals.models import Challenge

AT_MOST: Final = 5_000
FORGOTTEN_AFTER: Final = timedelta(days=365)


@transaction.atomic
def gather_words(*, on: date) -> int:
    """Write the words of what can be read on a day, the most used first; return how many. May run twice."""
    public = Counter(word for text in _public(on) for word in city_words(text))
    words = public + Counter(word for text in _internal(on) for word in city_words(text))
    kept = dict(sorted(words.items(), key=lambda one: (-one[1], one[0]))[:AT_MOST])
    CityWord.objects.exclude(word__in=kept).delete()
    CityWord.objects.bulk_create(
        [CityWord(word=word, times=times, is_public=word in public) for word, times in kept.items()],
        update_conflicts=True,
        unique_fields=["word"],
        update_fields=["times", "is_public"],
    )
    VainSearch.objects.filter(last_on__lt=on - FORGOTTEN_AFTER).delete()
    return len(kept)


def _public(on: date) -> Iterator[str]:
    """Yield the titles and names that everybody reads. Three queries."""
    yield from _each(PublicFace.objects.standing(), "words__title", "words__field")
    yield from _each(guideline_on(on, public=True), "title")
    yield from _each(Challenge.objects.public(), "title", "field", "lead__name")


def _internal(on: date) -> Iterator[str]:
    """Yield those that staff alone read. Seven queries."""
    cases = CaseVersion.objects.filter(case__in=FOR_STAFF[0].rows(on).values("pk")).current()
    yield from _each(cases, "title", "case__field")
    yield from _each(guideline_on(on, public=False), "title")
    yield from _each(Method.objects.in_use(), "name")
    yield from _each(Faq.objects.open_to_staff(), "question")
    yield from _each(Template.objects.in_use(), "name")
    yield from _each(Menu.objects.open_to_staff(), "title", "field")
    yield from _each(Division.objects.valid_on(on), "name")


def _each(rows: "QuerySet[Any]", *columns: str) -> Iterable[str]:
    for values in rows.order_by().values_list(*columns):
        yield from (value for value in values if value)
