"""部 by 部: what came, what waits, what is late, what was sent back, and how many 課 take part."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from nara_renkei.core.calendar import local_day, wareki
from nara_renkei.directory.models import Department
from nara_renkei.reports.rules.periods import Period
from proposals.models import Proposal
from screening.enums import Answer
from screening.models import RoutingAnswer

from .outcomes import midnight
from .promises import Judged
from .rows import NOT_ROUTED, divisions_by_key, lead, open_on, received_between
from .taking_part import divisions_on_last_day


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """One 部 of the lead 課, or what is not routed yet. Counts are proposals unless a comment says otherwise."""

    name: str  # 「…部」, 「…部（令和8年3月31日まで）」, 「送付前（デスク）」
    received: int  # in the span
    open: int  # on its last day
    late: int  # promises past their day, on its last day
    not_ours: int  # 担当ではない that its 課 answered in the span
    active: int  # its 課 that take part
    divisions: int  # its 課 on the last day

    @property
    def taking_part(self) -> str:
        """「3／8課」."""
        return f"{self.active}／{self.divisions}課" if self.divisions else "―"

    @property
    def full_name(self) -> str:
        """「市民部（3／8課）」."""
        return f"{self.name}（{self.taking_part}）" if self.divisions else self.name

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """What is counted in 件: received, open, late and not ours."""
        return self.received, self.open, self.late, self.not_ours


def department_rows(first: date, as_of: date, promises: Sequence[Judged]) -> list[DepartmentRow]:
    """Return the 部 there on the last day and those that had something to do, in the order of their codes. Seven queries.

    ``promises``: those of the span, so that the column of the late ones adds up to the table of promises.
    """
    start, after = midnight(first), midnight(as_of + timedelta(days=1))
    place = {key: one.department_key for key, one in divisions_by_key().items()}
    late = Counter(one.proposal for one in promises if one.is_late)
    behind = Proposal.objects.filter(pk__in=late).annotate(lead=lead()).values_list("pk", "lead")
    refused = RoutingAnswer.objects.filter(choice=Answer.NOT_OURS, confirmed_at__gte=start, confirmed_at__lt=after)
    there = divisions_on_last_day(first, as_of).values_list("department", "takes_part").order_by()
    counts = {
        "received": Counter(
            place.get(key) for key in received_between(start, after, after).values_list("lead", flat=True)
        ),
        "open": Counter(place.get(row["lead"]) for row in open_on(after)),
        "late": Counter(place.get(key) for proposal, key in behind for _ in range(late[proposal])),
        "not_ours": Counter(place.get(key) for key in refused.values_list("routing__division", flat=True)),
        "active": Counter(key for key, takes_part in there if takes_part),
        "divisions": Counter(key for key, _ in there),
    }
    busy = {key for found in counts.values() for key in found}
    return [
        DepartmentRow(name, **{column: found[key] for column, found in counts.items()})
        for key, name in _names(busy, as_of, idle=True)
    ]


def received_by_department(periods: Sequence[Period], as_of: date) -> list[tuple[str, list[int]]]:
    """Return how many came in each of some periods, one after the other, for each 部 to which any came. Three queries."""
    start, after = midnight(periods[0].first), midnight(as_of + timedelta(days=1))
    place = {key: one.department_key for key, one in divisions_by_key().items()}
    counts: dict[int | None, list[int]] = defaultdict(lambda: [0] * len(periods))
    for key, at in received_between(start, after, after).values_list("lead", "submitted_at"):
        day = local_day(at)
        counts[place.get(key)][next(n for n, period in enumerate(periods) if day <= period.last)] += 1
    return [(name, counts[key]) for key, name in _names(counts.keys(), as_of, idle=False)]


def _names(busy: AbstractSet[int | None], as_of: date, *, idle: bool) -> list[tuple[int | None, str]]:
    """Return keys and names in the order of the codes, what is not routed first. ``idle``: with those that had nothing."""
    units = [one for one in Department.objects.in_order() if one.pk in busy or (idle and one.is_valid_on(as_of))]
    not_routed = [(None, NOT_ROUTED)] if None in busy else []
    return [*not_routed, *((one.pk, _name(one, as_of)) for one in units)]


def _name(department: Department, as_of: date) -> str:
    last = department.valid_to
    return f"{department.name}（{wareki(last)}まで）" if last and last < as_of else department.name
