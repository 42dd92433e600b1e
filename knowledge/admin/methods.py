"""連携手法 before the desk: the words of a page, whether it is used, and what the 手法ナビ says of it."""

from typing import Any, Final

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from knowledge.forms.methods import KeptForm, MethodForm
from knowledge.models import Method
from knowledge.queries.guideline import contents
from knowledge.rendering import render_method
from knowledge.rules.guideline import Passage, passages
from knowledge.rules.methods import TEXTS
from knowledge.usecases.bring_back_method import CannotBringBack, bring_back_method
from knowledge.usecases.keep_method import CannotKeep, keep_method
from knowledge.usecases.retire_method import CannotRetire, retire_method
from knowledge.usecases.revise_method import WORDS, CannotRevise, StaleMethod, revise_method
from nara_renkei.accounts.admin.acts import RowAct
from nara_renkei.accounts.admin.pages import PagedAdmin, RowPage, row_page
from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.actors import acting

from .navigator import LOOK, write_rules
from .review_column import ReviewColumn

NO_LETTER: Final = "メールは送りません。"

ACTS = (
    RowAct(
        "kimeru",
        "担当課・見直しの期限を決める",
        f"すぐに変わります。見直しの期限を過ぎると、手法のページの初めにそう出ます。{NO_LETTER}",
        "決めました。",
        lambda row: True,
        lambda row, data, today: KeptForm(data, method=row, today=today),
        lambda row, form, by: keep_method(method=row, **form.cleaned_data, **by),
    ),
    RowAct(
        "yameru",
        "この手法を使わないことにする",
        f"カタログと手法ナビから、すぐに消えます。手法のページは、事例から読めるように残り、「いまは使っていません」と出ます。{NO_LETTER}",
        "使わないことにしました。",
        lambda row: row.is_active,
        lambda row, data, today: Form(data),
        lambda row, form, by: retire_method(method=row, **by),
        is_danger=True,
    ),
    RowAct(
        "modosu",
        "この手法をまた使う",
        f"カタログと手法ナビに、すぐに出ます。{NO_LETTER}",
        "また使うことにしました。",
        lambda row: not row.is_active,
        lambda row, data, today: Form(data),
        lambda row, form, by: bring_back_method(method=row, **by),
    ),
)


@never_cache
@require_http_methods(["GET", "POST"])
def write_words(request: HttpRequest, method: Method) -> HttpResponse:
    """The words with a preview; what another person saved first is shown, and nothing typed is lost."""
    chapters = {one.chapter.anchor: one.full_title for one in contents(timezone.localdate(), public=False)}
    sent = {"data": request.POST} if request.method == "POST" else {}
    form = MethodForm(**sent, method=method, chapters=list(chapters.items()), label_suffix="")
    stale, shown = False, False
    if form.is_valid():
        shown = LOOK in request.POST
        if not shown:
            try:
                revise_method(
                    method=method,
                    version=form.version_read(),
                    words=form.words(),
                    by=acting(request),
                    at=timezone.now(),
                )
            except CannotRevise as exc:
                form.add_error(None, str(exc))
                if isinstance(exc, StaleMethod):
                    shown = stale = True
                    form.goes_on_from(method)
            else:
                messages.success(request, "手法を保存しました。職員のページは、もう新しい文です。")
                return redirect("admin:knowledge_method_change", method.pk)
    context = {"form": form, "stale": stale, **(_shown(method, form.words(), chapters) if shown else {})}
    return row_page(request, method, "admin/knowledge/method_words.html", "文を直す", **context)


def _shown(method: Method, words: dict[str, str], chapters: dict[str, str]) -> dict[str, Any]:
    """Return what the page would say, and what that changes."""
    typed = Method(**words)
    texts = render_method(typed, chapters, reverse("knowledge:staff_guideline"))
    return {
        "typed": typed,
        "parts": [(heading, texts[name]) for name, heading in TEXTS.items()],
        "changes": [
            Passage(str(Method._meta.get_field(name).verbose_name), one.pieces)  # type: ignore[union-attr]  # a column
            for name in WORDS
            for one in passages(getattr(method, name), words[name])
        ],
    }


@admin.register(Method)
class MethodAdmin(ReviewColumn, PagedAdmin):
    """No field is edited on the page itself: every change is a button."""

    view_permission = change_permission = Permission.EDIT_WORDS
    acts = ACTS
    pages = (
        RowPage("naosu/", "words", write_words, "文を直す"),
        RowPage("kisoku/", "rules", write_rules, "手法ナビの規則を直す"),
    )
    refused = (CannotKeep, CannotRetire, CannotBringBack)
    list_display = ("name", "summary", "days", "is_active", "keeper", "review")
    list_display_links = ("name",)
    list_filter = ("is_active",)
    list_select_related = ("owner",)
    ordering = ("position", "pk")
    fields = readonly_fields = (
        "name",
        "code",
        "summary",
        "decided_by",
        "days",
        "fits",
        "fits_not",
        "steps",
        "cautions",
        "chapter",
        "is_active",
        "keeper",
        "review",
        "updated_at",
        "updated_by",
        "page_of_staff",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Method]:
        return super().get_queryset(request).select_related("owner")

    @admin.display(description="担当課")
    def keeper(self, row: Method) -> str:
        return row.keeper

    @admin.display(description="職員が読むページ")
    def page_of_staff(self, row: Method) -> str:
        return format_html('<a href="{}">手法を読む</a>', reverse("knowledge:method", args=[row.code]))
