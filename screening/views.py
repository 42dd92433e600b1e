"""/ka/: what my 課 owes, and one page with everything of one proposal."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, employee_required, may, needs
from nara_renkei.core.models import PrivateFile
from nara_renkei.core.private_files import file_response
from proposals.enums import Status
from proposals.models import Proposal
from proposals.queries import evidence_of, receipt_papers
from proposals.rules.lifecycle import MoveRefused
from proposals.usecases.order_papers import order_receipt as ask_for
from proposals.usecases.record_download import record_download
from proposals.usecases.take_paper import take_paper

from .enums import DecisionState, RoutingState
from .forms import AnswerForm, EmptyForm, InquiryForm, MinutesForm, NoteForm, OpinionForm, OutcomeForm
from .models import Inquiry, Routing
from .permissions import confirming_as, sits_in
from .queries import ProposalDossier, division_worklist, proposal_dossier, readable_files
from .rules.next_steps import days_left_words, next_for_division
from .usecases.answer_inquiry import CannotAnswerInquiry, answer_inquiry
from .usecases.ask_opinion import CannotAsk, ask_opinion
from .usecases.confirm_answer import CannotConfirm, confirm_answer
from .usecases.draft_answer import CannotAnswer, draft_answer
from .usecases.draft_decision import CannotDraftDecision, draft_decision
from .usecases.propose_decision import CannotPropose, propose_decision
from .usecases.record_minutes import CannotRecordMinutes, record_minutes
from .usecases.write_note import CannotWriteNote, write_note

PAGE = 40  # rows of a section; two full ones stay under 60 kB
PICTURES = 10  # pages of a document; light enough for a screen transfer

REFUSED = (
    CannotAnswer,
    CannotAnswerInquiry,
    CannotAsk,
    CannotConfirm,
    CannotDraftDecision,
    CannotPropose,
    CannotRecordMinutes,
    CannotWriteNote,
    MoveRefused,
)


@require_GET
@employee_required
def worklist(request: StaffRequest) -> HttpResponse:
    today = timezone.localdate()
    work = division_worklist(request.user, today)
    owed = Paginator(work.owed, PAGE).get_page(request.GET.get("page"))
    running = Paginator(work.running, PAGE).get_page(request.GET.get("running"))
    own = {post.division.name for post in request.user.posts_on(today) if post.division}
    context = {"work": work, "owed": owed, "running": running, "today": today, "own": own}
    return render(request, "screening/worklist.html", context)


@require_GET
@employee_required
def dossier(request: StaffRequest, number: str) -> HttpResponse:
    return _page(request, _desk_of(request, number))


@require_GET
@employee_required
def evidence(request: StaffRequest, number: str) -> HttpResponse:
    """確認事項 as they were shown and answered, for those who read the whole proposal."""
    work = _whole_of(request, number)
    context = {"proposal": work.proposal, "answers": evidence_of(work.proposal)}
    return render(request, "screening/evidence.html", context)


@needs(Permission.TRIAGE)
@require_POST
def order_receipt(request: StaffRequest, number: str) -> HttpResponse:
    """Ask for the paper of the newest version, with the answers of one of the 団体 behind it."""
    folder = _whole_of(request, number).dossier
    body = next((one for one in folder.bodies if str(one.pk) == request.POST.get("organization")), None)
    if body is None or folder.version is None:
        raise Http404
    paper = ask_for(submission=folder.version, organization=body.pk, by=request.actor, at=timezone.now())
    return redirect("screening:receipt_paper", number, paper.uuid)


@never_cache
@require_GET
@employee_required
def receipt_paper(request: StaffRequest, number: str, paper: UUID) -> HttpResponse:
    found = get_object_or_404(receipt_papers(_whole_of(request, number).proposal), uuid=paper)
    context = {
        "paper": found,
        "number": number,
        "organization": found.about.rpartition("/")[2],
        "again": reverse("screening:order_receipt", args=[number]),
        "back": reverse("screening:dossier", args=[number]),
        "back_label": f"{number} へ戻る",
        "pdf": reverse("screening:receipt_pdf", args=[number, paper]),
    }
    return render(request, "screening/receipt_paper.html", context)


@require_GET
@employee_required
def receipt_pdf(request: StaffRequest, number: str, paper: UUID) -> HttpResponseBase:
    papers = receipt_papers(_whole_of(request, number).proposal).exclude(file=None)
    found = get_object_or_404(papers, uuid=paper)
    take_paper(paper=found, by=request.actor, at=timezone.now())
    return file_response(found.file)  # type: ignore[arg-type]  # those without were left out


@require_GET
@employee_required
def attachment(request: StaffRequest, number: str, file: UUID) -> HttpResponseBase:
    """The download of a clean file, written down (decisions.md 19)."""
    proposal, found = _file_of(request, number, file)
    response = file_response(found)
    record_download(proposal=proposal, file=found, by=request.actor, at=timezone.now())
    return response


@require_GET
@employee_required
def page_images(request: StaffRequest, number: str, file: UUID) -> HttpResponse:
    """The pages of a file as pictures, some at a time: nothing is downloaded. Each picture is written down."""
    proposal, found = _file_of(request, number, file)
    if not found.has_pictures:
        raise Http404
    pages = Paginator(found.page_images.order_by("page"), PICTURES).get_page(request.GET.get("page"))
    context = {
        "proposal": proposal,
        "file": found,
        "pages": pages,
        "is_desk": may(request.user, Permission.TRIAGE, timezone.localdate()),
    }
    return render(request, "screening/page_images.html", context)


@require_GET
@employee_required
def page_image(request: StaffRequest, number: str, file: UUID, page: int) -> HttpResponseBase:
    """One page as a picture; its view leaves a line as a download does."""
    proposal, found = _file_of(request, number, file)
    image = get_object_or_404(found.page_images.select_related("image"), page=page).image
    response = file_response(image)
    record_download(proposal=proposal, file=found, page=page, by=request.actor, at=timezone.now())
    return response


def _file_of(request: StaffRequest, number: str, file: UUID) -> tuple[Proposal, PrivateFile]:
    """Load a clean file of a proposal that the reader may read in full, or 404."""
    today = timezone.localdate()
    proposal = get_object_or_404(Proposal.objects.visible_to(request.user, today), number=number)
    return proposal, get_object_or_404(readable_files(proposal, request.user, today), file__uuid=file).file


# --- what a person may do on the page


@dataclass(slots=True)
class OwnRouting:
    """One 送付 to a 課 in which the reader sits, with its forms."""

    routing: Routing
    next_step: str
    days_words: str
    can_confirm: bool  # as 課長 or by 代決
    by_proxy: bool
    answer_form: AnswerForm | None = None


@dataclass(slots=True)
class Desk:
    """The reader's own desk over one folder: what to do, and the forms to do it."""

    proposal: Proposal
    dossier: ProposalDossier
    today: date
    own: list[OwnRouting]
    inquiries: list[Inquiry]  # open ones to the reader's 課
    lead: OwnRouting | None
    forms: dict[str, Form] = field(default_factory=dict)

    @property
    def may_write(self) -> bool:
        return self.dossier.is_full and bool(self.own)


