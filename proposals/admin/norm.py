"""課題・課ごとの期日の目安."""

from django.contrib import admin

from nara_renkei.accounts.admin import PermittedAdmin
from nara_renkei.accounts.permissions import Permission
from proposals.models import Norm


@admin.register(Norm)
class NormAdmin(PermittedAdmin):
    """What was promised keeps its days: they were copied. So a row may be changed and deleted."""

    view_permission = change_permission = add_permission = delete_permission = Permission.EDIT_WORDS
    list_display = ("stage", "challenge", "division", "days")
    list_select_related = ("challenge", "division")
    list_filter = ("stage",)
    ordering = ("stage", "challenge__code", "division__code", "pk")
    fields = ("stage", "challenge", "division", "days")
