"""包括連携協定 and their partners."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from nara_renkei.core.calendar import FiscalYear
from nara_renkei.directory.enums import AgreementState
from nara_renkei.directory.models import Agreement, AgreementActivity, Organization
from nara_renkei.directory.rules.agreements import deadline_of, state_of

# what a 団体 is told of the state; the rest is 「有効」
TOLD = {AgreementState.LAPSING: "更新しません", AgreementState.EXPIRED: "満了", AgreementState.ENDED: "解約"}


@dataclass(frozen=True, slots=True)
class AgreementCard:
    """One agreement as its 団体 or the public reads it."""

    agreement: Agreement  # with 団体 and 課
    state: str  # 有効, 更新しません, 満了 or 解約
    notice_by: date | None  # the 申出期限 of this term; None when it has passed or nothing renews
    years: list[tuple[FiscalYear, list[AgreementActivity]]]  # newest first


def agreements_on(on: date) -> "QuerySet[Agreement]":
    """Return the 包括連携協定 in force on a day, the oldest first."""
    return Agreement.objects.valid_on(on).select_related("organization").order_by("starts_on", "pk")


def partners_on(on: date) -> "QuerySet[Organization]":
    """Return the 団体 with a 包括連携協定 in force on a day, each once, by name: who is invited as a partner."""
    mine = Agreement.objects.valid_on(on).filter(organization=OuterRef("pk"))
    return Organization.objects.current().filter(Exists(mine)).order_by("name", "pk")


def public_agreements(on: date) -> list[AgreementCard]:
    """Return what everybody reads: published and in force on a day, by 団体, with the published 取組. Two queries."""
    rows = agreements_on(on).filter(is_public=True).order_by("organization__name", "starts_on", "pk")
    return _cards(rows, AgreementActivity.objects.filter(is_public=True), on)


def agreements_of(organization: Organization, on: date) -> list[AgreementCard]:
    """Return the signed agreements of a 団体 with every 取組, those in force first. Two queries."""
    rows = Agreement.objects.filter(organization=organization, signed_on__isnull=False).order_by("-starts_on", "pk")
    cards = _cards(rows, AgreementActivity.objects.all(), on)
    return sorted(cards, key=lambda card: card.state in {"満了", "解約"})


def _cards(rows: "QuerySet[Agreement]", activities: "QuerySet[AgreementActivity]", on: date) -> list[AgreementCard]:
    shown = activities.select_related("division").order_by("-held_on", "-pk")
    found = rows.select_related("organization", "division").prefetch_related(Prefetch("activities", shown))
    return [
        AgreementCard(
            agreement=row,
            state=TOLD.get(state_of(row.term, on), "有効"),
            notice_by=_notice_by(row, on),
            years=_by_year(row.activities.all()),
        )
        for row in found
    ]


def _notice_by(row: Agreement, on: date) -> date | None:
    deadline = deadline_of(row.term) if row.term.renews and row.ended_on is None else None
    return deadline if deadline and deadline >= on else None


def _by_year(activities: Iterable[AgreementActivity]) -> list[tuple[FiscalYear, list[AgreementActivity]]]:
    years: dict[FiscalYear, list[AgreementActivity]] = {}
    for one in activities:
        years.setdefault(FiscalYear.of(one.held_on), []).append(one)
    return list(years.items())
