"""What a company has with the city: its list, one proposal, the receipt, corrections, messages, withdrawal."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from proposals.enums import PublicWord
from proposals.forms.content import ContentForm, content_initial, content_names
from proposals.forms.talk import MessageForm, WithdrawForm
from proposals.models import Draft, Proposal
from proposals.permissions import may_correct, may_withdraw, may_write
from proposals.queries import MY_FILTERS, CompanySheet, company_sheet, my_proposals
from proposals.rules.content import LATER_FIELDS
from proposals.rules.lifecycle import MoveRefused
from proposals.usecases.confirm_messages import confirm_messages
from proposals.usecases.keep_correction import STEP as CORRECTION
from proposals.usecases.keep_correction import NotInCorrection, keep_correction
from proposals.usecases.resubmit_proposal import NothingChanged, resubmit_proposal
from proposals.usecases.withdraw_proposal import withdraw_proposal
from proposals.usecases.write_message import CannotWrite, write_message

from .access import proposal_or_404, proposer_only
from .differences import label_of, shown

TAG_KINDS = {
    PublicWord.DRAFT: "wait",
    PublicWord.RECEIVED: "info",
    PublicWord.CORRECTION: "attention",
    PublicWord.REVIEW: "info",
    PublicWord.DIALOGUE: "info",
    PublicWord.RESULT: "done",
}
# What stands above the list, and what it narrows the list to.
FILTERS = (("", "すべて"), ("open", "進行中"), ("told", "結果が出た"), ("draft", "下書き"))


@proposer_only
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    only = request.GET.get("only", "")
    rows = my_proposals(
        request.user, timezone.localdate(), timezone.now(), only=only, page=request.GET.get("page", "1")
    )
    return render(
        request,
        "proposals/mine.html",
        {
            "page": rows,
            "only": only if only in MY_FILTERS else "",
            "filters": FILTERS,
            "owed": [(row, TAG_KINDS[row.word]) for row in rows if row.must_act],
            "drafts": [row for row in rows if row.expires_on],
            "rows": [(row, TAG_KINDS[row.word]) for row in rows if not row.expires_on and not row.must_act],
        },
    )


@proposer_only
@never_cache
@require_safe
def proposal(request: HttpRequest, number: str) -> HttpResponse:
    return _page(request, proposal_or_404(request, number))


@proposer_only
@never_cache
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The same page after a double click, the back button or in a second tab."""
    found = proposal_or_404(request, number)
    promise = found.promises.order_by("pk").first()
    return render(request, "proposals/receipt.html", {"proposal": found, "promise": promise})


@proposer_only
@require_POST
def message(request: HttpRequest, number: str) -> HttpResponse:
    found = proposal_or_404(request, number)
    form = MessageForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            write_message(proposal=found, **form.cleaned_data, by=request.actor, at=timezone.now())  # type: ignore[attr-defined]
        except CannotWrite as exc:
            form.add_error("body", str(exc))
        else:
            messages.success(request, "メッセージを送りました。市が読むと、「確認しました」と日にちが付きます。")
            return redirect("proposals:proposal", number)
    return _page(request, found, message_form=form, form=form)


@proposer_only
@require_POST
def confirm(request: HttpRequest, number: str) -> HttpResponse:
    found = proposal_or_404(request, number)
    confirm_messages(proposal=found, by=request.actor, at=timezone.now())  # type: ignore[attr-defined]
    messages.success(request, "市からのメッセージを「確認しました」にしました。")
    return redirect("proposals:proposal", number)


@proposer_only
@require_POST
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    found = proposal_or_404(request, number)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            withdraw_proposal(proposal=found, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now())  # type: ignore[attr-defined]
        except MoveRefused as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, "提案を取り下げました。")
            return redirect("proposals:proposal", number)
    return _page(request, found, withdraw_form=form, form=form)


@dataclass(frozen=True, slots=True)
class Event:
    title: str
    state: str
    when: str
    text: str


def _page(
    request: HttpRequest,
    found: Proposal,
    *,
    message_form: MessageForm | None = None,
    withdraw_form: WithdrawForm | None = None,
    form: object = None,
) -> HttpResponse:
    sheet: CompanySheet = company_sheet(found, timezone.localdate())
    return render(
        request,
        "proposals/proposal.html",
        {
            "proposal": found,
            "sheet": sheet,
            "word_kind": TAG_KINDS[sheet.word],
            "asked": [(label_of(item.field), item.reason) for item in sheet.correction.items.all()]
            if sheet.correction
            else [],
            "rows": [
                (label_of(name), shown(found, name))
                for name in (*content_names(found), *LATER_FIELDS)
                if shown(found, name)
            ],
            "attachments": list(found.attachments.of_proposal().in_order()),
            "message_form": message_form or MessageForm() if may_write(found) else None,
            "withdraw_form": withdraw_form or WithdrawForm() if may_withdraw(found) else None,
            "withdraw_open": withdraw_form is not None,
            "form": form,
        },
    )


@proposer_only
@never_cache
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, number: str) -> HttpResponseBase:
    """The fields that were asked for, the reason beside each; every other field folded."""
    found = proposal_or_404(request, number)
    if not may_correct(found):
        messages.info(request, "いまは、直す欄のお願いはありません。")
        return redirect("proposals:proposal", number)
    request_ = found.corrections.filter(resolved_at=None).prefetch_related("items").first()
    reasons = {item.field: item.reason for item in request_.items.all()} if request_ else {}
    names = tuple(
        dict.fromkeys(
            (*content_names(found), *(name for name in LATER_FIELDS if name in reasons or getattr(found, name)))
        )
    )
    if request.method != "POST":
        draft = Draft.objects.filter(proposal=found).first()
        typed = draft.typed.get(CORRECTION, {}) if draft else {}
        form = ContentForm(names=names, asked=reasons, initial=content_initial(found, names, typed))
        return _correction(request, found, form, reasons, request_)
    form = ContentForm(request.POST, names=names, asked=reasons)
    at, by = timezone.now(), request.actor  # type: ignore[attr-defined]
    typed = {**form.fitting(), **form.unfitting()}
    try:
        if request.POST.get("action") in {"later", "save"} or not form.is_valid():
            keep_correction(proposal=found, typed=typed, by=by, at=at)
        else:
            resubmit_proposal(proposal=found, changes=form.cleaned_data, by=by, at=at)
            messages.success(request, "直した提案を出しました。市の期日は、今日からまた進みます。")
            return redirect("proposals:proposal", number)
    except (NothingChanged, NotInCorrection, MoveRefused) as exc:
        form.add_error(None, str(exc))
    if request.POST.get("action") == "later" and not form.non_field_errors():
        messages.success(request, "書いたところまで保存しました。続きは、この提案の「直して出す」から書けます。")
        return redirect("proposals:proposal", number)
    if request.POST.get("action") == "save" and not form.non_field_errors():
        messages.success(request, "下書きを保存しました。まだ出していません。")
        return redirect("proposals:correct", number)
    return _correction(request, found, form, reasons, request_)


def _correction(
    request: HttpRequest, found: Proposal, form: ContentForm, reasons: dict[str, str], asked: object
) -> HttpResponse:
    others = [field for field in form if field.name not in reasons]
    return render(
        request,
        "proposals/correct.html",
        {
            "proposal": found,
            "form": form,
            "asked": asked,
            "wanted": [(form[name], reason) for name, reason in reasons.items() if name in form.fields],
            "others": others,
            "opens_others": any(field.errors for field in others),
        },
    )
