"""所見・採点・利益相反の申告 of one proposal, and competing proposals side by side."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import employee_required
from proposals.enums import OPEN_STATUSES, AccessScope
from proposals.models import Challenge, Proposal
from screening.forms.division import EmptyForm
from screening.forms.judging import AssessorForm, ConflictForm, FindingForm, ScoreForm
from screening.models import Screening
from screening.permissions import may_name, may_propose, may_triage
from screening.queries import scope_of
from screening.queries.judging import (
    JudgingSheet,
    candidates_for,
    compared_proposals,
    comparison,
    judging_sheet,
    lead_of,
)
from screening.rules.judging import Standing
from screening.usecases.declare_conflict import CannotDeclare, declare_conflict
from screening.usecases.give_scores import CannotScore, give_scores
from screening.usecases.name_assessor import CannotName, name_assessor, release_assessor
from screening.usecases.write_finding import CannotFind, write_finding

REFUSED = (CannotDeclare, CannotFind, CannotName, CannotScore)


@dataclass(slots=True)
class Bench:
    """One proposal before one reader: what may be read, and the forms of what may be done now."""

    proposal: Proposal
    screening: Screening
    user: User
    today: date
    sheet: JudgingSheet
    is_desk: bool
    may_name: bool
    may_find: bool  # write the three lines
    forms: dict[str, Form] = field(default_factory=dict)

    @property
    def must_declare(self) -> bool:
        return self.sheet.standing == Standing.UNDECLARED

    @property
    def is_open(self) -> bool:
        return self.proposal.status in OPEN_STATUSES


def folder_or_404(request: StaffRequest, number: str) -> Screening:
    """Load the folder of an opened proposal that the reader reads in full, with the proposal, or 404."""
    today = timezone.localdate()
    visible = Proposal.objects.visible_to(request.user, today).select_related("organization", "challenge", "tender")
    proposal = get_object_or_404(visible, number=number)
    if scope_of(proposal, request.user, today) != AccessScope.FULL:
        raise Http404
    screening = get_object_or_404(Screening.objects.filter(proposal=proposal))
    screening.proposal = proposal
    return screening


def bench_of(request: StaffRequest, number: str) -> Bench:
    today = timezone.localdate()
    screening = folder_or_404(request, number)
    lead = lead_of(screening)
    return Bench(
        proposal=screening.proposal,
        screening=screening,
        user=request.user,
        today=today,
        sheet=judging_sheet(screening, request.user),
        is_desk=may_triage(request.user, today),
        may_name=may_name(request.user, lead, today),
        may_find=lead is not None and may_propose(request.user, lead, today),
    )


def add_forms(bench: Bench) -> None:
    """Give every act that is open to the reader now its form."""
    sheet = bench.sheet
    if sheet.standing != Standing.RECUSED:
        bench.forms["conflict"] = ConflictForm(prefix="conflict")
    if not bench.is_open or sheet.standing == Standing.RECUSED:
        return
    if bench.may_name:
        bench.forms["assessor"] = assessor_form(bench)
    if sheet.standing == Standing.OWES_SCORES:
        bench.forms["scores"] = ScoreForm(prefix="scores", criteria=sheet.criteria)
    if bench.may_find and not bench.must_declare:
        newest = sheet.findings[0] if sheet.findings else None
        initial = {name: getattr(newest, name) for name in FindingForm.base_fields} if newest else {}
        bench.forms["finding"] = FindingForm(prefix="finding", initial=initial)


def assessor_form(bench: Bench, data: Any = None) -> AssessorForm:
    seats = [(one.user_id, one.label) for one in candidates_for(bench.screening, bench.today)]
    return AssessorForm(data, prefix="assessor", seats=seats)


def page(request: StaffRequest, bench: Bench, bound: Form | None = None, name: str = "") -> HttpResponse:
    add_forms(bench)
    if bound is not None:
        bench.forms[name] = bound
    context = {"bench": bench, "sheet": bench.sheet, "proposal": bench.proposal, "form": bound}
    return render(request, "screening/judging.html", context)


@require_GET
@employee_required
def judging(request: StaffRequest, number: str) -> HttpResponse:
    return page(request, bench_of(request, number))


def posted(view: Callable[[StaffRequest, Bench], HttpResponse]) -> Callable[..., HttpResponse]:
    """A POST acts; a GET (after signing in again) shows the page."""

    def acting(request: StaffRequest, number: str) -> HttpResponse:
        bench = bench_of(request, number)
        if request.method != "POST":
            return redirect("screening:judging", number)
        return view(request, bench)

    return employee_required(require_http_methods(["GET", "POST"])(acting))


def act(
    request: StaffRequest, bench: Bench, form: Form, name: str, call: Callable[[], object], done: str
) -> HttpResponse:
    if form.is_valid():
        try:
            call()
        except REFUSED as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, done)
            return redirect("screening:judging", bench.proposal.number)
    return page(request, bench, form, name)


@posted
def declare(request: StaffRequest, bench: Bench) -> HttpResponse:
    form = ConflictForm(request.POST, prefix="conflict")

    def call() -> object:
        who: dict[str, Any] = {"user": request.user, "by": request.actor, "at": timezone.now()}
        return declare_conflict(screening=bench.screening, **form.facts(), **who)

    return act(request, bench, form, "conflict", call, "申告を残しました。")


@posted
def finding(request: StaffRequest, bench: Bench) -> HttpResponse:
    form = FindingForm(request.POST, prefix="finding")

    def call() -> object:
        who: dict[str, Any] = {"user": request.user, "by": request.actor, "at": timezone.now()}
        return write_finding(screening=bench.screening, **form.cleaned_data, **who)

    return act(request, bench, form, "finding", call, "三行の所見を残しました。")


@posted
def scores(request: StaffRequest, bench: Bench) -> HttpResponse:
    mine = bench.sheet.mine
    if mine is None:
        raise Http404
    form = ScoreForm(request.POST, prefix="scores", criteria=bench.sheet.criteria)

    def call() -> object:
        return give_scores(assessor=mine, marks=form.marks(), by=request.actor, at=timezone.now())

    return act(request, bench, form, "scores", call, "採点を出しました。ほかの人の採点を読めるようになりました。")


@posted
def name(request: StaffRequest, bench: Bench) -> HttpResponse:
    form = assessor_form(bench, request.POST)

    def call() -> object:
        candidate = get_object_or_404(User, pk=form.cleaned_data["candidate"])
        who: dict[str, Any] = {"user": request.user, "by": request.actor, "at": timezone.now()}
        return name_assessor(screening=bench.screening, candidate=candidate, **who)

    return act(request, bench, form, "assessor", call, "評価者を指名し、課のメールで採点をお願いしました。")


@posted
def release(request: StaffRequest, bench: Bench) -> HttpResponse:
    chosen = next(
        (one.assessor for one in bench.sheet.states if str(one.assessor.pk) == request.POST.get("assessor")), None
    )
    if chosen is None:
        raise Http404

    def call() -> object:
        return release_assessor(assessor=chosen, user=request.user, by=request.actor, at=timezone.now())

    return act(request, bench, EmptyForm(request.POST), "release", call, f"{chosen}を評価者から外しました。")


@require_GET
@employee_required
def compare(request: StaffRequest, code: str) -> HttpResponse:
    """Every proposal to one 課題 that the reader reads in full."""
    challenge = get_object_or_404(Challenge, code=code)
    return _compare(request, compared_proposals(request.user, timezone.localdate(), challenge=code), str(challenge))


@require_GET
@employee_required
def compare_chosen(request: StaffRequest) -> HttpResponse:
    """The proposals whose numbers were typed."""
    typed = request.GET.get("numbers", "")[:400]
    numbers = typed.replace("、", " ").replace(",", " ").split()
    found = compared_proposals(request.user, timezone.localdate(), numbers=numbers) if numbers else []
    if numbers and not found:
        messages.info(request, "その番号の提案は見つかりません。番号を確かめてください。例：R8-K-0001 R8-K-0003")
    return _compare(request, found, "", typed)


def _compare(request: StaffRequest, proposals: list[Proposal], challenge: str, typed: str = "") -> HttpResponse:
    if challenge and not proposals:
        raise Http404
    context = {
        "challenge": challenge,
        "typed": typed,
        "table": comparison(proposals, request.user),
        "today": timezone.localdate(),
    }
    return render(request, "screening/comparison.html", context)
