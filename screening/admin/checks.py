"""The papers that the desk kept with its checks."""

from typing import Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from nara_renkei.accounts.models import User
from nara_renkei.core.actors import acting
from nara_renkei.core.models import PrivateFile
from nara_renkei.core.private_files import file_response
from proposals.usecases.record_download import record_download
from screening.models import SoundnessCheck

from .desk_proposal import DeskProposal


def evidence(model_admin: Any, request: HttpRequest, number: str, file: UUID) -> HttpResponseBase:
    """The download of a clean paper of a check, written down (decisions.md 19)."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    visible = DeskProposal.objects.visible_to(cast("User", request.user), timezone.localdate())
    proposal = get_object_or_404(visible, number=number)
    kept = SoundnessCheck.objects.filter(screening__proposal=proposal).select_related("file")
    found = cast("PrivateFile", get_object_or_404(kept, file__uuid=file).file)
    response = file_response(found)
    record_download(proposal=proposal, file=found, by=acting(request), at=timezone.now())
    return response
