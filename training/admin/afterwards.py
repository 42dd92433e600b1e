"""What came after a 研修, before the desk: 自習 of those who missed it, promises, つまずきそうなこと."""

from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nara_renkei.accounts.admin import PermittedStackedInline
from nara_renkei.accounts.admin.acts import ActingAdmin, RowAct
from nara_renkei.accounts.admin.pages import RowPage, row_page
from nara_renkei.accounts.permissions import Permission
from training.forms.questions import CheckQuestionForm
from training.models import CheckQuestion, Course, Stumble
from training.queries.promises import promise_counts, promises_of
from training.queries.self_study import missing
from training.usecases.note_stumble import CannotSettle, reopen_hint, settle_hint

ROWS = 100  # names on a page
NO_LETTER = "メールは送りません。"


class CheckQuestionInline(PermittedStackedInline):
    """The questions of the 自習; what was answered keeps the words of its day."""

    model = CheckQuestion
    form = CheckQuestionForm
    ordering = ("position", "pk")
    view_permission = change_permission = add_permission = delete_permission = Permission.HOLD_TRAININGS


@never_cache
@require_safe
def self_study(request: HttpRequest, course: Course) -> HttpResponse:
    """Who missed the 研修, and how far each is with its 自習."""
    everybody = missing(course)
    passed = sum(1 for one in everybody if one.self_study and one.self_study.passed_at)
    context = {
        "rows": Paginator(everybody, ROWS).get_page(request.GET.get("page")),
        "passed": passed,
        "questions": course.questions.count(),
    }
    return row_page(request, course, "admin/training/self_study.html", "自習", **context)


@never_cache
@require_safe
def promises(request: HttpRequest, course: Course) -> HttpResponse:
    """What people promised, and what became of it."""
    rows = Paginator(promises_of(course), ROWS).get_page(request.GET.get("page"))
    counts = promise_counts(course)
    return row_page(request, course, "admin/training/promises.html", "次に試すこと", rows=rows, counts=counts)


PAGES = (
    RowPage("kakunin/", "self_study", self_study, tab="自習"),
    RowPage("yakusoku/", "promises", promises, tab="次に試すこと"),
)

ACTS = (
    RowAct(
        "sumi",
        "済にする",
        f"ガイドラインに生かした、または生かさないと決めたヒントを、未対応の一覧から外します。{NO_LETTER}",
        "済にしました。",
        lambda row: row.is_hint and row.settled_at is None,
        lambda row, data, today: Form(data),
        lambda row, form, by: settle_hint(stumble=row, **by),
    ),
    RowAct(
        "modosu",
        "未対応に戻す",
        f"もう一度、未対応の一覧に入れます。{NO_LETTER}",
        "未対応に戻しました。",
        lambda row: row.settled_at is not None,
        lambda row, data, today: Form(data),
        lambda row, form, by: reopen_hint(stumble=row, **by),
    ),
)


class StumbleFilter(admin.SimpleListFilter):
    title = "行き先"
    parameter_name = "yukisaki"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("hint", "ヒント（未対応）"),
            ("settled", "ヒント（済）"),
            ("memo", "困りごとメモになった"),
            ("text", "研修の報告だけ"),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        wanted: dict[str, dict[str, Any]] = {
            "hint": {"is_hint": True, "settled_at": None},
            "settled": {"settled_at__isnull": False},
            "memo": {"trouble__isnull": False},
            "text": {"is_hint": False, "trouble": None},
        }
        return queryset.filter(**wanted.get(self.value() or "", {}))


@admin.register(Stumble)
class StumbleAdmin(ActingAdmin):
    """Texts without a name. Nobody rewrites them."""

    view_permission = change_permission = Permission.HOLD_TRAININGS
    acts = ACTS
    refused = (CannotSettle,)
    list_display = ("text", "session", "written_on", "went_to")
    list_display_links = ("text",)
    list_filter = (StumbleFilter,)
    list_select_related = ("session__course",)
    search_fields = ("text",)
    ordering = ("-written_on", "-pk")
    fields = readonly_fields = ("text", "session", "written_on", "went_to", "settled_at", "settled_by")

    @admin.display(description="行き先")
    def went_to(self, row: Stumble) -> str:
        hint = ("ヒント（済）" if row.settled_at else "ヒント（未対応）") if row.is_hint else ""
        memo = "困りごとメモ" if row.trouble_id else ""
        return "、".join(filter(None, (hint, memo))) or "研修の報告だけ"
