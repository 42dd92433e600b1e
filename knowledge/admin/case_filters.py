"""What narrows the desk's list of 事例."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from knowledge.enums import CaseState
from knowledge.models import CaseStudy
from knowledge.queries.cases import fields_of

from .filters import NeedFilter


class CaseQueueFilter(NeedFilter):
    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("read", "デスクの確認待ち（読む）"),
            ("refused", "団体が同意しなかった（直して尋ねる）"),
            ("past", "見直しの期限を過ぎた"),
            ("draft", "下書き"),
            ("open", "庁内に公開・公開"),
            ("retired", "取り下げ"),
            ("all", "すべて"),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        past = queryset.open_to_staff().past_review(timezone.localdate())
        return {
            "read": queryset.handed_in(),
            "refused": queryset.refused_by_partner(),
            "past": past,
            "draft": queryset.filter(state=CaseState.DRAFT),
            "open": queryset.open_to_staff(),
            "retired": queryset.filter(state=CaseState.RETIRED),
            "all": queryset,
        }.get(str(self.value()), queryset.handed_in() | past | queryset.refused_by_partner())


class CaseFieldFilter(admin.SimpleListFilter):
    title = "分野"
    parameter_name = "bunya"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(field, field) for field in fields_of(CaseStudy.objects.all()) if field]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(field=self.value()) if self.value() else queryset
