"""What the directory tells."""

from .agreements import agreements_on, partners_on
from .organizations import (
    KindsTaken,
    current_organization,
    find_organizations,
    first_of_number,
    kinds_taken,
    same_body,
    second_registrations,
    similar_bodies,
)
from .units import (
    ChartRow,
    current_divisions,
    divisions_on,
    organisation_chart,
    routable_divisions,
    why_not_routable,
)

__all__ = [
    "ChartRow",
    "KindsTaken",
    "agreements_on",
    "current_divisions",
    "current_organization",
    "divisions_on",
    "find_organizations",
    "first_of_number",
    "kinds_taken",
    "organisation_chart",
    "partners_on",
    "routable_divisions",
    "same_body",
    "second_registrations",
    "similar_bodies",
    "why_not_routable",
]
