"""確認事項, receipts and files of one proposal, for those who read the whole of it."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import Permission, employee_required, may, needs
from nara_renkei.core.models import PrivateFile
from nara_renkei.core.private_files import file_response
from proposals.models import Proposal
from proposals.queries import evidence_of, receipt_papers
from proposals.usecases.order_papers import order_receipt as ask_for
from proposals.usecases.record_download import record_download
from proposals.usecases.take_paper import take_paper
from screening.queries import readable_files

from .dossier import whole_of

PICTURES = 10  # pages of a document; light enough for a screen transfer


@require_GET
@employee_required
def evidence(request: StaffRequest, number: str) -> HttpResponse:
    """確認事項 as they were shown and answered, for those who read the whole proposal."""
    work = whole_of(request, number)
    context = {"proposal": work.proposal, "answers": evidence_of(work.proposal)}
    return render(request, "screening/evidence.html", context)


@needs(Permission.TRIAGE)
@require_POST
def order_receipt(request: StaffRequest, number: str) -> HttpResponse:
    """Ask for the paper of the newest version, with the answers of one of the 団体 behind it."""
    folder = whole_of(request, number).dossier
    body = next((one for one in folder.bodies if str(one.pk) == request.POST.get("organization")), None)
    if body is None or folder.version is None:
        raise Http404
    paper = ask_for(submission=folder.version, organization=body.pk, by=request.actor, at=timezone.now())
    return redirect("screening:receipt_paper", number, paper.uuid)


@never_cache
@require_GET
@employee_required
def receipt_paper(request: StaffRequest, number: str, paper: UUID) -> HttpResponse:
    found = get_object_or_404(receipt_papers(whole_of(request, number).proposal), uuid=paper)
    context = {
        "paper": found,
        "number": number,
        "organization": found.about.rpartition("/")[2],
        "again": reverse("screening:order_receipt", args=[number]),
        "back": reverse("screening:dossier", args=[number]),
        "back_label": f"{number} へ戻る",
        "pdf": reverse("screening:receipt_pdf", args=[number, paper]),
    }
    return render(request, "screening/receipt_paper.html", context)


@require_GET
@employee_required
def receipt_pdf(request: StaffRequest, number: str, paper: UUID) -> HttpResponseBase:
    papers = receipt_papers(whole_of(request, number).proposal).exclude(file=None)
    found = get_object_or_404(papers, uuid=paper)
    take_paper(paper=found, by=request.actor, at=timezone.now())
    return file_response(found.file)  # type: ignore[arg-type]  # those without were left out


@require_GET
@employee_required
def attachment(request: StaffRequest, number: str, file: UUID) -> HttpResponseBase:
    """The download of a clean file, written down (decisions.md 19)."""
    proposal, found = file_of(request, number, file)
    response = file_response(found)
    record_download(proposal=proposal, file=found, by=request.actor, at=timezone.now())
    return response


@require_GET
@employee_required
def page_images(request: StaffRequest, number: str, file: UUID) -> HttpResponse:
    """The pages of a file as pictures, some at a time: nothing is downloaded. Each picture is written down."""
    proposal, found = file_of(request, number, file)
    if not found.has_pictures:
        raise Http404
    pages = Paginator(found.page_images.order_by("page"), PICTURES).get_page(request.GET.get("page"))
    context = {
        "proposal": proposal,
        "file": found,
        "pages": pages,
        "is_desk": may(request.user, Permission.TRIAGE, timezone.localdate()),
    }
    return render(request, "screening/page_images.html", context)


@require_GET
@employee_required
def page_image(request: StaffRequest, number: str, file: UUID, page: int) -> HttpResponseBase:
    """One page as a picture; its view leaves a line as a download does."""
    proposal, found = file_of(request, number, file)
    image = get_object_or_404(found.page_images.select_related("image"), page=page).image
    response = file_response(image)
    record_download(proposal=proposal, file=found, page=page, by=request.actor, at=timezone.now())
    return response


def file_of(request: StaffRequest, number: str, file: UUID) -> tuple[Proposal, PrivateFile]:
    """Load a clean file of a proposal that the reader may read in full, or 404."""
    today = timezone.localdate()
    proposal = get_object_or_404(Proposal.objects.visible_to(request.user, today), number=number)
    return proposal, get_object_or_404(readable_files(proposal, request.user, today), file__uuid=file).file
