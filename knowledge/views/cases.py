"""/ka/jirei/: every member of staff reads what was done together; a 課 writes its own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge.enums import CaseOrigin
from knowledge.forms.cases import CaseForm
from knowledge.models import CaseStudy
from knowledge.permissions import begins_cases, divisions_to_write_for, keeps_cases, may_write_case
from knowledge.queries.cases import case_page, fields_for_cases, find_cases, history_of, left_out, own_drafts
from knowledge.queries.related import related_cases
from knowledge.usecases.draft_case_study import CannotDraftCase, draft_case_study
from knowledge.usecases.hand_in_case import CannotHandIn, hand_in_case
from knowledge.usecases.revise_case_study import CannotRevise, StaleCase, revise_case_study
from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.core.text import normalise
from proposals.models import Proposal

from .access import with_post
from .review import review_of

SAVED = "保存しました。"
HAND_IN = "よければ「デスクに出す」を押してください。"
CHOICES = {"q": "words", "bunya": "field", "shuho": "method", "ka": "division", "nendo": "year"}


def case_or_404(request: HttpRequest, code: str) -> CaseStudy:
    """Load a case that the reader may see, with its 課, 手法, 団体 and proposal; foreign and absent are the same."""
    visible = CaseStudy.objects.visible_to(request.user, timezone.localdate())
    rows = visible.select_related("owner", "method", "organization", "proposal")
    return get_object_or_404(rows, code=code)


def to_write(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let in who writes on the case of the address; everybody else sees 404."""

    @wraps(view)
    def guarded(request: StaffRequest, code: str) -> HttpResponse:
        case = case_or_404(request, code)
        if not may_write_case(request.user, case, timezone.localdate()):
            raise Http404
        return view(request, case)

    return with_post(guarded)  # type: ignore[return-value]  # the views here answer whole


@with_post
@never_cache
@require_safe
def cases(request: StaffRequest) -> HttpResponse:
    """List them by words, 分野, 手法, 課 and 年度; an unknown choice means none is found, or all for a year."""
    today = timezone.localdate()
    chosen = {name: request.GET.get(name, "") for name in CHOICES}
    named = {argument: chosen[name] for name, argument in CHOICES.items()}
    context = {
        "shown": find_cases(today, **named, page=request.GET.get("page", "1")),
        "drafts": own_drafts(request.user, today),
        "chosen": chosen,
        "is_filtered": any(chosen.values()),
        "is_too_short": bool(chosen["q"].strip()) and len(normalise(chosen["q"])) < 2,
        "may_begin": begins_cases(request.user, today),
    }
    return render(request, "knowledge/cases.html", context)


@with_post
@never_cache
@require_safe
def case(request: StaffRequest, code: str) -> HttpResponse:
    found, today = case_or_404(request, code), timezone.localdate()
    shown = case_page(found, today)
    context = {
        "found": shown,
        "related": related_cases(shown.version.title, shown.version.summary, but=found),
        "review": review_of(request.user, found, today) if found.is_open else None,
        "may_write": may_write_case(request.user, found, today),
        "is_desk": keeps_cases(request.user, today),
        "reads_proposal": found.proposal is not None and _reads(request, found.proposal),
    }
    return render(request, "knowledge/case.html", context)


def _reads(request: StaffRequest, proposal: Proposal) -> bool:
    return Proposal.objects.visible_to(request.user, timezone.localdate()).filter(pk=proposal.pk).exists()


@with_post
@never_cache
@require_http_methods(["GET", "POST"])
def write_case(request: StaffRequest) -> HttpResponse:
    """Begin one without a proposal."""
    today = timezone.localdate()
    owners = divisions_to_write_for(request.user, today)
    if not owners:
        raise Http404
    form = CaseForm(_sent(request), owners=owners, suggestions=fields_for_cases(), today=today)
    if form.is_valid():
        try:
            made = draft_case_study(
                key=form.made_once,
                origin=CaseOrigin.FORM,
                owner=form.keeper,
                facts=form.facts(),
                words=form.words(),
                by=request.actor,
                at=timezone.now(),
            )
        except CannotDraftCase as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, f"下書きを保存しました。{HAND_IN}")
            return redirect("knowledge:case", made.code)
    return render(request, "knowledge/case_form.html", {"form": form, "case": None, "stale": None})


@to_write
@never_cache
@require_http_methods(["GET", "POST"])
def revise_case(request: StaffRequest, case: CaseStudy) -> HttpResponse:
    """Write on one; a change that another person saved first is shown, and nothing typed is lost."""
    form = CaseForm(_sent(request), case=case, suggestions=fields_for_cases(), today=timezone.localdate())
    stale = None
    if form.is_valid():
        try:
            revised = revise_case_study(case=case, **form.change(), by=request.actor, at=timezone.now())
        except CannotRevise as exc:
            if isinstance(exc, StaleCase):
                stale = case_or_404(request, case.code)
                form.goes_on_from(stale)
            form.add_error(None, str(exc))
        else:
            messages.success(request, SAVED if revised.is_open or revised.handed_in_at else f"{SAVED}{HAND_IN}")
            return redirect("knowledge:case", revised.code)
    context = {
        "form": form,
        "case": case,
        "stale": case_page(stale, timezone.localdate()) if stale else None,
        "left_out": left_out(case.proposal) if case.proposal else [],
    }
    return render(request, "knowledge/case_form.html", context)


@to_write
@require_POST
def hand_in(request: StaffRequest, case: CaseStudy) -> HttpResponse:
    try:
        hand_in_case(case=case, by=request.actor, at=timezone.now())
    except CannotHandIn as exc:
        messages.warning(request, str(exc))
        return redirect("knowledge:revise_case", case.code)
    messages.success(request, "デスクに出しました。デスクが読んで、庁内に公開します。")
    return redirect("knowledge:case", case.code)


@with_post
@never_cache
@require_safe
def case_history(request: StaffRequest, code: str) -> HttpResponse:
    found = case_or_404(request, code)
    page, revisions = history_of(found, request.GET.get("page", "1"))
    context = {"case": found, "title": found.current().title, "page": page, "revisions": revisions}
    return render(request, "knowledge/case_history.html", context)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
