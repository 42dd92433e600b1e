"""The organisation chart as of a day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from nara_renkei.core.form_fields import plain_digits

from .models import WITHOUT_NUMBER, Agreement, Department, Division, Organization, OrganizationKind


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


def agreements_on(on: date) -> "QuerySet[Agreement]":
    """Return the 包括連携協定 in force on a day, the oldest first."""
    return Agreement.objects.valid_on(on).select_related("organization").order_by("starts_on", "pk")


def partners_on(on: date) -> "QuerySet[Organization]":
    """Return the 団体 with a 包括連携協定 in force on a day, each once, by name: who is invited as a partner."""
    mine = Agreement.objects.valid_on(on).filter(organization=OuterRef("pk"))
    return Organization.objects.current().filter(Exists(mine)).order_by("name", "pk")


def same_body(organization: Organization) -> "QuerySet[Organization]":
    """Return the other 団体 with the same 法人番号: what the desk looks at before it confirms."""
    others = Organization.objects.exclude(pk=organization.pk).exclude(corporate_number="")
    return others.filter(corporate_number=organization.corporate_number).order_by("created_at", "pk")


def similar_bodies(organization: Organization) -> "QuerySet[Organization]":
    """Return the other 団体 with the same 法人番号 or name that were not merged, those confirmed first."""
    same = Q(name=organization.name)
    if organization.corporate_number:
        same |= Q(corporate_number=organization.corporate_number)
    others = Organization.objects.current().filter(same).exclude(pk=organization.pk)
    return others.order_by(F("confirmed_at").asc(nulls_last=True), "created_at", "pk")


def first_of_number(corporate_number: str) -> Organization:
    """Return the 団体 that has a 法人番号: the confirmed one, else the one that was first."""
    rows = Organization.objects.current().filter(corporate_number=corporate_number)
    return rows.order_by(F("confirmed_at").asc(nulls_last=True), "created_at", "pk")[0]


def find_organizations(words: str, count: int = 20) -> list[Organization]:
    """Return the current 団体 whose name holds the words, or whose 法人番号 they are; the confirmed first. One query."""
    digits = plain_digits(words).replace("-", "").replace(" ", "")
    named = (
        Q(name__icontains=words.strip()) | Q(corporate_number=digits)
        if digits.isdecimal()
        else Q(name__icontains=words.strip())
    )
    rows = Organization.objects.current().filter(named)
    return list(rows.order_by(F("confirmed_at").asc(nulls_last=True), "name", "pk")[:count]) if words.strip() else []


def current_organization(uuid: UUID | None) -> Organization | None:
    """Return the 団体 of a uuid while it was not merged into another."""
    return Organization.objects.current().filter(uuid=uuid).first() if uuid else None


def second_registrations() -> list[Organization]:
    """Return the unconfirmed 団体 whose 法人番号 another one has with better right. One query."""
    better = (
        Organization.objects.current()
        .filter(corporate_number=OuterRef("corporate_number"))
        .exclude(pk=OuterRef("pk"))
        .filter(
            Q(confirmed_at__isnull=False)
            | Q(created_at__lt=OuterRef("created_at"))
            | Q(created_at=OuterRef("created_at"), pk__lt=OuterRef("pk"))
        )
    )
    rows = Organization.objects.current().filter(Exists(better), confirmed_at=None).exclude(corporate_number="")
    return list(rows.order_by("created_at", "pk"))


@dataclass(frozen=True, slots=True)
class KindsTaken:
    """Names of the kinds of 団体, joined by 「、」; "" for none."""

    taken: str
    others: str  # those the city does not take now
    without_number: str  # those taken that have no 法人番号


def kinds_taken(admitted: Collection[str]) -> KindsTaken:
    """Return which kinds the city takes, in words; ``admitted`` empty is all. No query."""
    taken = [kind for kind in OrganizationKind if not admitted or kind in admitted]
    return KindsTaken(
        taken=_joined(taken),
        others=_joined(kind for kind in OrganizationKind if kind not in taken),
        without_number=_joined(kind for kind in taken if kind in WITHOUT_NUMBER),
    )


def _joined(kinds: Iterable[OrganizationKind]) -> str:
    return "、".join(str(kind.label) for kind in kinds)
