"""What narrows the desk's list of 企業メニュー."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from knowledge.enums import FaqState, MenuState, SupportState
from knowledge.models import Menu
from knowledge.queries import fields_in_use

SOON = timedelta(days=30)


class NeedFilter(admin.SimpleListFilter):
    """What the desk has to do comes first, and without a choice."""

    title = "要対応"
    parameter_name = "taiou"
    unchosen = "要対応"

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        yield {**first, "display": self.unchosen}
        yield from others


class QueueFilter(NeedFilter):
    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("read", "公開前（読む）"),
            ("past", "見直しの期限を過ぎた"),
            ("soon", "30日のうちに見直し"),
            ("open", "庁内に公開"),
            ("withdrawn", "取り下げ"),
            ("all", "すべて"),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        today = timezone.localdate()
        past = queryset.past_review(today)
        return {
            "read": queryset.offered(),
            "past": past,
            "soon": queryset.open_to_staff().filter(review_by__range=(today, today + SOON)),
            "open": queryset.open_to_staff(),
            "withdrawn": queryset.filter(state=MenuState.WITHDRAWN),
            "all": queryset,
        }.get(str(self.value()), queryset.offered() | past)


class FieldFilter(admin.SimpleListFilter):
    title = "分野"
    parameter_name = "bunya"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(field, field) for field in fields_in_use(Menu.objects.all())]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.in_field(self.value() or "")


class SupportFilter(NeedFilter):
    unchosen = "回答待ち"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("late", "期日を過ぎた"), ("answered", "回答済み"), ("closed", "終了"), ("all", "すべて")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return {
            "late": queryset.overdue(timezone.localdate()),
            "answered": queryset.filter(state=SupportState.ANSWERED),
            "closed": queryset.filter(state=SupportState.CLOSED),
            "all": queryset,
        }.get(str(self.value()), queryset.waiting())


class FaqFilter(admin.SimpleListFilter):
    """What the desk has to do comes first."""

    title = "要対応"
    parameter_name = "taiou"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("todo", "下書きと、見直しの期限を過ぎたもの"), ("open", "庁内に公開"), ("retired", "取り下げ")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return {
            "todo": queryset.to_look_at(timezone.localdate()),
            "open": queryset.open_to_staff(),
            "retired": queryset.filter(state=FaqState.RETIRED),
        }.get(str(self.value()), queryset)
