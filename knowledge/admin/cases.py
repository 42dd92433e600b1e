"""事例 before the desk: a queue of what is to be read, opened, looked at again."""

from typing import Any, Final

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html

from knowledge.enums import CaseState
from knowledge.forms.cases import CaseReasonForm, KeepCaseForm, OpenCaseForm
from knowledge.models import CaseStudy, CaseVersion
from knowledge.rules.cases import may_be_opened
from knowledge.usecases.keep_case import CannotKeep, keep_case
from knowledge.usecases.open_case import CannotOpen, open_case
from knowledge.usecases.retire_case import CannotRetire, retire_case
from knowledge.usecases.return_case import CannotReturn, return_case
from nara_renkei.accounts.admin.acts import RowAct
from nara_renkei.accounts.admin.pages import PagedAdmin
from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.text import forbidden_character

from .case_faces import FACE_ACTS, FACE_REFUSED, faces_told, with_face
from .case_file import case_file
from .case_filters import CaseFieldFilter, CaseQueueFilter
from .review_column import ReviewColumn

NO_LETTER: Final = "メールは送りません。"

ACTS = (
    RowAct(
        "kokai",
        "庁内に公開する",
        f"席のあるすべての職員が読めるようになります。市の外には見えません。{NO_LETTER}",
        "庁内に公開しました。",
        lambda row: may_be_opened(row.state, row.origin),
        lambda row, data, today: OpenCaseForm(data, case=row, today=today),
        lambda row, form, by: open_case(case=row, **form.cleaned_data, **by),
    ),
    RowAct(
        "modosu",
        "課に差し戻す",
        f"下書きに戻ります。理由は、担当課の「自分の課の下書き」と事例のページに出ます。{NO_LETTER}",
        "差し戻しました。",
        lambda row: row.state == CaseState.HANDED_IN,
        lambda row, data, today: CaseReasonForm(data),
        lambda row, form, by: return_case(case=row, **form.cleaned_data, **by),
    ),
    RowAct(
        "kimeru",
        "担当課・見直しの期限を決める",
        "すぐに変わります。担当課の職員が、この事例を直せるようになります。"
        f"見直しの期限を過ぎると、事例の初めにそう出ます。{NO_LETTER}",
        "決めました。",
        lambda row: row.state != CaseState.RETIRED,
        lambda row, data, today: KeepCaseForm(data, case=row, today=today),
        lambda row, form, by: keep_case(case=row, **form.cleaned_data, **by),
    ),
    RowAct(
        "torisage",
        "取り下げる",
        f"すぐに、デスクと担当課のほかの職員から見えなくなります。元には戻せません。理由は担当課も読みます。{NO_LETTER}",
        "取り下げました。",
        lambda row: row.state not in {CaseState.RETIRED, CaseState.PUBLIC},
        lambda row, data, today: CaseReasonForm(data),
        lambda row, form, by: retire_case(case=row, **form.cleaned_data, **by),
        is_danger=True,
    ),
)


@admin.register(CaseStudy)
class CaseStudyAdmin(ReviewColumn, PagedAdmin):
    """No field is edited on the page itself: every change is a button, and 「直す」 leads to the form of the 課."""

    view_permission = Permission.READ_ALL_PROPOSALS
    change_permission = Permission.TRIAGE
    acts = (*ACTS, *FACE_ACTS)
    change_list_template = "admin/knowledge/case_list.html"
    refused = (CannotKeep, CannotOpen, CannotRetire, CannotReturn, *FACE_REFUSED)
    list_display = ("title", "state", "owner", "field", "partner_name", "handed_in_at", "review")
    list_display_links = ("title",)
    list_filter = (CaseQueueFilter, CaseFieldFilter, ("owner", admin.RelatedOnlyFieldListFilter), "origin")
    list_select_related = ("owner", "method", "proposal", "organization")
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("search",)
    search_help_text = "題・文・相手・分野・担当課の中の言葉（2文字以上）"
    ordering = ("-updated_at", "-pk")
    fields = readonly_fields = (
        "code",
        "title",
        "state",
        "pages_of_staff",
        "faces",
        "origin",
        "proposal",
        "source_name",
        "source_url",
        "owner",
        "implementer",
        "organization",
        "partner_name",
        "field",
        "method",
        "year",
        "started_on",
        "ended_on",
        "days",
        "review",
        "handed_in_at",
        "returned_reason",
        "opened_at",
        "retired_at",
        "retired_reason",
        "drafted_at",
        "drafted_by",
        "updated_at",
    )

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(case_file)
        return [path("torikomi/", view, name="knowledge_casestudy_import"), *super().get_urls()]

    def act(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        """The same, with exactly what will be public before it is."""
        return with_face(super().act(request, pk, verb), verb)

    def get_queryset(self, request: HttpRequest) -> QuerySet[CaseStudy]:
        newest = CaseVersion.objects.filter(case=OuterRef("pk")).order_by("-number").values("title")[:1]
        return super().get_queryset(request).annotate(title=Subquery(newest))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find words inside Japanese sentences; a control character finds nothing."""
        if forbidden_character(search_term):
            return queryset.none(), False
        return queryset.saying(search_term), False  # type: ignore[attr-defined]  # our own queryset

    @admin.display(description="題", ordering="title")
    def title(self, row: CaseStudy) -> str:
        return str(row.title)  # type: ignore[attr-defined]  # annotated

    @admin.display(description="公開の面")
    def faces(self, row: CaseStudy) -> str:
        return faces_told(row)

    @admin.display(description="職員が読むページ")
    def pages_of_staff(self, row: CaseStudy) -> str:
        return format_html(
            '<a href="{}">事例を読む</a>　<a href="{}">直す</a>　<a href="{}">改訂の記録</a>　<a href="{}">画像</a>',
            reverse("knowledge:case", args=[row.code]),
            reverse("knowledge:revise_case", args=[row.code]),
            reverse("knowledge:case_history", args=[row.code]),
            reverse("knowledge:case_pictures", args=[row.code]),
        )
