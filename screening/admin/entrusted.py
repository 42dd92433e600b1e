"""代行入力: the page on which the desk enters what came by telephone, visit, mail or on paper."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from nara_renkei.accounts.permissions import Permission, may
from nara_renkei.accounts.queries import member_addresses
from nara_renkei.core.actors import acting
from nara_renkei.core.private_files import UploadRefused
from nara_renkei.directory.queries import current_organization, find_organizations
from nara_renkei.directory.usecases.register_organization import CannotRegister
from proposals.enums import Channel
from proposals.forms.entrusted import EntrustedForm
from proposals.usecases.ask_for_pledges import CannotAskForPledges
from proposals.usecases.enter_for_company import CannotEnter, enter_for_company
from screening.models import Contact
from screening.queries import memo_of
from screening.usecases.keep_phone_memo import enter_from_memo


def enter(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Find the 団体 or write a new one, then the proposal; the address says which 団体 was found."""
    now = timezone.now()
    if not may(request.user, Permission.TRIAGE, timezone.localdate(now)):
        raise PermissionDenied
    words = request.GET.get("q", "")[:100]
    organization = current_organization(_uuid(request.GET.get("dantai", "")))
    posted = request.method == "POST"
    key = _uuid(request.POST.get("key", "")) or uuid4()
    memo = memo_of(_uuid(request.GET.get("memo", "")))
    form = EntrustedForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        organization=organization,
        initial=_as_typed(memo) if memo else {},
    )
    refusal = ""
    if posted and form.is_valid():
        try:
            facts = {"key": key, "organization": organization, **form.facts(), "by": acting(request), "at": now}
            proposal = enter_from_memo(contact=memo, **facts) if memo else enter_for_company(**facts)
        except (CannotEnter, CannotRegister, CannotAskForPledges, UploadRefused) as exc:
            refusal = str(exc)
        else:
            messages.success(request, f"{proposal.number} として受け付けました。")
            return redirect("admin:screening_deskproposal_change", proposal.number)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "代行入力",
        "opts": model_admin.opts,
        "words": words,
        "found": find_organizations(words),
        "organization": organization,
        "members": member_addresses(organization) if organization else [],
        "memo": memo,
        "form": form,
        "key": key,
        "errors": form.errors if posted else [],
        "refusal": refusal,
    }
    return TemplateResponse(request, "admin/screening/entrusted.html", context)


def _as_typed(memo: Contact) -> dict[str, Any]:
    """Return what of a 電話メモ stands in the form already."""
    return {
        "channel": Channel.PHONE,
        "received_on": timezone.localdate(memo.met_at),
        "contact_name": memo.people[:60],
        "body": memo.body,
    }


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
