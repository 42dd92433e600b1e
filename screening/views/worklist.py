"""/ka/: what my 課 owes, by due date; beside it what it has in hand, what is over, and what it was asked."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import employee_required
from screening.queries import TAB_LABELS, Tab, division_worklist
from screening.queries.handovers import to_prepare
from screening.queries.rulings import rulings_waiting
from screening.rules.handover import HANDED

EMPTY = {
    Tab.WAITING: "いま、課で答えるものはありません。新しく送付されると、課のメールに知らせが届きます。",
    Tab.RUNNING: "進めている提案はありません。",
    Tab.OVER: "終わった提案はありません。",
    Tab.INQUIRIES: "課への意見照会はありません。",
    Tab.CHALLENGES: "課の課題はまだありません。困りごとが一つあれば、始められます。",
}
LEADS = {
    Tab.WAITING: "課の答えをだれかが待っているものです。期限の早い順に並びます。",
    Tab.RUNNING: "検討中・対話中・実施中のものです。送付の古い順に並びます。",
    Tab.OVER: "結果をお知らせしたもの、取組が終わったものです。新しい順に並びます。",
    Tab.INQUIRIES: "ほかの課やデスクから意見を尋ねられたものです。期限の新しい順に並びます。",
    Tab.CHALLENGES: "企業や団体に尋ねている、課の困りごとです。",
}


@require_GET
@employee_required
def worklist(request: StaffRequest) -> HttpResponse:
    today = timezone.localdate()
    try:
        tab = Tab(request.GET.get("tab", Tab.WAITING))
    except ValueError:
        raise Http404 from None
    work = division_worklist(request.user, today, tab=tab, page=request.GET.get("page"), code=request.GET.get("ka", ""))
    context = {
        "work": work,
        "title": TAB_LABELS[tab],
        "lead": LEADS[tab],
        "empty": EMPTY[tab],
        "own": {post.division.name for post in request.user.posts_on(today) if post.division},
        "today": today,
        "rulings": rulings_waiting(request.user, today),
        "leaving": to_prepare(request.user, today),
        "has_handover": any(post.kind in HANDED for post in request.user.posts_on(today)),
    }
    return render(request, "screening/worklist.html", context)
