"""団体 and 包括連携協定."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from nara_renkei.accounts.models import JoinRequest, Member
from nara_renkei.accounts.permissions import Permission
from nara_renkei.accounts.usecases.decide_join_request import decide_join_request
from nara_renkei.accounts.usecases.join_organization import CannotJoin
from nara_renkei.core.actors import acting
from nara_renkei.directory.models import Agreement, Organization
from nara_renkei.directory.queries import same_body
from nara_renkei.directory.usecases.confirm_organization import CannotConfirm, confirm_organization

from .acts import ActingAdmin, RowAct
from .mixins import PermittedTabularInline


class ConfirmedFilter(admin.SimpleListFilter):
    title = "確認"
    parameter_name = "confirmed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "未確認"), ("yes", "確認済み")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Organization]) -> QuerySet[Organization]:
        if self.value() in {"yes", "no"}:
            return queryset.filter(confirmed_at__isnull=self.value() == "no")
        return queryset


class MergedFilter(admin.SimpleListFilter):
    title = "統合"
    parameter_name = "merged"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "統合されていない"), ("yes", "統合された")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Organization]) -> QuerySet[Organization]:
        if self.value() in {"yes", "no"}:
            return queryset.filter(merged_into__isnull=self.value() == "no")
        return queryset


class MemberInline(PermittedTabularInline):
    model = Member
    fields = readonly_fields = ("user", "role", "joined_at", "left_at")
    view_permission = Permission.EDIT_DIRECTORY

    def get_queryset(self, request: HttpRequest) -> QuerySet[Member]:
        return (
            super().get_queryset(request).select_related("user", "organization").order_by("left_at", "joined_at", "pk")
        )


class AgreementInline(PermittedTabularInline):
    model = Agreement
    fields = ("title", "fields", "starts_on", "ends_on", "is_public")
    view_permission = change_permission = add_permission = Permission.EDIT_DIRECTORY

    def get_queryset(self, request: HttpRequest) -> QuerySet[Agreement]:
        return super().get_queryset(request).select_related("organization").order_by("starts_on", "pk")


CONFIRMING = (
    RowAct(
        "kakunin",
        "団体を確認した",
        "確認した日時とあなたの名前が残り、団体の種類と法人番号は変えられなくなります。メールは送りません。",
        "確認しました。",
        lambda organization: not organization.is_confirmed and organization.merged_into is None,
        lambda organization, data, today: forms.Form(data),
        lambda organization, form, who: confirm_organization(organization=organization, **who),
    ),
)


@admin.register(Organization)
class OrganizationAdmin(ActingAdmin):
    acts = CONFIRMING
    refused = (CannotConfirm,)
    list_display = ("name", "is_known", "kind", "corporate_number", "people", "created_at", "confirmed_by")
    list_filter = (ConfirmedFilter, MergedFilter, "kind")
    search_fields = ("name", "kana", "corporate_number")
    search_help_text = "名称、カナ、法人番号から探します。"
    ordering = ("-created_at", "-pk")
    view_permission = change_permission = Permission.EDIT_DIRECTORY
    readonly_fields = ("uuid", "created_at", "confirmed_at", "confirmed_by", "others")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "name",
                    "kana",
                    "kind",
                    "corporate_number",
                    "postal_code",
                    "address",
                    "representative",
                    "established",
                    "url",
                )
            },
        ),
        (
            "確認",
            {
                "fields": ("others", "confirmed_at", "confirmed_by", "created_at", "uuid"),
                "description": "名称と法人番号を確かめて、上の「団体を確認した」を押してください。一覧で選び、まとめて確認することもできます。",
            },
        ),
    )
    inlines = (MemberInline, AgreementInline)
    actions = ("confirm",)
    empty_value_display = "－"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organization]:
        return super().get_queryset(request).annotate(member_count=Count("members", filter=Q(members__left_at=None)))

    def get_readonly_fields(self, request: HttpRequest, obj: Organization | None = None) -> tuple[str, ...]:
        # What the desk has confirmed names one body: kind and number stay.
        return (*self.readonly_fields, "kind", "corporate_number") if obj and obj.is_confirmed else self.readonly_fields

    @admin.display(description="確認", boolean=True, ordering="confirmed_at")
    def is_known(self, organization: Organization) -> bool:
        return organization.is_confirmed

    @admin.display(description="担当者", ordering="member_count")
    def people(self, organization: Organization) -> str:
        return f"{organization.member_count}人"  # type: ignore[attr-defined]

    @admin.display(description="同じ法人番号の団体")
    def others(self, organization: Organization) -> str:
        names = [f"{other}（{'確認済み' if other.is_confirmed else '未確認'}）" for other in same_body(organization)]
        return "、".join(names) or "なし"

    @admin.action(description="団体を確認した", permissions=["change"])
    def confirm(self, request: HttpRequest, queryset: QuerySet[Organization]) -> None:
        for organization in queryset:
            try:
                confirm_organization(organization=organization, by=acting(request), at=timezone.now())
            except CannotConfirm as exc:
                messages.error(request, f"{organization}：{exc}")
            else:
                messages.success(request, f"{organization}：確認しました。")


class WaitingFilter(admin.SimpleListFilter):
    title = "返事"
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "返事を待っている"), ("no", "決めた")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[JoinRequest]) -> QuerySet[JoinRequest]:
        if self.value() in {"yes", "no"}:
            return queryset.filter(decided_at__isnull=self.value() == "yes")
        return queryset


DECIDING = (
    RowAct(
        "mitomeru",
        "担当として認める",
        "申し出た人は、この団体の担当になり、団体の提案を読めるようになります。その人にメールで知らせます。",
        "認めました。",
        lambda asked: asked.decided_at is None,
        lambda asked, data, today: forms.Form(data),
        lambda asked, form, who: decide_join_request(request=asked, approve=True, **who),
    ),
    RowAct(
        "mitomenai",
        "認めない",
        "だれにも伝わりません。",
        "認めませんでした。",
        lambda asked: asked.decided_at is None,
        lambda asked, data, today: forms.Form(data),
        lambda asked, form, who: decide_join_request(request=asked, approve=False, **who),
        is_danger=True,
    ),
)


@admin.register(JoinRequest)
class JoinRequestAdmin(ActingAdmin):
    """Who registered a 法人番号 that was here already, and others who ask."""

    list_display = (
        "requested_at",
        "organization",
        "is_known",
        "name",
        "user",
        "decided_at",
        "decision",
        "decided_by",
    )
    list_filter = (WaitingFilter,)
    list_select_related = ("organization", "user")
    search_fields = ("organization__name", "organization__corporate_number", "name")
    ordering = ("-requested_at", "-pk")
    fields = readonly_fields = (
        "organization",
        "user",
        "name",
        "reason",
        "requested_at",
        "decision",
        "decided_at",
        "decided_by",
    )
    view_permission = change_permission = Permission.EDIT_DIRECTORY
    acts = DECIDING
    refused = (CannotJoin,)
    actions = ("approve", "refuse")
    empty_value_display = "－"

    @admin.display(description="団体の確認", boolean=True)
    def is_known(self, asked: JoinRequest) -> bool:
        return asked.organization.is_confirmed

    @admin.display(description="決めたこと")
    def decision(self, asked: JoinRequest) -> str:
        if asked.decided_at is None:
            return "まだ決めていません"
        return "担当として認めた" if asked.is_approved else "認めなかった"

    @admin.action(description="担当として認める（その人にメールで知らせます）", permissions=["change"])
    def approve(self, request: HttpRequest, queryset: QuerySet[JoinRequest]) -> None:
        self._decide(request, queryset, approve=True)

    @admin.action(description="認めない（だれにも伝わりません）", permissions=["change"])
    def refuse(self, request: HttpRequest, queryset: QuerySet[JoinRequest]) -> None:
        self._decide(request, queryset, approve=False)

    def _decide(self, request: HttpRequest, queryset: QuerySet[JoinRequest], *, approve: bool) -> None:
        for asked in queryset:
            try:
                decided = decide_join_request(request=asked, approve=approve, by=acting(request), at=timezone.now())
            except CannotJoin as exc:
                messages.error(request, f"{asked}：{exc}")
            else:
                messages.success(request, f"{asked}：{'認めました。' if decided.is_approved else '認めませんでした。'}")
