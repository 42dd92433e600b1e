"""What the desk edits of its own lists."""

from django.contrib import admin

from nara_renkei.accounts.admin import PermittedAdmin
from nara_renkei.accounts.permissions import Permission
from screening.forms.replies import ReplyTemplateForm
from screening.models import BudgetDate, CheckItem, ContractLimit, DeclineReason, ReplyTemplate


@admin.register(DeclineReason)
class DeclineReasonAdmin(PermittedAdmin):
    """Reasons are switched off, never deleted: outcomes point at them."""

    view_permission = change_permission = add_permission = Permission.EDIT_WORDS
    list_display = ("label", "code", "position", "is_active")
    ordering = ("position", "pk")
    fields = ("label", "code", "position", "is_active")

    def get_readonly_fields(self, request: object, obj: DeclineReason | None = None) -> tuple[str, ...]:
        return ("code",) if obj else ()


@admin.register(CheckItem)
class CheckItemAdmin(PermittedAdmin):
    """What is checked of a 団体 before which stage. Switched off, never deleted: results point at it."""

    view_permission = change_permission = add_permission = Permission.EDIT_WORDS
    list_display = ("label", "stage", "position", "is_active")
    list_filter = ("stage", "is_active")
    ordering = ("position", "pk")
    fields = ("code", "stage", "label", "how", "position", "is_active")

    def get_readonly_fields(self, request: object, obj: CheckItem | None = None) -> tuple[str, ...]:
        return ("code", "stage") if obj else ()


@admin.register(BudgetDate)
class BudgetDateAdmin(PermittedAdmin):
    """予算・議会 calendar: from it comes the one sentence of every costed proposal."""

    view_permission = change_permission = add_permission = delete_permission = Permission.EDIT_WORDS
    list_display = ("__str__", "kind", "starts_month", "is_usual", "sentence", "position", "is_active")
    ordering = ("position", "pk")
    fields = ("kind", ("month", "day"), "starts_month", "is_usual", "sentence", "position", "is_active")


@admin.register(ContractLimit)
class ContractLimitAdmin(PermittedAdmin):
    """少額随意契約の上限. Switched off, never deleted: outcomes point at them."""

    view_permission = change_permission = add_permission = Permission.EDIT_WORDS
    list_display = ("label", "amount", "position", "is_active")
    ordering = ("position", "pk")
    fields = ("code", "label", "amount", "position", "is_active")

    def get_readonly_fields(self, request: object, obj: ContractLimit | None = None) -> tuple[str, ...]:
        return ("code",) if obj else ()


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(PermittedAdmin):
    """返信のひな形 may be rewritten at will: what was sent keeps its own words."""

    view_permission = change_permission = add_permission = Permission.EDIT_WORDS
    form = ReplyTemplateForm
    list_display = ("name", "position", "is_active")
    ordering = ("position", "pk")
