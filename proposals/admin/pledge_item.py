"""申告・誓約・同意・了承の文. A rewording is shown against the wording in use before it is kept."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from nara_renkei.accounts.admin import PermittedAdmin
from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.actors import acting
from proposals.models import PledgeItem
from proposals.rules.word_diff import word_diff
from proposals.usecases.reword_pledge import reword_pledge

WORDING = ("text", "basis", "position", "valid_from", "is_retired")
CONFIRMED = "_reworded"  # the button of the preview


@admin.register(PledgeItem)
class PledgeItemAdmin(PermittedAdmin):
    view_permission = change_permission = Permission.EDIT_WORDS
    list_display = ("code", "version", "kind", "scope", "text", "valid_from", "is_retired")
    list_filter = ("kind", "scope", "is_retired")
    ordering = ("position", "code", "-version")
    fields = ("code", "version", "kind", "scope", *WORDING)
    readonly_fields = ("code", "version", "kind", "scope")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Answer a first POST with the difference; the button there sends the same form again."""
        row = self.get_object(request, object_id)
        if (
            request.method == "POST"
            and row
            and CONFIRMED not in request.POST
            and self.has_change_permission(request, row)
        ):
            old = {name: getattr(row, name) for name in WORDING}
            form = self.get_form(request, row, change=True)(request.POST, instance=row)
            if form.is_valid():
                return self._preview(request, row, old, form)
        response: HttpResponse = super().change_view(request, object_id, form_url, extra_context)
        return response

    def _preview(self, request: HttpRequest, row: PledgeItem, old: dict[str, Any], form: Any) -> HttpResponse:
        new = form.cleaned_data
        context = {
            **self.admin_site.each_context(request),
            "title": f"{row.code} の書直しを確かめる",
            "opts": self.opts,
            "row": row,
            "changes": [
                {"label": str(form.fields[name].label), "pieces": word_diff(str(old[name]), str(new[name]))}
                for name in ("text", "basis")
                if old[name] != new[name]
            ],
            "answered": row.answers.count(),
            "valid_from": new["valid_from"],
            "at_once": new["valid_from"] <= timezone.localdate(),
            "is_retired": new["is_retired"],
            "sent": [(name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"],
            "confirmed": CONFIRMED,
        }
        return TemplateResponse(request, "admin/proposals/pledge_preview.html", context)

    def save_model(self, request: HttpRequest, obj: PledgeItem, form: Any, change: bool) -> None:
        words = {name: form.cleaned_data[name] for name in WORDING}
        row = reword_pledge(item=obj, **words, by=acting(request), at=timezone.now())
        if row.pk != obj.pk:
            messages.info(
                request, f"使い始めている文なので、第{row.version}版を新しく作りました。前の版はそのまま残ります。"
            )
