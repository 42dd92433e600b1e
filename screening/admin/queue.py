"""The desk's queue: 要対応 first, flat at a hundred thousand rows; and the way to a proposal's page."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import F, Min, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html

from nara_renkei.accounts.admin import PermittedAdmin
from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.calendar import WEEKDAYS, local_day
from nara_renkei.core.text import forbidden_character
from proposals.models import Promise
from screening.queries import desk_facts

from . import page
from .desk_proposal import DeskProposal
from .filters import EVERYTHING, DivisionFilter, DueFilter, NeedFilter, StatusFilter, YearFilter

CAP = 1000


class CappedPaginator(Paginator):
    """Counts to a thousand and no further: 「1000+」."""

    @cached_property
    def count(self) -> int:
        # only the ids: the date owed is worked out for the rows that are shown
        return int(self.object_list.order_by().values("pk")[: CAP + 1].count())  # type: ignore[union-attr, attr-defined]


def next_due() -> Subquery:
    """Return the first date the city owes on a proposal."""
    owed = Promise.objects.open().filter(proposal=OuterRef("pk")).order_by()
    return Subquery(owed.values("proposal").annotate(first=Min("due_on")).values("first"))


class QueueChangeList(ChangeList):
    """Ids first, then the fifty rows, then what the desk wants to know of them."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        """What waits comes by the date the city owes, the oldest first; everything else newest first."""
        if "o" in request.GET or NeedFilter.of(request) == EVERYTHING:
            return super().get_ordering(request, queryset)
        return [F("next_due").asc(nulls_last=True), "submitted_at", "pk"]

    @property
    def count_words(self) -> str:
        return f"{CAP}+" if self.result_count > CAP else str(self.result_count)

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        ids = list(self.result_list.values_list("pk", flat=True))
        rows = DeskProposal.objects.select_related("organization").only(
            "number", "title", "kind", "status", "updated_at", "organization__name"
        )
        found = rows.in_bulk(ids)
        facts = desk_facts(ids, timezone.localdate())
        self.result_list = [found[pk] for pk in ids if pk in found]
        for row in self.result_list:
            row.desk = facts[row.pk]

    def url_for_result(self, result: Any) -> str:
        return reverse("admin:screening_deskproposal_change", args=[result.number])


@admin.register(DeskProposal)
class DeskProposalAdmin(PermittedAdmin):
    """No field is edited here: every change is a button with a preview of what is told to whom."""

    view_permission = Permission.READ_ALL_PROPOSALS
    list_display = ("needs", "number_link", "title", "organization", "kind", "status", "lead", "due", "moved")
    list_display_links = None
    list_filter = (NeedFilter, StatusFilter, "kind", DivisionFilter, DueFilter, YearFilter)
    search_fields = ("search",)
    search_help_text = "提案名・内容・番号・団体の中の言葉（2文字以上）"
    ordering = ("-submitted_at", "-pk")
    sortable_by = ("number_link", "title", "moved")
    list_max_show_all = 0
    show_facets = admin.ShowFacets.NEVER
    paginator = CappedPaginator
    change_list_template = "admin/screening/queue.html"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return QueueChangeList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        today = timezone.localdate()
        rows = DeskProposal.objects.visible_to(request.user, today)  # type: ignore[arg-type]
        return rows.annotate(next_due=next_due()).order_by(*self.ordering)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find words inside Japanese sentences; a control character finds nothing."""
        if forbidden_character(search_term):
            return queryset.none(), False
        return queryset.matching(search_term), False  # type: ignore[attr-defined]

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.changelist_view), name="screening_deskproposal_changelist"),
            path("<str:number>/", wrap(self.proposal_page), name="screening_deskproposal_change"),
            path("<str:number>/<slug:verb>/", wrap(self.act_page), name="screening_deskproposal_act"),
        ]

    def proposal_page(self, request: HttpRequest, number: str) -> HttpResponse:
        return page.show(self, request, number)

    def act_page(self, request: HttpRequest, number: str, verb: str) -> HttpResponse:
        return page.act(self, request, number, verb)

    @admin.display(description="要対応")
    def needs(self, row: Any) -> str:
        return "・".join(need.value for need in row.desk.needs) or "—"

    @admin.display(description="番号", ordering="number")
    def number_link(self, row: Any) -> str:
        return format_html('<a href="{}/">{}</a>', row.number, row.number)

    @admin.display(description="担当課")
    def lead(self, row: Any) -> str:
        return row.desk.lead or "—"

    @admin.display(description="期限")
    def due(self, row: Any) -> str:
        day = row.desk.due_on
        return f"{day.month}/{day.day}（{WEEKDAYS[day.weekday()]}） {row.desk.days_words}" if day else "—"

    @admin.display(description="最終の動き", ordering="updated_at")
    def moved(self, row: Any) -> str:
        day = local_day(row.updated_at)
        return (
            f"{day.month}/{day.day}" if day.year == timezone.localdate().year else f"{day.year}/{day.month}/{day.day}"
        )
