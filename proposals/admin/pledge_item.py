"""申告・誓約・同意・了承の文. Rewording what is in use makes a new version."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone

from nara_renkei.accounts.admin import PermittedAdmin
from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.actors import acting
from proposals.models import PledgeItem
from proposals.usecases.reword_pledge import reword_pledge


@admin.register(PledgeItem)
class PledgeItemAdmin(PermittedAdmin):
    view_permission = change_permission = Permission.EDIT_WORDS
    list_display = ("code", "version", "kind", "scope", "text", "valid_from", "is_retired")
    list_filter = ("kind", "scope", "is_retired")
    ordering = ("position", "code", "-version")
    fields = ("code", "version", "kind", "scope", "text", "basis", "position", "valid_from", "is_retired")
    readonly_fields = ("code", "version", "kind", "scope")

    def save_model(self, request: HttpRequest, obj: PledgeItem, form: Any, change: bool) -> None:
        words = {name: form.cleaned_data[name] for name in ("text", "basis", "position", "valid_from", "is_retired")}
        row = reword_pledge(item=obj, **words, by=acting(request), at=timezone.now())
        if row.pk != obj.pk:
            messages.info(
                request, f"使い始めている文なので、第{row.version}版を新しく作りました。前の版はそのまま残ります。"
            )
