"""企業メニュー before the desk: a queue of what is to be read, opened, asked about again."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from knowledge.enums import MenuState
from knowledge.forms.menus import ButtonForm, DeskMenuForm, MenuForm, VersionForm
from knowledge.models import Menu
from knowledge.queries import fields_to_suggest
from knowledge.usecases.ask_about_menu import CannotAsk, ask_about_menu, letter_of
from knowledge.usecases.export_menus import CannotExport, export_menus
from knowledge.usecases.keep_menu import CannotKeep, keep_menu
from knowledge.usecases.offer_menu import CannotOffer, offer_menu
from knowledge.usecases.open_menu import CannotOpen, open_menu
from knowledge.usecases.revise_menu import CannotRevise, StaleMenu, revise_menu
from knowledge.usecases.withdraw_menu import CannotWithdraw, withdraw_menu
from nara_renkei.accounts.admin.acts import ActingAdmin, RowAct
from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.actors import acting
from nara_renkei.core.private_files import UploadRefused
from nara_renkei.core.sheets import sheet_response
from nara_renkei.core.text import forbidden_character

from .filters import FieldFilter, QueueFilter
from .review_column import ReviewColumn

ASKING = "tazuneru"
NO_LETTER = "メールは送りません。"

ACTS = (
    RowAct(
        "kokai",
        "庁内に公開する",
        f"席のあるすべての職員が読めるようになります。見直しの期限は1年後です。団体の画面に「庁内に公開」と出ます。{NO_LETTER}",
        "庁内に公開しました。",
        lambda row: row.state == MenuState.OFFERED,
        lambda row, data, today: VersionForm(data, initial={"version": row.version}),
        lambda row, form, by: open_menu(menu=row, **form.cleaned_data, **by),
    ),
    RowAct(
        ASKING,
        "続けるかを団体に尋ねる",
        "団体の担当者の全員に、次のメールを送ります。",
        "尋ねるメールを送りました。",
        lambda row: row.is_open,
        lambda row, data, today: ButtonForm(data),
        lambda row, form, by: ask_about_menu(menu=row, **by),
    ),
    RowAct(
        "tsuzukeru",
        "続けると聞いた",
        f"団体から電話などで「続ける」と聞いたときに押します。見直しの期限が、今日から1年後になります。{NO_LETTER}",
        "見直しの期限を、今日から1年後にしました。",
        lambda row: row.is_open,
        lambda row, data, today: ButtonForm(data),
        lambda row, form, by: keep_menu(menu=row, **by),
    ),
    RowAct(
        "torisage",
        "取り下げる",
        f"職員の画面から、すぐに見えなくなります。団体の画面に「取り下げ」と出ます。{NO_LETTER}",
        "取り下げました。",
        lambda row: not row.is_withdrawn,
        lambda row, data, today: ButtonForm(data),
        lambda row, form, by: withdraw_menu(menu=row, **by),
        is_danger=True,
    ),
)


@admin.register(Menu)
class MenuAdmin(ReviewColumn, ActingAdmin):
    """No field is edited on the page itself: every change is a button, and 「直す」 leads to the company's own form."""

    view_permission = Permission.READ_ALL_PROPOSALS
    change_permission = add_permission = Permission.TRIAGE
    acts = ACTS
    refused = (CannotAsk, CannotKeep, CannotOpen, CannotWithdraw)
    change_list_template = "admin/knowledge/menu_list.html"
    change_form_template = "admin/knowledge/menu.html"
    list_display = ("title", "state", "body_name", "field", "review", "asked_at", "updated_at")
    list_display_links = ("title",)
    list_filter = (QueueFilter, FieldFilter, ("organization", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("organization__merged_into", "slide")
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("search",)
    search_help_text = "題・内容・市に求めること・分野・団体の中の言葉（2文字以上）"
    ordering = ("-updated_at", "-pk")
    fields = readonly_fields = (
        "code",
        "state",
        "organization",
        "title",
        "field",
        "offer",
        "needs",
        "cost",
        "slide_link",
        "contact_name",
        "contact_email",
        "contact_phone",
        "review_by",
        "asked_at",
        "opened_at",
        "withdrawn_at",
        "source",
        "offered_at",
        "offered_by",
        "updated_at",
        "updated_by",
    )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find words inside Japanese sentences; a control character finds nothing."""
        if forbidden_character(search_term):
            return queryset.none(), False
        return queryset.saying(search_term), False  # type: ignore[attr-defined]  # our own queryset

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("kakidashi/", wrap(self.export), name="knowledge_menu_export"),
            path("<int:pk>/naosu/", wrap(self.revise), name="knowledge_menu_revise"),
            *super().get_urls(),
        ]

    @admin.display(description="団体", ordering="organization__name")
    def body_name(self, row: Menu) -> str:
        return row.body.name

    @admin.display(description="スライド（PDF）")
    def slide_link(self, row: Menu) -> str:
        if row.slide is None:
            return "ありません"
        if not row.slide.may_download:
            return f"{row.slide.original_name}：{row.slide.state_words}"
        return format_html(
            '<a href="{}">{}</a>　<a href="{}">画像で見る</a>',
            reverse("knowledge:slide", args=[row.code]),
            row.slide.original_name,
            reverse("knowledge:pages", args=[row.code]),
        )

    def act(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        """The same, with the letter word for word before it is sent."""
        response = super().act(request, pk, verb)
        if verb == ASKING and isinstance(response, TemplateResponse) and response.context_data:
            to, subject, body = letter_of(response.context_data["row"])
            response.context_data |= {"to": to, "subject": subject, "body": body}
            response.template_name = "admin/knowledge/ask.html"
        return response

    # --- the form of the company, written by the desk

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Write one for a 団体 that asked for it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = DeskMenuForm(*_sent(request), suggestions=fields_to_suggest())
        if form.is_valid():
            try:
                made = offer_menu(
                    key=form.made_once,
                    organization=form.cleaned_data["organization"],
                    facts=form.facts(),
                    upload=form.cleaned_data["slide"],
                    by=acting(request),
                    at=timezone.now(),
                )
            except (CannotOffer, UploadRefused) as exc:
                form.add_error(None, str(exc))
            else:
                messages.success(request, "企業メニューを書きました。読み直して、よければ公開してください。")
                return redirect("admin:knowledge_menu_change", made.pk)
        told = f"団体の画面に「公開前」と出ます。団体も直し、取り下げることができます。{NO_LETTER}"
        return self._form_page(request, form, title="企業メニューを書く", told=told)

    def revise(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        row = get_object_or_404(Menu.objects.with_body().select_related("slide"), pk=pk)
        form = MenuForm(*_sent(request), menu=row, suggestions=fields_to_suggest())
        if form.is_valid():
            try:
                revise_menu(menu=row, **form.change(), by=acting(request), at=timezone.now())
            except (CannotRevise, UploadRefused) as exc:
                if isinstance(exc, StaleMenu):
                    row.refresh_from_db()
                    form.goes_on_from(row)
                form.add_error(None, str(exc))
            else:
                messages.success(request, "保存しました。")
                return redirect("admin:knowledge_menu_change", pk)
        told = f"公開しているものは、職員の画面がすぐに変わります。団体の画面も同じになります。{NO_LETTER}"
        return self._form_page(request, form, title=f"直す　{row}", told=told, row=row)

    def _form_page(self, request: HttpRequest, form: MenuForm, **context: Any) -> HttpResponse:
        form.label_suffix, form.required_css_class = "", "required"  # type: ignore[attr-defined]  # Django reads it, its types do not know it
        page = {**self.admin_site.each_context(request), "opts": self.opts, "form": form, **context}
        return TemplateResponse(request, "admin/knowledge/menu_form.html", page)

    # --- the list leaves the portal

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"choice": request.GET.urlencode(), **(extra_context or {})})

    def export(self, request: HttpRequest) -> HttpResponse:
        """Hand over exactly what is filtered, as CSV or Excel."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            made = export_menus(
                menus=self.get_changelist_instance(request).get_queryset(request),
                sheet_format=request.POST.get("format", ""),
                by=acting(request),
                at=timezone.now(),
            )
        except (CannotExport, IncorrectLookupParameters) as exc:
            messages.warning(
                request, str(exc) if isinstance(exc, CannotExport) else "絞り込みを、一覧で選び直してください。"
            )
            return redirect(f"{reverse('admin:knowledge_menu_changelist')}?{request.GET.urlencode()}")
        return sheet_response(made)


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
