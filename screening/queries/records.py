"""What the portal keeps beside proposals, as 保存年限 sees it: when it is over, and what of it is wiped.

This app knows none of it. The portal, which stands above all, says what there is (``keep``) when it starts (ADR 0033).
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Final

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from nara_renkei.core.mentions import tight
from nara_renkei.core.models import PaperJob
from screening.enums import RecordKind
from screening.models import DisposalLine, Extension, RetentionClass
from screening.models.retention import BINDING
from screening.rules.retention import KIND_OF, over_before

from .wiping import Wipe, text_columns

SHORTEST_QUOTE: Final = 10  # characters: fewer stand in many a paper that quotes nothing


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """One kind of record. Its rows have ``key`` and ``created_at``."""

    kind: RecordKind
    ended: Callable[[], QuerySet[Any]]  # those that are over, with the day as ``completed_on``
    name: str  # the column by which its key names it
    wipes: tuple[Wipe, ...]  # in this order, as those of a proposal
    stays: dict[str, str]  # as STAYS of a proposal
    papers: Callable[[Any], Q]  # those about it alone
    keys: Callable[[Any], Iterable[str]]  # of letters and links about what hangs on it; its own is known
    number: Callable[[Any], str] = attrgetter("slug")
    page_by: str = "pk"  # the column in the address of its page

    @property
    def prefix(self) -> str:
        return f"{self.ended().model._meta.model_name}:"

    def rows(self, keys: Collection[str]) -> QuerySet[Any]:
        """Return those of its kind that these keys name, whatever became of them."""
        names = [key.removeprefix(self.prefix) for key in keys if key.startswith(self.prefix)]
        return self.ended().model._base_manager.filter(**{f"{self.name}__in": names})

    def page_of(self, root: Any) -> str:
        """Return where the desk reads it."""
        meta = root._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[getattr(root, self.page_by)])

    def over(self, today: date, years: int) -> QuerySet[Any]:
        """Return those whose years are over, which were not put off and stand on no list. The oldest first."""
        name = Concat(Value(self.prefix), Cast(self.name, CharField()), output_field=CharField())
        listed = DisposalLine.objects.filter(record=OuterRef("record"), state__in=BINDING)
        put_off = Extension.objects.filter(record=OuterRef("record"), until__gte=today)
        found = self.ended().filter(completed_on__lt=over_before(today, years)).annotate(record=name)
        return found.filter(~Exists(listed), ~Exists(put_off)).order_by("completed_on", "pk")

    def papers_of(self, root: Any) -> list[PaperJob]:
        return list(PaperJob.objects.filter(self.papers(root)).select_related("file").order_by("pk"))

    def quotes_of(self, root: Any) -> list[str]:
        """Return what was written in sentences, by which papers of several records are known to repeat it."""
        said = {
            value
            for wipe in self.wipes
            for name in (text_columns(wipe.model) if wipe.goes else (*wipe.words, *wipe.numbered, *wipe.blank))
            if not name.endswith("_by")
            for value in wipe.rows(root).order_by("pk").values_list(name, flat=True)
            if isinstance(value, str) and len(tight(value)) >= SHORTEST_QUOTE
        }
        return sorted(said)


_KEPT: Final[dict[RecordKind, Kept]] = {}


def keep(kept: Kept) -> None:
    """Let one kind be listed and wiped."""
    _KEPT[kept.kind] = kept


def listed_kinds() -> set[str]:
    """Return the kinds of the table that come on a list."""
    return {*KIND_OF.values(), *_KEPT}


def kept_of(record: str) -> Kept:
    """Return the kind of a record by its key."""
    return next(kept for kept in _KEPT.values() if record.startswith(kept.prefix))


def read_records(keys: Collection[str]) -> dict[str, Any]:
    """Return the rows of these keys, whatever became of them. One query for each kind among them."""
    return {one.key: one for kept in _KEPT.values() for one in kept.rows(keys)}


def over_records(today: date, rows: Iterable[RetentionClass]) -> list[tuple[Kept, RetentionClass, Any]]:
    """Return the records beside proposals whose years are over by these rows. The oldest of each kind first."""
    return [
        (kept, row, one)
        for row in rows
        if (kept := _KEPT.get(RecordKind(row.kind)))
        for one in kept.over(today, row.years)
    ]
