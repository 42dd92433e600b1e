"""Who must attend, by the posts of a day. Of several rules one is enough; in a rule all that is filled in holds together."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from nara_renkei.core.text import normalise


@dataclass(frozen=True, slots=True)
class Seat:
    """A post as the rules see it; units by id."""

    kind: str
    department: int | None
    division: int | None
    title: str
    grade: str
    starts_on: date
    ends_on: date | None  # the last day

    @property
    def place(self) -> tuple[str, int | None, int | None]:
        """What makes a post a new one: a change of the 職名 alone does not."""
        return (self.kind, self.department, self.division)

    def is_held_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Audience:
    """One rule. What is empty does not ask; when all is empty the rule names nobody, so that a slip invites no city."""

    kinds: frozenset[str] = frozenset()
    grades: frozenset[str] = frozenset()  # as ``plain_grade`` writes them
    titles: frozenset[str] = frozenset()  # as ``normalise`` writes them
    departments: frozenset[int] = frozenset()
    new_since: date | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.kinds or self.grades or self.titles or self.departments or self.new_since)

    @property
    def eve(self) -> date | None:
        """The last day on which a post held already is not a new one."""
        return self.new_since - timedelta(days=1) if self.new_since else None


def plain_grade(text: str) -> str:
    """Return 「７級」, 「7 級」 and 「7」 as 「7」."""
    return normalise(text).removesuffix("級").strip()


def must_attend(audiences: Iterable[Audience], seats: Collection[Seat], day: date) -> bool:
    """Return whether somebody with these posts, held at any time, is named by one of the rules on a day."""
    held = [seat for seat in seats if seat.is_held_on(day)]
    return any(_names(one, seat, seats) for one in audiences for seat in held)


def _names(audience: Audience, seat: Seat, seats: Iterable[Seat]) -> bool:
    return (
        not audience.is_empty
        and (not audience.kinds or seat.kind in audience.kinds)
        and (not audience.grades or plain_grade(seat.grade) in audience.grades)
        and (not audience.titles or normalise(seat.title) in audience.titles)
        and (not audience.departments or seat.department in audience.departments)
        and (audience.eve is None or _is_new(seat, seats, audience.eve))
    )


def _is_new(seat: Seat, seats: Iterable[Seat], eve: date) -> bool:
    return not any(one.place == seat.place and one.is_held_on(eve) for one in seats)
