"""応接記録 of one proposal: read by who reads it in full, written by the desk and the 課 it was sent to."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import Permission, employee_required, may
from nara_renkei.core.sheets import sheet_response
from proposals.enums import AccessScope
from proposals.models import Proposal
from screening.forms.contact import ContactForm
from screening.permissions import may_record_contact
from screening.queries import contacts_of, scope_of
from screening.usecases.export_contacts import export_contacts
from screening.usecases.record_contact import CannotRecordContact, record_contact

PAGE = 50


@require_http_methods(["GET", "POST"])
@employee_required
def contacts(request: StaffRequest, number: str) -> HttpResponse:
    """The list, and the form for who may write. Both are official documents."""
    now, today = timezone.now(), timezone.localdate()
    proposal = whole_or_404(request, number)
    may_write = may_record_contact(request.user, proposal, today)
    if request.method == "POST" and not may_write:
        raise Http404
    form = ContactForm(request.POST if request.method == "POST" else None, initial={"met_at": now})
    if form.is_valid():
        try:
            record_contact(
                key=form.made_once, facts=form.facts(), proposal=proposal, organization=None, by=request.actor, at=now
            )
        except CannotRecordContact as exc:
            form.add_error("met_at", str(exc))
        else:
            return redirect("screening:contacts", number)
    context = {
        "proposal": proposal,
        "contacts": Paginator(contacts_of(proposal), PAGE).get_page(request.GET.get("page")),
        "form": form if may_write else None,
        "is_desk": may(request.user, Permission.TRIAGE, today),
    }
    return render(request, "screening/contacts.html", context)


@require_GET
@employee_required
def contacts_csv(request: StaffRequest, number: str) -> HttpResponse:
    """The download of all of them, written down (decisions.md 19)."""
    proposal = whole_or_404(request, number)
    return sheet_response(export_contacts(proposal=proposal, by=request.actor, at=timezone.now()))


def whole_or_404(request: StaffRequest, number: str) -> Proposal:
    """Load a proposal that this person reads in full, or 404."""
    today = timezone.localdate()
    visible = Proposal.objects.visible_to(request.user, today).select_related("organization")
    proposal = get_object_or_404(visible, number=number)
    if scope_of(proposal, request.user, today) != AccessScope.FULL:
        raise Http404
    return proposal
