"""よくある相談（FAQ） before the desk: written, looked at for names, opened, taken out."""

from typing import Any, Final

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from knowledge.enums import FaqState
from knowledge.forms.faq import FaqForm, OpenFaqForm
from knowledge.forms.menus import ButtonForm
from knowledge.models import Faq
from knowledge.queries.guideline import contents
from knowledge.queries.support import known_names
from knowledge.rendering import render_faq
from knowledge.rules.menus import year_on
from knowledge.rules.nameless import names_in
from knowledge.usecases.draft_faq import CannotDraft, draft_faq
from knowledge.usecases.open_faq import CannotOpen, open_faq
from knowledge.usecases.retire_faq import CannotRetire, retire_faq
from knowledge.usecases.revise_faq import CannotRevise, StaleFaq, revise_faq
from nara_renkei.accounts.admin.acts import RowAct
from nara_renkei.accounts.admin.pages import PagedAdmin, RowPage, row_page
from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.actors import acting

from .filters import FaqFilter
from .review_column import ReviewColumn
from .support import desk_division

NO_LETTER: Final = "メールは送りません。"
CHANGE: Final = "admin:knowledge_faq_change"

ACTS = (
    RowAct(
        "kokai",
        "庁内に公開する",
        f"席のあるすべての職員が読めるようになります。{NO_LETTER}",
        "庁内に公開しました。",
        lambda row: row.state != FaqState.OPEN,
        lambda row, data, today: OpenFaqForm(data, initial={"version": row.version}),
        lambda row, form, by: open_faq(faq=row, **form.cleaned_data, **by),
    ),
    RowAct(
        "torisage",
        "取り下げる",
        f"職員の画面から、すぐに見えなくなります。もう一度公開することもできます。{NO_LETTER}",
        "取り下げました。",
        lambda row: row.state != FaqState.RETIRED,
        lambda row, data, today: ButtonForm(data),
        lambda row, form, by: retire_faq(faq=row, **by),
        is_danger=True,
    ),
)


@never_cache
@require_http_methods(["GET", "POST"])
def write_faq(request: HttpRequest, row: Faq) -> HttpResponse:
    """The words of a FAQ; what another person saved first is shown, and nothing typed is lost."""
    today, stale = timezone.localdate(), None
    form = FaqForm(request.POST if request.method == "POST" else None, faq=row, today=today, label_suffix="")
    if form.is_valid():
        try:
            revise_faq(faq=row, version=form.read_version, words=form.words(), by=acting(request), at=timezone.now())
        except CannotRevise as exc:
            if isinstance(exc, StaleFaq):
                row.refresh_from_db()
                stale = row
                form.goes_on_from(row)
            form.add_error(None, str(exc))
        else:
            messages.success(request, "保存しました。")
            return redirect(CHANGE, row.pk)
    return row_page(request, row, "admin/knowledge/faq_form.html", "直す", form=form, stale=stale)


@admin.register(Faq)
class FaqAdmin(ReviewColumn, PagedAdmin):
    """No field is edited on the page itself: every change is a button."""

    view_permission = Permission.READ_ALL_PROPOSALS
    change_permission = add_permission = Permission.TRIAGE
    acts = ACTS
    pages = (RowPage("naosu/", "revise", write_faq, "直す"),)
    refused = (CannotOpen, CannotRetire)
    change_form_template = "admin/knowledge/faq.html"
    list_display = ("question", "topic", "state", "keeper", "review", "updated_at")
    list_display_links = ("question",)
    list_filter = (FaqFilter, "topic")
    list_select_related = ("owner",)
    show_facets = admin.ShowFacets.NEVER
    ordering = ("-updated_at", "-pk")
    fields = readonly_fields = (
        "question",
        "state",
        "topic",
        "left",
        "keeper",
        "review",
        "made_of",
        "opened_at",
        "updated_at",
        "updated_by",
    )

    @admin.display(description="担当課", ordering="owner__code")
    def keeper(self, row: Faq) -> str:
        return row.keeper

    @admin.display(description="残っている名前")
    def left(self, row: Faq) -> str:
        found = names_in(f"{row.question}\n{row.answer}", known_names(row.source))
        return "、".join(found) or "知っている名前は、残っていません。読み返して確かめてください。"

    @admin.display(description="もとの相談")
    def made_of(self, row: Faq) -> str:
        if row.source is None:
            return "デスクが書きました"
        url = reverse("admin:knowledge_supportrequest_change", args=[row.source.pk])
        return format_html('<a href="{}">{}</a>', url, row.source)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Write one that comes of no 相談."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        today = timezone.localdate()
        begun = {"owner": desk_division(), "review_by": year_on(today)}
        data = request.POST if request.method == "POST" else None
        form = FaqForm(data, today=today, initial=begun, label_suffix="")
        if form.is_valid():
            try:
                made = draft_faq(source=None, words=form.words(), by=acting(request), at=timezone.now())
            except CannotDraft as exc:
                form.add_error(None, str(exc))
            else:
                messages.success(request, "下書きにしました。見え方を読んで、公開してください。")
                return redirect(CHANGE, made.pk)
        page = {
            **self.admin_site.each_context(request),
            "title": "FAQを書く",
            "page_name": "書く",
            "opts": self.opts,
            "list_url": reverse("admin:knowledge_faq_changelist"),
            "form": form,
        }
        return TemplateResponse(request, "admin/knowledge/faq_form.html", page)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """The answer above the fields, as staff read it."""
        anchors = [one.chapter.anchor for one in contents(timezone.localdate(), public=False)]
        page = render_faq(context["original"], anchors, reverse("knowledge:staff_guideline"))
        return super().render_change_form(request, {**context, "page": page}, *args, **kwargs)
