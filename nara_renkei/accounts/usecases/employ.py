"""A member of staff becomes known. What they may do follows from their posts."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record


class CannotEmploy(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def employ(
    *, email: str, name: str, employee_number: str, by: Actor, at: datetime, password: str | None = None
) -> User:
    """Return the new member of staff; without a password they set one by mail. Raises ``CannotEmploy``."""
    if User.objects.filter(email=email.lower()).exists():
        raise CannotEmploy(f"メール「{email}」は、もう使われています。")
    if User.objects.filter(employee_number=employee_number).exists():
        raise CannotEmploy(f"職員番号「{employee_number}」は、もう使われています。")
    user = User.objects.create_user(email, password, name=name, employee_number=employee_number)
    record("staff.hired", about=f"user:{user.pk}", by=by, at=at)
    return user
