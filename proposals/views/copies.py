"""過去の提案から作る: from the list, or from the page of a proposal."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from nara_renkei.core.actors import acting
from nara_renkei.core.private_files import UploadRefused
from proposals.rules.numbering import NUMBER
from proposals.usecases.copy_proposal import copy_proposal

from .access import proposal_or_404, proposer_only


@proposer_only
@require_POST
def copy(request: HttpRequest) -> HttpResponse:
    number = request.POST.get("number", "")
    if not NUMBER.fullmatch(number):
        raise Http404
    source = proposal_or_404(request, number)
    with_files = "files" in request.POST
    try:
        draft = copy_proposal(
            proposal=source,
            with_files=with_files,
            author=request.user,  # type: ignore[arg-type]
            by=acting(request),
            at=timezone.now(),
        )
    except (UploadRefused, FileNotFoundError):
        messages.error(request, "添付を写せませんでした。「添付も写す」の印を外して、もう一度お試しください。")
        return redirect("proposals:proposal", number)
    messages.success(request, f"{number}の内容を写した下書きを作りました。確認事項は、もう一度お尋ねします。")
    if source.challenge_id and not draft.challenge_id:
        messages.info(request, "もとの課題は、いま募集していません。自由提案型の下書きにしました。")
    return redirect("proposals:step", draft.uuid, "proposal")
