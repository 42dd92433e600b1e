"""The desk's queue: 要対応 first, flat at a hundred thousand rows; and the way to a proposal's page."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.templatetags.admin_list import result_headers
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.paginator import InvalidPage, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import cached_property

from nara_renkei.accounts.admin import PermittedAdmin
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.holidays import closed_days
from nara_renkei.core.uploads import for_upload
from screening.models import SavedFilter
from screening.queries import (
    COUNTED_TO,
    EVERYTHING,
    LABELS,
    NARROWING,
    WORDS,
    DeskQueue,
    capped,
    desk_facts,
    desk_queue,
    ids_of,
    saved_filters,
)
from screening.usecases.keep_filter import query_of

from . import (
    archive,
    bulk,
    checks,
    daily,
    dossier,
    entrusted,
    export,
    handing_over,
    hints,
    kept,
    nobody,
    page,
    roster,
    telephone,
    year_end,
)
from .desk_proposal import DeskProposal
from .filters import DivisionFilter, DueFilter, NeedFilter, PledgeFilter, StatusFilter, YearFilter

SORTED_BY = ("number", "title", "updated_at")


class QueueChangeList(ChangeList):
    """Ids first, then the fifty rows, then what the desk wants to know of them."""

    queue: DeskQueue | None = None
    chosen = EVERYTHING
    choice = ""  # what of the address chooses, for what is kept and exported
    saved: Sequence[SavedFilter] = ()
    bulks = bulk.BULKS

    def get_results(self, request: HttpRequest) -> None:
        """What waits comes in the desk's order; everything else newest first or as it was sorted."""
        today = timezone.localdate()
        closed = closed_days(today)
        self.chosen = NeedFilter.of(request)
        self.choice = query_of(request.GET.dict())
        self.saved = saved_filters(cast("User", request.user))
        if self.chosen == EVERYTHING:
            listed = list(self.queryset.values_list("pk", flat=True)[: COUNTED_TO + 1])
        else:
            among = self.queryset.order_by() if NeedFilter.is_narrowed(request) else None
            self.queue = desk_queue(today, closed, among, found_once=bool(self.query))
            listed = ids_of(self.queue, self.chosen)
        self.count_words = capped(len(listed))
        self.paginator = Paginator(listed[:COUNTED_TO], self.list_per_page)
        self.result_count = self.paginator.count
        self.full_result_count = None
        self.can_show_all, self.multi_page = False, self.paginator.num_pages > 1
        try:
            ids = list(self.paginator.page(self.page_num).object_list)
        except InvalidPage as exc:
            raise IncorrectLookupParameters from exc
        rows = self.root_queryset.select_related("organization", "pledge_request").only(
            "number", "title", "kind", "status", "updated_at", "organization__name", "pledge_request__answered_at"
        )
        found = rows.in_bulk(ids)
        facts = desk_facts(ids, today, closed)
        self.result_list = [found[pk] for pk in ids if pk in found]
        for row in self.result_list:
            row.desk = facts[row.pk]

    @property
    def need_links(self) -> list[tuple[str, str, bool]]:
        """The needs, each with how many wait: words, address, whether it is the one shown."""
        return [
            (
                f"{label}（{capped(len(ids_of(self.queue, value)))}）" if self.queue and value != EVERYTHING else label,
                str(self.get_query_string({NeedFilter.parameter_name: value}, [PAGE_VAR])),
                value == self.chosen,
            )
            for value, label in LABELS.items()
        ]

    @cached_property
    def headers(self) -> dict[str, Any]:
        """The heads of the columns that can be sorted."""
        return dict(zip(SORTED_BY, result_headers(self), strict=True))

    @property
    def previous_page(self) -> str:
        return str(self.get_query_string({PAGE_VAR: self.page_num - 1}))

    @property
    def next_page(self) -> str:
        return str(self.get_query_string({PAGE_VAR: self.page_num + 1}))


