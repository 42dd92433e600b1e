"""修正のお願いの定型文."""

from django.contrib import admin

from nara_renkei.accounts.admin import PermittedAdmin
from nara_renkei.accounts.permissions import Permission
from proposals.models import CorrectionReason


@admin.register(CorrectionReason)
class CorrectionReasonAdmin(PermittedAdmin):
    """A sentence may be rewritten at will: what was sent keeps its own words."""

    view_permission = change_permission = add_permission = Permission.EDIT_WORDS
    list_display = ("text", "position", "is_active")
    ordering = ("position", "pk")
    fields = ("text", "position", "is_active")
