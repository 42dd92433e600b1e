"""Pages beside the form of a row: each a RowPage in the PAGES of its module, below /admin/<app>/<model>/<pk>/."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from nara_renkei.core.text import whole_number

from .acts import ActingAdmin


@dataclass(frozen=True, slots=True)
class RowPage:
    """One page; ``view`` takes the request, the row and what the address names."""

    address: str  # below /admin/<app>/<model>/<pk>/, such as "tegami/<slug:kind>/"
    name: str  # of the URL: admin:<app>_<model>_<name>
    view: Callable[..., HttpResponseBase]
    tab: str = ""  # the words of its link above the form; without them there is none


class PagedAdmin(ActingAdmin):
    """A ModelAdmin with pages of its own for each row; who may change the row may open them."""

    pages: ClassVar[tuple[RowPage, ...]] = ()
    change_form_template = "admin/paged_change_form.html"

    def get_urls(self) -> list[Any]:
        return [*(self._pattern(page) for page in self.pages), *super().get_urls()]

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        tabs = [
            (page.tab, reverse(f"admin:{self._url_name(page)}", args=[object_id]))
            for page in self.pages
            if page.tab and object_id and whole_number(object_id) is not None
        ]
        return super().changeform_view(request, object_id, form_url, {**(extra_context or {}), "tabs": tabs})

    def _url_name(self, page: RowPage) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page.name}"

    def _pattern(self, page: RowPage) -> URLPattern:
        def view(request: HttpRequest, pk: int, **named: Any) -> HttpResponseBase:
            if not self.has_change_permission(request):
                raise PermissionDenied
            return page.view(request, get_object_or_404(self.model, pk=pk), **named)

        return path(f"<int:pk>/{page.address}", self.admin_site.admin_view(view), name=self._url_name(page))


def row_page(request: HttpRequest, row: Model, template: str, title: str, **context: Any) -> TemplateResponse:
    """Render a page beside the form of a row; its template extends admin/row_page.html."""
    names = f"admin:{row._meta.app_label}_{row._meta.model_name}"
    everything = {
        **admin.site.each_context(request),
        "title": f"{title}　{row}",
        "page_name": title,
        "opts": row._meta,
        "row": row,
        "list_url": reverse(f"{names}_changelist"),
        "row_url": reverse(f"{names}_change", args=[row.pk]),
        **context,
    }
    return TemplateResponse(request, template, everything)
