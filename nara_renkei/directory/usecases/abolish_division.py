"""A 課 ends on a day. Its cases are found by its successors."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.directory.models import Division


class CannotAbolish(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def abolish_division(
    *, division: Division, last_day: date, successors: Sequence[Division], by: Actor, at: datetime
) -> Division:
    """Set the last day and the 課 that come after. Without a successor open work would be nobody's."""
    locked = Division.objects.select_for_update().get(pk=division.pk)
    if not successors:
        raise CannotAbolish(f"{locked}の後の課を選んでください。届いている提案の行き先になります。")
    if any(successor.pk == locked.pk for successor in successors):
        raise CannotAbolish(f"{locked}自身を後の課にはできません。")
    if last_day < locked.valid_from:
        raise CannotAbolish(f"終わりは、始まり（{locked.valid_from:%Y年%-m月%-d日}）より後にしてください。")
    locked.valid_to = last_day
    locked.save(update_fields=["valid_to"])
    locked.successors.set(successors)
    record(
        "division.abolished",
        about=f"division:{locked.pk}",
        by=by,
        at=at,
        last_day=last_day.isoformat(),
        successors=[s.pk for s in successors],
    )
    return locked
