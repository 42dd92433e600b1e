"""The 研修, and who must attend it."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils import timezone

from nara_renkei.accounts.admin import PermittedStackedInline
from nara_renkei.accounts.admin.pages import PagedAdmin, RowPage
from nara_renkei.accounts.permissions import Permission
from training.forms.audience import AudienceRuleForm
from training.models import AudienceRule, Course
from training.queries.courses import with_cover
from training.rules.cover import Cover

from . import afterwards, figures, trainees

# in the order of the work; each module of this package that has pages of a 研修 adds its own
PAGES: tuple[RowPage, ...] = (*trainees.PAGES, *afterwards.PAGES, *figures.PAGES)


class RuleFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "today": timezone.localdate()}


class RuleInline(PermittedStackedInline):
    model = AudienceRule
    form, formset = AudienceRuleForm, RuleFormSet
    view_permission = change_permission = add_permission = delete_permission = Permission.HOLD_TRAININGS


@admin.register(Course)
class CourseAdmin(PagedAdmin):
    view_permission = change_permission = add_permission = Permission.HOLD_TRAININGS
    pages = PAGES
    list_display = ("name", "as_of", "lecturer", "must", "came", "studied", "missing")
    list_display_links = ("name",)
    search_fields = ("name", "slug")
    ordering = ("-as_of", "-pk")
    inlines = (RuleInline, afterwards.CheckQuestionInline)
    readonly_fields = ("created_at",)
    autocomplete_fields = ("organization",)
    fieldsets = (
        ("何を", {"fields": ("name", "slug", "aims", "related")}),
        ("だれが話す", {"fields": ("lecturer", "organization")}),
        ("だれが出る", {"fields": ("as_of",)}),
        ("自習", {"fields": ("pass_mark",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Course]:
        return with_cover(super().get_queryset(request))

    @admin.display(description="対象")
    def must(self, course: Course) -> str:
        return f"{_cover(course).must}人"

    @admin.display(description="出席")
    def came(self, course: Course) -> str:
        return f"{_cover(course).came}人（{_cover(course).percent}％）"

    @admin.display(description="自習で済み")
    def studied(self, course: Course) -> str:
        return f"{_cover(course).studied}人"

    @admin.display(description="まだ")
    def missing(self, course: Course) -> str:
        return f"{_cover(course).missing}人"

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        if not change:
            obj.created_at = timezone.now()  # type: ignore[attr-defined]  # a Course; Django's types say Model
        super().save_model(request, obj, form, change)


def _cover(course: Course) -> Cover:
    return Cover(course.must, course.came, course.studied)  # type: ignore[attr-defined]  # with_cover annotates them
