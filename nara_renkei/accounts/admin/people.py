"""利用者 and their posts."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import Member, NameChange, Post, User
from nara_renkei.accounts.permissions import Permission
from nara_renkei.accounts.usecases.appoint import CannotAppoint, appoint
from nara_renkei.accounts.usecases.end_post import CannotEnd, end_post
from nara_renkei.accounts.usecases.reset_second_factor import reset_second_factor
from nara_renkei.core.actors import acting
from nara_renkei.directory.models import Department, Division, Section

from .mixins import PermittedAdmin, PermittedTabularInline


class SideFilter(admin.SimpleListFilter):
    title = "職員・団体"
    parameter_name = "side"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("staff", "職員"), ("company", "団体の担当者")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        if self.value() in {"staff", "company"}:
            return queryset.filter(employee_number__isnull=self.value() == "company")
        return queryset


class SeatFilter(admin.SimpleListFilter):
    title = "いまの席"
    parameter_name = "seat"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*PostKind.choices, ("none", "席なし")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        held = Post.objects.held_on(timezone.localdate()).filter(user=OuterRef("pk"))
        if self.value() == "none":
            return queryset.filter(~Exists(held), employee_number__isnull=False)
        if self.value() in PostKind.values:
            return queryset.filter(Exists(held.filter(kind=self.value())))
        return queryset


class NewPostInline(PermittedTabularInline):
    """席を加える: the use case checks that the 課 stands on that day."""

    model = Post
    verbose_name_plural = "席を加える"
    fields = ("kind", "department", "division", "section", "title", "holding", "appointment", "starts_on", "ends_on")
    view_permission = change_permission = add_permission = Permission.EDIT_STAFF
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        return super().get_queryset(request).none()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        units: dict[str, Any] = {"department": Department, "division": Division, "section": Section}
        if db_field.name in units:
            kwargs["queryset"] = units[db_field.name].objects.valid_on(timezone.localdate()).in_order()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class PostInline(PermittedTabularInline):
    """席: only the last day can still change."""

    model = Post
    verbose_name_plural = "席"
    fields = ("kind", "department", "division", "section", "title", "holding", "appointment", "starts_on", "ends_on")
    readonly_fields = ("kind", "department", "division", "section", "title", "holding", "appointment", "starts_on")
    view_permission = change_permission = Permission.EDIT_STAFF

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        return (
            super()
            .get_queryset(request)
            .select_related("department", "division", "section", "user")
            .order_by("-starts_on", "-pk")
        )


class MembershipInline(PermittedTabularInline):
    model = Member
    fields = readonly_fields = ("organization", "role", "joined_at", "left_at")
    view_permission = Permission.EDIT_STAFF

    def get_queryset(self, request: HttpRequest) -> QuerySet[Member]:
        return super().get_queryset(request).select_related("organization", "user").order_by("-joined_at", "-pk")


class NameChangeInline(PermittedTabularInline):
    model = NameChange
    fields = readonly_fields = ("starts_on", "name", "kana", "email", "applied_at")
    view_permission = Permission.EDIT_STAFF

    def get_queryset(self, request: HttpRequest) -> QuerySet[NameChange]:
        return super().get_queryset(request).order_by("-starts_on", "-pk")


@admin.register(User)
class UserAdmin(PermittedAdmin):
    list_display = ("name", "employee_number", "seats", "email", "has_second_factor", "last_day", "is_active")
    list_display_links = ("name",)
    list_filter = (SideFilter, SeatFilter, "is_active")
    search_fields = ("name", "kana", "email", "employee_number")
    search_help_text = "氏名、カナ、メール、職員番号から探します。"
    ordering = ("employee_number", "pk")
    view_permission = change_permission = add_permission = Permission.EDIT_STAFF
    fields = (
        "employee_number",
        "name",
        "kana",
        "email",
        "is_active",
        "last_day",
        "has_second_factor",
        "last_login",
        "created_at",
    )
    readonly_fields = ("has_second_factor", "last_login", "created_at")
    inlines = (PostInline, NewPostInline, NameChangeInline, MembershipInline)
    actions = ("take_second_factor",)
    empty_value_display = "－"

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        today = (
            Post.objects.held_on(timezone.localdate())
            .select_related("division", "department")
            .order_by("starts_on", "pk")
        )
        people = super().get_queryset(request).annotate(factors=Count("authenticator", distinct=True))
        return people.prefetch_related(Prefetch("posts", today, to_attr="posts_of_today"))

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        # A 職員番号 makes a member of staff: it is given once, and never to a person of a company.
        return self.readonly_fields if obj is None else ("employee_number", *self.readonly_fields)

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        for name in ("employee_number", "name"):
            if obj is None and name in form.base_fields:
                form.base_fields[name].required = True
        return form

    def get_inlines(self, request: HttpRequest, obj: User | None) -> Any:
        if obj is None:
            return (NewPostInline,)
        return (PostInline, NewPostInline, NameChangeInline) if obj.is_employee else (MembershipInline,)

    @admin.display(description="いまの席")
    def seats(self, user: User) -> str:
        return "、".join(str(post) for post in user.posts_of_today) or "－"  # type: ignore[attr-defined]

    @admin.display(description="二段階認証", boolean=True)
    def has_second_factor(self, user: User) -> bool | None:
        if user.pk is None or not user.is_employee:
            return None
        return getattr(user, "factors", 0) > 0

    @admin.action(description="二段階認証を解除する（なくしたとき）", permissions=["change"])
    def take_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            removed = reset_second_factor(user=user, by=acting(request), at=timezone.now())
            text = (
                "二段階認証を解除しました。次のログインで設定し直します。"
                if removed
                else "二段階認証は設定されていません。"
            )
            messages.info(request, f"{user}：{text}")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.email = obj.email.lower()
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if formset.model is not Post:
            super().save_formset(request, form, formset, change)
            return
        now = timezone.now()
        formset.save(commit=False)
        try:
            for post in formset.new_objects:
                appoint(
                    user=post.user,
                    kind=PostKind(post.kind),
                    department=post.department,
                    division=post.division,
                    section=post.section,
                    title=post.title,
                    holding=post.holding,
                    appointment=post.appointment,
                    starts_on=post.starts_on,
                    ends_on=post.ends_on,
                    by=acting(request),
                    at=now,
                )
            for post, _ in formset.changed_objects:
                if post.ends_on is None:
                    messages.error(
                        request, f"{post}：終わりの日を消すことはできません。続けるときは、新しい席を加えてください。"
                    )
                else:
                    end_post(post=post, last_day=post.ends_on, by=acting(request), at=now)
        except (CannotAppoint, CannotEnd) as exc:
            messages.error(request, str(exc))
        formset.new_objects, formset.changed_objects = [], []
