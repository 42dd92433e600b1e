"""受付票, and the draft on paper: ordered by a button, watched while it is made, taken."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nara_renkei.core.actors import acting
from nara_renkei.core.models import PaperJob, PaperState
from nara_renkei.core.private_files import file_response
from nara_renkei.core.text import whole_number
from proposals.models import Proposal
from proposals.queries import draft_papers, reader_of, receipt_papers
from proposals.usecases.order_papers import order_draft_paper
from proposals.usecases.order_papers import order_receipt as ask_for
from proposals.usecases.take_paper import take_paper

from .access import draft_or_404, proposal_or_404, proposer_only


@proposer_only
@require_POST
def order_receipt(request: HttpRequest, number: str) -> HttpResponse:
    found, organization = _read(request, number)
    version = whole_number(request.POST.get("version", ""))
    submission = get_object_or_404(found.submissions.select_related("proposal"), version=version or 0)
    paper = ask_for(submission=submission, organization=organization, by=acting(request), at=timezone.now())
    return redirect("proposals:receipt_paper", number, paper.uuid)


@proposer_only
@never_cache
@require_safe
def receipt_paper(request: HttpRequest, number: str, paper: UUID) -> HttpResponse:
    found, organization = _read(request, number)
    job = get_object_or_404(receipt_papers(found, organization), uuid=paper)
    again = reverse("proposals:order_receipt", args=[number])
    back = reverse("proposals:proposal", args=[number])
    pdf = reverse("proposals:receipt_pdf", args=[number, paper])
    return _page(request, job, {"again": again, "back": back, "back_label": f"{number} の状況へ戻る", "pdf": pdf})


@proposer_only
@never_cache
@require_safe
def receipt_pdf(request: HttpRequest, number: str, paper: UUID) -> HttpResponseBase:
    return _take(request, receipt_papers(*_read(request, number)).filter(uuid=paper).first())


@proposer_only
@require_POST
def order_draft(request: HttpRequest, draft: UUID) -> HttpResponse:
    paper = order_draft_paper(draft=draft_or_404(request, draft), by=acting(request), at=timezone.now())
    return redirect("proposals:draft_paper", draft, paper.uuid)


@proposer_only
@never_cache
@require_safe
def draft_paper(request: HttpRequest, draft: UUID, paper: UUID) -> HttpResponse:
    job = get_object_or_404(draft_papers(draft_or_404(request, draft)), uuid=paper)
    again = reverse("proposals:order_draft_paper", args=[draft])
    back = reverse("proposals:step", args=[draft, "check"])
    pdf = reverse("proposals:draft_pdf", args=[draft, paper])
    return _page(request, job, {"again": again, "back": back, "back_label": "下書きへ戻る", "pdf": pdf})


@proposer_only
@never_cache
@require_safe
def draft_pdf(request: HttpRequest, draft: UUID, paper: UUID) -> HttpResponseBase:
    return _take(request, draft_papers(draft_or_404(request, draft)).filter(uuid=paper).first())


def _read(request: HttpRequest, number: str) -> tuple[Proposal, int]:
    """Return the proposal and the 団体 for which this person reads it."""
    found = proposal_or_404(request, number)
    organization = reader_of(found, request.user)  # type: ignore[arg-type]  # proposer_only let a person in
    if organization is None:
        raise Http404
    return found, organization


def _page(request: HttpRequest, job: PaperJob, links: dict[str, str]) -> HttpResponse:
    version = job.about.split("/")[1]
    return render(request, "proposals/paper.html", {"paper": job, "version": version, **links})


def _take(request: HttpRequest, job: PaperJob | None) -> HttpResponseBase:
    if job is None or job.state != PaperState.DONE or job.file is None:
        raise Http404
    take_paper(paper=job, by=acting(request), at=timezone.now())
    return file_response(job.file)
