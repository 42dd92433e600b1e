"""The account of a person of a 団体 is closed for good: nobody is named by it, and what was done stays under its key."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Replace

from nara_renkei.accounts.models import CapabilityLink, JoinRequest, Member, User
from nara_renkei.accounts.rules.closing import NAME, address_of
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.notifications.models import MailState, OutgoingMail

from .end_sessions import end_sessions


class CannotClose(Exception):
    """``str(exc)`` is fit for the screen."""


@transaction.atomic
def close_account(*, user: User, by: Actor, at: datetime) -> User:
    """Take name and address away, end sessions, memberships and links. The address may open a new account at once.

    Letters about proposals keep their words as long as the proposal. Raises CannotClose for a member of staff.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.is_employee or locked.posts.exists():
        raise CannotClose("職員のアカウントは閉じられません。")
    end_sessions(user=locked, by=by, at=at)
    Member.objects.active().filter(user=locked).update(left_at=at)
    JoinRequest.objects.filter(user=locked).update(name=NAME, reason="")
    Authenticator.objects.filter(user=locked).delete()
    links = CapabilityLink.objects.filter(email=locked.email)
    links.filter(used_at=None, revoked_at=None).update(revoked_at=at)
    links.update(email="")
    _clear_letters(locked)
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(locked.pk))
    entries.update(object_repr=f"user:{locked.pk}", change_message="")
    locked.name, locked.kana, locked.email = NAME, "", address_of(locked.pk)
    locked.is_active = False
    locked.set_unusable_password()
    locked.save(update_fields=["name", "kana", "email", "is_active", "password"])
    record("account.closed", about=f"user:{locked.pk}", by=by, at=at)
    return locked


def _clear_letters(user: User) -> None:
    letters = OutgoingMail.objects.filter(to=user.email).exclude(about__startswith="proposal:")
    letters.filter(state=MailState.QUEUED).update(state=MailState.CANCELLED, secret="")
    for words in filter(None, (user.name, user.email)):
        named = letters.filter(Q(body__contains=words) | Q(subject__contains=words))
        named.update(**{one: Replace(one, Value(words), Value(NAME)) for one in ("body", "subject")})
    letters.update(to="", last_error="")
