"""採点の基準. A version by which somebody scores is only read; a change is the next version."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from nara_renkei.accounts.admin import PermittedAdmin, PermittedStackedInline
from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.actors import acting
from screening.models import Assessor, CriteriaSet, Criterion
from screening.usecases.draft_criteria import draft_criteria


def is_used(criteria_set: CriteriaSet | None) -> bool:
    return criteria_set is not None and Assessor.objects.filter(criteria_set=criteria_set.pk).exists()


class CriterionInline(PermittedStackedInline):
    model = Criterion
    view_permission = change_permission = add_permission = delete_permission = Permission.EDIT_WORDS
    fields = (("code", "label"), ("weight", "position"), "meaning_1", "meaning_2", "meaning_3", "meaning_4")
    ordering = ("position", "pk")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and not is_used(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not is_used(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not is_used(obj)


@admin.register(CriteriaSet)
class CriteriaSetAdmin(PermittedAdmin):
    view_permission = change_permission = add_permission = Permission.EDIT_WORDS
    list_display = ("version", "valid_from", "note")
    ordering = ("-version",)
    readonly_fields = ("version",)

    def get_fields(self, request: HttpRequest, obj: CriteriaSet | None = None) -> tuple[str, ...]:
        return ("version", "valid_from", "note") if obj else ("valid_from", "note")

    def get_inlines(self, request: HttpRequest, obj: CriteriaSet | None) -> list[Any]:
        return [CriterionInline] if obj else []

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not is_used(obj)

    def save_model(self, request: HttpRequest, obj: CriteriaSet, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        made = draft_criteria(valid_from=obj.valid_from, note=obj.note, by=acting(request), at=timezone.now())
        obj.pk, obj.version = made.pk, made.version

    def response_add(self, request: HttpRequest, obj: CriteriaSet, post_url_continue: Any = None) -> HttpResponse:
        """Lead to the copy, where it is edited."""
        messages.success(
            request, f"いちばん新しい版を写して、{obj}を作りました。だれかが評価者に指名されるまで、直せます。"
        )
        return redirect("admin:screening_criteriaset_change", obj.pk)
