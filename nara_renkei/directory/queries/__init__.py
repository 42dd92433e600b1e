"""What the directory tells."""

from .agreements import AgreementCard, agreements_of, agreements_on, partners_on, public_agreements
from .organizations import (
    KindsTaken,
    current_organization,
    find_organizations,
    first_of_number,
    kinds_taken,
    organizations_named,
    same_body,
    second_registrations,
    similar_bodies,
)
from .units import (
    ChartRow,
    Succession,
    current_divisions,
    divisions_on,
    organisation_chart,
    routable_divisions,
    succession,
    why_not_routable,
)

__all__ = [
    "AgreementCard",
    "ChartRow",
    "KindsTaken",
    "Succession",
    "agreements_of",
    "agreements_on",
    "current_divisions",
    "current_organization",
    "divisions_on",
    "find_organizations",
    "first_of_number",
    "kinds_taken",
    "organisation_chart",
    "organizations_named",
    "partners_on",
    "public_agreements",
    "routable_divisions",
    "same_body",
    "second_registrations",
    "similar_bodies",
    "succession",
    "why_not_routable",
]
