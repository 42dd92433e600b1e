"""/ka/minaoshi/: pages past their review date, and 「まだ正しい」 on each of them."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from knowledge.forms.review import ReviewForm
from knowledge.permissions import keeps_guideline, may_confirm
from knowledge.queries.review import KINDS, OF_MODEL, KeptPage, kept_page, orphaned, to_review
from knowledge.rules.menus import year_on
from knowledge.usecases.confirm_page import CannotConfirm, confirm_page
from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, divisions_of, employee_required, may
from nara_renkei.core.actors import acting

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

# where staff read a page of each kind
PAGES = {
    "faq": "knowledge:faq",
    "jirei": "knowledge:case",
    "sho": "knowledge:staff_chapter",
    "shuho": "knowledge:method",
    "yoshiki": "knowledge:template",
}


@dataclass(frozen=True, slots=True)
class Review:
    """What ``knowledge/_review.html`` shows on a page: whether it is past its date, and where it is confirmed."""

    keeper: str
    review_by: date
    is_past: bool
    url: str  # "" for who may not confirm it
    next_day: date  # what the form begins with
    reviewed_at: Any
    reviewed_by: str


def review_of(user: "User | AnonymousUser", row: Any, today: date) -> Review:
    """Return what the fragment needs of a page. ``row``: a chapter, case, method, FAQ or 様式 with its 課. No query."""
    kind = OF_MODEL[type(row)]
    url, is_staff = "", isinstance(user, User) and user.is_employee
    if may_confirm(user, row.owner, today):
        url = reverse("knowledge:review", args=[kind, getattr(row, KINDS[kind].code)])
    return Review(
        keeper=row.keeper,
        review_by=row.review_by,
        is_past=row.is_past_review(today),
        url=url,
        next_day=year_on(today),
        reviewed_at=row.reviewed_at if is_staff else None,
        reviewed_by=row.reviewed_by if is_staff else "",
    )


@employee_required
@never_cache
@require_safe
def reviews(request: StaffRequest) -> HttpResponse:
    """What is past its date: of the own 課, for the desk of all, with the pages whose 課 has ended."""
    today = timezone.localdate()
    is_desk = keeps_guideline(request.user, today)
    if not is_desk and not may(request.user, Permission.ANSWER, today):
        raise Http404
    owners = None if is_desk else [one.pk for one in divisions_of(request.user, today)]
    context = {
        "pages": to_review(today, owners),
        "orphans": orphaned(today) if is_desk else [],
        "is_desk": is_desk,
        "today": today,
    }
    return render(request, "knowledge/reviews.html", context)


@employee_required
@never_cache
@require_http_methods(["GET", "POST"])
def review(request: StaffRequest, kind: str, code: str) -> HttpResponse:
    """One page: until when it holds. What was typed survives a refusal."""
    today = timezone.localdate()
    page = _page_or_404(request, kind, code, today)
    is_desk = keeps_guideline(request.user, today)
    sent = request.POST if request.method == "POST" else None
    form = ReviewForm(sent, initial={"review_by": year_on(today)}, today=today, is_desk=is_desk)
    if form.is_valid():
        try:
            confirm_page(row=page.row, **form.cleaned_data, by=acting(request), at=timezone.now())
        except CannotConfirm as exc:
            form.add_error("review_by", str(exc))
        else:
            messages.success(request, f"「{page.title}」を、まだ正しいと記録しました。")
            return redirect(_address(page))
    context = {"page": page, "form": form, "address": _address(page), "is_past": page.row.is_past_review(today)}
    return render(request, "knowledge/review.html", context)


def _page_or_404(request: HttpRequest, kind: str, code: str, today: date) -> KeptPage:
    page = kept_page(kind, code, today)
    if page is None or not may_confirm(request.user, page.owner, today):
        raise Http404
    return page


def _address(page: KeptPage) -> str:
    """Return where staff read the page."""
    return reverse(PAGES[page.kind], args=[page.code])
