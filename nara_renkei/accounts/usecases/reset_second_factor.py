"""Take away a lost second factor, so that its owner can set up a new one at the next sign-in. All sessions end."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record

from .end_sessions import end_sessions


@transaction.atomic
def reset_second_factor(*, user: User, by: Actor, at: datetime) -> int:
    """Remove the person's factors and recovery codes and return how many there were."""
    removed, _ = Authenticator.objects.filter(user=user).delete()
    if removed:
        record("second_factor.reset", about=f"user:{user.pk}", by=by, at=at)
        end_sessions(user=user, by=by, at=at)
    return removed
