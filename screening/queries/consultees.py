"""Who is asked by rule about a proposal."""

from screening.models import Inquiry, Screening, StandingConsultee
from screening.rules.consultees import occasions


def standing_consultees() -> list[tuple[str, str]]:
    """Return each occasion with the name of the 課 that the city always hears then. One query."""
    rows = StandingConsultee.objects.filter(is_active=True).order_by("occasion", "division__code", "pk")
    return list(rows.values_list("occasion", "division__name"))


def consultees_of(screening: Screening) -> list[StandingConsultee]:
    """Return whom the rules name for this proposal and nobody has asked yet, one row for each 課. One query."""
    proposal = screening.proposal
    found = occasions(cost=proposal.cost, procedure=screening.procedure, asks=proposal.asks)
    if not found:
        return []
    rows = (
        StandingConsultee.objects.filter(is_active=True, occasion__in=found)
        .exclude(division__in=Inquiry.objects.filter(screening=screening, revoked_at=None).values("division"))
        .select_related("division__department")
        .order_by("division__code", "pk")
    )
    first: dict[int, StandingConsultee] = {}
    for row in rows:
        first.setdefault(row.division_id, row)
    return list(first.values())
