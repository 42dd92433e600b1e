"""様式 before the desk: a new one, a new version that is shown filled before it counts, and what is said of it."""

from typing import Any, Final

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from knowledge.forms.templates import NewTemplateForm, TemplateForm, TemplateVersionForm
from knowledge.models import Template
from knowledge.queries.templates import versions_of
from knowledge.rules.menus import year_on
from knowledge.rules.templates import FIELDS
from knowledge.usecases.add_template_version import CannotAdd, add_template_version
from knowledge.usecases.keep_template import CannotKeep, add_template, keep_template
from nara_renkei.accounts.admin.pages import PagedAdmin, RowPage, row_page
from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.actors import acting

from .review_column import ReviewColumn
from .support import desk_division

CHANGE: Final = "admin:knowledge_template_change"
PAGE: Final = "admin/knowledge/template_form.html"
KNOWN: Final = tuple((name, *words) for name, words in FIELDS.items())


@never_cache
@require_http_methods(["GET", "POST"])
def add_version(request: HttpRequest, row: Template) -> HttpResponse:
    """A file is shown filled with samples; sent once more it becomes the newest version."""
    form = TemplateVersionForm(*_sent(request), label_suffix="")
    is_tried = form.is_valid()
    if is_tried and form.is_confirmed:
        try:
            add_template_version(
                template=row,
                name=form.file_name,
                content=form.content,
                why=form.cleaned_data["why"],
                by=acting(request),
                at=timezone.now(),
            )
        except CannotAdd as exc:
            form.add_error(None, exc.faults)
        else:
            messages.success(request, "新しい版にしました。職員が使うのは、この版です。前の版も残ります。")
            return redirect(CHANGE, row.pk)
    elif is_tried:
        form.show_trial()
    return row_page(request, row, PAGE, "新しい版", form=form, trial=form.trial, known=KNOWN)


@never_cache
@require_http_methods(["GET", "POST"])
def write_words(request: HttpRequest, row: Template) -> HttpResponse:
    """Name, purpose, methods, 課 and review date."""
    data = request.POST if request.method == "POST" else None
    form = TemplateForm(data, template=row, today=timezone.localdate(), label_suffix="")
    if form.is_valid():
        try:
            keep_template(template=row, words=form.words(), by=acting(request), at=timezone.now())
        except CannotKeep as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, "保存しました。")
            return redirect(CHANGE, row.pk)
    return row_page(request, row, PAGE, "直す", form=form)


@admin.register(Template)
class TemplateAdmin(ReviewColumn, PagedAdmin):
    """No field is edited on the page itself."""

    view_permission = change_permission = add_permission = Permission.EDIT_WORDS
    pages = (
        RowPage("han/", "version", add_version, "新しい版を加える"),
        RowPage("naosu/", "revise", write_words, "名称・使い道・担当課を直す"),
    )
    list_display = ("name", "purpose", "keeper", "review", "is_active")
    list_display_links = ("name",)
    list_filter = ("is_active",)
    list_select_related = ("owner",)
    show_facets = admin.ShowFacets.NEVER
    ordering = ("position", "pk")
    fields = readonly_fields = (
        "name",
        "code",
        "purpose",
        "for_methods",
        "keeper",
        "review",
        "is_active",
        "kept_versions",
        "page_of_staff",
    )

    @admin.display(description="担当課", ordering="owner__code")
    def keeper(self, row: Template) -> str:
        return row.keeper

    @admin.display(description="連携手法")
    def for_methods(self, row: Template) -> str:
        return "、".join(one.name for one in row.methods.order_by("position", "pk")) or "ありません"

    @admin.display(description="版")
    def kept_versions(self, row: Template) -> SafeString:
        rows = ((one.number, one.why, one.added_by) for one in versions_of(row))
        return format_html_join(SafeString("<br>"), "第{}版　{}　{}", rows)

    @admin.display(description="職員が使うページ")
    def page_of_staff(self, row: Template) -> SafeString:
        return format_html('<a href="{}">版を受け取る</a>', reverse("knowledge:template", args=[row.code]))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A 様式 with its first file, shown filled before it counts."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        today = timezone.localdate()
        begun = {"owner": desk_division(), "review_by": year_on(today)}
        form = NewTemplateForm(*_sent(request), today=today, initial=begun, label_suffix="")
        is_tried = form.is_valid()
        if is_tried and form.is_confirmed:
            try:
                made = add_template(
                    code=form.cleaned_data["code"],
                    words=form.words(),
                    file_name=form.file_name,
                    content=form.content,
                    by=acting(request),
                    at=timezone.now(),
                )
            except (CannotKeep, CannotAdd) as exc:
                form.add_error(None, str(exc))
            else:
                messages.success(request, "様式を加えました。")
                return redirect(CHANGE, made.pk)
        elif is_tried:
            form.show_trial()
        page = {
            **self.admin_site.each_context(request),
            "title": "様式を加える",
            "page_name": "加える",
            "opts": self.opts,
            "list_url": reverse("admin:knowledge_template_changelist"),
            "form": form,
            "trial": form.trial,
            "known": KNOWN,
        }
        return TemplateResponse(request, PAGE, page)


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
