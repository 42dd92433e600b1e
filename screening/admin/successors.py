"""後任のお知らせ: who was told, and the page from which the desk tells."""

from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_date

from nara_renkei.accounts.admin import PermittedAdmin
from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.actors import acting
from nara_renkei.core.calendar import FiscalYear
from screening.forms.successors import SuccessorForm
from screening.models import SuccessorLetter
from screening.queries.successors import successor_rows
from screening.usecases.introduce_successors import CannotIntroduce, introduce_successors, preview


@admin.register(SuccessorLetter)
class SuccessorLetterAdmin(PermittedAdmin):
    """Told once, by the button of the page 「追加」; nothing is changed here."""

    view_permission = add_permission = Permission.TELL
    list_display = ("organization", "post", "sent_at", "sent_by")
    list_select_related = ("organization", "post__user", "post__division", "post__department")
    search_fields = ("organization__name", "post__user__name")
    search_help_text = "団体の名称、後任の氏名から探します。"
    ordering = ("-sent_at", "-pk")
    fields = ("organization", "post", "sent_at", "sent_by")

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        now = timezone.now()
        since = _since(request.GET.get("kara", ""), timezone.localdate())
        rows = successor_rows(since, timezone.localdate())
        form = SuccessorForm(request.POST if request.method == "POST" else None, rows=rows)
        if form.is_valid():
            try:
                told = introduce_successors(to=form.cleaned_data["to"], since=since, by=acting(request), at=now)
            except CannotIntroduce as exc:
                form.add_error(None, str(exc))
            else:
                messages.success(request, f"{len(told)}団体への後任のお知らせを、送る箱に入れました。")
                return redirect("admin:screening_successorletter_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": "後任を知らせる",
            "opts": self.opts,
            "form": form,
            "since": since,
            "letters": [(row, *preview(row)) for row in rows if row.can_go],
            "later": [row for row in rows if row.not_before],
            "unreachable": [row for row in rows if not row.addresses and not row.not_before],
        }
        return TemplateResponse(request, "admin/screening/successors.html", context)


def _since(typed: str, today: date) -> date:
    """Return the day that was asked for; else the first day of the 年度."""
    try:
        day = parse_date(typed)
    except ValueError:
        day = None
    return day or FiscalYear.of(today).first
