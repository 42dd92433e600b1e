"""Downloads of one's own files."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from nara_renkei.core.private_files import file_response
from proposals.models import Proposal
from proposals.usecases.record_download import record_download

from .access import draft_or_404, proposal_or_404, proposer_only


@login_not_required
@require_safe
def draft_file(request: HttpRequest, draft: UUID, file: UUID) -> HttpResponseBase:
    return _download(request, draft_or_404(request, draft), file)


@proposer_only
@require_safe
def proposal_file(request: HttpRequest, number: str, file: UUID) -> HttpResponseBase:
    return _download(request, proposal_or_404(request, number), file)


def _download(request: HttpRequest, proposal: Proposal, file: UUID) -> HttpResponseBase:
    attachment = get_object_or_404(proposal.attachments.select_related("file"), file__uuid=file)
    response = file_response(attachment.file)
    record_download(proposal=proposal, file=attachment.file, by=request.actor, at=timezone.now())  # type: ignore[attr-defined]
    return response
