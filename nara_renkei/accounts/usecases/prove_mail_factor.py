"""A code from 庁内メール shows the second factor."""

from datetime import datetime

from django.db import transaction
from django.utils.crypto import constant_time_compare

from nara_renkei.accounts.models import User
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record

from .send_mail_factor import SentFactor, factor_digest
from .spend_code import spend_code


@transaction.atomic
def prove_mail_factor(*, user: User, sent: SentFactor, code: str, by: Actor, at: datetime) -> str:
    """Return the sentence that refuses the code; empty when it was right. Either way the audit keeps it."""
    refusal = ""
    if at >= sent.expires_at:
        refusal = "確認コードの期限（10分）が過ぎました。「新しいコードを送る」を押してください。"
    elif not (
        constant_time_compare(factor_digest(user, code), sent.digest) and spend_code(f"user:{user.pk}", sent.digest)
    ):
        refusal = "確認コードが違います。庁内メールに届いた6桁の数字を入れてください。"
    record("second_factor.failed" if refusal else "second_factor.mail", about=f"user:{user.pk}", by=by, at=at)
    return refusal
