"""/dialogue/<slug>/deai/: whom a 団体 met, its 次の一歩, and 「この出会いから提案する」."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dialogue.forms.encounters import OwnStepForm
from dialogue.queries.encounters import Met, company_encounters
from dialogue.usecases.keep_encounter_steps import CannotKeepStep, add_encounter_step, finish_encounter_step
from dialogue.usecases.start_encounter_proposal import CannotPropose, start_encounter_proposal
from proposals.models import Proposal
from proposals.permissions import drafts_open_to
from proposals.rules.drafts import HELD as HELD_DRAFTS

from .encounter_access import Visitor, of_companies


@of_companies
@require_GET
def encounters(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    context = {"event": visitor.event, "found": _found(request, visitor)}
    return render(request, "dialogue/encounters.html", context)


@of_companies
@require_http_methods(["GET", "POST"])
def encounter(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """The page of one encounter; a POST adds a 次の一歩 of the 団体."""
    met = _one(request, visitor, code)
    form = OwnStepForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        add_encounter_step(encounter=met.encounter, step=form.step(), by=visitor.by, at=timezone.now())
        messages.success(request, f"次の一歩を足しました。{met.division}も読みます。")
        return redirect("dialogue:encounter", visitor.event.slug, code)
    return _page(request, visitor, met, form)


@of_companies
@require_POST
def finish_step(request: HttpRequest, visitor: Visitor, step: UUID) -> HttpResponse:
    lines = [(met, line) for met in _found(request, visitor) for line in met.steps]
    met, line = next(((met, line) for met, line in lines if line.step.uuid == step and line.is_ours), (None, None))
    if met is None or line is None:
        raise Http404
    try:
        finish_encounter_step(step=line.step, by=visitor.by, at=timezone.now())
    except CannotKeepStep as exc:
        messages.warning(request, str(exc))
    else:
        messages.success(request, f"「{line.step.what}」を済みにしました。{met.division}の画面にも出ます。")
    return redirect("dialogue:encounter", visitor.event.slug, met.encounter.code)


@of_companies
@require_POST
def propose(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """Begin a draft. Who came by a personal link finds it in this browser, as everybody who has not signed in."""
    met = _one(request, visitor, code)
    try:
        draft = start_encounter_proposal(encounter=met.encounter, author=visitor.user, by=visitor.by, at=timezone.now())
    except CannotPropose as exc:
        messages.warning(request, str(exc))
        return redirect("dialogue:encounter", visitor.event.slug, code)
    if visitor.user is None:
        request.session[HELD_DRAFTS] = [*request.session.get(HELD_DRAFTS, []), str(draft.uuid)]
    return redirect("proposals:step", draft.uuid, "proposal")


def _found(request: HttpRequest, visitor: Visitor) -> list[Met]:
    today = timezone.localdate()
    if visitor.user:
        proposals = Proposal.objects.visible_to(visitor.user, today)
    else:
        proposals = drafts_open_to(request.user, request.session.get(HELD_DRAFTS, []), today)
    return company_encounters(visitor.registrations, proposals, today)


def _one(request: HttpRequest, visitor: Visitor, code: str) -> Met:
    found = next((met for met in _found(request, visitor) if met.encounter.code == code), None)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, visitor: Visitor, met: Met, form: Form) -> HttpResponse:
    context: dict[str, Any] = {"event": visitor.event, "met": met, "form": form}
    return render(request, "dialogue/encounter.html", context)
