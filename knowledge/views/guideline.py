"""/guideline/: the public chapters, read by everybody. /ka/guideline/: all of them, read by every member of staff."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from knowledge.models import ChapterVersion
from knowledge.permissions import departments_led, keeps_guideline
from knowledge.queries.guideline import (
    change_of,
    contents,
    guideline_papers,
    history_of,
    public_edition,
    read_chapter_on,
)
from knowledge.queries.must_read import Reading, must_read_cover, readings_of
from knowledge.rendering import render_version
from knowledge.rules.papers import INTERNAL_EDITION, PUBLIC_EDITION
from knowledge.usecases.acknowledge_chapter import CannotAcknowledge, acknowledge_chapter
from knowledge.usecases.order_guideline import order_guideline
from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import employee_required
from nara_renkei.core.actors import acting
from nara_renkei.core.private_files import file_response
from nara_renkei.core.text import whole_number
from proposals.usecases.take_paper import take_paper

from .review import review_of

EDITIONS: Final = {PUBLIC_EDITION, INTERNAL_EDITION}


@dataclass(frozen=True, slots=True)
class Book:
    """The ガイドライン as one side reads it: names of its pages, and where its contents stand."""

    is_public: bool
    contents: str
    chapter: str
    history: str
    change: str

    @property
    def address(self) -> str:
        return reverse(self.contents)


PUBLIC: Final = Book(
    True, "knowledge:guideline", "knowledge:chapter", "knowledge:chapter_history", "knowledge:chapter_change"
)
STAFF: Final = Book(
    False,
    "knowledge:staff_guideline",
    "knowledge:staff_chapter",
    "knowledge:staff_chapter_history",
    "knowledge:staff_chapter_change",
)


# --- what everybody reads


@login_not_required
@require_safe
def guideline(request: HttpRequest) -> HttpResponse:
    """The contents, and the paper of the whole when it is made."""
    today = timezone.localdate()
    context = {"paper": public_edition(today), **_contents(PUBLIC, today)}
    return render(request, "knowledge/guideline.html", context)


@login_not_required
@require_safe
def guideline_pdf(request: HttpRequest) -> HttpResponseBase:
    paper = public_edition(timezone.localdate())
    if paper is None or paper.file is None:
        raise Http404
    return file_response(paper.file)


@login_not_required
@require_safe
def chapter(request: HttpRequest, anchor: str) -> HttpResponse:
    return render(request, "knowledge/chapter.html", _chapter(PUBLIC, timezone.localdate(), anchor))


@login_not_required
@require_safe
def history(request: HttpRequest, anchor: str) -> HttpResponse:
    return render(request, "knowledge/chapter_history.html", _history(PUBLIC, anchor))


@login_not_required
@require_safe
def change(request: HttpRequest, anchor: str, number: int) -> HttpResponse:
    return render(request, "knowledge/chapter_change.html", _change(PUBLIC, anchor, number))


# --- what every member of staff reads


@employee_required
@never_cache
@require_safe
def staff_guideline(request: StaffRequest) -> HttpResponse:
    """The contents, with what this person has still to read."""
    today = timezone.localdate()
    context = {
        "sees_cover": keeps_guideline(request.user, today) or bool(departments_led(request.user, today)),
        "editions": ((PUBLIC_EDITION, "公開版"), (INTERNAL_EDITION, "庁内版")),
        **_contents(STAFF, today, readings_of(request.user, today)),
    }
    return render(request, "knowledge/guideline.html", context)


@employee_required
@never_cache
@require_safe
def staff_chapter(request: StaffRequest, anchor: str) -> HttpResponse:
    today = timezone.localdate()
    context = _chapter(STAFF, today, anchor)
    kept = context["version"].chapter
    context["reading"] = readings_of(request.user, today).get(kept.pk)
    context["review"] = review_of(request.user, kept, today)
    context["is_desk"] = keeps_guideline(request.user, today)
    return render(request, "knowledge/chapter.html", context)


@employee_required
@require_safe
def staff_history(request: StaffRequest, anchor: str) -> HttpResponse:
    return render(request, "knowledge/chapter_history.html", _history(STAFF, anchor))


@employee_required
@require_safe
def staff_change(request: StaffRequest, anchor: str, number: int) -> HttpResponse:
    return render(request, "knowledge/chapter_change.html", _change(STAFF, anchor, number))


@employee_required
@require_POST
def acknowledge(request: StaffRequest, anchor: str) -> HttpResponse:
    found = read_chapter_on(timezone.localdate(), anchor, public=False)
    if found is None:
        raise Http404
    try:
        acknowledge_chapter(
            chapter=found.version.chapter,
            number=whole_number(request.POST.get("number", "")) or 0,
            user=request.user,
            by=acting(request),
            at=timezone.now(),
        )
    except CannotAcknowledge as exc:
        messages.warning(request, str(exc))
    else:
        messages.success(request, f"「{found.version.full_title}」を読んだことを記録しました。")
    return redirect(STAFF.chapter, anchor)


@employee_required
@never_cache
@require_safe
def cover(request: StaffRequest) -> HttpResponse:
    """How far each 部 is: the desk sees all of them, a リーダー or 部長 the own one, with who is missing."""
    today = timezone.localdate()
    led = None if keeps_guideline(request.user, today) else departments_led(request.user, today)
    if led == []:
        raise Http404
    covers = must_read_cover(today, led)
    chosen = request.GET.get("sho", "")
    context = {
        "covers": covers,
        "chosen": next((one for one in covers if one.version.chapter.anchor == chosen), None),
        "today": today,
        "is_everybody": led is None,
    }
    return render(request, "knowledge/must_read.html", context)


# --- on paper


@employee_required
@require_POST
def order_edition(request: StaffRequest) -> HttpResponse:
    edition = request.POST.get("edition", "")
    if edition not in EDITIONS:
        raise Http404
    paper = order_guideline(edition=edition, by=acting(request), at=timezone.now())
    return redirect("knowledge:edition", paper.uuid)


@employee_required
@never_cache
@require_safe
def edition(request: StaffRequest, paper: UUID) -> HttpResponse:
    found = get_object_or_404(guideline_papers(), uuid=paper)
    context = {
        "paper": found,
        "edition": found.about.partition("/")[0],
        "again": reverse("knowledge:order_edition"),
        "back": STAFF.address,
        "back_label": "ガイドラインの目次へ戻る",
        "pdf": reverse("knowledge:edition_pdf", args=[paper]),
    }
    return render(request, "knowledge/edition.html", context)


@employee_required
@require_safe
def edition_pdf(request: StaffRequest, paper: UUID) -> HttpResponseBase:
    found = get_object_or_404(guideline_papers().exclude(file=None), uuid=paper)
    take_paper(paper=found, by=acting(request), at=timezone.now())
    return file_response(found.file)  # type: ignore[arg-type]  # those without were left out


# --- the same for both sides


def _contents(book: Book, today: date, readings: dict[int, Reading] | None = None) -> dict[str, Any]:
    shown = contents(today, public=book.is_public)
    known = readings or {}
    return {
        "book": book,
        "rows": [(one, one.chapter.is_past_review(today), known.get(one.chapter_id)) for one in shown],
        "left": [one for one in shown if one.chapter_id in known and not known[one.chapter_id].is_done],
        "is_asked": bool(known),
    }


def _chapter(book: Book, today: date, anchor: str) -> dict[str, Any]:
    found = read_chapter_on(today, anchor, public=book.is_public)
    if found is None:
        raise Http404
    page = render_version(found.version, found.anchors, book.address)
    review = review_of(AnonymousUser(), found.version.chapter, today)
    return {"book": book, "found": found, "version": found.version, "page": page, "review": review}


def _history(book: Book, anchor: str) -> dict[str, Any]:
    rows = history_of(timezone.localdate(), anchor, public=book.is_public)
    if not rows:
        raise Http404
    newest: ChapterVersion = rows[0]
    return {"book": book, "rows": rows, "version": newest, "first": rows[-1].number}


def _change(book: Book, anchor: str, number: int) -> dict[str, Any]:
    found = change_of(timezone.localdate(), anchor, number, public=book.is_public)
    if found is None:
        raise Http404
    return {"book": book, "change": found, "version": found.version}
