import factory
from factory.django import DjangoModelFactory

from nara_renkei.notifications.models import MailState, OutgoingMail
from tests.harness import NOON


class OutgoingMailFactory(DjangoModelFactory):
    """A letter that waits; ``sent=True``, ``dead=True`` and ``with_code=True`` are its other fates."""

    class Meta:
        model = OutgoingMail

    class Params:
        sent = factory.Trait(state=MailState.SENT, sent_at=NOON)
        dead = factory.Trait(state=MailState.DEAD, last_error="550 no such user")
        with_code = factory.Trait(body="確認コード\n\n〔コード〕\n", secret="12345678")

    template = "proposals/received"
    to = factory.Sequence(lambda n: f"company{n}@example.jp")
    subject = "【奈良市公民連携デスク】提案を受け付けました"
    body = "提案を受け付けました。\n"
    about = "proposal:R8-J-0001"
    next_try_at = NOON
    created_at = NOON
