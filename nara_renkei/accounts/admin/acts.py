"""What lists of the desk share: buttons on a row, each with a small page that says who will read what."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from nara_renkei.core.actors import acting

from .mixins import PermittedAdmin


@dataclass(frozen=True, slots=True)
class RowAct:
    """One button."""

    verb: str  # stands in the URL
    label: str
    told: str  # who will read what
    done: str
    is_offered: Callable[[Any], bool]
    form: Callable[[Any, Any, date], Form]  # row, data or None, today
    call: Callable[[Any, Form, dict[str, Any]], Any]  # row, valid form, {"by", "at"}
    is_danger: bool = False


class DoneFilter(admin.SimpleListFilter):
    """What waits, what is done: by whether one column is empty."""

    title = "状態"
    parameter_name = "jotai"
    column: ClassVar[str]
    words: ClassVar[tuple[str, str]]  # of what waits, of what is done

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("waiting", self.words[0]), ("done", self.words[1])]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() not in {"waiting", "done"}:
            return queryset
        return queryset.filter(**{f"{self.column}__isnull": self.value() == "waiting"})


class ActingAdmin(PermittedAdmin):
    """A ModelAdmin with buttons; who may change the row may press them."""

    acts: ClassVar[tuple[RowAct, ...]] = ()
    refused: ClassVar[tuple[type[Exception], ...]] = ()  # str(exc) is fit for the screen
    change_form_template = "admin/acting_change_form.html"

    @property
    def act_url(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_act"

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.act)
        return [path("<int:pk>/suru/<slug:verb>/", view, name=self.act_url), *super().get_urls()]

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id) if object_id else None
        offered = [act for act in self.acts if row and self.has_change_permission(request) and act.is_offered(row)]
        links = [(act, reverse(f"admin:{self.act_url}", args=[row.pk, act.verb])) for act in offered if row]
        return super().changeform_view(request, object_id, form_url, {**(extra_context or {}), "act_links": links})

    def act(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        """Show the small page of a button; a POST presses it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        row = get_object_or_404(self.get_queryset(request), pk=pk)
        chosen = next((one for one in self.acts if one.verb == verb), None)
        if chosen is None:
            raise Http404
        home = redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", pk)
        if not chosen.is_offered(row):
            messages.warning(request, f"いまは「{chosen.label}」はできません。いまの状態を確かめてください。")
            return home
        form = chosen.form(row, request.POST if request.method == "POST" else None, timezone.localdate())
        if request.method == "POST" and form.is_valid():
            try:
                chosen.call(row, form, {"by": acting(request), "at": timezone.now()})
            except self.refused as exc:
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
            "form": form,
            "list_url": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"),
            "row_url": home.url,
        }
        return TemplateResponse(request, "admin/act.html", context)
