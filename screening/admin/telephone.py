"""電話で答える画面: what may be told of a proposal, and 電話メモ on the same page."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, may
from nara_renkei.core.actors import acting
from proposals.models import Proposal
from proposals.queries import phone_answer
from screening.forms.contact import PhoneMemoForm
from screening.models import Contact
from screening.queries import proposals_called
from screening.usecases.keep_phone_memo import keep_phone_memo
from screening.usecases.record_contact import CannotRecordContact


def answer(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Find by number or name; one that is found alone is shown at once. A POST keeps the memo."""
    now, today = timezone.now(), timezone.localdate()
    if not may(request.user, Permission.TRIAGE, today):
        raise PermissionDenied
    words = request.GET.get("q", "")[:100]
    found = proposals_called(Proposal.objects.visible_to(cast("User", request.user), today), words)
    shown = phone_answer(found[0], today) if len(found) == 1 else None
    initial = {"number": shown.number} if shown else {}
    form = PhoneMemoForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            contact = keep_phone_memo(
                key=form.made_once,
                memo=form.memo(),
                proposal=form.cleaned_data["number"],
                as_consultation="consultation" in request.POST,
                by=acting(request),
                at=now,
            )
        except CannotRecordContact as exc:
            form.add_error(None, str(exc))
        else:
            return _onward(request, contact)
    form.label_suffix, form.required_css_class = "", "required"  # type: ignore[attr-defined]  # Django reads it, its types do not know it
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "電話で答える",
        "opts": model_admin.opts,
        "words": words,
        "found": found,
        "answer": shown,
        "form": form,
    }
    return TemplateResponse(request, "admin/screening/telephone.html", context)


def _onward(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Lead to what the memo became."""
    if "entrust" in request.POST and contact.proposal_id is None:
        return redirect(f"{reverse('admin:screening_deskproposal_enter')}?memo={contact.uuid}")
    if "consultation" in request.POST:
        messages.success(request, "応接記録と相談に残しました。")
        return redirect("admin:proposals_consultation_change", contact.uuid)
    messages.success(request, "応接記録に残しました。")
    if contact.proposal:
        return redirect("screening:contacts", contact.proposal.number)
    return redirect("admin:screening_contact_changelist")
