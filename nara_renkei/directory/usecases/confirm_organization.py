"""The desk has looked at a 団体 and knows that it is what it says."""

from datetime import datetime

from django.db import IntegrityError, transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.directory.models import Organization


class CannotConfirm(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def confirm_organization(*, organization: Organization, by: Actor, at: datetime) -> Organization:
    """Set 確認日時 and by whom; asked twice, the first stays. Raises ``CannotConfirm`` for a number already confirmed
    and for a 団体 that was merged into another."""
    locked = Organization.objects.select_for_update().get(pk=organization.pk)
    if locked.is_confirmed:
        return locked
    if locked.merged_into:
        raise CannotConfirm(f"「{locked.merged_into}」に統合された団体です。")
    same_number = (
        Organization.objects.confirmed().filter(corporate_number=locked.corporate_number).exclude(corporate_number="")
    )
    other = same_number.first()
    if other:
        raise CannotConfirm(_taken(other.name))
    locked.confirmed_at, locked.confirmed_by = at, by.label
    try:
        with transaction.atomic():
            locked.save(update_fields=["confirmed_at", "confirmed_by"])
    except IntegrityError as exc:
        raise CannotConfirm(_taken("別の団体")) from exc
    record("organization.confirmed", about=f"organization:{locked.uuid}", by=by, at=at)
    return locked


def _taken(name: str) -> str:
    return f"同じ法人番号の「{name}」が、もう確認されています。同じ団体なら、この団体は確認せず、{name}に統合してください。"
