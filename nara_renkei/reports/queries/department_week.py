"""What the weekly letter says of a 部."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from nara_renkei.directory.models import Department, Division
from screening.models import Routing, RoutingAnswer

from .department import divisions_of
from .department_stock import StuckLine, department_stock
from .outcomes import midnight

SHOWN: Final = 3  # rows in a letter of five lines


@dataclass(frozen=True, slots=True)
class DepartmentWeek:
    """A 部 on a Monday. Counts of proposals."""

    name: str
    open: int
    late: int
    new: int  # sent to its 課 in the week before
    answered: int  # by its 課 in the week before
    moving: Sequence[StuckLine]  # those for which somebody in city hall has to move, the first first

    @property
    def has_nothing(self) -> bool:
        return not (self.open or self.moving)

    @property
    def rows(self) -> list[str]:
        """At most SHOWN lines, each a proposal with its reason."""
        return [line.words for line in self.moving[:SHOWN]]

    @property
    def rest(self) -> str:
        """What is said where there are fewer rows than SHOWN; "" otherwise."""
        if len(self.moving) >= SHOWN:
            return ""
        return "止まっている提案は、ほかにありません。" if self.moving else "止まっている提案はありません。"


def department_week(department: Department, monday: date, today: date) -> DepartmentWeek:
    """Return it, with what came and was answered in the seven days before a Monday. Eleven queries."""
    divisions: Sequence[Division] = list(divisions_of(department, today, today))
    moments = {"gte": midnight(monday - timedelta(days=7)), "lt": midnight(monday)}
    came = Routing.objects.filter(
        division__in=divisions, sent_at__gte=moments["gte"], sent_at__lt=moments["lt"]
    ).order_by()
    answered = RoutingAnswer.objects.filter(
        routing__division__in=divisions, confirmed_at__gte=moments["gte"], confirmed_at__lt=moments["lt"]
    ).order_by()
    stock = department_stock(department, divisions, today)
    return DepartmentWeek(
        name=department.name,
        open=stock.open,
        late=stock.late,
        new=came.values("screening").distinct().count(),
        answered=answered.values("routing__screening").distinct().count(),
        moving=stock.moving,
    )
