"""保存年限 of one proposal for the 課 that read it; the 課長 of the lead 課 may put its disposal off."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import Permission, employee_required, may, works_for
from screening.forms.retention import PutOffForm
from screening.queries.retention import listed_line, retention_of
from screening.usecases.put_off_disposal import CannotPutOff, put_off_disposal

from .dossier import Desk, whole_of


@employee_required
@require_http_methods(["GET", "POST"])
def retention(request: StaffRequest, number: str) -> HttpResponse:
    work = whole_of(request, number)
    line = listed_line(work.proposal) if _may_put_off(request, work) else None
    form = PutOffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if line is None:
            raise Http404
        if form.is_valid():
            try:
                put_off_disposal(line=line, **form.cleaned_data, by=request.actor, at=timezone.now())
            except CannotPutOff as exc:
                form.add_error(None, str(exc))
            else:
                messages.success(request, "廃棄を延ばしました。デスクの廃棄リストにも、わけが出ます。")
                return redirect("screening:retention", number)
    context = {"work": work, "retention": retention_of(work.proposal), "line": line, "form": form}
    return render(request, "screening/retention.html", context)


def _may_put_off(request: StaffRequest, work: Desk) -> bool:
    """Return whether the reader stands for the lead 課: its 課長, or who stands in."""
    lead = work.proposal.lead_division
    stands = may(request.user, Permission.CONFIRM_ANSWER, work.today)
    return lead is not None and stands and works_for(request.user, lead, work.today)
