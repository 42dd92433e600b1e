"""The ガイドライン before the desk: a draft, its preview, and the day from which it holds."""

from typing import Any, Final

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from knowledge.forms.guideline import ChapterDraftForm, ChapterForm, DraftReadForm, EffectiveForm, NewChapterForm
from knowledge.models import Chapter, ChapterVersion
from knowledge.queries.guideline import contents
from knowledge.rendering import render_version
from knowledge.rules.guideline import passages
from knowledge.usecases.add_chapter import CannotAdd, add_chapter
from knowledge.usecases.discard_draft import CannotDiscard, discard_draft
from knowledge.usecases.draft_chapter import CannotDraft, StaleDraft, draft_chapter
from knowledge.usecases.keep_chapter import CannotKeep, keep_chapter
from knowledge.usecases.publish_chapter import CannotPublish, publish_chapter
from knowledge.usecases.remove_chapter import CannotRemove, remove_chapter
from knowledge.usecases.take_back_chapter import CannotTakeBack, take_back_chapter
from nara_renkei.accounts.admin.acts import RowAct
from nara_renkei.accounts.admin.pages import PagedAdmin, RowPage, row_page
from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.actors import acting
from nara_renkei.core.calendar import wareki

from . import reading
from .review_column import ReviewColumn

NO_LETTER: Final = "メールは送りません。"
DRAFT: Final = "admin:knowledge_chapter_draft"


def _effective_form(chapter: Chapter, data: Any, today: Any) -> Form:
    draft = chapter.draft()
    return EffectiveForm(data, initial={"effective_from": today, "revision": draft.revision if draft else 0})


def _draft_form(chapter: Chapter, data: Any, today: Any) -> Form:
    draft = chapter.draft()
    return DraftReadForm(data, initial={"revision": draft.revision if draft else 0})


ACTS = (
    RowAct(
        "yuko",
        "下書きを、この日から有効にする",
        "その日から、公開の章は市の外の方にも、庁内だけの章はすべての職員に、新しい版が見えます。有効になった版は変えられません。"
        f"必読の章で「もう一度お願いする」に印があるときは、読んだ人にもう一度お願いします。{NO_LETTER}",
        "有効にする日を決めました。",
        lambda row: row.draft() is not None,
        _effective_form,
        lambda row, form, by: publish_chapter(chapter=row, **form.cleaned_data, **by),
    ),
    RowAct(
        "modosu",
        "これから有効になる版を、下書きに戻す",
        f"その日になっても、新しい版は見えません。書いた文は下書きに残ります。{NO_LETTER}",
        "下書きに戻しました。",
        lambda row: row.waiting(timezone.localdate()) is not None,
        lambda row, data, today: Form(data),
        lambda row, form, by: take_back_chapter(chapter=row, **by),
        is_danger=True,
    ),
    RowAct(
        "kimeru",
        "読む人・必読・担当課・見直しの期限を決める",
        "すぐに変わります。公開にすると、市の外の方も読めるようになります。庁内だけだったころの版は、公開しても見えません。"
        f"見直しの期限を過ぎると、章の初めにそう出ます。{NO_LETTER}",
        "決めました。",
        lambda row: True,
        lambda row, data, today: ChapterForm(data, chapter=row, today=today),
        lambda row, form, by: keep_chapter(chapter=row, **form.cleaned_data, **by),
    ),
    RowAct(
        "suteru",
        "下書きを消す",
        f"書いた文は残りません。いま読まれている版は変わりません。{NO_LETTER}",
        "下書きを消しました。",
        lambda row: row.draft() is not None,
        _draft_form,
        lambda row, form, by: discard_draft(chapter=row, **form.cleaned_data, **by),
        is_danger=True,
    ),
)


@never_cache
@require_http_methods(["GET", "POST"])
def write_draft(request: HttpRequest, chapter: Chapter) -> HttpResponse:
    """The draft with its preview; a draft that another person saved first is shown, and nothing typed is lost."""
    draft, base, stale = chapter.draft(), chapter.newest(), None
    sent = {"data": request.POST} if request.method == "POST" else {}
    form = ChapterDraftForm(**sent, draft=draft, base=base, label_suffix="")
    if form.is_valid():
        try:
            draft_chapter(chapter=chapter, **form.words(), by=acting(request), at=timezone.now())
        except CannotDraft as exc:
            if isinstance(exc, StaleDraft):
                stale = draft
                form.goes_on_from(draft)
            form.add_error(None, str(exc))
        else:
            messages.success(request, "下書きを保存しました。下の見え方を確かめてから、有効にする日を決めてください。")
            return redirect(DRAFT, chapter.pk)
    context = {"form": form, "draft": draft, "stale": stale, **_shown(draft, base)}
    return row_page(request, chapter, "admin/knowledge/chapter_draft.html", "下書き", **context)


