"""Who may enter an event."""

from collections.abc import Iterable

from dialogue.enums import Invites
from dialogue.models import Event, EventInvitation
from nara_renkei.core.wall import as_city
from nara_renkei.directory.models import Division, Organization
from nara_renkei.directory.queries import partners_on


def invited(event: Event, organizations: Iterable[Organization]) -> list[Organization]:
    """Return those of these 団体 that are invited: known to the desk, and as 招く団体 of the event says. One query."""
    known = [one for one in organizations if one.is_confirmed and one.merged_into_id is None]
    if not known or event.invites == Invites.OPEN:
        return known
    keys = [one.pk for one in known]
    if event.invites == Invites.CHOSEN:
        chosen = EventInvitation.objects.filter(event=event, organization__in=keys)
        ids = set(chosen.values_list("organization", flat=True))
    else:
        with as_city("開催日に協定のある団体かどうかを調べる"):
            ids = set(partners_on(event.held_on).filter(pk__in=keys).order_by().values_list("pk", flat=True))
    return [one for one in known if one.pk in ids]


def is_invited(event: Event, organization: Organization) -> bool:
    return bool(invited(event, [organization]))


def may_come(event: Event, division: Division) -> bool:
    """Whether the 課 stands on the day of the event."""
    return division.is_valid_on(event.held_on)
