"""Who stands before the pages of 申込み: a 団体 at /dialogue/, a 課 at /ka/dialogue/. Outside one's own: 404."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from dialogue.enums import Invites, RegistrationState
from dialogue.models import Event, Registration
from dialogue.permissions import invited
from dialogue.queries.registrations import (
    divisions_to_wish,
    organizations_to_wish,
    registrations_of_divisions,
    registrations_of_organizations,
)
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import divisions_of, employee_required
from nara_renkei.accounts.queries import organizations_of
from nara_renkei.directory.models import Division, Organization
from proposals.permissions import is_proposer

View = Callable[..., HttpResponseBase]

NOT_INVITED = {
    Invites.AGREEMENT: "この回は、市と包括連携協定を結んでいる団体をお招きしています。参加をご希望のときは、下の連絡先へご相談ください。",
    Invites.CHOSEN: "この回は、公民連携デスクが選んだ団体をお招きしています。参加をご希望のときは、下の連絡先へご相談ください。",
    Invites.OPEN: "この回には、公民連携デスクが確認した団体が申し込めます。団体の登録と確認をお待ちください。",
}


@dataclass(frozen=True, slots=True)
class Entrance:
    """One event, who enters it, and how the pages of that side are called."""

    event: Event
    unit: Organization | Division
    registration: Registration | None  # a cancelled one too
    email: str  # where letters go unless another is written
    pages: str  # "dialogue:entry" or "dialogue:division_entry"
    query: str = ""  # which of several 団体 or 課

    @property
    def is_company(self) -> bool:
        return isinstance(self.unit, Organization)

    @property
    def stands(self) -> bool:
        """Whether there is a registration that was not cancelled."""
        return self.registration is not None and self.registration.state != RegistrationState.CANCELLED

    @property
    def may_write(self) -> bool:
        return self.event.takes_registrations(timezone.localdate())

    @property
    def home(self) -> str:
        return self.at("")

    @property
    def edit(self) -> str:
        return self.at("_edit")

    @property
    def cancel(self) -> str:
        return self.at("_cancel")

    @property
    def slides(self) -> str:
        return self.at("_slides")

    @property
    def event_page(self) -> str:
        return reverse("dialogue:event" if self.is_company else "dialogue:staff_event", args=[self.event.slug])

    def person(self, code: str) -> str:
        return self.at("_person", code)

    def at(self, page: str, *args: str) -> str:
        return f"{reverse(f'{self.pages}{page}', args=[self.event.slug, *args])}{self.query}"

    def may_choose(self) -> Any:
        """Return whom this side may wish to meet: those who have entered, and the others."""
        return divisions_to_wish(self.event) if self.is_company else organizations_to_wish(self.event)


def for_companies(view: View, *, explains: bool = False) -> View:
    """Give the view an ``Entrance`` of the person's 団体 that may come; who has none reads why on
    the page that explains, and finds no other."""

    @wraps(view)
    def guarded(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
        if not is_proposer(request.user):
            raise Http404
        event = get_object_or_404(Event.objects.public(), slug=slug)
        mine = organizations_of(request.user)
        known = {one.organization_id: one for one in registrations_of_organizations(event, mine)}
        guests = invited(event, mine)
        units = [one for one in mine if one in guests or one.pk in known]
        if not units and not explains:
            raise Http404
        if not units:
            context = {
                "event": event,
                "sentence": NOT_INVITED[Invites(event.invites)],
                "back": reverse("dialogue:event", args=[event.slug]),
            }
            return render(request, "dialogue/entry_closed.html", context)
        chosen = _chosen(request, units)
        if chosen is None:
            names = [(str(one), f"?{urlencode({'dantai': one.uuid})}") for one in units]
            return render(request, "dialogue/entry_choose.html", {"event": event, "units": names})
        query = f"?{urlencode({'dantai': chosen.uuid})}" if len(units) > 1 else ""
        entrance = Entrance(
            event, chosen, known.get(chosen.pk), email=request.user.email, pages="dialogue:entry", query=query
        )
        return view(request, entrance, **kwargs)

    return never_cache(guarded)


def _chosen(request: HttpRequest, units: list[Organization]) -> Organization | None:
    wanted = request.GET.get("dantai", "")
    if not wanted:
        return units[0] if len(units) == 1 else None
    try:
        uuid = UUID(wanted)
    except ValueError:
        raise Http404 from None
    found = next((one for one in units if one.uuid == uuid), None)
    if found is None:
        raise Http404
    return found


def for_divisions(view: View) -> View:
    """Give the view an ``Entrance`` of the 課 in which the person works; who works in none finds no such page."""

    @wraps(view)
    @employee_required
    def guarded(request: Any, slug: str, **kwargs: Any) -> HttpResponseBase:
        event = get_object_or_404(Event.objects.public(), slug=slug)
        units = my_divisions(request.user)
        wanted = request.GET.get("ka", "")
        chosen = next((one for one in units if one.code == wanted), None) if wanted else units[0]
        if chosen is None:
            raise Http404
        if len(units) > 1 and not wanted:
            names = [(str(one), f"?{urlencode({'ka': one.code})}") for one in units]
            return render(request, "dialogue/entry_choose.html", {"event": event, "units": names})
        registration = registrations_of_divisions([chosen]).filter(event=event).first()
        query = f"?{urlencode({'ka': chosen.code})}" if len(units) > 1 else ""
        entrance = Entrance(
            event,
            chosen,
            registration,
            email=chosen.email or request.user.email,
            pages="dialogue:division_entry",
            query=query,
        )
        return view(request, entrance, **kwargs)

    return never_cache(guarded)


def my_divisions(user: User) -> list[Division]:
    """Return the 課 in which the person works today; 404 for who works in none."""
    units = divisions_of(user, timezone.localdate())
    if not units:
        raise Http404
    return units


def standing(view: View) -> View:
    """Let the act happen only on a registration that stands; else back to its page."""

    @wraps(view)
    def guarded(request: HttpRequest, entrance: Entrance, **kwargs: Any) -> HttpResponseBase:
        return view(request, entrance, **kwargs) if entrance.stands else redirect(entrance.home)

    return guarded
