"""A 管理者 mends what the 団体 says of itself. What was submitted keeps its own copy."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.directory.models import Organization

PROFILE_FIELDS: Final = ("name", "kana", "postal_code", "address", "representative", "established", "url")
# What the desk has confirmed names one body.
FIXED_WHEN_CONFIRMED: Final = frozenset({"name", "kana"})


@transaction.atomic
def update_profile(*, organization: Organization, values: Mapping[str, Any], by: Actor, at: datetime) -> Organization:
    """Return the 団体. The name of a confirmed one stays; the audit names the fields that changed."""
    locked = Organization.objects.select_for_update().get(pk=organization.pk)
    free = [name for name in PROFILE_FIELDS if not (locked.is_confirmed and name in FIXED_WHEN_CONFIRMED)]
    changed = [name for name in free if name in values and getattr(locked, name) != values[name]]
    for name in changed:
        setattr(locked, name, values[name])
    if changed:
        locked.save(update_fields=changed)
        record("organization.profile", about=f"organization:{locked.uuid}", by=by, at=at, fields=changed)
    return locked
