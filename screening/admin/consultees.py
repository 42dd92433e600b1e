"""いつも意見を聞く課, as the desk keeps it."""

from django.contrib import admin

from nara_renkei.accounts.admin import PermittedAdmin
from nara_renkei.accounts.permissions import Permission
from screening.models import StandingConsultee


@admin.register(StandingConsultee)
class StandingConsulteeAdmin(PermittedAdmin):
    """Nothing points at a row: it may be deleted."""

    view_permission = change_permission = add_permission = delete_permission = Permission.EDIT_WORDS
    list_display = ("occasion", "division", "question", "within_days", "is_active")
    list_select_related = ("division",)
    ordering = ("occasion", "division__code", "pk")
    fields = ("occasion", "division", "question", "within_days", "is_active")
