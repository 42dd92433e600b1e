"""市の設定, 閉庁日 and the audit: core knows nobody, so their admin stands on the roof."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from nara_renkei.accounts.admin import Permitted, PermittedAdmin
from nara_renkei.accounts.permissions import Permission, may
from nara_renkei.admin_site import DeskAdminSite
from nara_renkei.core.actors import acting
from nara_renkei.core.models import AuditEvent, AuditSeal, CitySettings, Holiday
from nara_renkei.notifications.admin import OutgoingMailAdmin
from nara_renkei.notifications.models import MailState, OutgoingMail
from proposals.enums import ChallengeState

from .queries import Waiting, waiting_challenges, waiting_mail, waiting_proposals
from .usecases.project_dates import MovedDates, project_dates

SHOWN = 20  # numbers in one message


class CountsDatesAgain(PermittedAdmin):
    """What is edited here moves open dates: they are counted again in the same transaction, and the reader is told."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.has_changed():
            self._count_again(request)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        self._count_again(request)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        super().delete_queryset(request, queryset)
        self._count_again(request)

    def _count_again(self, request: HttpRequest) -> None:
        moved = project_dates(by=acting(request), at=timezone.now())
        if not moved.total:
            self.message_user(request, "進行中の期日は、どれも変わりませんでした。")
            return
        self.message_user(
            request,
            f"進行中の期日を数え直しました。提案者への約束が{moved.promises}件、課の回答期限が{moved.routings}件、変わりました。",
        )
        if moved.parted:
            self.message_user(request, self._parted_words(request, moved), messages.WARNING)

    def _parted_words(self, request: HttpRequest, moved: MovedDates) -> str:
        """Return the warning; the numbers only for those who read proposals."""
        words = f"提案者にお知らせした期日とずれた提案が{len(moved.parted)}件あります。"
        if not may(request.user, Permission.READ_ALL_PROPOSALS, timezone.localdate()):
            return f"{words}公民連携デスクに伝えてください。"
        links = format_html_join(
            "、",
            '<a href="{}">{}</a>',
            ((reverse("admin:screening_deskproposal_change", args=[one]), one) for one in moved.parted[:SHOWN]),
        )
        rest = f"ほか{len(moved.parted) - SHOWN}件" if len(moved.parted) > SHOWN else ""
        return format_html("{}見通しを知らせるかを決めてください。ずれた提案: {} {}", words, links, rest)


@admin.register(CitySettings)
class CitySettingsAdmin(CountsDatesAgain):
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
class HolidayAdmin(CountsDatesAgain):
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


# the lists behind waiting_challenges, in its order
ASKING_LISTS = (
    ("challenge", f"state__exact={ChallengeState.HANDED_IN}"),
    ("challengequestion", "jotai=waiting"),
    ("trouble", "jotai=waiting"),
    ("challenge", f"state__exact={ChallengeState.RETIRED}"),
)


def counts_of(request: HttpRequest) -> list[tuple[Waiting, str]]:
    """Return 「今日の仕事」 of this person: each line and the list it leads to."""
    today = timezone.localdate()
    lines: list[tuple[Waiting, str]] = []
    if may(request.user, Permission.READ_ALL_PROPOSALS, today):
        queue = reverse("admin:screening_deskproposal_changelist")
        lines += [(line, f"{queue}?need={line.key}") for line in waiting_proposals(today)]
        lines += [
            (line, f"{reverse(f'admin:proposals_{model}_changelist')}?{wanted}")
            for line, (model, wanted) in zip(waiting_challenges(today), ASKING_LISTS, strict=True)
        ]
    if may(request.user, Permission.KEEP_MAIL, today):
        letters = reverse("admin:notifications_outgoingmail_changelist")
        lines += [(line, f"{letters}?state__exact={MailState.DEAD}") for line in waiting_mail()]
    return lines


DeskAdminSite.counts_of = counts_of
