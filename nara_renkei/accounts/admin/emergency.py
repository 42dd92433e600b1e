"""緊急アクセス, for 監査 and システム管理者: read, never changed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from nara_renkei.accounts.models import EmergencyAccess
from nara_renkei.accounts.permissions import Permission

from .mixins import PermittedAdmin


@admin.register(EmergencyAccess)
class EmergencyAccessAdmin(PermittedAdmin):
    list_display = ("made_at", "user", "reason", "made_by", "used_at", "ends_at", "closed_at")
    list_display_links = ("made_at",)
    list_select_related = ("user",)
    list_filter = ("made_at",)
    ordering = ("-made_at", "-pk")
    fields = readonly_fields = (
        "user",
        "reason",
        "minutes",
        "made_at",
        "made_by",
        "expires_at",
        "used_at",
        "used_from",
        "ends_at",
        "closed_at",
        "closed_by",
        "note",
    )
    view_permission = Permission.READ_AUDIT

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) or self._allows(request, Permission.EDIT_STAFF)
