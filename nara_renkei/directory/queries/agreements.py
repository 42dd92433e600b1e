"""包括連携協定 and their partners."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from nara_renkei.directory.models import Agreement, Organization


def agreements_on(on: date) -> "QuerySet[Agreement]":
    """Return the 包括連携協定 in force on a day, the oldest first."""
    return Agreement.objects.valid_on(on).select_related("organization").order_by("starts_on", "pk")


def partners_on(on: date) -> "QuerySet[Organization]":
    """Return the 団体 with a 包括連携協定 in force on a day, each once, by name: who is invited as a partner."""
    mine = Agreement.objects.valid_on(on).filter(organization=OuterRef("pk"))
    return Organization.objects.current().filter(Exists(mine)).order_by("name", "pk")
