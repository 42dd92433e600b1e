"""What the desk aims at and asks: 目指す姿の目標 and 自己点検の文."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone

from nara_renkei.accounts.admin import PermittedAdmin
from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.actors import acting

from .models import SelfCheckStatement, VisionTarget
from .usecases.reword_statement import reword_statement

FIRST_YEAR, LAST_YEAR = 2020, 2099


@admin.register(VisionTarget)
class VisionTargetAdmin(PermittedAdmin):
    view_permission = add_permission = change_permission = delete_permission = Permission.EDIT_WORDS
    list_display = ("year", "sign", "value")
    list_display_links = ("sign",)
    list_filter = ("year",)
    ordering = ("-year", "pk")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Take a 年度 of the portal's own time: there is no 和暦 for the year 1."""
        years = {"min_value": FIRST_YEAR, "max_value": LAST_YEAR} if db_field.name == "year" else {}
        return super().formfield_for_dbfield(db_field, request, **years, **kwargs)


@admin.register(SelfCheckStatement)
class SelfCheckStatementAdmin(PermittedAdmin):
    """Only the words are edited: three statements a picture keep the years comparable."""

    view_permission = change_permission = Permission.EDIT_WORDS
    list_display = ("position", "picture", "text", "from_year", "to_year")
    list_display_links = ("text",)
    list_filter = ("picture",)
    ordering = ("position", "-from_year")
    fields = ("picture", "position", "text", "from_year", "to_year")
    readonly_fields = ("picture", "position", "from_year", "to_year")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.to_year is None)

    def save_model(self, request: HttpRequest, obj: SelfCheckStatement, form: Any, change: bool) -> None:
        if not form.has_changed():
            return
        row = reword_statement(statement=obj, text=form.cleaned_data["text"], by=acting(request), at=timezone.now())
        if row.pk != obj.pk:
            messages.info(
                request,
                f"答えた課があるので、新しい文は{row.from_year}年度から使います。それまでの文は、答えと一緒に残ります。",
            )
