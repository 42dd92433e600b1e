"""The desk takes a FAQ out of what staff read."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.enums import FaqState
from knowledge.models import Faq
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .revise_faq import locked_faq

IS_RETIRED: Final = "このFAQは、もう取り下げています。"


class CannotRetire(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def retire_faq(*, faq: Faq, by: Actor, at: datetime) -> Faq:
    """Return the FAQ as it was taken out; it can be opened again. Raises CannotRetire."""
    faq = locked_faq(faq)
    if faq.state == FaqState.RETIRED:
        raise CannotRetire(IS_RETIRED)
    faq.state, faq.opened_at = FaqState.RETIRED, None
    faq.updated_at, faq.updated_by, faq.version = at, by.label, faq.version + 1
    faq.save()
    audit.record("faq.retire", about=faq.key, by=by, at=at)
    return faq
