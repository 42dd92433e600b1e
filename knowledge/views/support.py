"""/ka/sodan/: a 課 asks the desk, reads what it and its colleagues asked, and writes where its advice is asked."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from knowledge.enums import SupportSide, SupportState, SupportTopic
from knowledge.forms.support import SupportForm, SupportWordForm
from knowledge.models import SupportRequest
from knowledge.permissions import asks_desk, keeps_faq, reads_support, side_in
from knowledge.queries.support import answer_days, support_list, support_thread
from knowledge.rules.support import TITLE
from knowledge.usecases.begin_support import CannotBegin, begin_support
from knowledge.usecases.write_in_support import CannotWrite, write_in_support
from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import divisions_of, employee_required
from nara_renkei.core.actors import acting

OF_A_DIVISION = {SupportSide.ASKER, SupportSide.CONSULTEE}


@employee_required
@never_cache
@require_safe
def supports(request: StaffRequest) -> HttpResponse:
    """The 相談 of the person's 課, one tab at a time."""
    today = timezone.localdate()
    if not reads_support(request.user, today):
        raise Http404
    shown = support_list(request.user, today, tab=request.GET.get("tab", ""), page=request.GET.get("page", "1"))
    context = {
        "shown": shown,
        "today": today,
        "asks": asks_desk(request.user, today),
        "is_desk": keeps_faq(request.user, today),
    }
    return render(request, "knowledge/supports.html", context)


@employee_required
@never_cache
@require_http_methods(["GET", "POST"])
def begin(request: StaffRequest) -> HttpResponse:
    """A new 相談; the day of the answer is shown before anything is sent."""
    now = timezone.now()
    today = timezone.localdate(now)
    if not asks_desk(request.user, today):
        raise Http404
    form = SupportForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        divisions=divisions_of(request.user, today),
        days=answer_days(today),
        initial={
            "number": request.GET.get("teian", "")[:20],
            "topic": _topic(request),
            "title": request.GET.get("dai", "")[:TITLE],
        },
    )
    if form.is_valid() and form.look_up(today):
        try:
            made = begin_support(asker=request.user, **form.words(), by=acting(request), at=now)
        except CannotBegin as exc:
            form.add_error(None, str(exc))
        else:
            day = made.due_on
            messages.success(request, f"デスクに相談しました。{day.month}月{day.day}日までにお返事します。")
            return redirect("knowledge:support", made.uuid)
    return render(request, "knowledge/support_new.html", {"form": form})


def _topic(request: HttpRequest) -> str:
    wanted = request.GET.get("shurui", "")
    return wanted if wanted in SupportTopic.values else ""


@employee_required
@never_cache
@require_http_methods(["GET", "POST"])
def support(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """One 相談: all that was said, and a word of the reader's 課."""
    today = timezone.localdate()
    visible = SupportRequest.objects.visible_to(request.user, today).select_related("division", "asker")
    found = get_object_or_404(visible, uuid=uuid)
    side = side_in(request.user, found, today)
    writes = side in OF_A_DIVISION and found.closed_at is None
    if request.method == "POST" and side not in OF_A_DIVISION:
        raise Http404
    may_ask_again = side == SupportSide.ASKER and found.state == SupportState.ANSWERED
    form = SupportWordForm(request.POST if request.method == "POST" else None, may_ask_again=may_ask_again)
    if side and form.is_valid():
        try:
            write_in_support(request=found, side=side, **form.cleaned_data, by=acting(request), at=timezone.now())
        except CannotWrite as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, "書きました。デスクにメールで知らせます。")
            return redirect("knowledge:support", found.uuid)
    context = {
        "thread": support_thread(found, request.user, today),
        "side": side,
        "form": form,
        "writes": writes or form.is_bound,
        "is_desk": side == SupportSide.DESK,
    }
    return render(request, "knowledge/support.html", context)
