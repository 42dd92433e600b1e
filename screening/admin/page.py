"""One proposal before the desk: its words, the desk's work in order, and a small page for every button."""

import re
from dataclasses import dataclass, field
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import may
from nara_renkei.core.actors import acting
from nara_renkei.core.text import whole_number
from screening.models import interested
from screening.queries import (
    ProposalDossier,
    check_stages,
    hints_at_once,
    hints_of,
    last_events,
    needs_of,
    proposal_dossier,
)
from screening.queries.retention import retention_of
from screening.rules.next_steps import NEXT_FOR_DESK, Need
from screening.usecases.press import ChangedMeanwhile, press

from .acts import ACTS, REFUSED, Act, Case
from .desk_proposal import DeskProposal
from .next_one import words_when_done

# an id, a day, a code: chosen, not written
CHOSEN = re.compile(r"[\w:.+-]*", re.ASCII)


@dataclass(slots=True)
class Section:
    """One part of the desk's work, with the buttons that belong to it now."""

    key: str
    title: str
    acts: list[Act] = field(default_factory=list)


SECTIONS = (
    ("open", "この提案を開く"),
    ("pledges", "代行入力の確認（確認事項の答え）"),
    ("scope", "①窓口の対象か・②足りない欄・④仮の区分と費用"),
    ("correct", "②足りない欄の修正のお願い"),
    ("check", "③団体についての確認"),
    ("route", "⑤主担当・協力・意見照会と期限"),
    ("tell", "⑥知らせるか"),
    ("messages", "メッセージ（提案者が読みます）"),
    ("notes", "庁内のメモ（提案者は読みません）"),
    ("decision", "結果（案・決裁・告知）"),
    ("work", "対話と実施"),
    ("letters", "通知文"),
)
# where on the page a need is met; the others concern no one part
MET_IN = {
    Need.NEW: "open",
    Need.CORRECTED: "correct",
    Need.NOT_OURS: "route",
    Need.ANSWERED: "route",
    Need.OUTCOME: "decision",
    Need.UNREAD: "messages",
}


def load(request: HttpRequest, number: str) -> Case:
    """Load the proposal this person may see, or 404."""
    today = timezone.localdate()
    user = cast("User", request.user)
    visible = DeskProposal.objects.visible_to(user, today).select_related(
        "organization", "challenge", "lead_division", "pledge_request", "tender", "roster_request"
    )
    visible = visible.annotate(interested=interested())
    proposal = get_object_or_404(visible, number=number)
    folder = proposal_dossier(proposal, user, today)
    return Case(proposal, folder, folder.screening, acting(request), timezone.now(), today)


def offered(case: Case, request: HttpRequest) -> list[Act]:
    """Return the buttons that this person may press now."""
    return [act for act in ACTS if may(request.user, act.permission, case.today) and act.is_offered(case)]


def show(model_admin: Any, request: HttpRequest, number: str) -> HttpResponse:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    case = load(request, number)
    sections = {key: Section(key, title) for key, title in SECTIONS}
    for act in offered(case, request):
        sections[act.section].acts.append(act)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"{case.proposal.number} {case.proposal.title}",
        "opts": model_admin.opts,
        "work": case,
        "folder": case.folder,
        "needs": [
            (need.value, NEXT_FOR_DESK[need], sections.get(MET_IN.get(need, "")))
            for need in needs_of([case.proposal.pk], case.today, case.folder.closed)[case.proposal.pk]
        ],
        "retention": retention_of(case.proposal),
        "sections": sections,
        "stages": stages_of(case.folder),
        "hints": hints_at_once(case.folder),
        "check_stages": check_stages(case.screening) if case.screening else [],
    }
    return TemplateResponse(request, "admin/screening/proposal.html", context)


