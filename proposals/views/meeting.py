"""対話: the dates the city offers, the company's choice, and the day as a file for its calendar."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nara_renkei.core.actors import acting
from nara_renkei.core.links import absolute_link
from proposals.forms.meeting import MeetingChoiceForm
from proposals.models import Meeting, Proposal
from proposals.permissions import owns
from proposals.rendering import meeting_ics
from proposals.usecases.answer_meeting import choose_meeting, decline_dates
from proposals.usecases.offer_meeting import CannotMeet

from .access import proposal_or_404, proposer_only


@proposer_only
@never_cache
@require_http_methods(["GET", "POST"])
def meeting(request: HttpRequest, number: str) -> HttpResponse:
    found = proposal_or_404(request, number)
    now = timezone.now()
    current = _current(found)
    is_own = owns(request.user, found)
    asks = current is not None and not current.fixed_at and not current.declined_at and is_own
    form = None
    if current and asks:
        free = [one for one in current.dates if one > now]
        form = MeetingChoiceForm(request.POST or None, dates=free, minutes=current.minutes)
    elif request.method == "POST":
        messages.warning(request, "いまは選べる候補日がありません。いまの状況を確かめてください。")
        return redirect("proposals:meeting", number)
    if form is not None and form.is_valid():
        try:
            done = _answer(request, found, form)
        except CannotMeet as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, done)
            return redirect("proposals:meeting", number)
    past = [one for one in found.meetings.newest_first() if one != current]
    context = {"proposal": found, "meeting": current, "is_own": is_own, "past": past, "form": form}
    return render(request, "proposals/meeting.html", context)


def _current(proposal: Proposal) -> Meeting | None:
    return proposal.meetings.waiting().newest_first().first()


def _answer(request: HttpRequest, proposal: Proposal, form: MeetingChoiceForm) -> str:
    by, at = acting(request), timezone.now()
    if form.chosen:
        choose_meeting(proposal=proposal, chosen=form.chosen, by=by, at=at)
        return "対話の日が決まりました。市にも伝わりました。"
    decline_dates(proposal=proposal, note=form.cleaned_data["note"], by=by, at=at)
    return "どれも合わないことを、メッセージで市に伝えました。別の候補日をお待ちください。"


@proposer_only
@never_cache
@require_safe
def ics(request: HttpRequest, number: str) -> HttpResponse:
    found = proposal_or_404(request, number)
    current = _current(found)
    if current is None or current.fixed_at is None:
        raise Http404
    content = meeting_ics(current, url=absolute_link("proposals:meeting", number), at=timezone.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="taiwa.ics"'
    return response