def _desk_of(request: StaffRequest, number: str) -> Desk:
    """Load the folder, or 404: foreign and absent are the same."""
    today = timezone.localdate()
    visible = Proposal.objects.visible_to(request.user, today).select_related(
        "organization", "challenge", "lead_division"
    )
    proposal = get_object_or_404(visible, number=number)
    folder = proposal_dossier(proposal, request.user, today)
    own = [
        _own(routing, folder, request.user, today)
        for routing in folder.routings
        if routing.state != RoutingState.ENDED and sits_in(request.user, routing.division, today)
    ]
    return Desk(
        proposal=proposal,
        dossier=folder,
        today=today,
        own=own,
        inquiries=[
            one for one in folder.inquiries if not one.answered_at and sits_in(request.user, one.division, today)
        ],
        lead=next((one for one in own if one.routing.is_lead), None),
    )


def _whole_of(request: StaffRequest, number: str) -> Desk:
    """The folder for who reads the whole proposal; 404 for a reader of a part."""
    work = _desk_of(request, number)
    if not work.dossier.is_full:
        raise Http404
    return work


def _own(routing: Routing, folder: ProposalDossier, user: User, today: date) -> OwnRouting:
    answer = getattr(routing, "answer", None)
    capacity = confirming_as(user, routing.division, today)
    return OwnRouting(
        routing=routing,
        next_step=next_for_division(
            routing_state=routing.state,
            is_lead=routing.is_lead,
            answer=answer.choice if answer else None,
            confirmed=bool(answer and answer.confirmed_at),
            decision=folder.decision.state if folder.decision else None,
            status=folder.proposal.status,
        ),
        days_words=days_left_words(folder.days_until(routing.due_on)) if routing.state == RoutingState.OPEN else "",
        can_confirm=capacity is not None,
        by_proxy=capacity == "DEPUTY",
    )


def _page(request: StaffRequest, work: Desk, bound: Form | None = None, name: str = "") -> HttpResponse:
    """Show the folder; ``bound`` takes the place of the fresh form of that name."""
    _add_forms(work)
    if bound is not None:
        if name.startswith("answer-"):
            for own in work.own:
                if name == f"answer-{own.routing.division.code}":
                    own.answer_form = bound  # type: ignore[assignment]
        else:
            work.forms[name] = bound
    return render(
        request, "screening/dossier.html", {"work": work, "folder": work.dossier, "form": bound, "bound": name}
    )


