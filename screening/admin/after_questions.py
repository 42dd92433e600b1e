"""終わった提案に聞く: the list of those that wait, with names and the letter, and the record of those asked."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from nara_renkei.accounts.admin import PermittedAdmin
from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.actors import acting
from screening.forms.afterwards import AskAfterwardsForm
from screening.models import AfterQuestion
from screening.queries.afterwards import ended_unasked
from screening.rendering import afterwards_letters
from screening.usecases.ask_afterwards import CannotAsk, ask_afterwards


@admin.register(AfterQuestion)
class AfterQuestionAdmin(PermittedAdmin):
    """Asked once, by the button of the page 「追加」; nothing is changed here."""

    view_permission = add_permission = Permission.HOLD_SURVEYS
    list_display = ("proposal", "survey", "asked_at", "asked_by")
    list_select_related = ("proposal", "survey")
    search_fields = ("proposal__number", "proposal__title")
    ordering = ("-asked_at", "-pk")
    fields = ("proposal", "survey", "asked_at", "asked_by")

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        now = timezone.now()
        ended = ended_unasked(now)
        form = AskAfterwardsForm(request.POST if request.method == "POST" else None, ended=ended)
        if form.is_valid():
            try:
                asked = ask_afterwards(numbers=form.cleaned_data["numbers"], by=acting(request), at=now)
            except CannotAsk as exc:
                form.add_error(None, str(exc))
            else:
                messages.success(request, f"{asked}人にお願いを送りました。今年度にもう送った人には、送っていません。")
                return redirect("admin:screening_afterquestion_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": "終わった提案に聞く",
            "opts": self.opts,
            "form": form,
            "ended": ended,
            "previews": afterwards_letters(now),
        }
        return TemplateResponse(request, "admin/screening/after_questions.html", context)
