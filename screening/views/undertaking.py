"""条件と実施: what happens after 「進める」, on a page of its own for the lead 課 and the desk."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from knowledge.models import CaseStudy
from knowledge.queries.cases import case_of
from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import Permission, employee_required, may, works_for
from proposals.enums import Status
from proposals.rules.lifecycle import MoveRefused
from screening.forms.undertaking import ClosingForm, DoneForm, MetForm, MilestoneForm, UndertakingForm
from screening.models import Milestone, Screening
from screening.queries import agreements_of, told_conditions, work_of
from screening.usecases.carry_out import NOTHING_YET, complete_work
from screening.usecases.draft_case import CannotDraft, draft_case, keeper_of
from screening.usecases.keep_milestone import add_milestone, finish_milestone
from screening.usecases.keep_undertaking import CannotKeep, keep_undertaking
from screening.usecases.meet_condition import CannotMeet, meet_condition

from .acts import posted
from .dossier import Desk, whole_of


@employee_required
@require_GET
def undertaking(request: StaffRequest, number: str) -> HttpResponse:
    return _page(request, whole_of(request, number))


@posted
def condition_met(request: StaffRequest, work: Desk, position: int) -> HttpResponse:
    _kept_folder(request, work)
    condition = get_object_or_404(told_conditions(work.proposal), position=position)
    form = MetForm(request.POST)

    def call() -> object:
        return meet_condition(condition=condition, **form.cleaned_data, by=request.actor, at=timezone.now())

    done = f"条件{position}を満たしたことを残しました。提案者の画面にも出ます。"
    return _act(request, work, form, f"condition-{position}", call, done)


@posted
def record(request: StaffRequest, work: Desk) -> HttpResponse:
    folder = _kept_folder(request, work)
    form = UndertakingForm(request.POST, agreements=agreements_of(work.proposal))

    def call() -> object:
        return keep_undertaking(screening=folder, **form.cleaned_data, by=request.actor, at=timezone.now())

    return _act(request, work, form, "record", call, "取組の記録を残しました。")


@posted
def milestone(request: StaffRequest, work: Desk) -> HttpResponse:
    folder = _kept_folder(request, work)
    form = MilestoneForm(request.POST)

    def call() -> object:
        return add_milestone(screening=folder, **form.cleaned_data, by=request.actor, at=timezone.now())

    return _act(request, work, form, "milestone", call, "節目を足しました。")


@posted
def milestone_done(request: StaffRequest, work: Desk, pk: int) -> HttpResponse:
    folder = _kept_folder(request, work)
    found = get_object_or_404(Milestone.objects.select_related("screening"), screening=folder, pk=pk)
    form = DoneForm(request.POST)

    def call() -> object:
        return finish_milestone(milestone=found, **form.cleaned_data, by=request.actor, at=timezone.now())

    return _act(request, work, form, f"milestone-{pk}", call, f"「{found}」が済んだことを残しました。")


@posted
def close_work(request: StaffRequest, work: Desk) -> HttpResponse:
    """The work is done: its 事例 begins with what the 課 answers."""
    folder = _kept_folder(request, work)
    form = ClosingForm(request.POST)

    def call() -> object:
        return complete_work(screening=folder, answers=form.answers(), by=request.actor, at=timezone.now())

    done = "実施が終わったことを残しました。提案者の画面にも出ます。事例の下書きができています。"
    return _act(request, work, form, "closing", call, done)


@posted
def begin_case(request: StaffRequest, work: Desk) -> HttpResponse:
    """事例を書き始める, for work that was done before cases began by themselves."""
    if work.dossier.screening is None or not _may_begin(request, work):
        raise Http404
    screening = work.dossier.screening
    try:
        case = draft_case(screening=screening, answers=NOTHING_YET, by=request.actor, at=timezone.now())
    except CannotDraft as exc:
        messages.warning(request, str(exc))
        return redirect("screening:undertaking", work.proposal.number)
    return redirect("knowledge:case", case.code)


def _may_begin(request: StaffRequest, work: Desk) -> bool:
    """Return whether the reader may begin the case: the 課 that will keep it, and the desk."""
    if may(request.user, Permission.TRIAGE, work.today):
        return work.dossier.is_full
    keeper = keeper_of(work.proposal)
    writes = may(request.user, Permission.ANSWER, work.today)
    return work.dossier.is_full and writes and keeper is not None and works_for(request.user, keeper, work.today)


def _act(
    request: StaffRequest, work: Desk, form: Form, name: str, call: Callable[[], object], done: str
) -> HttpResponse:
    if form.is_valid():
        try:
            call()
        except (CannotKeep, CannotMeet, MoveRefused) as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, done)
            return redirect("screening:undertaking", work.proposal.number)
    return _page(request, work, form, name)


def _may_keep(request: StaffRequest, work: Desk) -> bool:
    """Return whether the reader writes here: the lead 課, and the desk."""
    return work.dossier.is_full and (work.lead is not None or may(request.user, Permission.TRIAGE, work.today))


def _kept_folder(request: StaffRequest, work: Desk) -> Screening:
    if work.dossier.screening is None or not _may_keep(request, work):
        raise Http404
    return work.dossier.screening


def _page(request: StaffRequest, work: Desk, form: Form | None = None, bound: str = "") -> HttpResponse:
    folder = work.dossier.screening
    if folder is None:
        raise Http404
    found = work_of(folder)
    agreements = agreements_of(work.proposal)
    context = {
        "work": work,
        "found": found,
        "may_keep": _may_keep(request, work),
        "conditions": [
            (one, form if bound == f"condition-{one.position}" else MetForm(auto_id=f"id_joken{one.position}_%s"))
            for one in told_conditions(work.proposal)
        ],
        "milestones": [
            (one, form if bound == f"milestone-{one.pk}" else DoneForm(auto_id=f"id_fushime{one.pk}_%s"))
            for one in found.milestones
        ],
        "milestone_form": form if bound == "milestone" else MilestoneForm(),
        "record_form": form if bound == "record" else UndertakingForm(agreements=agreements, record=found.record),
        "closing_form": form if bound == "closing" else ClosingForm(auto_id="id_owari_%s"),
        "is_underway": work.proposal.status == Status.UNDERWAY,
        "form": form,
        **_case(request, work),
    }
    return render(request, "screening/undertaking.html", context)


def _case(request: StaffRequest, work: Desk) -> dict[str, Any]:
    """Return the case of what is done, or whether the reader may begin it."""
    if work.proposal.status != Status.COMPLETED:
        return {}
    case = case_of(work.proposal)
    is_read = case is not None and CaseStudy.objects.visible_to(request.user, work.today).filter(pk=case.pk).exists()
    return {"case": case if is_read else None, "may_begin": case is None and _may_begin(request, work)}
