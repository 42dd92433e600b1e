"""情報公開 before the desk: the queue of 開示請求, the page of one, and a small page for every button."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from nara_renkei.accounts.admin import PermittedAdmin
from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.actors import acting
from nara_renkei.core.calendar import wareki
from nara_renkei.core.models import PaperJob
from nara_renkei.core.private_files import file_response
from proposals.usecases.take_paper import take_paper
from screening.enums import DisclosureState
from screening.forms.disclosure import (
    AskForm,
    DecideForm,
    ExtendForm,
    FindForm,
    NoticeForm,
    OpenForm,
    OpinionForm,
    ReceiveForm,
    ToldForm,
    WithdrawForm,
)
from screening.models import DisclosureGround, DisclosureRequest, DisclosureTerms, ThirdPartyOpinion
from screening.models.disclosure_request import DECIDED
from screening.queries.disclosures import (
    SOON,
    DisclosurePage,
    disclosure_page,
    disclosure_papers,
    disclosure_queue,
    third_parties,
)
from screening.rules.papers import DISCLOSED
from screening.usecases.ask_third_party import (
    AFTER_FINDING,
    CannotAskThirdParty,
    ask_third_party,
    record_third_party,
    tell_third_party,
)
from screening.usecases.decide_disclosure import CannotDecideDisclosure, decide_disclosure
from screening.usecases.extend_disclosure import CannotExtend, extend_disclosure
from screening.usecases.find_documents import CannotFindDocuments, find_documents
from screening.usecases.mark_document import CannotMark, hide_everywhere
from screening.usecases.open_disclosure import (
    CannotOpenDisclosure,
    open_disclosure,
    order_disclosed,
    order_disclosure_draft,
)
from screening.usecases.receive_disclosure import CannotReceiveDisclosure, receive_disclosure
from screening.usecases.tell_requester import CannotTellRequester, tell_requester
from screening.usecases.withdraw_disclosure import CannotWithdrawDisclosure, withdraw_disclosure

from . import disclosure_marks
from .desk_only import desk_only

REFUSED: Final = (
    CannotAskThirdParty,
    CannotDecideDisclosure,
    CannotExtend,
    CannotFindDocuments,
    CannotMark,
    CannotOpenDisclosure,
    CannotReceiveDisclosure,
    CannotTellRequester,
    CannotWithdrawDisclosure,
)
CHANGED: Final = "いまは「{label}」はできません。いまの状態を確かめてください。"


@dataclass(frozen=True, slots=True)
class Act:
    """A button of a request, or of one 意見照会."""

    verb: str
    label: str
    told: str  # what it does and who will read it
    done: str
    is_offered: Callable[[Any], bool]
    form: Callable[[Any, Any], Form]  # page or opinion, data or None
    call: Callable[..., Any]
    is_danger: bool = False


def today() -> dict[str, Any]:
    """Days are mostly today's."""
    day = timezone.localdate()
    names = ("received_on", "asked_on", "answered_on", "told_on", "decided_on", "opened_on", "withdrawn_on")
    return dict.fromkeys(names, day)


def decide_form(page: DisclosurePage, data: Any) -> Form:
    return DecideForm(data, has_leftovers=bool(page.leftovers), initial={**today(), "decision": page.comes_to})


def told(request: DisclosureRequest) -> dict[str, Any]:
    """Return what was recorded of the notice, to put it right."""
    names = ("told_on", "told_how", "told_evidence")
    return {name: value for name in names if (value := getattr(request, name))}


