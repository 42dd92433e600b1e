"""連絡する方を替える."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nara_renkei.core.actors import acting
from proposals.forms.contact import ContactForm
from proposals.usecases.replace_contact import CannotReplace, replace_contact

from .access import own_proposal_or_404, proposer_only


@proposer_only
@never_cache
@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest, number: str) -> HttpResponse:
    found = own_proposal_or_404(request, number)
    now = {"name": found.contact_name, "phone": found.contact_phone}
    form = ContactForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        try:
            replace_contact(proposal=found, **form.cleaned_data, by=acting(request), at=timezone.now())
        except CannotReplace as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, "連絡する方を替えました。市にも伝わります。")
            return redirect("proposals:proposal", number)
    return render(request, "proposals/contact.html", {"proposal": found, "form": form})
