"""市の設定, 閉庁日 and the audit: core knows nobody, so their admin stands on the roof."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from nara_renkei.accounts.admin import Permitted, PermittedAdmin
from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.models import AuditEvent, AuditSeal, CitySettings, Holiday
from nara_renkei.notifications.admin import OutgoingMailAdmin
from nara_renkei.notifications.models import OutgoingMail


@admin.register(CitySettings)
class CitySettingsAdmin(PermittedAdmin):
    """One row, made by setup_city."""

    ordering = ("pk",)
    view_permission = change_permission = Permission.EDIT_SETTINGS
    fieldsets = (
        ("窓口", {"fields": ("city_name", "desk_name", "division_name", "sender_title")}),
        ("連絡先", {"fields": ("postal_code", "address", "phone", "email", "opening_hours")}),
        (
            "期日の目安（開庁日）",
            {
                "fields": ("formal_check_days", "first_answer_days", "dialogue_days", "outcome_days"),
                "description": "変えた後に始まる約束から効きます。お知らせ済みの期日は変わりません。",
            },
        ),
        (
            "期日が延びる時期",
            {
                "fields": (
                    ("season_from_month", "season_from_day"),
                    ("season_to_month", "season_to_day"),
                    "season_extra_days",
                    "season_reason",
                )
            },
        ),
        ("受け付ける団体", {"fields": ("admitted_kinds",)}),
        ("公開ページの文", {"fields": ("purpose_of_use", "terms", "accessibility", "sample_notice")}),
    )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("admin:core_citysettings_change", 1)


@admin.register(Holiday)
class HolidayAdmin(PermittedAdmin):
    list_display = ("day", "name")
    date_hierarchy = "day"
    search_fields = ("name",)
    ordering = ("-day",)
    fields = ("day", "name")
    view_permission = change_permission = add_permission = delete_permission = Permission.EDIT_SETTINGS


@admin.register(AuditEvent)
class AuditEventAdmin(PermittedAdmin):
    list_display = ("at", "verb", "about", "actor_key", "address")
    list_display_links = ("at",)
    list_filter = ("at",)
    search_fields = ("=about", "=actor_key", "=verb")
    search_help_text = "対象（proposal:R8-J-0001 など）、した人の識別子、したことを、そのまま入れて探します。"
    ordering = ("-id",)
    fields = readonly_fields = ("at", "verb", "about", "actor_key", "address", "keys")
    view_permission = Permission.READ_AUDIT


@admin.register(AuditSeal)
class AuditSealAdmin(PermittedAdmin):
    list_display = ("at", "events", "digest", "previous")
    ordering = ("-id",)
    fields = readonly_fields = ("at", "events", "previous", "digest")
    view_permission = Permission.READ_AUDIT


@admin.register(OutgoingMail)
class OutboxAdmin(Permitted, OutgoingMailAdmin):  # type: ignore[misc]
    """送るメール, for those who keep it."""

    view_permission = Permission.KEEP_MAIL

    def has_resend_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj)
