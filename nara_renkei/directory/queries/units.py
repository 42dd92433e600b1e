"""The organisation chart as of a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from nara_renkei.directory.models import Department, Division
from nara_renkei.directory.rules.succession import heir, ways_on


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One 部 with its 課 on a day, both in the order of their codes."""

    department: Department
    divisions: tuple[Division, ...]


def organisation_chart(on: date) -> list[ChartRow]:
    """Return the 部 of a day with their 課. Two queries, whatever the size of the city."""
    divisions: dict[int, list[Division]] = {}
    for division in divisions_on(on):
        divisions.setdefault(division.department_id, []).append(division)
    return [
        ChartRow(department, tuple(divisions.get(department.pk, ())))
        for department in Department.objects.valid_on(on).in_order()
    ]


def divisions_on(on: date) -> "QuerySet[Division]":
    """Return the 課 of a day with their 部, in the order of their codes."""
    return Division.objects.valid_on(on).select_related("department").in_order()


def routable_divisions(on: date) -> "QuerySet[Division]":
    """Return the 課 a proposal may be sent to on a day."""
    return divisions_on(on).filter(accepts_routing=True)


def why_not_routable(division: Division, on: date) -> str:
    """Return the sentence that refuses to send to a 課 on a day, or "" when it may be sent."""
    if not division.is_valid_on(on):
        after = "・".join(division.successors.order_by("code").values_list("name", flat=True))
        hint = f"後の課（{after}）へ送ってください。" if after else "管理画面で後の課を登録してください。"
        return f"{division}は、いまは置かれていません。{hint}"
    if not division.email:
        return f"{division}には課のメールがないため、送付できません。管理画面で課のメールを登録してください。"
    if not division.accepts_routing:
        return f"{division}には回答を確認する人（課長または代決者）がいないため、送付できません。席を登録し、「送付を受ける」を選んでください。"
    return ""


@dataclass(frozen=True, slots=True)
class Succession:
    """The 課 that have ended before a day, and who does their work on it."""

    ended: dict[int, Division]
    heirs: dict[int, Division]  # the one that took everything over (改称, 統合)
    ways: dict[int, list[Division]]  # all that came after and stand, by code


def succession(on: date) -> Succession:
    """Return what the reforms up to a day have done. Two queries."""
    known = Division.objects.filter(valid_from__lte=on).select_related("department").in_order()
    standing: dict[int, Division] = {}
    ended: dict[int, Division] = {}
    for division in known:
        (standing if division.is_valid_on(on) else ended)[division.pk] = division
    order = list(standing)
    after: dict[int, list[int]] = {}
    pairs = Division.successors.through.objects.order_by("to_division__code", "to_division_id")
    for before, later in pairs.values_list("from_division_id", "to_division_id"):
        after.setdefault(before, []).append(later)
    heirs = {pk: heir(pk, after, standing) for pk in ended}
    return Succession(
        ended=ended,
        heirs={pk: standing[one] for pk, one in heirs.items() if one is not None},
        ways={pk: [standing[one] for one in sorted(ways_on(pk, after, standing), key=order.index)] for pk in ended},
    )


def current_divisions(division: Division, on: date) -> list[Division]:
    """Return the 課 itself while it stands, else the 課 that came after it, followed through several reforms."""
    found: list[Division] = []
    seen: set[int] = set()
    waiting = [division]
    while waiting:
        candidate = waiting.pop(0)
        if candidate.pk in seen:
            continue
        seen.add(candidate.pk)
        if candidate.is_valid_on(on):
            found.append(candidate)
        else:
            waiting.extend(candidate.successors.order_by("code"))
    return found
