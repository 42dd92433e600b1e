"""修了証 of the person: asked for, watched, opened by the person alone."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from nara_renkei.accounts.models import User
from nara_renkei.core.private_files import file_response
from proposals.usecases.take_paper import take_paper
from training.models import Trainee
from training.permissions import person_acting
from training.queries.certificates import papers_of_person
from training.queries.mine import my_training
from training.usecases.order_certificate import CannotOrderCertificate, order_certificate

from .access import of_person


@of_person
@require_http_methods(["GET", "POST"])
def certificate(request: HttpRequest, person: User, slug: str) -> HttpResponse:
    """The newest sheet and how far it is; a POST asks for it anew. Without any it leads back to the 研修."""
    trainee = _trainee(person, slug)
    if request.method == "POST":
        try:
            order_certificate(trainee=trainee, by=person_acting(request, person), at=timezone.now())
        except CannotOrderCertificate as exc:
            raise Http404 from exc
        return redirect("training:certificate", slug)
    paper = papers_of_person(trainee).first()
    if paper is None:
        return redirect("training:course", slug)
    context = {
        "paper": paper,
        "course": trainee.course,
        "again": reverse("training:certificate", args=[slug]),
        "back": reverse("training:course", args=[slug]),
        "back_label": "研修のページへ戻る",
        "pdf": reverse("training:certificate_file", args=[slug, paper.uuid]),
    }
    return render(request, "training/certificate.html", context)


@of_person
@require_GET
def certificate_file(request: HttpRequest, person: User, slug: str, uuid: UUID) -> HttpResponseBase:
    paper = get_object_or_404(papers_of_person(_trainee(person, slug)).exclude(file=None), uuid=uuid)
    response = file_response(paper.file)  # type: ignore[arg-type]  # of a paper with a file
    take_paper(paper=paper, by=person_acting(request, person), at=timezone.now())
    return response


def _trainee(person: User, slug: str) -> Trainee:
    training = my_training(person, slug)
    if training is None:
        raise Http404
    return training.trainee
