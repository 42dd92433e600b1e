"""/ka/: what my 課 owes, by due date."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import employee_required
from screening.queries import division_worklist

PAGE = 40  # rows of a section; two full ones stay under 60 kB


@require_GET
@employee_required
def worklist(request: StaffRequest) -> HttpResponse:
    today = timezone.localdate()
    work = division_worklist(request.user, today)
    owed = Paginator(work.owed, PAGE).get_page(request.GET.get("page"))
    running = Paginator(work.running, PAGE).get_page(request.GET.get("running"))
    own = {post.division.name for post in request.user.posts_on(today) if post.division}
    context = {"work": work, "owed": owed, "running": running, "today": today, "own": own}
    return render(request, "screening/worklist.html", context)
