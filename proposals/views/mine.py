"""What a company has with the city: its list, one proposal, the receipt, corrections, messages, withdrawal."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nara_renkei.core.actors import acting
from nara_renkei.core.uploads import for_upload
from proposals.enums import CLOSED_STATUSES, PublicWord, Status
from proposals.forms.content import content_names
from proposals.forms.talk import MessageForm, WithdrawForm
from proposals.models import Proposal
from proposals.permissions import may_withdraw, may_write, owns
from proposals.queries import MY_FILTERS, CompanySheet, company_sheet, my_consultations, my_proposals, near_challenges
from proposals.rules.content import LATER_FIELDS
from proposals.rules.lifecycle import MoveRefused
from proposals.usecases.confirm_messages import confirm_messages
from proposals.usecases.withdraw_proposal import withdraw_proposal
from proposals.usecases.write_message import CannotWrite, write_message

from .access import own_proposal_or_404, proposal_or_404, proposer_only
from .differences import label_of, shown

TAG_KINDS = {
    PublicWord.DRAFT: "wait",
    PublicWord.RECEIVED: "info",
    PublicWord.CORRECTION: "attention",
    PublicWord.REVIEW: "info",
    PublicWord.DIALOGUE: "info",
    PublicWord.RESULT: "done",
}
# After these a near 課題 is a way on.
NO_WAY_ON = (Status.DECLINED, Status.REFERRED, Status.WITHDRAWN)
# What stands above the list, and what it narrows the list to.
FILTERS = (("", "すべて"), ("open", "進行中"), ("told", "結果が出た"), ("draft", "下書き"))


@proposer_only
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    only = request.GET.get("only", "")
    rows = my_proposals(request.user, timezone.localdate(), only=only, page=request.GET.get("page", "1"))
    return render(
        request,
        "proposals/mine.html",
        {
            "consultations": [] if only else my_consultations(request.user, timezone.localdate()),
            "page": rows,
            "only": only if only in MY_FILTERS else "",
            "filters": FILTERS,
            "owed": [(row, TAG_KINDS[row.word]) for row in rows if row.must_act],
            "drafts": [row for row in rows if row.expires_on],
            "sources": [row.proposal for row in rows if row.proposal.number],
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
    found = own_proposal_or_404(request, number)
    form = MessageForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            write_message(proposal=found, **form.cleaned_data, by=acting(request), at=timezone.now())
        except CannotWrite as exc:
            form.add_error("body", str(exc))
        else:
            messages.success(request, "メッセージを送りました。市が読むと、「確認しました」と日にちが付きます。")
            return for_upload(request, redirect("proposals:proposal", number))
    return _page(request, found, message_form=form, form=form)


@proposer_only
@require_POST
def confirm(request: HttpRequest, number: str) -> HttpResponse:
    found = own_proposal_or_404(request, number)
    confirm_messages(proposal=found, by=acting(request), at=timezone.now())
    messages.success(request, "市からのメッセージを「確認しました」にしました。")
    return redirect("proposals:proposal", number)


@proposer_only
@require_POST
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    found = own_proposal_or_404(request, number)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            withdraw_proposal(proposal=found, reason=form.cleaned_data["reason"], by=acting(request), at=timezone.now())
        except MoveRefused as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, "提案を取り下げました。")
            return redirect("proposals:proposal", number)
    return _page(request, found, withdraw_form=form, form=form)


def _page(
    request: HttpRequest,
    found: Proposal,
    *,
    message_form: MessageForm | None = None,
    withdraw_form: WithdrawForm | None = None,
    form: object = None,
) -> HttpResponse:
    today = timezone.localdate()
    sheet: CompanySheet = company_sheet(found, today)
    # as they stood behind the newest version
    co_proposers = [one["name"] for newest in sheet.versions[:1] for one in newest.content.get("co_proposers", [])]
    is_own = not co_proposers or owns(request.user, found)
    return render(
        request,
        "proposals/proposal.html",
        {
            "proposal": found,
            "sources": [found],
            "sheet": sheet,
            "is_own": is_own,
            "co_proposers": co_proposers,
            "word_kind": TAG_KINDS[sheet.word],
            "asked": [(label_of(item.field), item.reason) for item in sheet.asked],
            "rows": [
                (label_of(name), shown(found, name))
                for name in (*content_names(found), *LATER_FIELDS)
                if shown(found, name)
            ],
            "attachments": sheet.attachments,
            "message_form": message_form or MessageForm() if is_own and may_write(found) else None,
            "withdraw_form": withdraw_form or WithdrawForm() if is_own and may_withdraw(found) else None,
            "withdraw_open": withdraw_form is not None,
            "form": form,
            "is_told": sheet.word == PublicWord.RESULT,
            "is_over": found.status in CLOSED_STATUSES,
            "near": near_challenges(found, today) if found.status in NO_WAY_ON else [],
        },
    )
