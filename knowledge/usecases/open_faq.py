"""The desk opens a FAQ to all staff, after it has looked for names."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.enums import FaqState
from knowledge.models import Faq
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .revise_faq import locked_faq, named_sentence

IS_OPEN: Final = "このFAQは、もう公開しています。"
NOT_LOOKED: Final = "読んで、名前が残っていないことを確かめてから、印を付けてください。"
CHANGED: Final = "読んでいる間に、内容が変わりました。読み直してから、もう一度押してください。"


class CannotOpen(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def open_faq(*, faq: Faq, version: int, has_looked: bool, by: Actor, at: datetime) -> Faq:
    """Return the FAQ as staff read it from now on. ``version``: that was read. Raises CannotOpen."""
    faq = locked_faq(faq)
    if faq.state == FaqState.OPEN:
        raise CannotOpen(IS_OPEN)
    if faq.version != version:
        raise CannotOpen(CHANGED)
    if sentence := named_sentence(faq):
        raise CannotOpen(sentence)
    if not has_looked:
        raise CannotOpen(NOT_LOOKED)
    faq.state, faq.opened_at = FaqState.OPEN, at
    faq.updated_at, faq.updated_by, faq.version = at, by.label, faq.version + 1
    faq.save()
    audit.record("faq.open", about=faq.key, by=by, at=at)
    return faq
