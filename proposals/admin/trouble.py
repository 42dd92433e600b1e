"""困りごとメモ: read, made a 課題 of, or closed with a reason. Nobody rewrites them."""

from django.contrib import admin

from nara_renkei.accounts.admin.acts import ActingAdmin, DoneFilter, RowAct
from nara_renkei.accounts.permissions import Permission
from nara_renkei.directory.models import Division
from proposals.forms.desk import CloseTroubleForm, PromoteForm
from proposals.models import Trouble
from proposals.usecases.settle_trouble import CannotSettle, close_trouble, promote_trouble

ACTS = (
    RowAct(
        "kadai",
        "課題の下書きにする",
        "選んだ課の画面に、このメモから始まる課題の下書きができます。印を付けると、課のメールにも知らせます。",
        "課題の下書きにしました。続きは課が書きます。",
        lambda row: row.closed_at is None,
        lambda row, data, today: PromoteForm(
            data,
            divisions=Division.objects.valid_on(today).select_related("department").in_order(),
            initial={"division": row.division_id},
        ),
        lambda row, form, by: promote_trouble(trouble_id=row.pk, **form.cleaned_data, **by),
    ),
    RowAct(
        "katazukeru",
        "片づける",
        "理由を残して、受け取ったメモの一覧から外します。メールは送りません。",
        "片づけました。",
        lambda row: row.closed_at is None,
        lambda row, data, today: CloseTroubleForm(data),
        lambda row, form, by: close_trouble(trouble_id=row.pk, **form.cleaned_data, **by),
    ),
)


class SettledFilter(DoneFilter):
    column = "closed_at"
    words = ("受け取った", "片づいた")


@admin.register(Trouble)
class TroubleAdmin(ActingAdmin):
    view_permission = Permission.READ_ALL_PROPOSALS
    change_permission = Permission.EDIT_WORDS
    acts = ACTS
    refused = (CannotSettle,)
    list_display = ("written_at", "trouble", "wish", "division", "author", "closed_reason")
    list_display_links = ("trouble",)
    list_filter = (SettledFilter, ("division", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("division",)
    search_fields = ("trouble", "wish")
    ordering = ("-written_at", "-pk")
    fields = readonly_fields = (
        "trouble",
        "wish",
        "division",
        "author",
        "email",
        "written_at",
        "closed_at",
        "closed_reason",
        "became",
    )

    @admin.display(description="この困りごとからできた課題")
    def became(self, row: Trouble) -> str:
        return "、".join(str(challenge) for challenge in row.challenges.latest_first()) or "まだありません"
