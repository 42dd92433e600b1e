"""Who may read a 役員名簿: two posts, named by who keeps the posts, not by who reads proposals."""

from django.contrib import admin

from nara_renkei.accounts.admin import PermittedAdmin
from nara_renkei.accounts.permissions import Permission
from screening.models import RosterReader


@admin.register(RosterReader)
class RosterReaderAdmin(PermittedAdmin):
    view_permission = change_permission = add_permission = delete_permission = Permission.EDIT_STAFF
    list_display = ("post", "seat")
    list_select_related = ("post__user", "post__division", "post__department")
    ordering = ("seat",)
    fields = ("seat", "post")