@admin.register(DeskProposal)
class DeskProposalAdmin(PermittedAdmin):
    """No field is edited here: every change is a button with a preview of what is told to whom."""

    view_permission = Permission.READ_ALL_PROPOSALS
    # queue.html writes the rows
    list_display = SORTED_BY
    list_filter = (NeedFilter, StatusFilter, "kind", DivisionFilter, DueFilter, PledgeFilter, YearFilter)
    search_fields = ("search",)
    search_help_text = "提案名・内容・番号・団体の中の言葉（2文字以上）"
    ordering = ("-submitted_at", "-pk")
    list_max_show_all = 0
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "admin/screening/queue.html"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return QueueChangeList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        today = timezone.localdate()
        rows = DeskProposal.objects.visible_to(cast("User", request.user), today)
        return rows.order_by(*self.ordering)

    def get_sortable_by(self, request: HttpRequest) -> tuple[str, ...]:
        """What waits has the desk's own order; the rest can be sorted."""
        return SORTED_BY if NeedFilter.of(request) == EVERYTHING else ()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find words inside Japanese sentences; a control character finds nothing."""
        return NARROWING[WORDS](queryset, search_term, timezone.localdate()), False  # type: ignore[arg-type]  # rows of the proxy

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.changelist_view), name="screening_deskproposal_changelist"),
            path("daiko/", wrap(self.entrusted_page), name="screening_deskproposal_enter"),
            path("matome/", wrap(self.bulk_page), name="screening_deskproposal_bulk"),
            path("kyo/", wrap(self.today_page), name="screening_deskproposal_today"),
            path("hyo/", wrap(export.order), name="screening_deskproposal_export"),
            path("hyo/<uuid:uuid>/", wrap(export.paper), name="screening_deskproposal_paper"),
            path("hyo/<uuid:uuid>/file/", wrap(export.file), name="screening_deskproposal_file"),
            path("shiborikomi/", wrap(kept.keep), name="screening_deskproposal_keep"),
            path("shiborikomi/<int:pk>/", wrap(kept.drop), name="screening_deskproposal_drop"),
            path("nendomatsu/", wrap(self.year_end_page), name="screening_deskproposal_year_end"),
            path("hikitsugi/", wrap(self.hand_over_page), name="screening_deskproposal_hand_over"),
            path("daremo/", wrap(self.nobody_page), name="screening_deskproposal_nobody"),
            path("denwa/", wrap(self.telephone_page), name="screening_deskproposal_telephone"),
            path("<str:number>/", wrap(self.proposal_page), name="screening_deskproposal_change"),
            path("<str:number>/tegakari/", wrap(self.hints_page), name="screening_deskproposal_hints"),
            path("<str:number>/meibo/", wrap(self.roster_page), name="screening_deskproposal_roster"),
            path("<str:number>/meibo/tenpu/", wrap(self.roster_file), name="screening_deskproposal_roster_file"),
            path("<str:number>/shiryo/<uuid:file>/", wrap(self.evidence_file), name="screening_deskproposal_evidence"),
            path("<str:number>/hozon/", wrap(archive.order), name="screening_deskproposal_archive"),
            path("<str:number>/hozon/<uuid:uuid>/", wrap(archive.paper), name="screening_deskproposal_archive_paper"),
            path(
                "<str:number>/hozon/<uuid:uuid>/file/", wrap(archive.file), name="screening_deskproposal_archive_file"
            ),
            path("<str:number>/ikken/", wrap(dossier.order), name="screening_deskproposal_dossier"),
            path("<str:number>/ikken/<uuid:uuid>/", wrap(dossier.paper), name="screening_deskproposal_dossier_paper"),
            path(
                "<str:number>/ikken/<uuid:uuid>/file/", wrap(dossier.file), name="screening_deskproposal_dossier_file"
            ),
            path("<str:number>/<slug:verb>/", wrap(self.act_page), name="screening_deskproposal_act"),
        ]

    def entrusted_page(self, request: HttpRequest) -> HttpResponse:
        return entrusted.enter(self, request)

    def today_page(self, request: HttpRequest) -> HttpResponse:
        return daily.sheet(self, request)

    def bulk_page(self, request: HttpRequest) -> HttpResponse:
        return bulk.press_all(self, request)

    def year_end_page(self, request: HttpRequest) -> HttpResponse:
        return year_end.page(self, request)

    def hand_over_page(self, request: HttpRequest) -> HttpResponse:
        return handing_over.page(self, request)

    def nobody_page(self, request: HttpRequest) -> HttpResponse:
        return nobody.page(self, request)

    def telephone_page(self, request: HttpRequest) -> HttpResponse:
        return telephone.answer(self, request)

    def proposal_page(self, request: HttpRequest, number: str) -> HttpResponse:
        return page.show(self, request, number)

    def roster_page(self, request: HttpRequest, number: str) -> HttpResponse:
        return roster.show(self, request, number)

    def roster_file(self, request: HttpRequest, number: str) -> HttpResponseBase:
        return roster.download(request, number)

    def hints_page(self, request: HttpRequest, number: str) -> HttpResponse:
        return hints.show(self, request, number)

    def evidence_file(self, request: HttpRequest, number: str, file: UUID) -> HttpResponseBase:
        return checks.evidence(self, request, number, file)

    def act_page(self, request: HttpRequest, number: str, verb: str) -> HttpResponse:
        return for_upload(request, page.act(self, request, number, verb))
