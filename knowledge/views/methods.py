"""/ka/shuho/: the 連携手法カタログ and the 手法ナビ, read by every member of staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from knowledge.models import Method
from knowledge.permissions import asks_desk, keeps_methods, may_read_menus
from knowledge.queries.guideline import contents
from knowledge.queries.methods import cases_of, catalogue
from knowledge.queries.navigator import navigate
from knowledge.rendering import render_method
from knowledge.rules.methods import TEXTS
from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import employee_required

from .review import review_of


@employee_required
@require_safe
def methods(request: HttpRequest) -> HttpResponse:
    """All methods in use, under their headings."""
    today = timezone.localdate()
    groups = [(one.name, [(row, row.is_past_review(today)) for row in one.methods]) for one in catalogue()]
    return render(request, "knowledge/methods.html", {"groups": groups})


@employee_required
@never_cache
@require_safe
def method(request: StaffRequest, code: str) -> HttpResponse:
    """One method; one that is no longer used says so, because 事例 lead to it."""
    today = timezone.localdate()
    row = get_object_or_404(Method.objects.select_related("owner"), code=code)
    chapters = {one.chapter.anchor: one for one in contents(today, public=False)}
    texts = render_method(row, chapters, reverse("knowledge:staff_guideline"))
    context = {
        "method": row,
        "review": review_of(request.user, row, today),
        "parts": [(name, heading, texts[name]) for name, heading in TEXTS.items()],
        "chapter": chapters.get(row.chapter),
        "templates": row.templates.in_use().in_order(),
        "cases": cases_of(row, request.user, today),
        "is_desk": keeps_methods(request.user, today),
        "may_watch": may_read_menus(request.user, today),
    }
    return render(request, "knowledge/method.html", context)


@employee_required
@never_cache
@require_safe
def navigator(request: StaffRequest) -> HttpResponse:
    """The six questions; the answers are the address, so nothing is kept and a result may be mailed as a link."""
    today = timezone.localdate()
    shown = navigate(request.GET.dict(), request.user, today)
    link = request.build_absolute_uri(f"{request.path}?{shown.link}")
    asks = shown.is_answered and asks_desk(request.user, today)
    return render(request, "knowledge/navigator.html", {"shown": shown, "link": link, "asks": asks})
