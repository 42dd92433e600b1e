"""The desk's 卓の割り当て: order a plan, read it with every wish, settle pairs, announce it, and the morning's change."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from dialogue.enums import PlanState, RuleKind
from dialogue.forms.seating import MorningForm, OrderForm, PairForm
from dialogue.models import Event, SeatingPlan, SeatingRule
from dialogue.queries.seating_desk import LEGEND, comers, left_since, plan_sheet, plans_of, settled
from dialogue.usecases.announce_seating import CannotAnnounce, announce_seating
from dialogue.usecases.order_seating import CannotOrderSeating, order_seating
from dialogue.usecases.settle_pair import CannotSettlePair, drop_pair, settle_pair
from nara_renkei.accounts.admin.pages import RowPage
from nara_renkei.core.actors import acting
from nara_renkei.core.live import live_response, server_clock

from .pages import event_page

LIST, PLAN = "admin:dialogue_event_seating", "admin:dialogue_event_seating_plan"


@never_cache
@require_http_methods(["GET", "POST"])
def seating(request: HttpRequest, event: Event) -> HttpResponse:
    """The plans, what was settled, and the button. A POST orders a plan."""
    form = OrderForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            plan = order_seating(event=event, **form.cleaned_data, by=acting(request), at=timezone.now())
        except CannotOrderSeating as exc:
            form.add_error(None, str(exc).splitlines())
        else:
            return redirect(PLAN, event.pk, plan.number)
    plans = list(plans_of(event))
    context = {
        "form": form,
        "plans": plans,
        "announced": next((one for one in plans if one.is_announced), None),
        "rules": settled(event),
    }
    return event_page(request, event, "admin/dialogue/seating.html", "卓の割り当て", **context)


@never_cache
@require_GET
def one_plan(request: HttpRequest, event: Event, number: int) -> HttpResponse:
    """A plan: how far it is while it is being solved (the page opens itself again), then the picture and the wishes."""
    plan = _plan(event, number)
    if plan.state != PlanState.DONE:
        now = server_clock(timezone.now())
        return event_page(request, event, "admin/dialogue/seating_progress.html", str(plan), plan=plan, now=now)
    context = {"plan": plan, "sheet": plan_sheet(plan), "legend": LEGEND}
    return event_page(request, event, "admin/dialogue/seating_plan.html", str(plan), **context)


@require_GET
def plan_now(request: HttpRequest, event: Event, number: int) -> HttpResponse:
    """The changing part of the page that waits."""
    context = {"plan": _plan(event, number), "event": event}
    html = render_to_string("admin/dialogue/_seating_progress.html", context)
    return live_response(request, html, at=timezone.now())


@never_cache
@require_http_methods(["GET", "POST"])
def announce(request: HttpRequest, event: Event, number: int) -> HttpResponse:
    """Say what will be seen by whom; the button announces."""
    plan = _plan(event, number)
    refusal = ""
    if request.method == "POST":
        try:
            announce_seating(plan=plan, by=acting(request), at=timezone.now())
        except CannotAnnounce as exc:
            refusal = str(exc)
        else:
            messages.success(request, f"{plan}をお知らせしました。参加する人の画面に、席が出ています。")
            return redirect(PLAN, event.pk, number)
    context = {"plan": plan, "refusal": refusal, "left": left_since(plan)}
    return event_page(request, event, "admin/dialogue/seating_announce.html", "席をお知らせする", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def pair(request: HttpRequest, event: Event) -> HttpResponse:
    """Settle a pair: must meet, in a round, or never."""
    form = PairForm(request.POST if request.method == "POST" else None, event=event, comers=comers(event))
    if form.is_valid():
        company, division = form.pair()
        try:
            settle_pair(
                event=event,
                company=company,
                division=division,
                kind=RuleKind(form.cleaned_data["kind"]),
                turn=form.cleaned_data["turn"],
                reason=form.cleaned_data["reason"],
                by=acting(request),
                at=timezone.now(),
            )
        except CannotSettlePair as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, "組を決めました。案に入れるには、もう一度計算してください。")
            return redirect(LIST, event.pk)
    return event_page(request, event, "admin/dialogue/seating_pair.html", "組を決める", form=form)


@never_cache
@require_http_methods(["POST"])
def drop(request: HttpRequest, event: Event, rule: int) -> HttpResponse:
    """Take back what was settled of a pair."""
    drop_pair(rule=get_object_or_404(SeatingRule, event=event, pk=rule), by=acting(request), at=timezone.now())
    messages.success(request, "組の決まりを外しました。案から外すには、もう一度計算してください。")
    return redirect(LIST, event.pk)


@never_cache
@require_http_methods(["GET", "POST"])
def morning(request: HttpRequest, event: Event) -> HttpResponse:
    """Who is missing this morning; the button solves again and leaves the other seats where they can stay."""
    form = MorningForm(request.POST if request.method == "POST" else None, comers=comers(event))
    if form.is_valid():
        missing = form.cleaned_data["missing"]
        try:
            plan = order_seating(event=event, missing=missing, keep=True, by=acting(request), at=timezone.now())
        except CannotOrderSeating as exc:
            form.add_error(None, str(exc).splitlines())
        else:
            return redirect(PLAN, event.pk, plan.number)
    return event_page(request, event, "admin/dialogue/seating_morning.html", "当日の欠席で作り直す", form=form)


def _plan(event: Event, number: int) -> SeatingPlan:
    return get_object_or_404(SeatingPlan.objects.select_related("event", "keeps"), event=event, number=number)


PAGES = (
    RowPage("sekiwari/", "seating", seating, tab="卓の割り当て"),
    RowPage("sekiwari/kumi/", "seating_pair", pair),
    RowPage("sekiwari/kumi/<int:rule>/hazusu/", "seating_drop_pair", drop),
    RowPage("sekiwari/asa/", "seating_morning", morning, tab="当日の欠席で作り直す"),
    RowPage("sekiwari/<int:number>/", "seating_plan", one_plan),
    RowPage("sekiwari/<int:number>/ima/", "seating_now", plan_now),
    RowPage("sekiwari/<int:number>/shiraseru/", "seating_announce", announce),
)
