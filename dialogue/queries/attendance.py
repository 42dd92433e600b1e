"""Who came to an event: one count for the survey, the page and the paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from dialogue.models import Event
from dialogue.queries.arrivals import Unit, arrival_list


@dataclass(frozen=True, slots=True)
class Attendance:
    """団体 and 課 with the people of each that came; none without people."""

    companies: Sequence[Unit]
    divisions: Sequence[Unit]
    is_checked_in: bool  # nobody was checked in: whoever was to come counts as having come

    @property
    def company_people(self) -> int:
        return sum(len(unit.people) for unit in self.companies)

    @property
    def division_people(self) -> int:
        return sum(len(unit.people) for unit in self.divisions)


def attendance(event: Event) -> Attendance:
    """Return who was checked in; everybody who was to come when nobody was. One query."""
    everybody = arrival_list(event)
    if not everybody.arrived:
        return Attendance(everybody.companies, everybody.divisions, is_checked_in=False)
    return Attendance(_here(everybody.companies), _here(everybody.divisions), is_checked_in=True)


def _here(units: Sequence[Unit]) -> list[Unit]:
    found = [Unit(unit.registration, [one for one in unit.people if one.arrived_at]) for unit in units]
    return [unit for unit in found if unit.people]
