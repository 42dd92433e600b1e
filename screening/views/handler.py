"""係と担当者: a small page of the 課 for one of its 送付."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import employee_required
from nara_renkei.accounts.queries import holders
from nara_renkei.directory.models import Section
from screening.forms.handler import HandlerForm
from screening.usecases.name_handler import CannotNameHandler, name_handler

from .dossier import desk_of


@require_http_methods(["GET", "POST"])
@employee_required
def handler(request: StaffRequest, number: str, code: str) -> HttpResponse:
    work = desk_of(request, number)
    own = next((one.routing for one in work.own if one.routing.division.code == code), None)
    if own is None:
        raise Http404
    people = {post.user_id: post.user for post in holders(own.division, work.today)}
    sections = Section.objects.valid_on(work.today).filter(division=own.division).in_order()
    form = HandlerForm(request.POST or None, routing=own, sections=list(sections), people=list(people.values()))
    if form.is_valid():
        try:
            name_handler(routing=own, **form.named(), by=request.actor, at=timezone.now())
        except CannotNameHandler as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, "係と担当者を残しました。")
            return redirect("screening:dossier", number)
    return render(request, "screening/handler.html", {"work": work, "routing": own, "form": form})
