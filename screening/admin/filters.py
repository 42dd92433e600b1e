"""要対応／状態／型／課／期限／確認事項／年度, each from an indexed set of rows, saved in the URL."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from nara_renkei.core.calendar import FiscalYear
from nara_renkei.core.select_filter import SelectFilter
from nara_renkei.directory.models import Division
from proposals.enums import Status
from screening.queries import NARROWING, is_narrowed, need_of
from screening.rules.next_steps import SOON_DAYS

YEARS = 5


def narrowed(chosen: admin.SimpleListFilter, queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Return the rows that are left; the same of an address, a saved filter and an export."""
    value = chosen.value()
    return NARROWING[chosen.parameter_name](queryset, value, timezone.localdate()) if value else queryset  # type: ignore[arg-type, index]  # a page of proposals, a filter with a name


class NeedFilter(admin.SimpleListFilter):
    """What waits for the desk. The bare queue shows only that; any other filter or search looks at all.

    The change list asks ``ids_of``: what waits has its own order.
    """

    title = "要対応"
    parameter_name = "need"

    @staticmethod
    def of(request: HttpRequest) -> str:
        """Return what was chosen: a need, 要対応のすべて, dangerous files or everything."""
        return need_of(request.GET)

    @staticmethod
    def is_narrowed(request: HttpRequest) -> bool:
        """Whether another filter or a search is set."""
        return is_narrowed(request.GET)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """None: the links stand above the list, not beside it."""
        return []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset


class StatusFilter(admin.SimpleListFilter):
    title = "状態"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(status.value, str(status.label)) for status in Status if status != Status.DRAFT]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return narrowed(self, queryset)


class DivisionFilter(SelectFilter):
    """The 課 it was sent to, as lead or support."""

    title = "課"
    parameter_name = "ka"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        rows = Division.objects.valid_on(timezone.localdate()).in_order().values_list("code", "name")
        return list(rows)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return narrowed(self, queryset)


class DueFilter(admin.SimpleListFilter):
    """What comes due; what is late is a need."""

    title = "期限"
    parameter_name = "kigen"

    LABELS: ClassVar = [("today", "今日まで"), ("soon", f"{SOON_DAYS}開庁日以内")]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return self.LABELS

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return narrowed(self, queryset)


class PledgeFilter(admin.SimpleListFilter):
    """What the desk entered and the company has not yet confirmed."""

    title = "確認事項"
    parameter_name = "kakunin"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("waiting", "返事を待っている")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return narrowed(self, queryset)


class YearFilter(admin.SimpleListFilter):
    title = "年度"
    parameter_name = "nendo"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        this = FiscalYear.of(timezone.localdate()).year
        return [(str(year), str(FiscalYear(year))) for year in range(this, this - YEARS, -1)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return narrowed(self, queryset)
