"""団体についての確認: how far each stage is."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, FilteredRelation, Q, QuerySet

from screening.enums import CheckResult, CheckStage
from screening.models import CheckItem, Screening


@dataclass(frozen=True, slots=True)
class Found:
    """One result as it was recorded."""

    result: CheckResult
    note: str
    by: str
    at: datetime
    file: UUID | None
    file_name: str


@dataclass(frozen=True, slots=True)
class ItemState:
    item: CheckItem
    results: list[Found]  # the newest first

    @property
    def latest(self) -> Found | None:
        return self.results[0] if self.results else None

    @property
    def earlier(self) -> list[Found]:
        return self.results[1:]

    @property
    def result(self) -> CheckResult:
        return self.latest.result if self.latest else CheckResult.UNCHECKED


@dataclass(frozen=True, slots=True)
class StageState:
    stage: CheckStage
    items: list[ItemState]

    @property
    def waiting(self) -> list[ItemState]:
        """Return what has no result yet, or was set back; an item that is no longer used waits for nobody."""
        return [one for one in self.items if one.result == CheckResult.UNCHECKED and one.item.is_active]

    @property
    def blocked(self) -> list[ItemState]:
        return [one for one in self.items if one.result == CheckResult.BLOCKED]

    @property
    def words(self) -> str:
        if self.blocked:
            return "進められない"
        return f"あと{len(self.waiting)}つ" if self.waiting else "済み"


FOUND = ("result", "note", "checked_by", "checked_at", "file__uuid", "file__original_name")


def check_stages(screening: Screening) -> list[StageState]:
    """Return the stages in their order, each with its items and their results. One query."""
    of_this = FilteredRelation("checks", condition=Q(checks__screening=screening))
    rows: QuerySet[Any] = (
        CheckItem.objects.annotate(found=of_this)
        .filter(Q(is_active=True) | Q(found__isnull=False))
        .annotate(**{f"found_{name}": F(f"found__{name}") for name in FOUND})
        .order_by("position", "pk", F("found__pk").desc())
    )
    items: dict[int, ItemState] = {}
    for row in rows:
        state = items.setdefault(row.pk, ItemState(row, []))
        result, note, by, at, file, file_name = (getattr(row, f"found_{name}") for name in FOUND)
        if result:
            state.results.append(Found(CheckResult(result), note, by, at, file, file_name or ""))
    by_stage = defaultdict(list)
    for state in items.values():
        by_stage[state.item.stage].append(state)
    return [StageState(stage, by_stage[stage]) for stage in CheckStage]


def check_stage(screening: Screening, stage: CheckStage) -> StageState:
    return next(one for one in check_stages(screening) if one.stage == stage)
