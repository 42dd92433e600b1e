"""One's own files: attaching, replacing and taking off, and the download."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from nara_renkei.core.actors import acting
from nara_renkei.core.form_fields import AttachmentField
from nara_renkei.core.private_files import UploadRefused, file_response, tidy_name
from nara_renkei.core.scanning import scanner_notice
from proposals.models import Proposal
from proposals.queries import files_of
from proposals.usecases.attach_file import CannotAttach, attach_file, remove_file
from proposals.usecases.record_download import record_download
from proposals.usecases.save_draft import NoLongerDraft

from .access import draft_or_404, proposal_or_404, proposer_only


@login_not_required
@require_http_methods(["GET", "POST"])
def draft_files(request: HttpRequest, draft: UUID) -> HttpResponse:
    """The part of the form with the files, for upload.js: the rest of the page stays as it is being typed.

    Without JavaScript the form's own buttons do the same.
    """
    proposal = draft_or_404(request, draft)
    refused = ""
    if request.method == "POST":
        try:
            refused = change_files(request, proposal)
        except NoLongerDraft as exc:
            return redirect("proposals:receipt", exc.proposal.number)
    context = {
        "proposal": proposal,
        "attachments": files_of(proposal),
        "refused": refused,
        "scanner_notice": scanner_notice(),
    }
    return render(request, "proposals/_attachments.html", context)


def change_files(request: HttpRequest, proposal: Proposal) -> str:
    """Attach, replace or take off what the pressed button asks for; return the sentence of a refusal, or ""."""
    action, _, file = request.POST.get("action", "").partition("-")
    at, by = timezone.now(), acting(request)
    if action in {"remove", "replace"}:
        try:
            file = str(UUID(file))
        except ValueError:
            return ""
    if action == "remove":
        remove_file(proposal_id=proposal.pk, file_uuid=file, by=by, at=at)
        return ""
    uploads = request.FILES.getlist("attachment")
    if action == "replace" and len(uploads) != 1:
        return "差し替える新しいファイルを1件だけ選んでから、「選んだファイルに差し替える」を押してください。"
    if action == "upload" and not uploads:
        return str(AttachmentField().error_messages["required"])
    for upload in uploads:
        try:
            attach_file(
                proposal_id=proposal.pk, upload=upload, replaces=file if action == "replace" else None, by=by, at=at
            )
        except (CannotAttach, UploadRefused) as exc:
            return f"「{tidy_name(upload.name or '', '')[:40]}」は付けていません。{exc}"
    return ""


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
    record_download(proposal=proposal, file=attachment.file, by=acting(request), at=timezone.now())
    return response
