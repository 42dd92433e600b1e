"""保存と廃棄 before the desk: the table of years, what holds a proposal, the 廃棄リスト and its buttons."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nara_renkei.accounts.admin import PermittedAdmin
from nara_renkei.accounts.admin.acts import ActingAdmin, DoneFilter, RowAct
from nara_renkei.accounts.admin.pages import PagedAdmin, RowPage, row_page
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.actors import Actor, acting
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import wareki
from nara_renkei.core.sheets import sheet_response
from screening.enums import DisposalState, LineState, RecordKind
from screening.forms.retention import ApproveForm, DropForm, HoldForm, HoldLineForm, LiftForm, NothingForm, PutOffForm
from screening.models import DisposalLine, DisposalList, Hold, RetentionClass
from screening.models.retention import BEFORE_WIPING
from screening.queries.records import listed_kinds, read_records
from screening.queries.retention import disposal_sheet, lines_of, subject_of
from screening.usecases.approve_disposal import (
    CannotApproveDisposal,
    approve_disposal,
    drop_disposal,
    send_disposal,
    send_disposal_back,
)
from screening.usecases.confirm_retention import confirm_retention
from screening.usecases.hold_record import CannotHold, hold_line, lift_hold, place_hold
from screening.usecases.prepare_disposal import CannotPrepare, prepare_disposal
from screening.usecases.put_off_disposal import CannotPutOff, put_off_disposal
from screening.usecases.retry_disposal import CannotRetryDisposal, retry_disposal
from screening.usecases.start_disposal import CannotStartDisposal, start_disposal

CHANGE = "admin:screening_disposallist_change"
NO_MAIL = "メールはだれにも送りません。"


@admin.register(RetentionClass)
class RetentionClassAdmin(PermittedAdmin):
    """One row for each kind, made with the reference data."""

    view_permission = change_permission = Permission.EDIT_WORDS
    list_display = ("kind", "years_words", "source", "listed", "confirmed_on", "confirmed_by")
    ordering = ("pk",)
    fields = ("kind", "years", "source", "is_confirmed", "confirmed_on", "confirmed_by", "listed")
    readonly_fields = ("kind", "confirmed_on", "confirmed_by", "listed")

    @admin.display(description="保存年限", ordering="years")
    def years_words(self, row: RetentionClass) -> str:
        return f"{row.years}年{'' if row.is_confirmed else '（例）'}"

    @admin.display(description="廃棄リストに")
    def listed(self, row: RetentionClass) -> str:
        if row.kind == RecordKind.PERSON:
            return "出ません（年限が過ぎた夜に消えます）" if row.is_confirmed else "出ません（確かめるまで消えません）"
        if row.kind not in listed_kinds():
            return "出ません（年限の記録だけ）"
        return "出ます" if row.is_confirmed else "出ません（確かめるまで）"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        confirm_retention(
            row=obj,
            years=obj.years,
            source=obj.source,
            confirmed=obj.is_confirmed,
            by=acting(request),
            at=timezone.now(),
        )


class LiftedFilter(DoneFilter):
    column = "lifted_on"
    words = ("止めている", "解いた")


@admin.register(Hold)
class HoldAdmin(ActingAdmin):
    """Placed by the page 「追加」, lifted by a button; never changed, never deleted."""

    view_permission = change_permission = add_permission = Permission.TRIAGE
    acts = (
        RowAct(
            "toku",
            "停止を解く",
            f"保存年限が終わっていれば、次の廃棄リストから廃棄できるようになります。{NO_MAIL}",
            "停止を解きました。",
            lambda row: row.is_standing,
            lambda row, data, today: LiftForm(data),
            lambda row, form, made: lift_hold(hold=row, **form.cleaned_data, **made),
        ),
    )
    refused = (CannotHold,)
    list_display = ("number", "cause", "reason", "placed_at", "placed_by", "lifted_on")
    list_filter = (LiftedFilter, "cause")
    list_select_related = ("proposal",)
    search_fields = ("proposal__number", "record", "reason")
    ordering = ("-placed_at", "-pk")
    fields = readonly_fields = (
        "number",
        "cause",
        "reason",
        "placed_at",
        "placed_by",
        "lifted_on",
        "lifted_by",
        "lifted_reason",
    )

    @admin.display(description="文書", ordering="proposal__number")
    def number(self, row: Hold) -> str:
        return str(row.proposal.number) if row.proposal else str(read_records([row.record])[row.record])

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = HoldForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            data = form.cleaned_data
            try:
                place_hold(
                    proposal=data["number"],
                    cause=data["cause"],
                    reason=data["reason"],
                    by=acting(request),
                    at=timezone.now(),
                )
            except CannotHold as exc:
                form.add_error(None, str(exc))
            else:
                messages.success(request, f"{data['number'].number}の廃棄を止めました。")
                return redirect("admin:screening_hold_changelist")
        told = (
            "解くまで、この提案は廃棄されません。開かれている開示請求は、ここに書かなくても廃棄を止めます。"
            f"相談、ダイアログ、研修の記録は、廃棄リストの行から止めます。{NO_MAIL}"
        )
        return _small_page(self, request, "廃棄を止める", told, form)


def _user(by: Actor) -> User:
    return User.objects.get(pk=int(by.key.removeprefix("user:")))


def _small_page(
    model_admin: PermittedAdmin, request: HttpRequest, label: str, told: str, form: Any
) -> TemplateResponse:
    """Return the page of a button that belongs to no row yet."""
    form.label_suffix, form.required_css_class = "", "required"
    back = reverse(f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_changelist")
    context = {
        **model_admin.admin_site.each_context(request),
        "title": label,
        "opts": model_admin.opts,
        "row": model_admin.opts.verbose_name,
        "act": {"label": label, "told": told},
        "form": form,
        "list_url": back,
        "row_url": back,
    }
    return TemplateResponse(request, "admin/act.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def put_off(request: HttpRequest, row: DisposalList, line: UUID) -> HttpResponse:
    """延ばす: one line stays until a later day."""
    found = _line(row, line)
    form = PutOffForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        try:
            put_off_disposal(line=found, **form.cleaned_data, by=acting(request), at=timezone.now())
        except CannotPutOff as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, f"{found.number}を延ばしました。この日を過ぎると、次のリストに出ます。")
            return redirect(CHANGE, row.pk)
    told = (
        f"を、入れた日まで残します。保存の終わりは、年限では{wareki(found.ends_on)}でした。"
        f"その日を過ぎると、次に作る廃棄リストに出ます。{NO_MAIL}"
    )
    return _line_page(request, row, found, "延ばす", told, form)


@never_cache
@require_http_methods(["GET", "POST"])
def hold(request: HttpRequest, row: DisposalList, line: UUID) -> HttpResponse:
    """止める: what one line is about is not wiped until somebody lifts it."""
    found = _line(row, line)
    form = HoldLineForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        try:
            hold_line(line=found, **form.cleaned_data, by=acting(request), at=timezone.now())
        except CannotHold as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, f"{found.number}の廃棄を止めました。")
            return redirect(CHANGE, row.pk)
    told = f"は、停止を解くまで、どの廃棄リストからも廃棄されません。{NO_MAIL}"
    return _line_page(request, row, found, "止める", told, form)


@require_POST
def retry(request: HttpRequest, row: DisposalList, line: UUID) -> HttpResponse:
    """もう一度試す: the worker takes a line again that it gave up."""
    found = _line(row, line)
    try:
        retry_disposal(line=found, by=acting(request), at=timezone.now())
    except CannotRetryDisposal as exc:
        messages.warning(request, str(exc))
    else:
        messages.success(request, f"{found.number}の廃棄を、もう一度試します。終わるまで、少し時間がかかります。")
    return redirect(CHANGE, row.pk)


def _line(row: DisposalList, line: UUID) -> DisposalLine:
    return get_object_or_404(DisposalLine.objects.select_related("disposal", "proposal"), disposal=row, uuid=line)


def _line_page(
    request: HttpRequest, row: DisposalList, line: DisposalLine, label: str, told: str, form: Any
) -> TemplateResponse:
    """Return the page of a button of one line."""
    context = {"form": form, "label": label, "line": line, "subject": subject_of(line), "told": told}
    return row_page(request, row, "admin/screening/disposal_line.html", f"{label}　{line.number}", **context)


@never_cache
@require_GET
def sheet(request: HttpRequest, row: DisposalList) -> HttpResponse:
    """The list as a table, written down (decisions.md 19)."""
    made = disposal_sheet(row)
    record("disposal.export", about=row.key, by=acting(request), at=timezone.now())
    return sheet_response(made)


@admin.register(DisposalList)
class DisposalListAdmin(PagedAdmin):
    """Every change is a button. What is approved stays as it is, and the list itself is kept always."""

    view_permission = change_permission = add_permission = Permission.TRIAGE
    change_form_template = "admin/screening/disposal.html"
    pages = (
        RowPage("hyo/", "sheet", sheet, "表で受け取る（Excel）"),
        RowPage("gyo/<uuid:line>/nobasu/", "put_off", put_off),
        RowPage("gyo/<uuid:line>/tomeru/", "hold", hold),
        RowPage("gyo/<uuid:line>/mouichido/", "retry", retry),
    )
    acts = (
        RowAct(
            "onegai",
            "承認をお願いする",
            "このあと、行は加えられません。承認できるのは、あなたのほかの人です。市の文書管理で決裁を受けてから、"
            f"その人が文書番号を入れて承認します。{NO_MAIL}",
            "承認待ちにしました。",
            lambda row: row.state == DisposalState.DRAFT,
            lambda row, data, today: NothingForm(data),
            lambda row, form, made: send_disposal(disposal=row, user=_user(made["by"]), **made),
        ),
        RowAct(
            "modosu",
            "作成中に戻す",
            f"承認のお願いを取り消します。{NO_MAIL}",
            "作成中に戻しました。",
            lambda row: row.state == DisposalState.SUBMITTED,
            lambda row, data, today: NothingForm(data),
            lambda row, form, made: send_disposal_back(disposal=row, **made),
        ),
        RowAct(
            "shonin",
            "承認する",
            "市の文書管理での決裁が済んだことを残します。承認しても、まだ何も消えません。お願いした人は承認できません。",
            "承認しました。",
            lambda row: row.state == DisposalState.SUBMITTED,
            lambda row, data, today: ApproveForm(data, initial={"decided_on": today}),
            lambda row, form, made: approve_disposal(disposal=row, user=_user(made["by"]), **form.cleaned_data, **made),
        ),
        RowAct(
            "jikko",
            "廃棄を実行する",
            "「廃棄する」の行のものを、一件ずつ消します。文、人の名前、添付、ページの画像、作った紙、送ったメールの文、庁内のメモ、"
            "対話の記録、検索の文がなくなり、戻せません。番号、日付、結果と、監査の鍵は残ります。廃棄を止めているものは消えません。",
            "廃棄を始めました。終わるまで、少し時間がかかります。",
            lambda row: row.state == DisposalState.APPROVED,
            lambda row, data, today: NothingForm(data),
            lambda row, form, made: start_disposal(disposal=row, **made),
            is_danger=True,
        ),
        RowAct(
            "yameru",
            "リストを取りやめる",
            f"この番号のリストは使いません。載っていたものは、次に作るリストに出ます。{NO_MAIL}",
            "リストを取りやめました。",
            lambda row: row.state in {DisposalState.DRAFT, DisposalState.SUBMITTED},
            lambda row, data, today: DropForm(data),
            lambda row, form, made: drop_disposal(disposal=row, **form.cleaned_data, **made),
        ),
    )
    refused = (CannotApproveDisposal, CannotStartDisposal)
    list_display = ("number", "made_at", "state", "size", "document_number", "decided_on", "finished_at")
    list_filter = ("state",)
    show_facets = admin.ShowFacets.NEVER
    ordering = ("-made_at", "-pk")
    fields = readonly_fields = (
        "number",
        "state",
        "made_at",
        "made_by",
        "prepared_by",
        "prepared_at",
        "approved_by",
        "approved_at",
        "document_number",
        "decided_on",
        "started_at",
        "started_by",
        "finished_at",
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("lines")

    @admin.display(description="行")
    def size(self, row: DisposalList) -> str:
        lines = list(row.lines.all())
        wiped = sum(line.state == LineState.WIPED for line in lines)
        return f"{len(lines)}件（廃棄済み{wiped}件）" if wiped else f"{len(lines)}件"

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Make a list of what is over today."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = NothingForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                made = prepare_disposal(by=acting(request), at=timezone.now())
            except CannotPrepare as exc:
                form.add_error(None, str(exc))
            else:
                messages.success(request, f"{made.number}を作りました。まだ何も消えません。")
                return redirect(CHANGE, made.pk)
        told = (
            f"{wareki(timezone.localdate())}に保存年限が終わっている、提案・相談・ダイアログ・研修の一覧を作ります。確かめた年限の区分だけが出ます。"
            f"まだ何も消えません。{NO_MAIL}"
        )
        return _small_page(self, request, "廃棄リストを作る", told, form)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id) if object_id else None
        lines = lines_of(row) if row and self.has_view_permission(request) else []
        is_open = row is not None and row.state in BEFORE_WIPING
        changes = is_open or any(one.line.state == LineState.FAILED for one in lines)
        extra = {**(extra_context or {}), "lines": lines, "is_open": is_open, "changes": changes}
        return super().changeform_view(request, object_id, form_url, extra)