def _shown(draft: ChapterVersion | None, base: ChapterVersion | None) -> dict[str, Any]:
    if draft is None:
        return {}
    anchors = [one.chapter.anchor for one in contents(timezone.localdate(), public=False)]
    return {
        "page": render_version(draft, anchors, reverse("knowledge:staff_guideline")),
        "base": base,
        "changes": passages(base.text, draft.text) if base else [],
    }


@never_cache
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, chapter: Chapter) -> HttpResponse:
    """Ask once more; the POST takes the chapter away and leads to the list."""
    problem = ""
    if request.method == "POST":
        try:
            remove_chapter(chapter=chapter, by=acting(request), at=timezone.now())
        except CannotRemove as exc:
            problem = str(exc)
        else:
            messages.success(request, f"「{chapter}」を消しました。")
            return redirect("admin:knowledge_chapter_changelist")
    return row_page(request, chapter, "admin/knowledge/chapter_remove.html", "章を消す", problem=problem)


@admin.register(Chapter)
class ChapterAdmin(ReviewColumn, PagedAdmin):
    """No field is edited on the page itself: every change is a button."""

    view_permission = change_permission = add_permission = Permission.EDIT_WORDS
    acts = ACTS
    pages = (
        RowPage("shitagaki/", "draft", write_draft, "下書きを書く"),
        RowPage("kesu/", "remove", remove),
        *reading.PAGES,
    )
    refused = (CannotDiscard, CannotKeep, CannotPublish, CannotTakeBack)
    list_display = ("label", "current", "audience", "must_read", "keeper", "review", "in_hand")
    list_display_links = ("label",)
    list_filter = ("audience", "must_read")
    list_select_related = ("owner",)
    ordering = ("position", "pk")
    fields = readonly_fields = (
        "label",
        "anchor",
        "current",
        "in_hand",
        "audience",
        "must_read",
        "keeper",
        "review",
        "pages_of_staff",
    )

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """A chapter that says nothing yet; its first draft is written on its page."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        data = request.POST if request.method == "POST" else None
        form = NewChapterForm(data, today=timezone.localdate(), label_suffix="")
        if form.is_valid():
            try:
                chapter = add_chapter(**form.cleaned_data, by=acting(request), at=timezone.now())
            except CannotAdd as exc:
                form.add_error(None, str(exc))
            else:
                messages.success(request, f"「{chapter}」を加えました。下書きを書いてください。")
                return redirect("admin:knowledge_chapter_change", chapter.pk)
        context = {**self.admin_site.each_context(request), "title": "章を加える", "opts": self.opts, "form": form}
        return TemplateResponse(request, "admin/knowledge/chapter_add.html", context)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Chapter]:
        return super().get_queryset(request).prefetch_related("versions")

    @admin.display(description="いまの版")
    def current(self, row: Chapter) -> str:
        today = timezone.localdate()
        begun = [one for one in row.versions.all() if one.effective_from and one.effective_from <= today]
        newest = max(begun, key=lambda one: one.number, default=None)
        return f"第{newest.number}版　{newest.title}" if newest else "まだありません"

    @admin.display(description="書いている版")
    def in_hand(self, row: Chapter) -> str:
        today = timezone.localdate()
        waiting = [one for one in row.versions.all() if one.effective_from is None or one.effective_from > today]
        return "、".join(
            f"第{one.number}版（{wareki(one.effective_from)}から）"
            if one.effective_from
            else f"第{one.number}版（下書き）"
            for one in sorted(waiting, key=lambda one: one.number)
        )

    @admin.display(description="担当課")
    def keeper(self, row: Chapter) -> str:
        return row.keeper

    @admin.display(description="職員が読むページ")
    def pages_of_staff(self, row: Chapter) -> str:
        return format_html(
            '<a href="{}">章を読む</a>　<a href="{}">改訂の記録</a>　<a href="{}?sho={}">必読の章を読んだ人</a>　'
            '<a href="{}">まだ何も書いていない章を消す</a>',
            reverse("knowledge:staff_chapter", args=[row.anchor]),
            reverse("knowledge:staff_chapter_history", args=[row.anchor]),
            reverse("knowledge:must_read"),
            row.anchor,
            reverse("admin:knowledge_chapter_remove", args=[row.pk]),
        )
