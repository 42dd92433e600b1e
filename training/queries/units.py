"""Where people sit on a day. It is asked anew each time: what somebody attended follows the person through an 異動."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from nara_renkei.accounts.enums import Holding
from nara_renkei.accounts.models import Post


@dataclass(frozen=True, slots=True)
class Unit:
    """The post of a person on a day: 本務 before 兼務, the older first."""

    department: int  # id of the 部; 0 where the post belongs to none
    department_code: str
    department_name: str
    division_name: str
    grade: str
    title: str

    def __str__(self) -> str:
        return f"{self.department_name}{f' {self.division_name}' if self.division_name else ''}"


def units_on(users: "QuerySet[Any] | Iterable[int]", on: date) -> dict[int, Unit]:
    """Return where each of these people sits, by the id of the person; who has no post that day is left out. One query.

    ``users``: ids, or a queryset of one column of ids.
    """
    rows = (
        Post.objects.held_on(on)
        .filter(user__in=users)
        .order_by("starts_on", "pk")
        .values_list(
            "user_id",
            "holding",
            Coalesce("department", "division__department"),
            Coalesce("department__code", "division__department__code"),
            Coalesce("department__name", "division__department__name"),
            "division__name",
            "grade",
            "title",
        )
    )
    found: dict[int, Unit] = {}
    # a stable sort: among the 本務 the older stays first
    for user, _, department, code, name, division, grade, title in sorted(rows, key=lambda row: row[1] != Holding.MAIN):
        found.setdefault(user, Unit(department or 0, code or "", name or "", division or "", grade, title))
    return found