def stages_of(folder: ProposalDossier) -> list[tuple[str, str, bool]]:
    """Return 案, 決裁, 告知 as three facts: name, what is known, whether it is done."""
    decision = folder.decision or (folder.decisions[-1] if folder.decisions else None)
    approval = getattr(decision, "approval", None)
    return [
        ("案", f"{decision} {decision.get_state_display()}" if decision else "まだありません", bool(decision)),
        ("決裁", f"{approval.document_number}" if approval else "記録がありません", bool(approval)),
        (
            "告知",
            "お知らせ済み" if decision and decision.told_at else "お知らせしていません",
            bool(decision and decision.told_at),
        ),
    ]


PICKED = {"pick": "lead", "help": "others", "send": "lead"}


def picked(posted: QueryDict) -> QueryDict:
    """Return what was posted, with the 課 of the button that was pressed beside a suggestion filled in."""
    data = posted.copy()
    for button, name in PICKED.items():
        if button in data:
            kept = data.getlist(name) if name == "others" else []
            data.setlist(name, [*kept, str(data[button])])
    return data


def act(model_admin: Any, request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """Show the small page of a button; a POST presses it."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    case = load(request, number)
    chosen = next((one for one in ACTS if one.verb == verb), None)
    if chosen is None or not may(request.user, chosen.permission, case.today):
        raise Http404
    if not chosen.is_offered(case):
        return not_now(model_admin, request, case, chosen)
    seen: int | None = last_events([case.proposal])[case.proposal.pk]
    form = chosen.form(case, picked(request.POST) if request.method == "POST" else None)
    form.files = request.FILES
    if request.method == "POST":
        seen = _seen(request, seen)
        if not {"pick", "help"} & request.POST.keys() and form.is_valid():
            if chosen.redraft and "preview" in request.POST:
                form = chosen.form(case, chosen.redraft(case, form, request.POST))
            elif (refused_at := _press(request, case, chosen, form)) is None:
                messages.success(request, words_when_done(chosen, case))
                return redirect("admin:screening_deskproposal_change", number)
            else:
                seen = refused_at or seen
    form.label_suffix, form.required_css_class = "", "required"  # type: ignore[attr-defined]  # Django reads it, its types do not know it
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"{chosen.label}　{case.proposal.number} {case.proposal.title}",
        "opts": model_admin.opts,
        "work": case,
        "act": chosen,
        "form": form,
        "readers": chosen.readers(case),
        "suggestions": chosen.suggest(case) if chosen.suggest else None,
        "is_picked": "pick" in request.POST and not form.errors,
        "hints": hints_of(case.folder) if chosen.verb == "kakunin" else [],
        "seen": seen,
    }
    return TemplateResponse(request, "admin/screening/act.html", context)


def _press(request: HttpRequest, case: Case, chosen: Act, form: Any) -> int | None:
    """Press the button; None when it worked, else the newest event if somebody was first, else 0."""
    try:
        press(proposal=case.proposal, seen=_seen(request, None), call=lambda: chosen.call(case, form))
    except ChangedMeanwhile as exc:
        form.add_error(None, str(exc))
        return last_events([case.proposal])[case.proposal.pk]
    except REFUSED as exc:
        form.add_error(None, str(exc))
        return 0
    return None


def _seen(request: HttpRequest, otherwise: int | None) -> int | None:
    """Return the newest event that the page of a button knew of."""
    sent = whole_number(request.POST.get("seen", ""))
    return otherwise if sent is None else sent


def not_now(model_admin: Any, request: HttpRequest, case: Case, chosen: Act) -> HttpResponse:
    """Say that the button is not offered now; what was typed is shown, so that it can be copied."""
    sentence = (
        f"いまは「{chosen.label}」はできません。ほかの人が先に進めたかもしれません。いまの状態を確かめてください。"
    )
    typed = [text for _, texts in request.POST.lists() for text in texts if not CHOSEN.fullmatch(text.strip())]
    if not typed:
        messages.warning(request, sentence)
        return redirect("admin:screening_deskproposal_change", case.proposal.number)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"{chosen.label}　{case.proposal.number} {case.proposal.title}",
        "opts": model_admin.opts,
        "number": case.proposal.number,
        "sentence": sentence,
        "typed": typed,
    }
    return TemplateResponse(request, "admin/screening/stale.html", context, status=409)
