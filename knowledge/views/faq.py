"""/ka/faq/: what was asked before, answered without names."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from knowledge.enums import SupportTopic
from knowledge.models import Faq
from knowledge.permissions import asks_desk, keeps_faq
from knowledge.queries.guideline import contents
from knowledge.queries.support import find_faqs
from knowledge.rendering import render_faq
from nara_renkei.core.text import normalise

from .access import with_post
from .review import review_of


@with_post
@never_cache
@require_safe
def faqs(request: HttpRequest) -> HttpResponse:
    """List them by topic and words; an unknown topic means all."""
    today = timezone.localdate()
    chosen = {"q": request.GET.get("q", ""), "shurui": request.GET.get("shurui", "")}
    shown = find_faqs(today, words=chosen["q"], topic=chosen["shurui"], page=request.GET.get("page", "1"))
    context = {
        "shown": shown,
        "chosen": chosen,
        "topics": SupportTopic.choices,
        "is_filtered": any(chosen.values()),
        "is_too_short": bool(chosen["q"].strip()) and len(normalise(chosen["q"])) < 2,
        "asks": asks_desk(request.user, today),
    }
    return render(request, "knowledge/faqs.html", context)


@with_post
@never_cache
@require_safe
def faq(request: HttpRequest, code: str) -> HttpResponse:
    """One question and its answer."""
    today = timezone.localdate()
    found = get_object_or_404(Faq.objects.open_to_staff().select_related("owner"), code=code)
    anchors = [one.chapter.anchor for one in contents(today, public=False)]
    context = {
        "faq": found,
        "page": render_faq(found, anchors, reverse("knowledge:staff_guideline")),
        "review": review_of(request.user, found, today),
        "asks": asks_desk(request.user, today),
        "is_desk": keeps_faq(request.user, today),
    }
    return render(request, "knowledge/faq.html", context)
