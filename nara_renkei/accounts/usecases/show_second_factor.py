"""What a shown second factor leaves behind: a trace, and a letter for a recovery code."""

from datetime import datetime
from typing import Final

from allauth.mfa.models import Authenticator
from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record

from .tell_owner import tell_owner

FEW_CODES: Final = 3


def refuse_second_factor(*, user: User, by: Actor, at: datetime) -> None:
    """Keep that somebody who knows the password showed no factor."""
    record("second_factor.failed", about=f"user:{user.pk}", by=by, at=at)


@transaction.atomic
def use_recovery_code(*, factor: Authenticator, user: User, by: Actor, at: datetime) -> int:
    """Tell the owner that a code was used and return how many are left."""
    factor.refresh_from_db()
    left = len(factor.wrap().get_unused_codes())
    what = f"二段階認証の回復コードが1個使われました。残りは{left}個です。"
    tell_owner(user=user, verb="second_factor.recovery", what=what, by=by, at=at, left=left)
    return left
