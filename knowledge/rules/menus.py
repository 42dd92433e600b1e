"""企業メニュー: what it says, what the desk looks at again, how long it stands."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

TITLE, FIELD, OFFER, NEEDS, SOURCE = 60, 40, 400, 200, 80  # characters

# Whom to ask may change without the desk: it is the company's own choice.
OF_THE_CONTACT: Final = frozenset({"contact_name", "contact_email", "contact_phone"})


@dataclass(frozen=True, slots=True)
class MenuFacts:
    """What a 団体 offers, in its own words."""

    title: str
    field: str  # 分野
    offer: str
    cost: str  # of the city: a value of proposals.enums.Cost
    needs: str = ""  # from the city
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""

    def values(self) -> dict[str, Any]:
        """Return the columns with their values."""
        return asdict(self)


def is_whole(facts: MenuFacts) -> bool:
    """Whether what everybody needs to know stands there, and a name comes with a way to reach it."""
    said = all(text.strip() for text in (facts.title, facts.field, facts.offer))
    return said and not (facts.contact_name and not facts.contact_email and not facts.contact_phone)


def must_be_looked_at(changed: Iterable[str]) -> bool:
    """Whether the desk looks again before staff read it: for anything but whom to ask."""
    return bool(set(changed) - OF_THE_CONTACT)


def year_on(day: date) -> date:
    """Return the same day a year later; 28 February for 29 February."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap else day.day)
