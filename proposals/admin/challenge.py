"""課題 with its questions and answers."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from nara_renkei.accounts.admin import PermittedAdmin, PermittedStackedInline
from nara_renkei.accounts.permissions import Permission
from nara_renkei.directory.models import Division
from proposals.enums import ChallengeState
from proposals.models import Challenge, ChallengeQuestion


class ChallengeQuestionInline(PermittedStackedInline):
    """Public; who asked is never written here."""

    model = ChallengeQuestion
    fields = ("question", "answer", "published_on")
    ordering = ("published_on", "pk")
    view_permission = Permission.READ_ALL_PROPOSALS
    change_permission = add_permission = delete_permission = Permission.EDIT_WORDS


@admin.register(Challenge)
class ChallengeAdmin(PermittedAdmin):
    view_permission = Permission.READ_ALL_PROPOSALS
    change_permission = add_permission = Permission.EDIT_WORDS
    list_display = ("code", "title", "field", "procedure", "lead", "window", "opens_on", "closes_on", "published_on")
    list_display_links = ("code", "title")
    list_filter = ("procedure",)
    list_select_related = ("lead",)
    search_fields = ("title", "code")
    ordering = ("-opens_on", "-pk")
    inlines = (ChallengeQuestionInline,)
    fieldsets = (
        ("問い", {"fields": ("code", "field", "title", "background", "figures", "future", "wanted", "out_of_scope")}),
        (
            "市が出せるもの",
            {"fields": ("offered", "benefit", "expertise", "considered", "procedure", "procedure_note")},
        ),
        ("担当", {"fields": ("lead", "supporting")}),
        ("時期", {"fields": ("state", "published_on", "opens_on", "closes_on", "reconfirmed_on")}),
        ("結果", {"fields": ("outcome",)}),
    )

    @admin.display(description="募集")
    def window(self, row: Challenge) -> str:
        return row.window_on(timezone.localdate()) if row.state == ChallengeState.PUBLISHED else row.get_state_display()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "lead":
            kwargs["queryset"] = _divisions()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "supporting":
            kwargs["queryset"] = _divisions()
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def _divisions() -> Any:
    return Division.objects.valid_on(timezone.localdate()).in_order()
