"""包括連携協定 before the desk: what must be decided first stands first; every change of its life is a button."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, ForeignKey, QuerySet
from django.forms import ModelChoiceField
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html

from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.actors import acting
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import FiscalYear, wareki
from nara_renkei.core.private_files import file_response
from nara_renkei.core.sheets import sheet_response
from nara_renkei.directory.enums import AgreementState
from nara_renkei.directory.forms import AgreementForm, AgreementRecordForm
from nara_renkei.directory.models import (
    Agreement,
    AgreementActivity,
    AgreementPaper,
    AgreementRecord,
    AgreementRenewal,
    Division,
)
from nara_renkei.directory.rules.agreements import state_of
from nara_renkei.directory.usecases.settle_agreement import settle_agreement

from .agreement_acts import ACTS, REFUSED
from .agreement_sheet import agreement_sheet
from .mixins import PermittedAdmin, PermittedStackedInline, PermittedTabularInline

KEPT = Permission.EDIT_DIRECTORY
LIFE = ("signed_on", "starts_on", "ends_on", "renews_years", "notice_count", "notice_unit")


class StateFilter(admin.SimpleListFilter):
    title = "状態"
    parameter_name = "jotai"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("todo", "90日以内に決める"), *((value, str(label)) for value, label in AgreementState.choices)]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        today = timezone.localdate()
        if self.value() == "todo":
            return queryset.to_decide(today)
        return queryset.in_state(self.value(), today) if self.value() in AgreementState.values else queryset


class FieldFilter(admin.SimpleListFilter):
    title = "分野"
    parameter_name = "bunya"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        rows = Agreement.objects.exclude(fields="").only("fields").order_by("pk")
        return [(word, word) for word in sorted({word for row in rows for word in row.field_names})]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(fields__contains=self.value()) if self.value() else queryset


class YearFilter(admin.SimpleListFilter):
    title = "締結した年度"
    parameter_name = "nendo"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        days = Agreement.objects.exclude(signed_on=None).order_by("-signed_on").values_list("signed_on", flat=True)
        years = dict.fromkeys(FiscalYear.of(day) for day in days if day)
        return [(str(year.first.year), str(year)) for year in years]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        value = self.value() or ""
        if not (value.isascii() and value.isdecimal() and len(value) == 4):
            return queryset
        year = FiscalYear(int(value))
        return queryset.filter(signed_on__range=(year.first, year.last))


class RecordInline(PermittedStackedInline):
    model = AgreementRecord
    form = AgreementRecordForm
    max_num = extra = 1
    can_delete = False
    view_permission = change_permission = add_permission = KEPT


class ActivityInline(PermittedTabularInline):
    """New ones come by the button; here one is published, or taken out."""

    model = AgreementActivity
    fields = ("held_on", "what", "figures", "division", "proposal_number", "is_public")
    readonly_fields = fields[:-1]
    view_permission = change_permission = delete_permission = KEPT

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("division").order_by("-held_on", "-pk")


class RenewalInline(PermittedTabularInline):
    model = AgreementRenewal
    fields = readonly_fields = ("kind", "previous_end", "ends_on", "note", "recorded_at", "recorded_by")
    view_permission = KEPT

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).order_by("-previous_end")


class PaperInline(PermittedTabularInline):
    model = AgreementPaper
    fields = readonly_fields = ("kind", "version", "document", "kept_at", "kept_by")
    view_permission = KEPT

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("file").order_by("kind", "-version")

    @admin.display(description="ファイル")
    def document(self, paper: AgreementPaper) -> str:
        if not paper.file.may_download:
            return f"{paper.file}（{paper.file.state_words}）"
        url = reverse("admin:directory_agreement_paper", args=[paper.agreement_id, paper.file.uuid])
        return format_html('<a href="{}">{}</a>', url, paper.file)


@admin.register(Agreement)
class AgreementAdmin(PermittedAdmin):
    form = AgreementForm
    list_display = ("organization", "title", "state", "deadline", "ends_on", "fields", "division", "is_public")
    list_filter = (
        StateFilter,
        FieldFilter,
        ("division", admin.RelatedOnlyFieldListFilter),
        YearFilter,
        "is_public",
    )
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ("organization", "division")
    search_fields = ("organization__name", "title", "fields", "other_parties")
    search_help_text = "団体、名称、分野の中の言葉"
    ordering = (F("act_by").asc(nulls_last=True), "-starts_on", "-pk")
    view_permission = change_permission = add_permission = KEPT
    autocomplete_fields = ("organization",)
    empty_value_display = "－"
    change_list_template = "admin/directory/agreements.html"
    change_form_template = "admin/directory/agreement.html"
    fieldsets = (
        (None, {"fields": ("organization", "other_parties", "title", "fields", "division")}),
        ("締結", {"fields": ("signed_on", "signing", "starts_on", "ends_on")}),
        (
            "自動更新",
            {
                "fields": (("renews_years", "notice_count", "notice_unit"),),
                "description": "協定書の条のとおりに入れます。例：申出がなければ1年ずつ延び、申出は満了の3か月前まで。",
            },
        ),
        ("公開", {"fields": ("pressed_on", "press_url", "is_public")}),
    )

    def get_inlines(self, request: HttpRequest, obj: Agreement | None) -> list[Any]:
        return [RecordInline, ActivityInline, RenewalInline, PaperInline] if obj else [RecordInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Agreement | None = None) -> tuple[str, ...]:
        # what the buttons have moved is not typed over
        moved = obj and (obj.renewals_count or obj.declined_on or obj.ended_on)
        return LIFE if moved else ()

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any]", request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:  # type: ignore[type-arg]  # as Django's admin names it
        if db_field.name == "division":
            kwargs["queryset"] = Division.objects.order_by("code", "valid_from")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("hyo/", wrap(self.sheet), name="directory_agreement_sheet"),
            path("<int:pk>/suru/<slug:verb>/", wrap(self.act), name="directory_agreement_act"),
            path("<int:pk>/bunsho/<uuid:file>/", wrap(self.paper), name="directory_agreement_paper"),
            *super().get_urls(),
        ]

    def save_model(self, request: HttpRequest, obj: Agreement, form: Any, change: bool) -> None:
        settle_agreement(agreement=obj, on=timezone.localdate())

    @admin.display(description="状態")
    def state(self, agreement: Agreement) -> str:
        return str(state_of(agreement.term, timezone.localdate()).label)

    @admin.display(description="次に決める期限", ordering="act_by")
    def deadline(self, agreement: Agreement) -> str:
        if agreement.act_by is None:
            return "－"
        days = (agreement.act_by - timezone.localdate()).days
        return f"{'申出期限' if agreement.renews_years else '終わり'} {wareki(agreement.act_by)}（あと{days}日）"

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id) if object_id else None
        context = {**(extra_context or {})}
        if isinstance(row, Agreement):
            today = timezone.localdate()
            offered = [act for act in ACTS if self.has_change_permission(request) and act.is_offered(row, today)]
            context["state"] = state_of(row.term, today).label
            context["act_links"] = [
                (act, reverse("admin:directory_agreement_act", args=[row.pk, act.verb])) for act in offered
            ]
        return super().changeform_view(request, object_id, form_url, context)

    def act(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        """Show the small page of a button; a POST presses it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        row = get_object_or_404(Agreement.objects.select_related("organization"), pk=pk)
        chosen = next((one for one in ACTS if one.verb == verb), None)
        if chosen is None:
            raise Http404
        home, now = redirect("admin:directory_agreement_change", pk), timezone.now()
        today = timezone.localdate(now)
        if not chosen.is_offered(row, today):
            messages.warning(request, f"いまは「{chosen.label}」はできません。いまの状態を確かめてください。")
            return home
        posted = request.method == "POST"
        form = chosen.form(request.POST if posted else None, request.FILES if posted else None, today)
        if posted and form.is_valid():
            try:
                chosen.call(row, form.cleaned_data, {"by": acting(request), "at": now})
            except REFUSED as exc:
                form.add_error(None, str(exc))
            else:
                messages.success(request, chosen.done)
                return home
        form.label_suffix, form.required_css_class = "", "required"  # type: ignore[attr-defined]  # Django reads it, its types do not know it
        context = {
            **self.admin_site.each_context(request),
            "title": f"{chosen.label}　{row}",
            "opts": self.opts,
            "row": row,
            "act": chosen,
            "told": chosen.told(row),
            "form": form,
        }
        return TemplateResponse(request, "admin/directory/agreement_act.html", context)

    def paper(self, request: HttpRequest, pk: int, file: UUID) -> HttpResponseBase:
        """Hand over a paper; who took it stands in the audit."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        papers = AgreementPaper.objects.select_related("file")
        found = get_object_or_404(papers, agreement=pk, file__uuid=file)
        response = file_response(found.file)
        record("file.download", about=f"agreement:{pk}", by=acting(request), at=timezone.now(), file=str(file))
        return response

    def sheet(self, request: HttpRequest) -> HttpResponse:
        """Hand over what is filtered; the address holds the choice, as on the list."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return redirect("admin:directory_agreement_changelist")
        rows = self.get_changelist_instance(request).get_queryset(request).select_related("record")
        made = agreement_sheet(rows, request.POST.get("format", ""), timezone.localdate())
        record("agreements.exported", about="directory", by=acting(request), at=timezone.now(), name=made.name)
        return sheet_response(made)
