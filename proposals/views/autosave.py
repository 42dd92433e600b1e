"""The answers to a form that saves itself (static/js/draft.js): the same POST with action=autosave, told in JSON."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.http import HttpRequest, JsonResponse

from nara_renkei.core.calendar import TOKYO
from nara_renkei.core.text import whole_number
from proposals.models import Proposal
from proposals.usecases.save_draft import StaleDraft

from .differences import differences


def is_autosave(request: HttpRequest) -> bool:
    return request.POST.get("action") == "autosave"


def form_version(request: HttpRequest) -> int:
    """Return the version the form was opened with; 0, which is stale, for anything else."""
    return whole_number(request.POST.get("version", "")) or 0


def saved(proposal: Proposal, at: datetime) -> JsonResponse:
    """Tell the version that the next save must name, and when this one was."""
    return JsonResponse({"version": proposal.version, "saved_at": f"{at.astimezone(TOKYO):%H:%M}"})


def conflict(exc: StaleDraft, stored: Any, form: Any) -> JsonResponse:
    """Tell what is stored and what was typed, side by side; nothing was written."""
    found = [asdict(one) for one in differences(stored, form)]
    return JsonResponse({"message": str(exc), "version": exc.proposal.version, "differences": found}, status=409)
