"""課題, as everybody reads them: no sign-in, nothing written."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from proposals.enums import Procedure
from proposals.models import Challenge

PER_PAGE = 30


@login_not_required
@require_safe
def challenges(request: HttpRequest) -> HttpResponse:
    """List 課題 by 分野・状態・進め方; an unknown choice means all."""
    today = timezone.localdate()
    public = Challenge.objects.public()
    chosen = {name: request.GET.get(name, "") for name in ("bunya", "jotai", "susumekata")}
    found = (
        public.in_field(chosen["bunya"])
        .in_window(chosen["jotai"], today)
        .by_procedure(chosen["susumekata"])
        .with_window(today)
        .with_lead()
        .live_first()
    )
    return render(
        request,
        "proposals/challenges.html",
        {
            "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
            "chosen": chosen,
            "is_filtered": any(chosen.values()),
            "fields": public.field_names(),
            "windows": Challenge.WINDOWS,
            "procedures": Procedure.choices,
        },
    )


@login_not_required
@require_safe
def challenge(request: HttpRequest, code: str) -> HttpResponse:
    today = timezone.localdate()
    found = get_object_or_404(Challenge.objects.public().with_window(today).with_everything(), code=code)
    return render(request, "proposals/challenge.html", {"challenge": found})