ACTS: Final = (
    Act(
        "tokutei",
        "文書を特定する",
        "提案ごとに、市が持つすべての言葉（版、メモ、メッセージ、答え、採点、応接記録）を、いまの姿で写します。"
        "もう一度押すと、増えた文書だけを加えます。付けた印は変わりません。",
        "文書を写しました。一件ずつ確かめてください。",
        lambda page: page.request.is_undecided,
        lambda page, data: FindForm(data, initial={"proposals": "\n".join(one.number or "" for one in page.proposals)}),
        find_documents,
    ),
    Act(
        "iken",
        "第三者に意見を聞く",
        "照会の文書は、市の文書管理で起案して送ります。ここには、送った日を残します。団体にメールは送りません。",
        "意見照会を記録しました。",
        lambda page: page.request.state in AFTER_FINDING,
        lambda page, data: AskForm(data, organizations=third_parties(page.request), initial=today()),
        ask_third_party,
    ),
    Act(
        "encho",
        "期限を延ばす",
        "請求者への延長の通知は、市の文書管理で送ります。ここには、延ばした期限と理由を残します。",
        "期限を延ばしました。",
        lambda page: page.request.is_undecided and not page.request.extended_to,
        lambda page, data: ExtendForm(data),
        extend_disclosure,
    ),
    Act(
        "kettei",
        "決定を記録する",
        "市の文書管理で決裁が済んだ決定を残します。記録すると、文書の印は変えられなくなります。だれにもメールは送りません。",
        "決定を記録しました。",
        lambda page: page.request.is_undecided,
        decide_form,
        decide_disclosure,
    ),
    Act(
        "tsuchi",
        "請求者に知らせた日を記録する",
        "決定の通知は、市の文書管理で送ります。ここには、請求者が知った日と、その控えを残します。審査請求のできる期間は、この日の"
        "翌日から数えます。もう一度押すと、直せます。だれにもメールは送りません。",
        "請求者に知らせた日を記録しました。",
        lambda page: page.request.is_decided,
        lambda page, data: NoticeForm(data, initial={**today(), **told(page.request)}),
        tell_requester,
    ),
    Act(
        "kaiji",
        "開示した",
        "請求者に渡した日を残します。開示用のPDFがまだなければ、いっしょに作ります。",
        "開示した日を記録しました。",
        lambda page: page.request.state == DisclosureState.DECIDED and page.request.hands_over,
        lambda page, data: OpenForm(data, initial=today()),
        open_disclosure,
    ),
    Act(
        "torisage",
        "取下げを記録する",
        "請求者が取り下げた日を残します。このあと、文書の特定や決定はできません。",
        "取下げを記録しました。",
        lambda page: page.request.is_undecided,
        lambda page, data: WithdrawForm(data, initial=today()),
        withdraw_disclosure,
        is_danger=True,
    ),
)

OPINION_ACTS: Final = (
    Act(
        "kaito",
        "意見を記録する",
        "郵送や紙で届いた意見を、そのまま残します。反対のときは、開示の前に置く日数がかかります。",
        "意見を記録しました。",
        lambda opinion: not opinion.is_answered and opinion.request.state in AFTER_FINDING,
        lambda opinion, data: OpinionForm(data, initial=today()),
        record_third_party,
    ),
    Act(
        "tsuchi",
        "決定を知らせた日を記録する",
        "反対の意見を出した団体には、開示の決定をしたことを、決定のあとすぐに文書で知らせます。その日を残します。",
        "決定を知らせた日を記録しました。",
        lambda opinion: opinion.opposes and not opinion.told_on and opinion.request.state in DECIDED,
        lambda opinion, data: ToldForm(data, initial=today()),
        tell_third_party,
    ),
)


class StateFilter(admin.SimpleListFilter):
    title = "状態"
    parameter_name = "jotai"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("soon", "期限まで3日・期限超過"), ("undecided", "決定していないもの"), *DisclosureState.choices]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "soon":
            return queryset.due_by(timezone.localdate() + SOON)
        if self.value() == "undecided":
            return queryset.undecided()
        return queryset.filter(state=self.value()) if self.value() in DisclosureState.values else queryset


