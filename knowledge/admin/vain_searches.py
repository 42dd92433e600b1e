"""見つからなかった言葉: what the library lacks, as those who looked for it say it."""

from typing import Final

from django.contrib import admin
from django.forms import Form

from knowledge.models import VainSearch
from knowledge.usecases.settle_vain_search import CannotSettle, settle_vain_search
from nara_renkei.accounts.admin.acts import ActingAdmin, DoneFilter, RowAct
from nara_renkei.accounts.permissions import Permission

ACTS: Final = (
    RowAct(
        "katazukeru",
        "FAQを書いた・片付けた",
        "この言葉を、デスクの一覧の「まだ」から外します。もう一度探されて見つからなければ、また出ます。メールは送りません。",
        "片付けました。",
        lambda row: row.settled_on is None,
        lambda row, data, today: Form(data),
        lambda row, form, by: settle_vain_search(row=row, **by),
    ),
)


class SettledFilter(DoneFilter):
    column = "settled_on"
    words = ("まだ", "片付けた")


@admin.register(VainSearch)
class VainSearchAdmin(ActingAdmin):
    """Who looked for them is not kept, so the desk can only write what was missing."""

    view_permission = Permission.READ_ALL_PROPOSALS
    change_permission = Permission.EDIT_WORDS
    acts = ACTS
    refused = (CannotSettle,)
    list_display = ("words", "times", "last_on", "first_on", "settled_on")
    list_filter = (SettledFilter,)
    search_fields = ("words",)
    ordering = ("-times", "-last_on", "-pk")
    fields = readonly_fields = ("words", "times", "first_on", "last_on", "settled_on")
