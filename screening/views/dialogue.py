"""/ka/<number>/taiwa/: the dates and the day (the desk's), the record and 次の一歩 (the lead 課's and the desk's)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import employee_required
from nara_renkei.core.links import absolute_link
from proposals.enums import CLOSED_STATUSES, MEETING_STATUSES
from proposals.models import Proposal
from proposals.rendering import meeting_ics
from proposals.rules.lifecycle import MoveRefused
from proposals.usecases.cancel_meeting import cancel_meeting
from proposals.usecases.fix_meeting import move_meeting
from proposals.usecases.offer_meeting import CannotMeet
from screening.forms.dialogue import (
    CancelForm,
    FixForm,
    MinutesForm,
    MoveForm,
    NextStepForm,
    OfferForm,
    dates_initial,
    terms_initial,
)
from screening.permissions import may_tell, sits_in
from screening.queries import Dialogue, dialogue_of
from screening.usecases.add_next_steps import CannotAddStep, add_next_steps
from screening.usecases.finish_next_step import finish_next_step
from screening.usecases.fix_dialogue import CannotFixDialogue, fix_dialogue, offer_dialogue
from screening.usecases.record_minutes import CannotRecordMinutes, record_minutes

REFUSED = (CannotMeet, CannotFixDialogue, CannotAddStep, CannotRecordMinutes, MoveRefused)

Acting = Callable[..., HttpResponse]


def dialogue_or_404(request: StaffRequest, number: str) -> Dialogue:
    """Load the page, or 404: foreign and absent are the same."""
    today = timezone.localdate()
    visible = Proposal.objects.visible_to(request.user, today).select_related("organization", "lead_division")
    found = dialogue_of(
        get_object_or_404(visible, number=number),
        request.user,
        today,
        may_fix=may_tell(request.user, today),
        sits_in=lambda division: sits_in(request.user, division, today),
    )
    if found is None:
        raise Http404
    return found


def forms_of(talk: Dialogue, data: Any = None, name: str = "") -> dict[str, Form]:
    """Return the forms that stand on the page now; ``name`` is filled in with ``data``."""
    status = talk.proposal.status
    wanted: dict[str, tuple[type[Form], dict[str, Any]]] = {}
    if talk.may_fix and status in MEETING_STATUSES:
        initial = terms_initial(talk.meeting, is_first=talk.is_first)
        if talk.meeting and talk.meeting.fixed_at:
            wanted["move"] = (MoveForm, {"initial": {**initial, "fixed_at": talk.meeting.fixed_at}})
        else:
            ahead = [one for one in talk.wished if one > timezone.now()]
            wanted["offer"] = (OfferForm, {"initial": {**initial, **dates_initial(ahead)}})
            wanted["fix"] = (FixForm, {"initial": initial})
        if talk.meeting:
            wanted["cancel"] = (CancelForm, {})
    if talk.may_record and status in MEETING_STATUSES:
        wanted["minutes"] = (MinutesForm, {"divisions": talk.divisions})
    if talk.may_record and status not in CLOSED_STATUSES:
        wanted["step"] = (NextStepForm, {"divisions": talk.divisions})
    return {key: form(data if key == name else None, prefix=key, **given) for key, (form, given) in wanted.items()}


def page(request: StaffRequest, talk: Dialogue, forms: dict[str, Form], name: str = "") -> HttpResponse:
    context = {"talk": talk, "proposal": talk.proposal, "forms": forms, "form": forms.get(name)}
    return render(request, "screening/dialogue.html", context)


@require_http_methods(["GET", "POST"])
@employee_required
def dialogue(request: StaffRequest, number: str) -> HttpResponse:
    """The page; a POST keeps the record of a 対話."""
    talk = dialogue_or_404(request, number)
    if request.method == "POST":
        return _act(request, talk, "minutes", _record, "対話の記録を書きました。")
    return page(request, talk, forms_of(talk))


def acting_on(name: str, call: Callable[..., object], done: str) -> Acting:
    """Return the view of one button: a POST acts, a GET (after signing in again) shows the page."""

    def acting(request: StaffRequest, number: str) -> HttpResponse:
        talk = dialogue_or_404(request, number)
        if request.method != "POST":
            return redirect("screening:dialogue", number)
        return _act(request, talk, name, call, done)

    return require_http_methods(["GET", "POST"])(employee_required(acting))


def _act(request: StaffRequest, talk: Dialogue, name: str, call: Callable[..., object], done: str) -> HttpResponse:
    forms = forms_of(talk, request.POST, name)
    form = forms.get(name)
    if form is None:
        messages.warning(request, "いまは、その操作はできません。いまの状態を確かめてください。")
        return redirect("screening:dialogue", talk.proposal.number)
    if form.is_valid():
        try:
            call(talk, form, {"by": request.actor, "at": timezone.now()})
        except REFUSED as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, done)
            return redirect("screening:dialogue", talk.proposal.number)
    return page(request, talk, forms, name)


def _record(talk: Dialogue, form: MinutesForm, by: dict[str, Any]) -> object:
    return record_minutes(screening=talk.screening, **form.facts(), steps=form.steps(), **by)


def _offer(talk: Dialogue, form: OfferForm, by: dict[str, Any]) -> object:
    notify = form.cleaned_data["notify"]
    return offer_dialogue(screening=talk.screening, dates=form.dates, terms=form.terms(), notify=notify, **by)


def _fix(talk: Dialogue, form: FixForm, by: dict[str, Any]) -> object:
    data = form.cleaned_data
    return fix_dialogue(
        screening=talk.screening, fixed_at=data["fixed_at"], terms=form.terms(), notify=data["notify"], **by
    )


def _move(talk: Dialogue, form: MoveForm, by: dict[str, Any]) -> object:
    data = form.cleaned_data
    return move_meeting(
        proposal=talk.proposal,
        fixed_at=data["fixed_at"],
        terms=form.terms(),
        reason=data["reason"],
        notify=data["notify"],
        **by,
    )


def _cancel(talk: Dialogue, form: CancelForm, by: dict[str, Any]) -> object:
    return cancel_meeting(proposal=talk.proposal, **form.cleaned_data, **by)


def _add(talk: Dialogue, form: NextStepForm, by: dict[str, Any]) -> object:
    return add_next_steps(screening=talk.screening, steps=form.steps(), **by)


offer = acting_on("offer", _offer, "候補日を出しました。提案者の画面に出ています。")
fix = acting_on("fix", _fix, "対話の日を決めました。その日まで、市の期日は止まります。")
move = acting_on("move", _move, "対話の日を変えました。")
cancel = acting_on("cancel", _cancel, "対話を取りやめました。市の期日は、また数えます。")
add_step = acting_on("step", _add, "次の一歩を足しました。")


@require_http_methods(["GET", "POST"])
@employee_required
def finish_step(request: StaffRequest, number: str, step: UUID) -> HttpResponse:
    talk = dialogue_or_404(request, number)
    if request.method != "POST":
        return redirect("screening:dialogue", number)
    row = next((one for one in talk.open_steps if one.step.uuid == step and one.may_finish), None)
    if row is None:
        raise Http404
    finish_next_step(step=row.step, by=request.actor, at=timezone.now())
    messages.success(request, f"「{row.step.what}」を済みにしました。")
    return redirect("screening:dialogue", number)


@require_GET
@employee_required
def ics(request: StaffRequest, number: str) -> HttpResponse:
    """The fixed day as a file for a calendar."""
    talk = dialogue_or_404(request, number)
    if talk.meeting is None or talk.meeting.fixed_at is None:
        raise Http404
    content = meeting_ics(talk.meeting, url=absolute_link("screening:dialogue", number), at=timezone.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="taiwa.ics"'
    response["Cache-Control"] = "no-store"
    return response