@admin.register(DisclosureRequest)
class DisclosureRequestAdmin(PermittedAdmin):
    """Nothing is edited in a form of the row: every change is a button, and a document has a page of its own."""

    view_permission = add_permission = Permission.TRIAGE
    list_display = ("number_link", "days", "state_words", "asked_short", "numbers", "decision")
    list_display_links = None
    list_filter = (StateFilter,)
    show_facets = admin.ShowFacets.NEVER
    ordering = ("due_on", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return disclosure_queue().prefetch_related("proposals")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ("rank", "decide_by", "pk")

    def get_urls(self) -> list[URLPattern]:
        name = "screening_disclosurerequest_{}".format

        def own(view: Any) -> Any:
            return self.admin_site.admin_view(desk_only(view))

        return [
            path("", self.admin_site.admin_view(self.changelist_view), name=name("changelist")),
            path("add/", own(self.receive), name=name("add")),
            path("<uuid:object_id>/", own(self.page), name=name("change")),
            path("<uuid:object_id>/bunsho/<uuid:document>/", own(self.document), name=name("document")),
            path("<uuid:object_id>/miru/", own(self.preview), name=name("preview")),
            path("<uuid:object_id>/subete/", own(require_POST(self.everywhere)), name=name("everywhere")),
            path("<uuid:object_id>/iken/<int:opinion>/<slug:verb>/", own(self.opinion), name=name("opinion")),
            path("<uuid:object_id>/kami/", own(require_POST(self.order)), name=name("order")),
            path("<uuid:object_id>/kami/<uuid:paper>/", own(never_cache(require_GET(self.paper))), name=name("paper")),
            path("<uuid:object_id>/kami/<uuid:paper>/pdf/", own(require_GET(self.file)), name=name("file")),
            path("<uuid:object_id>/<slug:verb>/", own(self.act), name=name("act")),
        ]

    @admin.display(description="番号", ordering="pk")
    def number_link(self, row: Any) -> str:
        return format_html('<a href="{}/">{}</a>', row.uuid, row.number)

    @admin.display(description="決定の期限", ordering="decide_by")
    def days(self, row: Any) -> str:
        late = row.is_late(timezone.localdate())
        words = f"{wareki(row.last_day)}{'（延長）' if row.extended_to else ''}"
        return format_html('<span class="need LATE">期限超過</span> {}', words) if late else words

    @admin.display(description="状態", ordering="rank")
    def state_words(self, row: Any) -> str:
        return str(row.get_state_display())

    @admin.display(description="請求の内容")
    def asked_short(self, row: Any) -> str:
        return row.asked if len(row.asked) <= 60 else f"{row.asked[:60]}…"

    @admin.display(description="提案")
    def numbers(self, row: Any) -> str:
        return "、".join(sorted(one.number for one in row.proposals.all())) or "—"

    def receive(self, request: HttpRequest) -> HttpResponse:
        form = ReceiveForm(request.POST if request.method == "POST" else None, initial=today())
        if request.method == "POST" and form.is_valid():
            try:
                made = receive_disclosure(**form.cleaned_data, by=acting(request), at=timezone.now())
            except CannotReceiveDisclosure as exc:
                form.add_error(None, str(exc))
            else:
                messages.success(request, f"{made.number}として受け付けました。決定の期限は{wareki(made.due_on)}です。")
                return redirect("admin:screening_disclosurerequest_change", made.uuid)
        act = {"label": "受け付ける", "told": "番号と決定の期限が付きます。だれにもメールは送りません。"}
        home = reverse("admin:screening_disclosurerequest_changelist")
        return self._small_page(request, "開示請求を受け付ける", act=act, form=form, home=home)

    def page(self, request: HttpRequest, object_id: UUID) -> HttpResponse:
        found = disclosure_page(self._load(object_id))
        context = {
            **self.admin_site.each_context(request),
            "title": f"開示請求　{found.request.number}",
            "opts": self.opts,
            "page": found,
            "is_late": found.request.is_late(timezone.localdate()),
            "acts": [act for act in ACTS if act.is_offered(found)],
            "opinions": [(one, [act for act in OPINION_ACTS if act.is_offered(one)]) for one in found.opinions],
            "papers": disclosure_papers(found.request)[:10],
        }
        return TemplateResponse(request, "admin/screening/disclosure.html", context)

    def document(self, request: HttpRequest, object_id: UUID, document: UUID) -> HttpResponse:
        return disclosure_marks.document(self, request, self._load(object_id), document)

    def preview(self, request: HttpRequest, object_id: UUID) -> HttpResponse:
        return disclosure_marks.preview(self, request, self._load(object_id))

    def everywhere(self, request: HttpRequest, object_id: UUID) -> HttpResponse:
        """すべての文書で隠す."""
        found = self._load(object_id)
        key = request.POST.get("ground", "")
        ground = get_object_or_404(DisclosureGround, pk=key if key.isdecimal() and len(key) < 10 else None)
        words = request.POST.get("words", "")
        try:
            made = hide_everywhere(request=found, words=words, ground=ground, by=acting(request), at=timezone.now())
        except CannotMark as exc:
            messages.warning(request, str(exc))
        else:
            messages.success(request, f"「{words[:40]}」を、ほかの{made}か所でも隠しました。")
        back = request.POST.get("back", "")
        documents = {str(one) for one in found.documents.values_list("uuid", flat=True)}
        if back in documents:
            return redirect("admin:screening_disclosurerequest_document", object_id, back)
        return redirect("admin:screening_disclosurerequest_change", object_id)

    def act(self, request: HttpRequest, object_id: UUID, verb: str) -> HttpResponse:
        """Show the small page of a button; a POST presses it."""
        found = disclosure_page(self._load(object_id))
        chosen = self._chosen(ACTS, verb)
        return self._press(request, found.request, chosen, found, {"request": found.request}, page=found)

    def opinion(self, request: HttpRequest, object_id: UUID, opinion: int, verb: str) -> HttpResponse:
        rows = ThirdPartyOpinion.objects.select_related("organization", "request")
        found = get_object_or_404(rows, pk=opinion, request__uuid=object_id)
        chosen = self._chosen(OPINION_ACTS, verb)
        return self._press(request, found.request, chosen, found, {"opinion": found}, opinion=found)

    def order(self, request: HttpRequest, object_id: UUID) -> HttpResponse:
        found = self._load(object_id)
        call = order_disclosed if request.POST.get("kind") == DISCLOSED else order_disclosure_draft
        try:
            paper = call(request=found, by=acting(request), at=timezone.now())
        except CannotOpenDisclosure as exc:
            messages.warning(request, str(exc))
            return redirect("admin:screening_disclosurerequest_change", object_id)
        return redirect("admin:screening_disclosurerequest_paper", object_id, paper.uuid)

    def paper(self, request: HttpRequest, object_id: UUID, paper: UUID) -> HttpResponse:
        found = self._load(object_id)
        context = {
            "disclosure": found,
            "paper": get_object_or_404(disclosure_papers(found), uuid=paper),
            "again": reverse("admin:screening_disclosurerequest_order", args=[object_id]),
            "back": reverse("admin:screening_disclosurerequest_change", args=[object_id]),
            "back_label": f"開示請求 {found.number}へ戻る",
            "pdf": reverse("admin:screening_disclosurerequest_file", args=[object_id, paper]),
        }
        return render(request, "screening/disclosure_paper.html", context)

    def file(self, request: HttpRequest, object_id: UUID, paper: UUID) -> HttpResponseBase:
        papers: QuerySet[PaperJob] = disclosure_papers(self._load(object_id)).exclude(file=None)
        found = get_object_or_404(papers, uuid=paper)
        take_paper(paper=found, by=acting(request), at=timezone.now())
        return file_response(found.file)  # type: ignore[arg-type]  # those without were left out

    def _press(
        self, request: HttpRequest, row: DisclosureRequest, act: Act, about: Any, given: dict[str, Any], **context: Any
    ) -> HttpResponse:
        home = reverse("admin:screening_disclosurerequest_change", args=[row.uuid])
        if not act.is_offered(about):
            messages.warning(request, CHANGED.format(label=act.label))
            return redirect(home)
        form = act.form(about, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                act.call(**given, **form.cleaned_data, by=acting(request), at=timezone.now())
            except REFUSED as exc:
                form.add_error(None, str(exc))
            else:
                messages.success(request, act.done)
                return redirect(home)
        return self._small_page(
            request, f"{act.label}　{row.number}", act=act, form=form, home=home, row=row, **context
        )

    def _small_page(self, request: HttpRequest, title: str, **context: Any) -> HttpResponse:
        form = context["form"]
        form.label_suffix, form.required_css_class = "", "required"
        everything = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, **context}
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/screening/disclosure_act.html", everything, status=status)

    @staticmethod
    def _load(object_id: UUID) -> DisclosureRequest:
        return get_object_or_404(DisclosureRequest, uuid=object_id)

    @staticmethod
    def _chosen(acts: tuple[Act, ...], verb: str) -> Act:
        found = next((act for act in acts if act.verb == verb), None)
        if found is None:
            raise Http404
        return found


@admin.register(DisclosureGround)
class DisclosureGroundAdmin(PermittedAdmin):
    """号 of the 条例. Switched off, never deleted: marks point at them."""

    view_permission = change_permission = add_permission = Permission.EDIT_WORDS
    list_display = ("number", "name", "explanation", "is_for_wishes", "is_active")
    ordering = ("number",)
    fields = ("number", "name", "explanation", "is_for_wishes", "is_active")

    def get_readonly_fields(self, request: HttpRequest, obj: DisclosureGround | None = None) -> tuple[str, ...]:
        return ("number",) if obj else ()


@admin.register(DisclosureTerms)
class DisclosureTermsAdmin(PermittedAdmin):
    """One row, made with the reference data."""

    view_permission = change_permission = Permission.EDIT_WORDS
    ordering = ("pk",)
    fields = (
        "ordinance", "article", "answer_days", "extension_days", "opinion_days", "objection_days", "review_months",
        "notice_days", "is_checked",
    )  # fmt: skip

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("admin:screening_disclosureterms_change", 1)
