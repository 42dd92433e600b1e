"""What stays as it was: every submitted version, what changed between two, and the evidence of 確認事項."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from proposals.queries import own_evidence

from .access import proposal_or_404, proposer_only


@proposer_only
@never_cache
@require_safe
def version(request: HttpRequest, number: str, version: int) -> HttpResponse:
    """One submitted version, word for word, and what it changed."""
    found = proposal_or_404(request, number)
    submission = get_object_or_404(found.submissions, version=version)
    others = list(found.submissions.exclude(version=version).newest_first())
    before = next((one for one in others if one.version == version - 1), None)
    context = {
        "proposal": found,
        "submission": submission,
        "others": others,
        "before": before,
        "changes": submission.changes_since(before) if before else [],
    }
    return render(request, "proposals/version.html", context)


@proposer_only
@never_cache
@require_safe
def compare(request: HttpRequest, number: str, older: int, version: int) -> HttpResponse:
    """Any two versions, word by word."""
    found = proposal_or_404(request, number)
    before = get_object_or_404(found.submissions, version=older)
    after = get_object_or_404(found.submissions, version=version)
    context = {"proposal": found, "before": before, "after": after, "changes": after.changes_since(before)}
    return render(request, "proposals/compare.html", context)


@proposer_only
@never_cache
@require_safe
def evidence(request: HttpRequest, number: str) -> HttpResponse:
    """Each item as it was shown: the text, its version and hash, who answered, and when."""
    found = proposal_or_404(request, number)
    return render(request, "proposals/evidence.html", {"proposal": found, "answers": own_evidence(found, request.user)})  # type: ignore[arg-type]
