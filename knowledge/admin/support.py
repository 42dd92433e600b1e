"""デスクへの相談 before the desk: a queue by due date, the thread, the answer, and the FAQ made of it."""

from typing import Any, Final

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from knowledge.enums import FaqState, SupportSide, SupportState
from knowledge.forms.faq import FaqForm
from knowledge.forms.support import (
    CloseSupportForm,
    ConsulteeForm,
    ExtendSupportForm,
    SupportAnswerForm,
    SupportNoteForm,
)
from knowledge.models import StandingConsultee, SupportRequest
from knowledge.rules.menus import year_on
from knowledge.usecases.answer_support import CannotAnswer, MovedOn, answer_support
from knowledge.usecases.ask_consultee import CannotAskConsultee, ask_consultee
from knowledge.usecases.close_support import CannotClose, close_support
from knowledge.usecases.draft_faq import NOT_ANSWERED, CannotDraft, draft_faq, nameless_draft
from knowledge.usecases.extend_support import CannotExtend, extend_support
from knowledge.usecases.write_in_support import CannotWrite, write_in_support
from nara_renkei.accounts.admin.acts import RowAct
from nara_renkei.accounts.admin.mixins import PermittedAdmin
from nara_renkei.accounts.admin.pages import PagedAdmin, RowPage, row_page
from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.actors import acting
from nara_renkei.core.calendar import wareki
from nara_renkei.core.models import CitySettings
from nara_renkei.directory.models import Division

from .filters import SupportFilter

NO_LETTER: Final = "メールは送りません。"
CHANGE: Final = "admin:knowledge_supportrequest_change"

ACTS = (
    RowAct(
        "kaku",
        "書く（回答ではない）",
        "相談した課と、意見を聞いた課が読みます。印を付けたときだけ、相談した課にメールで知らせます。",
        "書きました。",
        lambda row: row.closed_at is None,
        lambda row, data, today: SupportNoteForm(data),
        lambda row, form, by: write_in_support(request=row, side=SupportSide.DESK, **form.cleaned_data, **by),
    ),
    RowAct(
        "kiku",
        "意見を聞く課を加える",
        "その課の職員が、この相談を読み、書けるようになります。課のメールに、この相談のページのリンクを送ります。",
        "意見を聞く課を加えました。",
        lambda row: row.closed_at is None,
        lambda row, data, today: ConsulteeForm(data, request=row, today=today),
        lambda row, form, by: ask_consultee(request=row, **form.cleaned_data, **by),
    ),
    RowAct(
        "nobasu",
        "期日を延ばす",
        "新しい期日と理由が、やり取りに残ります。印を付けたときだけ、相談した課にメールで知らせます。",
        "期日を延ばしました。",
        lambda row: row.state == SupportState.OPEN,
        lambda row, data, today: ExtendSupportForm(data),
        lambda row, form, by: extend_support(request=row, **form.cleaned_data, **by),
    ),
    RowAct(
        "owaru",
        "終える",
        f"だれも書けなくなります。読むことはできます。{NO_LETTER}",
        "相談を終えました。",
        lambda row: row.closed_at is None,
        lambda row, data, today: CloseSupportForm(data),
        lambda row, form, by: close_support(request=row, **form.cleaned_data, **by),
        is_danger=True,
    ),
)


@never_cache
@require_http_methods(["GET", "POST"])
def write_answer(request: HttpRequest, row: SupportRequest) -> HttpResponse:
    """The answer beside the thread; what was written meanwhile is shown, and nothing typed is lost."""
    if row.closed_at:
        messages.warning(request, "この相談は終わっています。")
        return redirect(CHANGE, row.pk)
    data = request.POST if request.method == "POST" else None
    form = SupportAnswerForm(data, initial={"version": row.version}, label_suffix="")
    if form.is_valid():
        try:
            answer_support(request=row, **form.words(), by=acting(request), at=timezone.now())
        except CannotAnswer as exc:
            if isinstance(exc, MovedOn):
                row.refresh_from_db()
                form.goes_on_from(row.version)
            form.add_error(None, str(exc))
        else:
            messages.success(request, "回答しました。相談した課にメールで知らせます。")
            return redirect(CHANGE, row.pk)
    said = list(row.messages.order_by("written_at", "pk"))
    return row_page(request, row, "admin/knowledge/support_answer.html", "答える", form=form, said=said)


