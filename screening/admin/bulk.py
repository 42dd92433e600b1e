"""まとめて押す: named first, then pressed row by row, each with what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, may
from nara_renkei.core.actors import acting
from nara_renkei.core.text import whole_number
from proposals.models import Message, Proposal
from proposals.usecases.confirm_messages import confirm_messages
from screening.queries import last_events, picked, unread_of
from screening.usecases.open_screening import CannotOpen, open_screening
from screening.usecases.press import ChangedMeanwhile, press
from screening.usecases.urge_divisions import CannotUrge, urge_divisions

REFUSED = (CannotOpen, CannotUrge, ChangedMeanwhile)
NOTHING_PICKED = "提案が選ばれていません。一覧の左の四角に印を付けてから押してください。何もしていません。"


@dataclass(frozen=True, slots=True)
class Bulk:
    """One button over many rows."""

    key: str
    label: str
    told: str
    call: Callable[..., str]  # returns what came of it, in a sentence


@dataclass(frozen=True, slots=True)
class Row:
    proposal: Proposal
    seen: int
    unread: Sequence[Message]


def _open(proposal: Proposal, **by: Any) -> str:
    screening = open_screening(proposal=proposal, **by)
    return "開きました。" if screening.opened_at == by["at"] else f"もう開いていました（{screening.opened_by}）。"


def _urge(proposal: Proposal, **by: Any) -> str:
    urged = urge_divisions(proposal=proposal, **by)
    return f"{'、'.join(str(row.division) for row in urged)}に促しました。"


def _confirm(proposal: Proposal, **by: Any) -> str:
    count = confirm_messages(proposal=proposal, **by)
    return f"{count}件を確認しました。" if count else "確認するメッセージはありませんでした。"


BULKS = (
    Bulk("hiraku", "開く", "庁内の綴りができます。提案者には何も伝わりません。", _open),
    Bulk(
        "unagasu",
        "課に促す",
        "答えを待っている課のメールに、期限の知らせをもう一度送ります（一日に一度まで）。提案者には何も伝わりません。",
        _urge,
    ),
    Bulk(
        "yonda",
        "メッセージを確認した",
        "提案者の画面に「確認しました」と日時が出ます。メールは送りません。",
        _confirm,
    ),
)


def press_all(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Name what will be touched; with ``confirmed`` press it on each row and say what came of each."""
    today = timezone.localdate()
    if not may(request.user, Permission.TRIAGE, today):
        raise PermissionDenied
    chosen = next((one for one in BULKS if one.key == request.POST.get("act")), None)
    found = picked(cast("User", request.user), request.POST.getlist("pick"), today)
    if chosen is None or not found:
        messages.warning(request, NOTHING_PICKED)
        return redirect("admin:screening_deskproposal_changelist")
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"{chosen.label}（{len(found)}件）",
        "opts": model_admin.opts,
        "act": chosen,
    }
    if "confirmed" in request.POST:
        context["results"] = [_press(request, chosen, proposal) for proposal in found]
    else:
        seen, unread = last_events(found), unread_of(found) if chosen.key == "yonda" else {}
        context["rows"] = [Row(one, seen[one.pk], unread.get(one.pk, [])) for one in found]
    return TemplateResponse(request, "admin/screening/bulk.html", context)


def _press(request: HttpRequest, chosen: Bulk, proposal: Proposal) -> tuple[Proposal, bool, str]:
    """Return the proposal, whether it worked, and the sentence."""
    by = {"by": acting(request), "at": timezone.now()}
    seen = whole_number(request.POST.get(f"seen-{proposal.number}", ""))
    try:
        said = press(proposal=proposal, seen=seen, call=lambda: chosen.call(proposal, **by))
    except REFUSED as exc:
        return proposal, False, str(exc)
    return proposal, True, str(said)
