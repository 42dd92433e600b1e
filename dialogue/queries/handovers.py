"""The 次の一歩 of ダイアログ that a 課 owes, for the 引継ぎ of its people."""

from collections.abc import Collection

from dialogue.enums import Side
from dialogue.models import NextStep, NextStepQuerySet


def owed_steps(divisions: Collection[int]) -> NextStepQuerySet:
    """Return the open 次の一歩 of these 課 that carry a name, with both sides, as they come due."""
    both = ("encounter__event", "encounter__company__organization", "encounter__division__division")
    rows = NextStep.objects.open().of_side(Side.DIVISION).exclude(person="")
    return rows.filter(encounter__division__division__in=divisions).select_related(*both).in_order()
