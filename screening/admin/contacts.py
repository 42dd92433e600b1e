"""応接記録 of everything: the desk reads and searches them, and adds those that belong to no proposal."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from nara_renkei.accounts.admin import PermittedAdmin
from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.actors import acting
from nara_renkei.core.text import forbidden_character
from screening.forms.contact import DeskContactForm
from screening.models import Contact
from screening.usecases.record_contact import CannotRecordContact, record_contact


@admin.register(Contact)
class ContactAdmin(PermittedAdmin):
    """Written once, never changed: a mistake is set right by another record."""

    view_permission = Permission.READ_ALL_PROPOSALS
    add_permission = Permission.TRIAGE
    list_display = ("met_at", "kind", "proposal", "organization", "people", "next_step", "written_by")
    list_select_related = ("proposal", "organization")
    list_filter = ("kind",)
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("search",)
    search_help_text = "話したこと・相手・場所・提案・団体の中の言葉（2文字以上）"
    ordering = ("-met_at", "-pk")
    fields = (
        "proposal",
        "organization",
        "kind",
        "met_at",
        "place",
        "people",
        "body",
        "next_step",
        "written_by",
        "written_at",
    )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find words inside Japanese sentences; a control character finds nothing."""
        if forbidden_character(search_term):
            return queryset.none(), False
        return queryset.matching(search_term), False  # type: ignore[attr-defined]  # our own queryset

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The desk's form of any contact; one of a proposal is also written on the page of the proposal."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        now = timezone.now()
        form = DeskContactForm(request.POST if request.method == "POST" else None, initial={"met_at": now})
        if form.is_valid():
            try:
                record_contact(key=form.made_once, facts=form.facts(), **form.about(), by=acting(request), at=now)
            except CannotRecordContact as exc:
                form.add_error("met_at", str(exc))
            else:
                messages.success(request, "応接記録を残しました。")
                return redirect("admin:screening_contact_changelist")
        form.label_suffix, form.required_css_class = "", "required"  # type: ignore[attr-defined]  # Django reads it, its types do not know it
        context = {
            **self.admin_site.each_context(request),
            "title": "応接記録を書く",
            "opts": self.opts,
            "form": form,
        }
        return TemplateResponse(request, "admin/screening/contact_add.html", context)
