"""修正: the fields that were asked for, the reason beside each; every other field folded."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nara_renkei.core.actors import acting
from proposals.forms.content import ContentForm, content_initial, content_names
from proposals.models import CorrectionRequest, DisclosureMark, Draft, Proposal
from proposals.permissions import may_correct
from proposals.rules.content import LATER_FIELDS
from proposals.rules.lifecycle import MoveRefused
from proposals.usecases.keep_correction import STEP, NotInCorrection, keep_correction
from proposals.usecases.resubmit_proposal import NothingChanged, resubmit_proposal
from proposals.usecases.save_draft import StaleDraft

from .access import own_proposal_or_404, proposer_only
from .autosave import conflict, form_version, is_autosave, saved
from .differences import differences


@proposer_only
@never_cache
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, number: str) -> HttpResponse:
    """Show, remember or resubmit a correction."""
    found = own_proposal_or_404(request, number)
    if not may_correct(found):
        messages.info(request, "いまは、直す欄のお願いはありません。")
        return redirect("proposals:proposal", number)
    asked = found.corrections.filter(resolved_at=None).prefetch_related("items").first()
    reasons = {item.field: item.reason for item in asked.items.all()} if asked else {}
    later = (name for name in LATER_FIELDS if name in reasons or getattr(found, name))
    names = tuple(dict.fromkeys((*content_names(found), *later)))

    def opened() -> ContentForm:
        draft = Draft.objects.filter(proposal=found).first()
        typed = draft.typed.get(STEP, {}) if draft else {}
        marks = DisclosureMark.objects.by_field(found)
        return ContentForm(names=names, asked=reasons, initial=content_initial(found, names, typed, marks))

    if request.method != "POST":
        return _page(request, found, opened(), reasons, asked)
    form = ContentForm(request.POST, names=names, asked=reasons)
    action = request.POST.get("action")
    at = timezone.now()
    read: dict[str, Any] = {"proposal": found, "version": form_version(request)}
    try:
        if action in {"later", "save", "autosave"} or not form.is_valid():
            found = keep_correction(**read, typed=form.everything())
        else:
            resubmit_proposal(**read, changes=form.fitting(), marks=form.marks() or {}, by=acting(request), at=at)
            messages.success(request, "直した提案を出しました。市の期日は、今日からまた進みます。")
            return redirect("proposals:proposal", number)
    except StaleDraft as exc:
        if is_autosave(request):
            return conflict(exc, opened(), form)
        stale = {"stale": str(exc), "differences": differences(opened(), form)}
        return _page(request, exc.proposal, form, reasons, asked, **stale)
    except NothingChanged as exc:
        # at the first field that was asked about, so that the summary leads there
        form.add_error(next((name for name in form.fields if name in reasons), None), str(exc))
        return _page(request, found, form, reasons, asked)
    except (NotInCorrection, MoveRefused) as exc:
        form.add_error(None, str(exc))
        return _page(request, found, form, reasons, asked)
    if action == "autosave":
        return saved(found, at)
    if action == "later":
        messages.success(request, "書いたところまで保存しました。続きは、この提案の「直して出す」から書けます。")
        return redirect("proposals:proposal", number)
    if action == "save":
        messages.success(request, "下書きを保存しました。まだ出していません。")
        return redirect("proposals:correct", number)
    return _page(request, found, form, reasons, asked)


def _page(
    request: HttpRequest,
    found: Proposal,
    form: ContentForm,
    reasons: dict[str, str],
    asked: CorrectionRequest | None,
    **more: Any,
) -> HttpResponse:
    others = form.named(name for name in form.names if name not in reasons)
    context = {
        "proposal": found,
        "form": form,
        "asked": asked,
        "wanted": [(field, fold, reasons[field.name]) for field, fold in form.named(reasons)],
        "others": others,
        "stale": "",
        "opens_others": any(field.errors or (fold and fold.has_errors) for field, fold in others),
        **more,
    }
    return render(request, "proposals/correct.html", context)
