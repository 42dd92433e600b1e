"""団体 beside each other, and two of them made one. Stands here because what moves are proposals."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html

from nara_renkei.accounts.admin import ConfirmedFilter, OrganizationAdmin
from nara_renkei.accounts.permissions import Permission, may
from nara_renkei.core.actors import acting
from nara_renkei.directory.models import Organization
from nara_renkei.directory.queries import similar_bodies
from proposals.queries import organizations_to_confirm
from proposals.usecases.merge_organizations import CannotMerge, MergePreview, merge_organizations, preview_merge

admin.site.unregister(Organization)


@dataclass(frozen=True, slots=True)
class Beside:
    """One column of the comparison."""

    organization: Organization
    holds: MergePreview


class ConfirmedOrSentFilter(ConfirmedFilter):
    """The first to be confirmed are those that have sent a proposal."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("sent", "未確認で、提案を出した"), *super().lookups(request, model_admin)]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "sent":
            return queryset.filter(pk__in=organizations_to_confirm())
        return super().queryset(request, queryset)


@admin.register(Organization)
class MergingOrganizationAdmin(OrganizationAdmin):
    """団体, with the way to merge one into another."""

    list_filter = (ConfirmedOrSentFilter, *OrganizationAdmin.list_filter[1:])

    def get_readonly_fields(self, request: HttpRequest, obj: Organization | None = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), "record", "merging")

    def get_fieldsets(self, request: HttpRequest, obj: Organization | None = None) -> Any:
        first, (title, options), *rest = super().get_fieldsets(request, obj)
        shown = ("record", "merging") if self._may_merge(request) else ()
        return [first, (title, {**options, "fields": (*options["fields"], *shown)}), *rest]

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:source>/togo/", wrap(self.compare), name="directory_organization_compare"),
            path("<int:source>/togo/<int:target>/", wrap(self.merge), name="directory_organization_merge"),
            *super().get_urls(),
        ]

    @admin.display(description="企業カルテ")
    def record(self, organization: Organization) -> str:
        return format_html('<a href="{}">開く</a>', reverse("portal:record", args=[organization.uuid]))

    @admin.display(description="統合")
    def merging(self, organization: Organization) -> str:
        if organization.merged_into:
            return f"「{organization.merged_into}」に統合されています。"
        address = reverse("admin:directory_organization_compare", args=[organization.pk])
        return format_html('<a href="{}">同じ団体と思われるものと見比べる</a>', address)

    def compare(self, request: HttpRequest, source: int) -> HttpResponse:
        """Show what may be the same 団体 side by side, with what each one holds."""
        one = self._found(request, source)
        columns = [Beside(each, preview_merge(source=each, target=one)) for each in (one, *similar_bodies(one))]
        page = {**self.admin_site.each_context(request), "title": f"{one}を見比べる", "one": one, "columns": columns}
        return TemplateResponse(request, "admin/proposals/compare.html", page)

    def merge(self, request: HttpRequest, source: int, target: int) -> HttpResponse | HttpResponseRedirect:
        """Show what moves and what stays; the button moves it."""
        one, into = self._found(request, source), self._found(request, target)
        if request.method == "POST":
            try:
                merge_organizations(source=one, target=into, by=acting(request), at=timezone.now())
            except CannotMerge as exc:
                messages.error(request, str(exc))
            else:
                messages.success(request, f"「{one}」を「{into}」に統合しました。")
                return redirect("admin:directory_organization_change", into.pk)
        page = {
            **self.admin_site.each_context(request),
            "title": "統合の前に確かめる",
            "one": one,
            "into": into,
            "preview": preview_merge(source=one, target=into),
        }
        return TemplateResponse(request, "admin/proposals/merge.html", page)

    def _may_merge(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) and may(
            request.user, Permission.READ_ALL_PROPOSALS, timezone.localdate()
        )

    def _found(self, request: HttpRequest, pk: int) -> Organization:
        if not self._may_merge(request):
            raise PermissionDenied
        return get_object_or_404(Organization, pk=pk)