@never_cache
@require_http_methods(["GET", "POST"])
def make_faq(request: HttpRequest, row: SupportRequest) -> HttpResponse:
    """A FAQ of an answered 相談, begun without names."""
    if row.answered_at is None or row.state == SupportState.OPEN:
        messages.warning(request, NOT_ANSWERED)
        return redirect(CHANGE, row.pk)
    draft = row.faqs.filter(state=FaqState.DRAFT).first()
    if draft:
        messages.info(request, "この相談からの下書きがあります。続きを書いてください。")
        return redirect("admin:knowledge_faq_change", draft.pk)
    today = timezone.localdate()
    question, answer = nameless_draft(row)
    begun = {
        "topic": row.topic,
        "question": question.text,
        "answer": answer.text,
        "owner": desk_division(),
        "review_by": year_on(today),
    }
    data = request.POST if request.method == "POST" else None
    form = FaqForm(data, today=today, initial=begun, label_suffix="")
    if form.is_valid():
        try:
            made = draft_faq(source=row, words=form.words(), by=acting(request), at=timezone.now())
        except CannotDraft as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(
                request, "FAQの下書きにしました。見え方を読み、名前が残っていないことを確かめて、公開してください。"
            )
            return redirect("admin:knowledge_faq_change", made.pk)
    taken = dict.fromkeys((*question.taken, *answer.taken))
    return row_page(
        request,
        row,
        "admin/knowledge/support_faq.html",
        "FAQにする",
        form=form,
        taken=list(taken),
        said=row.messages.order_by("written_at", "pk"),
    )


def desk_division() -> Division | None:
    """Return the 課 in which the desk sits, by the name in 市の設定."""
    named = Division.objects.filter(name=CitySettings.load().division_name, valid_to=None)
    return named.order_by("-valid_from").first()


@admin.register(SupportRequest)
class SupportRequestAdmin(PagedAdmin):
    """No field is edited on the page itself: every change is a button."""

    view_permission = Permission.READ_ALL_PROPOSALS
    change_permission = Permission.TRIAGE
    acts = ACTS
    pages = (RowPage("kotaeru/", "answer", write_answer, "答える"), RowPage("faq/", "faq", make_faq, "FAQにする"))
    refused = (CannotAskConsultee, CannotClose, CannotExtend, CannotWrite)
    change_form_template = "admin/knowledge/support.html"
    list_display = ("due", "title", "topic", "division", "state", "asked_at")
    list_display_links = ("title",)
    list_filter = (SupportFilter, "topic")
    list_select_related = ("division",)
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("title", "division__name")
    search_help_text = "題か、相談した課の名前"
    ordering = ("due_on", "pk")
    fields = readonly_fields = (
        "title",
        "topic",
        "state",
        "due",
        "division",
        "asked_by",
        "asked_at",
        "about",
        "asked_for_advice",
        "answered_at",
        "closed_at",
        "made_faqs",
    )

    @admin.display(description="回答の期日", ordering="due_on")
    def due(self, row: SupportRequest) -> str:
        late = row.state == SupportState.OPEN and row.due_on < timezone.localdate()
        return f"{row.due_on.isoformat()}{'（過ぎました）' if late else ''}"

    @admin.display(description="関係する提案")
    def about(self, row: SupportRequest) -> str:
        if row.proposal is None:
            return "ありません"
        url = reverse("admin:screening_deskproposal_change", args=[row.proposal.number])
        return format_html('<a href="{}">{}　{}</a>', url, row.proposal.number, row.proposal.title)

    @admin.display(description="意見を聞く課")
    def asked_for_advice(self, row: SupportRequest) -> str:
        asked = row.consultees.select_related("division").order_by("pk")
        words = "、".join(f"{one.division}（{wareki(timezone.localdate(one.asked_at))}から）" for one in asked)
        return words or "ありません"

    @admin.display(description="この相談からできたFAQ")
    def made_faqs(self, row: SupportRequest) -> str:
        links = [
            format_html(
                '<a href="{}">{}</a>（{}）',
                reverse("admin:knowledge_faq_change", args=[one.pk]),
                one,
                one.get_state_display(),
            )
            for one in row.faqs.order_by("pk")
        ]
        return format_html("、".join("{}" for _ in links), *links) if links else "ありません"

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """The thread above the fields."""
        said = context["original"].messages.order_by("written_at", "pk")
        return super().render_change_form(request, {**context, "said": said}, *args, **kwargs)


@admin.register(StandingConsultee)
class StandingConsulteeAdmin(PermittedAdmin):
    """Nothing points at a row: it may be deleted."""

    view_permission = change_permission = add_permission = delete_permission = Permission.EDIT_WORDS
    list_display = ("topic", "division")
    list_select_related = ("division",)
    ordering = ("topic", "division__code", "pk")
    fields = ("topic", "division")
