"""ほかの窓口の案内: the words the desk edits, and how often each was shown."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from nara_renkei.accounts.admin import PermittedAdmin
from nara_renkei.accounts.permissions import Permission
from proposals.models import SorterDestination


@admin.register(SorterDestination)
class SorterDestinationAdmin(PermittedAdmin):
    """The rows are those of the three questions: none is added, none goes."""

    view_permission = change_permission = Permission.EDIT_WORDS
    list_display = ("title", "code", "contact", "this_month", "last_year")
    ordering = ("position", "code")
    fields = ("code", "title", "words", "contact", "url", "position", "this_month", "last_year")
    readonly_fields = ("code", "this_month", "last_year")

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.with_counts(timezone.localdate().replace(day=1))

    @admin.display(description="今月の案内")
    def this_month(self, row: Any) -> str:
        return f"{row.this_month}回"

    @admin.display(description="この12か月の案内")
    def last_year(self, row: Any) -> str:
        return f"{row.last_year}回"
