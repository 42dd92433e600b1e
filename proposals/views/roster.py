"""役員名簿: the company gives it on its page. It is not shown again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nara_renkei.core.actors import acting
from nara_renkei.core.private_files import UploadRefused
from nara_renkei.core.uploads import for_upload
from proposals.forms.roster import RosterFileForm, officer_forms
from proposals.usecases.hand_in_roster import CannotHandIn, hand_in_roster

from .access import own_proposal_or_404, proposer_only


@proposer_only
@never_cache
@require_http_methods(["GET", "POST"])
def roster(request: HttpRequest, number: str) -> HttpResponse:
    found = own_proposal_or_404(request, number)
    asked = getattr(found, "roster_request", None)
    if asked is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form, rows = RosterFileForm(sent, request.FILES or None), officer_forms(sent)
    if sent is not None and all([form.is_valid(), *(row.is_valid() for row in rows)]):
        officers = [row.officer() for row in rows if row.has_changed()]
        upload = form.cleaned_data["upload"]
        try:
            hand_in_roster(request=asked, officers=officers, upload=upload, by=acting(request), at=timezone.now())
        except (CannotHandIn, UploadRefused) as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, "役員名簿を受け取りました。照会を始めるまでは、出し直せます。")
            return for_upload(request, redirect("proposals:proposal", number))
    context = {
        "proposal": found,
        "asked": asked,
        "form": form,
        "rows": rows,
        "wrong": [row for row in (form, *rows) if row.errors],
    }
    return render(request, "proposals/roster.html", context)
