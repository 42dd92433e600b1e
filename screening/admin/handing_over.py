"""機構改革の引継ぎ: the open proposals of 課 that have ended, each with the 課 that takes it; one button for all."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from nara_renkei.accounts.permissions import Permission, may
from nara_renkei.core.actors import acting
from screening.forms.handing_over import HandOverForm
from screening.queries.handing_over import held_by_ended
from screening.usecases.hand_over_routings import CannotHandOver, hand_over_routings

HOME = "admin:screening_deskproposal_hand_over"


def page(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Show what is left behind; a POST hands over what was chosen."""
    now, today = timezone.now(), timezone.localdate()
    if not may(request.user, Permission.ROUTE, today):
        raise PermissionDenied
    held = held_by_ended(today)
    form = HandOverForm(request.POST if request.method == "POST" else None, held=held)
    if form.is_valid():
        try:
            count = hand_over_routings(choices=form.choices(), by=acting(request), at=now)
        except CannotHandOver as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, f"{count}件を引き継ぎました。期限は変わりません。課のメールに知らせました。")
            return redirect(HOME)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "機構改革の引継ぎ",
        "opts": model_admin.opts,
        "form": form,
        "rows": [(one, form[one.key] if one.key in form.fields else None) for one in held],
    }
    return TemplateResponse(request, "admin/screening/handing_over.html", context)
