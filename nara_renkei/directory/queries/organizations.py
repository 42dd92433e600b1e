"""団体: the same one twice, and the one that is meant."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from nara_renkei.core.finding import fold
from nara_renkei.core.search import folded
from nara_renkei.core.text import FORBIDDEN, normalise, plain_digits
from nara_renkei.directory.models import WITHOUT_NUMBER, Organization, OrganizationKind


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


def organizations_named(words: str) -> "QuerySet[Organization]":
    """Return the 団体, merged ones too, whose name or カナ holds every word, or whose 法人番号 begins so.

    Variants of a kanji are one (髙 finds 高). No words: all of them.
    """
    clean = FORBIDDEN.sub(" ", words)
    named = Q()
    for word in normalise(fold(clean)).split(" ")[:8]:
        named &= Q(plain_name__contains=word) | Q(plain_kana__contains=word)
    digits = "".join(plain_digits(clean).replace("-", "").split())
    if digits.isdecimal():
        named |= Q(corporate_number__startswith=digits)
    return Organization.objects.alias(plain_name=folded("name"), plain_kana=folded("kana")).filter(named)


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
