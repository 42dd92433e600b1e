"""What a 課 does on the page of a proposal: each is one POST, one call, and back to the page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import employee_required
from proposals.rules.lifecycle import MoveRefused
from screening.forms.division import AnswerForm, EmptyForm, InquiryForm, NoteForm, OpinionForm, ReplyRequestForm
from screening.models import Routing
from screening.usecases.answer_inquiry import CannotAnswerInquiry, answer_inquiry
from screening.usecases.ask_opinion import CannotAsk, ask_opinion
from screening.usecases.confirm_answer import CannotConfirm, confirm_answer
from screening.usecases.draft_answer import CannotAnswer, draft_answer
from screening.usecases.propose_decision import CannotPropose
from screening.usecases.write_note import CannotWriteNote, write_note

from .dossier import Desk, desk_of, page

REPLY_WANTED = "デスクへ：提案者のメッセージに返事をしてください。"
REFUSED = (
    CannotAnswer,
    CannotAnswerInquiry,
    CannotAsk,
    CannotConfirm,
    CannotPropose,
    CannotWriteNote,
    MoveRefused,
)


def act(
    request: StaffRequest, work: Desk, form: Form, name: str, call: Callable[[], object], done: str
) -> HttpResponse:
    if form.is_valid():
        try:
            call()
        except REFUSED as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, done)
            return redirect("screening:dossier", number=work.proposal.number)
    return page(request, work, form, name)


def routing_or_404(work: Desk, code: str) -> Routing:
    found = next((one.routing for one in work.own if one.routing.division.code == code), None)
    if found is None:
        raise Http404
    return found


def lead_or_404(work: Desk) -> Routing:
    if work.lead is None:
        raise Http404
    return work.lead.routing


def posted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A POST acts; a GET (after signing in again) shows the page of the proposal."""

    def acting(request: StaffRequest, number: str, **kwargs: Any) -> HttpResponse:
        work = desk_of(request, number)
        if request.method != "POST":
            return redirect("screening:dossier", number=number)
        return view(request, work, **kwargs)

    return employee_required(require_http_methods(["GET", "POST"])(acting))


@posted
def answer(request: StaffRequest, work: Desk, code: str) -> HttpResponse:
    routing = routing_or_404(work, code)
    form = AnswerForm(request.POST, prefix=f"answer-{code}", day=work.today)

    def call() -> object:
        return draft_answer(routing=routing, **form.answer(), by=request.actor, at=timezone.now())

    return act(
        request,
        work,
        form,
        f"answer-{code}",
        call,
        "回答の案を書きました。課長または代決者が確かめると、課の回答になります。",
    )


@posted
def answer_confirm(request: StaffRequest, work: Desk, code: str) -> HttpResponse:
    routing = routing_or_404(work, code)
    return act(
        request,
        work,
        EmptyForm(request.POST),
        "confirm",
        lambda: confirm_answer(routing=routing, user=request.user, by=request.actor, at=timezone.now()),
        "課の回答にしました。デスクが受け取ります。",
    )


@posted
def note(request: StaffRequest, work: Desk) -> HttpResponse:
    if not work.may_write:
        raise Http404
    form = NoteForm(request.POST, prefix="note")

    def call() -> object:
        screening = work.own[0].routing.screening
        return write_note(screening=screening, body=form.cleaned_data["note"], by=request.actor, at=timezone.now())

    return act(request, work, form, "note", call, "庁内のメモを書きました。")


@posted
def reply_request(request: StaffRequest, work: Desk) -> HttpResponse:
    if not work.may_write:
        raise Http404
    form = ReplyRequestForm(request.POST, prefix="reply")

    def call() -> object:
        screening = work.own[0].routing.screening
        body = f"{REPLY_WANTED}\n{form.cleaned_data['reply']}"
        return write_note(screening=screening, body=body, by=request.actor, at=timezone.now())

    return act(request, work, form, "reply", call, "デスクへのメモに残しました。デスクが提案者に返事をします。")


@posted
def inquiry(request: StaffRequest, work: Desk) -> HttpResponse:
    routing = lead_or_404(work)
    form = InquiryForm(request.POST, prefix="inquiry", day=work.today)

    def call() -> object:
        return ask_opinion(screening=routing.screening, **form.cleaned_data, by=request.actor, at=timezone.now())

    return act(request, work, form, "inquiry", call, "意見を尋ねました。相手の課にメールで知らせました。")


@posted
def opinion(request: StaffRequest, work: Desk, code: str) -> HttpResponse:
    asked = next((one for one in work.inquiries if one.division.code == code), None)
    if asked is None:
        raise Http404
    form = OpinionForm(request.POST, prefix="opinion")

    def call() -> object:
        return answer_inquiry(inquiry=asked, **form.cleaned_data, by=request.actor, at=timezone.now())

    return act(request, work, form, "opinion", call, "意見を書きました。尋ねた課とデスクが読みます。")
