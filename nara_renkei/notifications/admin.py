"""The outbox as the desk sees it: what went, what did not, and 再送. The secret is never shown.

Registered by the portal, which knows who may see it.
"""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from nara_renkei.core.actors import acting
from nara_renkei.core.careful_admin import CarefulAdmin

from .models import OutgoingMail
from .usecases.resend_mail import CannotResend, resend_mail


class OutgoingMailAdmin(CarefulAdmin):
    list_display = ("state", "subject", "to", "attempts", "last_error", "created_at", "sent_at")
    list_display_links = ("subject",)
    list_filter: ClassVar[tuple[Any, ...]] = ("state", "created_at")
    search_fields = ("to", "subject", "about")
    search_help_text = "宛先、件名、対象から探します。"
    ordering = ("-created_at", "-pk")
    list_per_page = 50
    show_full_result_count = False
    actions = ("resend",)
    readonly_fields: ClassVar[tuple[str, ...]] = (
        "state", "to", "subject", "body", "about", "template", "attempts", "next_try_at", "last_error",
        "expires_at", "created_at", "sent_at", "request_id",
    )  # fmt: skip
    fields = readonly_fields

    @admin.action(description="もう一度送る（再送）", permissions=["resend"])
    def resend(self, request: HttpRequest, queryset: QuerySet[OutgoingMail]) -> None:
        for mail in queryset:
            try:
                resend_mail(mail=mail, by=acting(request), at=timezone.now())
            except CannotResend as exc:
                messages.warning(request, f"「{mail.subject}」（{mail.to}）：{exc}")
            else:
                messages.success(request, f"「{mail.subject}」（{mail.to}）：もう一度送ります。")

    def get_queryset(self, request: HttpRequest) -> QuerySet[OutgoingMail]:
        return super().get_queryset(request).defer("secret")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_active and request.user.is_staff)

    has_module_permission = has_resend_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
