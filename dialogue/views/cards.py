"""デジタル名刺 on a person's own page: make it, exchange it by the badge's code or with a whole table, take it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogue.enums import Side
from dialogue.forms.cards import BadgeCodeForm, CardForm
from dialogue.queries.cards import met_card, own_card, table_mates
from dialogue.rendering import vcard
from dialogue.usecases.exchange_cards import CannotExchange, exchange_by_code, exchange_with_all
from dialogue.usecases.keep_card import keep_card
from dialogue.usecases.withdraw_card import withdraw_card
from nara_renkei.core.actors import acting
from nara_renkei.core.text import whole_number

from .person import PAGES, me_or_404


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def card(request: HttpRequest, slug: str, side: Side) -> HttpResponse:
    """Choose what to show; a POST is the consent."""
    me = me_or_404(request, slug, side)
    mine = own_card(me)
    first = {"email": mine.email, "phone": mine.phone, "words": mine.words} if mine else {"email": me.email}
    form = CardForm(request.POST or None, initial=first)
    if form.is_valid():
        keep_card(me=me, **form.cleaned_data, by=acting(request), at=timezone.now())
        messages.success(request, "名刺をつくりました。相手の名札の番号を入れると、交換できます。")
        return redirect(PAGES[side], slug)
    context = {"event": me.registration.event, "me": me, "mine": mine, "form": form, "back": PAGES[side]}
    return render(request, "dialogue/card.html", context)


@login_not_required
@require_POST
def withdraw(request: HttpRequest, slug: str, side: Side) -> HttpResponse:
    me = me_or_404(request, slug, side)
    withdraw_card(me=me, by=acting(request), at=timezone.now())
    messages.success(request, "名刺を取り下げました。交換した方の画面からも消えました。")
    return redirect(PAGES[side], slug)


@login_not_required
@require_POST
def exchange(request: HttpRequest, slug: str, side: Side) -> HttpResponse:
    """Exchange with whose code was typed, or read from the QR of the badge."""
    me = me_or_404(request, slug, side)
    form = BadgeCodeForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "相手の名札の番号を入れてください。")
        return redirect(PAGES[side], slug)
    try:
        other = exchange_by_code(me=me, **form.cleaned_data, by=acting(request), at=timezone.now())
    except CannotExchange as exc:
        messages.warning(request, str(exc))
    else:
        messages.success(request, f"{other.name}さんと名刺を交換しました。")
    return redirect(PAGES[side], slug)


@login_not_required
@require_POST
def exchange_table(request: HttpRequest, slug: str, side: Side) -> HttpResponse:
    """全員と交換: with who sits at my table in the round of the button."""
    me = me_or_404(request, slug, side)
    number = whole_number(request.POST.get("round", ""))
    mates = [] if number is None else table_mates(me, number)
    try:
        met = exchange_with_all(me=me, mates=mates, by=acting(request), at=timezone.now())
    except CannotExchange as exc:
        messages.warning(request, str(exc))
    else:
        messages.success(request, f"{len(met)}人と名刺を交換しました（{'、'.join(one.name for one in met)}）。")
    return redirect(PAGES[side], slug)


@login_not_required
@never_cache
@require_safe
def vcf(request: HttpRequest, slug: str, code: str, side: Side) -> HttpResponse:
    """One card of those one has, as a file for an address book."""
    found = met_card(me_or_404(request, slug, side), code)
    if found is None:
        raise Http404
    headers = {"Content-Disposition": content_disposition_header(True, f"{found.participant.name}.vcf") or ""}
    return HttpResponse(vcard(found), content_type="text/vcard; charset=utf-8", headers=headers)
