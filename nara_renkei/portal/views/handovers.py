"""/ka/hikitsugi/: 引継書 of each post, the words to the next, and the one step."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dialogue.usecases.hand_over_steps import CannotHandOverSteps
from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.models import Post
from nara_renkei.accounts.permissions import employee_required
from nara_renkei.core.private_files import file_response
from nara_renkei.portal.forms import HandOverForm, WordsForm
from nara_renkei.portal.usecases.hand_over import hand_over as hand_over_all
from nara_renkei.reports.queries.handover import all_burdens_of, handover_sheet
from proposals.usecases.take_paper import take_paper
from screening.queries.handovers import (
    handover_of,
    handover_papers,
    handovers_of,
    may_hand_over,
    readable_posts,
    successors_of,
)
from screening.rules.handover import PREPARED_WITHIN
from screening.usecases.hand_over_work import CannotHandOver
from screening.usecases.order_handover import order_handover
from screening.usecases.write_handover_words import CannotWriteWords, write_handover_words


@never_cache
@require_GET
@employee_required
def handovers(request: StaffRequest) -> HttpResponse:
    today = timezone.localdate()
    found = handovers_of(request.user, today)
    if not found.own and not found.others:
        raise Http404
    return render(request, "portal/handovers.html", {"found": found, "today": today})


@never_cache
@require_GET
@employee_required
def handover(request: StaffRequest, pk: int) -> HttpResponse:
    return _page(request, _post(request, pk))


@employee_required
@require_POST
def words(request: StaffRequest, pk: int) -> HttpResponse:
    post = _own_post(request, pk)
    form = WordsForm(request.POST, handover=handover_of(post))
    if form.is_valid():
        try:
            write_handover_words(post=post, **form.cleaned_data, by=request.actor, at=timezone.now())
        except CannotWriteWords as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, "引き継ぐ人への文を残しました。席の最後の日まで、何度でも直せます。")
            return redirect("portal:handover", pk)
    return _page(request, post, form)


@never_cache
@require_http_methods(["GET", "POST"])
@employee_required
def hand_over(request: StaffRequest, pk: int) -> HttpResponse:
    """後任に引き継ぐ: chosen, read once more, pressed."""
    today, post = timezone.localdate(), _post(request, pk)
    if not may_hand_over(request.user, post, today):
        raise Http404
    if not _may_be_pressed(post):
        messages.warning(request, "席の最後の日の14日前から、引き継げます。")
        return redirect("portal:handover", pk)
    form = HandOverForm(request.POST or None, successors=successors_of(post, today), burdens=all_burdens_of(post))
    is_read = form.is_valid()
    if is_read and "send" in request.POST:
        keys = [one.key for one in form.chosen]
        try:
            hand_over_all(post=post, successor=form.to, keys=keys, by=request.actor, at=timezone.now())
        except (CannotHandOver, CannotHandOverSteps) as exc:
            form.add_error(None, str(exc))
            is_read = False
        else:
            messages.success(request, f"{form.to.user}さんに引き継ぎました（{len(keys)}件）。")
            return redirect("portal:handover", pk)
    context = {"post": post, "form": form, "is_read": is_read, "today": today}
    return render(request, "portal/hand_over.html", context)


@employee_required
@require_POST
def order(request: StaffRequest, pk: int) -> HttpResponse:
    paper = order_handover(post=_post(request, pk), by=request.actor, at=timezone.now())
    return redirect("portal:handover_paper", pk, paper.uuid)


@never_cache
@require_GET
@employee_required
def paper(request: StaffRequest, pk: int, uuid: UUID) -> HttpResponse:
    post = _post(request, pk)
    context = {
        "paper": get_object_or_404(handover_papers(post), uuid=uuid),
        "post": post,
        "again": reverse("portal:handover_order", args=[pk]),
        "back": reverse("portal:handover", args=[pk]),
        "back_label": "引継書へ戻る",
        "pdf": reverse("portal:handover_file", args=[pk, uuid]),
    }
    return render(request, "portal/handover_paper.html", context)


@require_GET
@employee_required
def file(request: StaffRequest, pk: int, uuid: UUID) -> HttpResponseBase:
    found = get_object_or_404(handover_papers(_post(request, pk)).exclude(file=None), uuid=uuid)
    take_paper(paper=found, by=request.actor, at=timezone.now())
    return file_response(found.file)  # type: ignore[arg-type]  # those without were left out


def _post(request: StaffRequest, pk: int) -> Post:
    """Load a post whose 引継書 this person may read today, or 404."""
    rows = readable_posts(request.user, timezone.localdate()).select_related("handover__successor")
    return get_object_or_404(rows.distinct(), pk=pk)


def _own_post(request: StaffRequest, pk: int) -> Post:
    post = _post(request, pk)
    if post not in request.user.posts_on(timezone.localdate()):
        raise Http404
    return post


def _may_be_pressed(post: Post) -> bool:
    return post.ends_on is not None and post.ends_on <= timezone.localdate() + PREPARED_WITHIN


def _page(request: StaffRequest, post: Post, form: WordsForm | None = None) -> HttpResponse:
    today = timezone.localdate()
    sheet = handover_sheet(post, today)
    is_own = post in request.user.posts_on(today)
    context = {
        "sheet": sheet,
        "form": form or (WordsForm(handover=sheet.handover) if is_own else None),
        "may_hand_over": _may_be_pressed(post) and may_hand_over(request.user, post, today),
    }
    return render(request, "portal/handover.html", context)
