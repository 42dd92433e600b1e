"""部, 課, 係. They end by a last day and are never deleted: old cases keep their names."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from nara_renkei.accounts.models import Post
from nara_renkei.accounts.permissions import Permission
from nara_renkei.accounts.usecases.review_routing import review_routing
from nara_renkei.core.actors import acting
from nara_renkei.directory.models import Department, Division, Section
from nara_renkei.directory.queries import why_not_routable

from .mixins import PermittedAdmin, PermittedTabularInline


class StandingFilter(admin.SimpleListFilter):
    title = "時期"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("now", "いまある"), ("future", "これから"), ("past", "終わった")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = timezone.localdate()
        match self.value():
            case "now":
                return queryset.valid_on(today)  # type: ignore[attr-defined]
            case "future":
                return queryset.filter(valid_from__gt=today)
            case "past":
                return queryset.filter(valid_to__lt=today)
        return queryset


class DivisionInline(PermittedTabularInline):
    model = Division
    fields = readonly_fields = ("code", "name", "valid_from", "valid_to")
    view_permission = Permission.EDIT_DIRECTORY
    show_change_link = True
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Division]:
        return super().get_queryset(request).order_by("code", "valid_from")


@admin.register(Department)
class DepartmentAdmin(PermittedAdmin):
    list_display = ("name", "code", "organ", "valid_from", "valid_to")
    list_filter = (StandingFilter, "organ")
    search_fields = ("name", "code")
    ordering = ("code", "valid_from")
    view_permission = change_permission = add_permission = Permission.EDIT_DIRECTORY
    fields = ("code", "name", "organ", "valid_from", "valid_to")
    inlines = (DivisionInline,)
    empty_value_display = "－"


@admin.register(Division)
class DivisionAdmin(PermittedAdmin):
    list_display = ("shown_name", "department", "accepts_routing", "has_answerer", "email", "code", "period")
    list_display_links = ("shown_name",)
    list_filter = (StandingFilter, "accepts_routing", "is_sample", ("department", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("department",)
    search_fields = ("name", "code", "duties", "keywords")
    search_help_text = "名称、コード、事務分掌、課の言葉から探します。"
    ordering = ("code", "valid_from")
    view_permission = change_permission = add_permission = Permission.EDIT_DIRECTORY
    autocomplete_fields = ("department", "successors")
    readonly_fields = ("accepts_routing", "why_not")
    fieldsets = (
        (None, {"fields": ("code", "name", "department", "duties", "keywords", "is_sample")}),
        (
            "送付",
            {
                "fields": ("email", "accepts_routing", "why_not", "open_limit"),
                "description": "課のメールがあり、課長か代決者の席があると、送付を受けるようになります。",
            },
        ),
        (
            "時期",
            {
                "fields": ("valid_from", "valid_to", "successors"),
                "description": "終わるときは、最後の日と後の課を入れてください。届いている提案の行き先になります。",
            },
        ),
    )
    empty_value_display = "－"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Division]:
        answerers = Post.objects.held_on(timezone.localdate()).filter(
            division=OuterRef("pk"), kind__in=["MANAGER", "DEPUTY"], user__is_active=True
        )
        return super().get_queryset(request).annotate(answerable=Exists(answerers))

    @admin.display(description="名称", ordering="name")
    def shown_name(self, division: Division) -> str:
        return f"{division.name}（例）" if division.is_sample else division.name

    @admin.display(description="課長・代決者", boolean=True, ordering="answerable")
    def has_answerer(self, division: Division) -> bool:
        return bool(division.answerable)  # type: ignore[attr-defined]

    @admin.display(description="時期", ordering="valid_from")
    def period(self, division: Division) -> str:
        last = f"{division.valid_to:%Y/%-m/%-d}" if division.valid_to else ""
        return f"{division.valid_from:%Y/%-m/%-d}〜{last}"

    @admin.display(description="送付できない理由")
    def why_not(self, division: Division) -> str:
        if division.pk is None:
            return "－"
        return why_not_routable(division, timezone.localdate()) or "なし（送付できます）"

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        now = timezone.now()
        review_routing(on=timezone.localdate(now), by=acting(request), at=now, only=form.instance)

    def save_model(self, request: HttpRequest, obj: Division, form: Any, change: bool) -> None:
        # Without an address nothing can be sent there; the database would refuse the row.
        if not obj.email:
            obj.accepts_routing = False
        super().save_model(request, obj, form, change)


@admin.register(Section)
class SectionAdmin(PermittedAdmin):
    list_display = ("name", "division", "code", "valid_from", "valid_to")
    list_filter = (StandingFilter,)
    list_select_related = ("division",)
    search_fields = ("name", "code", "division__name")
    ordering = ("code", "valid_from")
    view_permission = change_permission = add_permission = Permission.EDIT_DIRECTORY
    autocomplete_fields = ("division",)
    fields = ("code", "name", "division", "valid_from", "valid_to")
    empty_value_display = "－"
