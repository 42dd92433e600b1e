"""At 0:00 of its day a planned 改姓 becomes the name."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.accounts.models import NameChange, User
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record


@transaction.atomic
def apply_name_changes(*, on: date, by: Actor, at: datetime) -> int:
    """Return how many changes were due and are made now. An address taken meanwhile leaves the old address."""
    due = list(NameChange.objects.due_on(on).select_related("user").select_for_update(of=("self",)))
    for change in due:
        user = change.user
        user.name, user.kana = change.name, change.kana
        if not User.objects.filter(email=change.email).exclude(pk=user.pk).exists():
            user.email = change.email
        user.save(update_fields=["name", "kana", "email"])
        change.applied_at = at
        change.save(update_fields=["applied_at"])
        record("staff.name", about=f"user:{user.pk}", by=by, at=at)
    return len(due)
