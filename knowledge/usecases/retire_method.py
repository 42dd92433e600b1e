"""The city no longer uses a 連携手法: it leaves the catalogue and the 手法ナビ, and its page says so."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.models import Method
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .locked_method import locked_method

RETIRED: Final = "この手法は、もう使わないことになっています。"


class CannotRetire(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def retire_method(*, method: Method, by: Actor, at: datetime) -> Method:
    """Return the method, out of use. Raises CannotRetire when it is already."""
    method = locked_method(method)
    if not method.is_active:
        raise CannotRetire(RETIRED)
    method.is_active = False
    method.updated_at, method.updated_by, method.version = at, by.label, method.version + 1
    method.save()
    audit.record("method.retire", about=method.key, by=by, at=at)
    return method
