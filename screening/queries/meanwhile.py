"""Whether somebody acted on a proposal since a page was opened: two clerks, or one with two tabs."""

from collections.abc import Iterable
from typing import Final

from django.db.models import Max, QuerySet

from nara_renkei.accounts.models import User
from nara_renkei.core.models import AuditEvent
from proposals.models import Proposal

# they change nothing that a button stands on
HARMLESS: Final = (
    "file.download",
    "file.view_page",
    "note.write",
    "contact.record",
    "contact.attach",
    "contact.export",
    "dossier.order",
    "dossier.take",
)


def last_events(proposals: Iterable[Proposal]) -> dict[int, int]:
    """Return for each proposal the newest event that matters, 0 for none. One query."""
    keys = {proposal.key: proposal.pk for proposal in proposals}
    found = _events().filter(about__in=keys).values_list("about").annotate(last=Max("pk"))
    return {**dict.fromkeys(keys.values(), 0), **{keys[about]: last for about, last in found}}


def acted_since(proposal: Proposal, event: int) -> str:
    """Return who acted on the proposal after an event, "" when nobody did; the newest of several."""
    newer = _events().filter(about=proposal.key, pk__gt=event).order_by("-pk").first()
    if newer is None:
        return ""
    kind, _, key = newer.actor_key.partition(":")
    person = User.objects.filter(pk=int(key)).first() if kind == "user" and key.isdecimal() else None
    return f"{person}さん" if person else "ほかの人"


def _events() -> QuerySet[AuditEvent]:
    return AuditEvent.objects.exclude(verb__in=HARMLESS)
