"""企業メニュー集: ordered by a button, watched while it is made, taken."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from knowledge.queries import booklet_papers
from knowledge.usecases.order_booklet import CannotOrder, order_booklet
from nara_renkei.core.actors import acting
from nara_renkei.core.private_files import file_response
from proposals.usecases.take_paper import take_paper

from .access import with_post


@with_post
@require_POST
def order(request: HttpRequest) -> HttpResponse:
    try:
        paper = order_booklet(by=acting(request), at=timezone.now())
    except CannotOrder as exc:
        messages.warning(request, str(exc))
        return redirect("knowledge:menus")
    return redirect("knowledge:booklet", paper.uuid)


@with_post
@never_cache
@require_safe
def booklet(request: HttpRequest, paper: UUID) -> HttpResponse:
    context = {
        "paper": get_object_or_404(booklet_papers(), uuid=paper),
        "again": reverse("knowledge:order_booklet"),
        "back": reverse("knowledge:menus"),
        "back_label": "企業メニューの一覧へ戻る",
        "pdf": reverse("knowledge:booklet_pdf", args=[paper]),
    }
    return render(request, "knowledge/booklet.html", context)


@with_post
@require_safe
def pdf(request: HttpRequest, paper: UUID) -> HttpResponseBase:
    found = get_object_or_404(booklet_papers().exclude(file=None), uuid=paper)
    take_paper(paper=found, by=acting(request), at=timezone.now())
    return file_response(found.file)  # type: ignore[arg-type]  # those without were left out
