"""A code from the letter proves the address: the person exists from then on."""

from datetime import datetime

from django.db import transaction
from django.utils.crypto import constant_time_compare

from nara_renkei.accounts.models import User
from nara_renkei.core.actors import PROPOSER, Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day

from .send_sign_in_code import SentCode, code_digest
from .spend_code import spend_code


class CodeRefused(Exception):
    """str(exc) is fit for the screen and never says whether the address is known."""


class CodeExpired(CodeRefused):
    """Only a new code helps."""


@transaction.atomic
def prove_email(*, sent: SentCode, code: str, by: Actor, at: datetime) -> User:
    """Return the person of the address, made now if there was none.

    Raises ``CodeExpired`` after ten minutes, ``CodeRefused`` for a wrong or used code, a member of staff, a closed account.
    """
    if at >= sent.expires_at:
        raise CodeExpired("確認コードの期限（10分）が過ぎました。「新しいコードを送る」を押してください。")
    is_right = constant_time_compare(code_digest(sent.email, code), sent.digest)
    if not (is_right and spend_code("door:company", sent.digest)):
        raise CodeRefused("確認コードが違います。届いたメールの8桁の数字を入れてください。")
    user, is_new = User.objects.get_or_create(email=sent.email)
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        record("account.opened", about=f"user:{user.pk}", by=by, at=at)
    if user.is_employee or not user.may_enter_on(local_day(at)):
        raise CodeRefused("確認コードが違います。届いたメールの8桁の数字を入れてください。")
    record(
        "login",
        about=f"user:{user.pk}",
        by=Actor(PROPOSER, str(user), f"user:{user.pk}", by.address),
        at=at,
        door="company",
    )
    return user