def _add_forms(work: Desk) -> None:
    for own in work.own:
        answer = getattr(own.routing, "answer", None)
        if own.routing.state == RoutingState.OPEN and not (answer and answer.confirmed_at):
            own.answer_form = AnswerForm(
                prefix=f"answer-{own.routing.division.code}",
                day=work.today,
                initial=_fields_of(answer, ("choice", "comment", "contact", "dates", "suggested")),
            )
    if work.may_write:
        work.forms["note"] = NoteForm(prefix="note")
    if work.inquiries:
        work.forms["opinion"] = OpinionForm(prefix="opinion")
    if work.lead and work.lead.routing.state == RoutingState.ANSWERED:
        work.forms["inquiry"] = InquiryForm(prefix="inquiry", day=work.today)
        if work.proposal.status in {Status.IN_REVIEW, Status.IN_DIALOGUE}:
            work.forms["minutes"] = MinutesForm(prefix="minutes")
            decision = work.dossier.decision
            if decision is None or decision.state in {DecisionState.DRAFTED, DecisionState.SENT_BACK}:
                names = tuple(name for name in OutcomeForm.base_fields if name != "reasons")
                initial = _fields_of(decision, names)
                if decision:
                    initial["reasons"] = list(decision.reasons.all())
                work.forms["outcome"] = OutcomeForm(prefix="outcome", initial=initial)


def _fields_of(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names} if row else {}


# --- acts: each is one POST, one call, and back to the page


def _act(
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
    return _page(request, work, form, name)


def _routing_or_404(work: Desk, code: str) -> Routing:
    found = next((one.routing for one in work.own if one.routing.division.code == code), None)
    if found is None:
        raise Http404
    return found


def _lead_or_404(work: Desk) -> Routing:
    if work.lead is None:
        raise Http404
    return work.lead.routing


def posted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A POST acts; a GET (after signing in again) shows the page of the proposal."""

    def acting(request: StaffRequest, number: str, **kwargs: Any) -> HttpResponse:
        work = _desk_of(request, number)
        if request.method != "POST":
            return redirect("screening:dossier", number=number)
        return view(request, work, **kwargs)

    return employee_required(require_http_methods(["GET", "POST"])(acting))


@posted
def answer(request: StaffRequest, work: Desk, code: str) -> HttpResponse:
    routing = _routing_or_404(work, code)
    form = AnswerForm(request.POST, prefix=f"answer-{code}", day=work.today)

    def call() -> object:
        return draft_answer(routing=routing, **form.cleaned_data, by=request.actor, at=timezone.now())

    return _act(
        request,
        work,
        form,
        f"answer-{code}",
        call,
        "回答の案を書きました。課長または代決者が確かめると、課の回答になります。",
    )


@posted
def answer_confirm(request: StaffRequest, work: Desk, code: str) -> HttpResponse:
    routing = _routing_or_404(work, code)
    return _act(
        request,
        work,
        EmptyForm(request.POST),
        "confirm",
        lambda: confirm_answer(routing=routing, user=request.user, by=request.actor, at=timezone.now()),
        "課の回答にしました。デスクが受け取ります。",
    )


@posted
def minutes(request: StaffRequest, work: Desk) -> HttpResponse:
    routing = _lead_or_404(work)
    form = MinutesForm(request.POST, prefix="minutes")

    def call() -> object:
        return record_minutes(screening=routing.screening, **form.cleaned_data, by=request.actor, at=timezone.now())

    return _act(request, work, form, "minutes", call, "対話の記録を書きました。")


@posted
def outcome(request: StaffRequest, work: Desk) -> HttpResponse:
    routing = _lead_or_404(work)
    form = OutcomeForm(request.POST, prefix="outcome")

    def call() -> object:
        return draft_decision(routing=routing, outcome=form.outcome(), by=request.actor, at=timezone.now())

    return _act(
        request, work, form, "outcome", call, "結果の案を書きました。課長または代決者が確かめると、デスクに渡ります。"
    )


@posted
def outcome_confirm(request: StaffRequest, work: Desk) -> HttpResponse:
    routing = _lead_or_404(work)
    return _act(
        request,
        work,
        EmptyForm(request.POST),
        "confirm",
        lambda: propose_decision(routing=routing, user=request.user, by=request.actor, at=timezone.now()),
        "結果の案を、課の案としてデスクに渡しました。",
    )


@posted
def note(request: StaffRequest, work: Desk) -> HttpResponse:
    if not work.may_write:
        raise Http404
    form = NoteForm(request.POST, prefix="note")

    def call() -> object:
        screening = work.own[0].routing.screening
        return write_note(screening=screening, body=form.cleaned_data["note"], by=request.actor, at=timezone.now())

    return _act(request, work, form, "note", call, "庁内のメモを書きました。")


@posted
def inquiry(request: StaffRequest, work: Desk) -> HttpResponse:
    routing = _lead_or_404(work)
    form = InquiryForm(request.POST, prefix="inquiry", day=work.today)

    def call() -> object:
        return ask_opinion(screening=routing.screening, **form.cleaned_data, by=request.actor, at=timezone.now())

    return _act(request, work, form, "inquiry", call, "意見を尋ねました。相手の課にメールで知らせました。")


@posted
def opinion(request: StaffRequest, work: Desk, code: str) -> HttpResponse:
    asked = next((one for one in work.inquiries if one.division.code == code), None)
    if asked is None:
        raise Http404
    form = OpinionForm(request.POST, prefix="opinion")

    def call() -> object:
        return answer_inquiry(inquiry=asked, opinion=form.cleaned_data["opinion"], by=request.actor, at=timezone.now())

    return _act(request, work, form, "opinion", call, "意見を書きました。尋ねた課とデスクが読みます。")
