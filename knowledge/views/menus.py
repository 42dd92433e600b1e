"""/ka/menu/: every member of staff finds what partners offer, reads the slide, and whom to ask."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from knowledge.models import Menu
from knowledge.permissions import keeps_menus
from knowledge.queries import find_menus
from knowledge.usecases.record_download import record_download
from nara_renkei.core.actors import acting
from nara_renkei.core.models import PrivateFile
from nara_renkei.core.private_files import file_response
from nara_renkei.core.text import normalise

from .access import menu_or_404, with_post

PICTURES = 10  # pages of a slide; light enough for a screen transfer


@with_post
@never_cache
@require_safe
def menus(request: HttpRequest) -> HttpResponse:
    """List them by words, 分野 and 団体; an unknown choice means all."""
    chosen = {name: request.GET.get(name, "") for name in ("q", "bunya", "dantai")}
    shown = find_menus(
        timezone.localdate(),
        words=chosen["q"],
        field=chosen["bunya"],
        organization=_uuid(chosen["dantai"]),
        page=request.GET.get("page", "1"),
    )
    context = {
        "shown": shown,
        "chosen": chosen,
        "is_filtered": any(chosen.values()),
        "is_too_short": bool(chosen["q"].strip()) and len(normalise(chosen["q"])) < 2,
    }
    return render(request, "knowledge/menus.html", context)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@with_post
@never_cache
@require_safe
def menu(request: HttpRequest, code: str) -> HttpResponse:
    found, today = menu_or_404(request, code), timezone.localdate()
    context = {
        "found": found,
        "is_past_review": found.is_past_review(today),
        "is_desk": keeps_menus(request.user, today),
    }
    return render(request, "knowledge/menu.html", context)


@with_post
@require_safe
def slide(request: HttpRequest, code: str) -> HttpResponseBase:
    """The download, written down."""
    found, file = _slide(request, code)
    response = file_response(file)
    record_download(menu=found, file=file, by=acting(request), at=timezone.now())
    return response


@with_post
@never_cache
@require_safe
def pages(request: HttpRequest, code: str) -> HttpResponse:
    """The pages as pictures, some at a time: nothing is downloaded."""
    found, file = _slide(request, code)
    shown = Paginator(file.page_images.order_by("page"), PICTURES).get_page(request.GET.get("page"))
    return render(request, "knowledge/pages.html", {"found": found, "file": file, "pages": shown})


@with_post
@require_safe
def page(request: HttpRequest, code: str, page: int) -> HttpResponseBase:
    """One page as a picture; its view leaves a line as a download does."""
    found, file = _slide(request, code)
    image = get_object_or_404(file.page_images.select_related("image"), page=page).image
    response = file_response(image)
    record_download(menu=found, file=file, page=page, by=acting(request), at=timezone.now())
    return response


def _slide(request: HttpRequest, code: str) -> tuple[Menu, PrivateFile]:
    """Load a menu with a slide that is known to be safe, or 404."""
    found = menu_or_404(request, code)
    if found.slide is None or not found.slide.may_download:
        raise Http404
    return found, found.slide
