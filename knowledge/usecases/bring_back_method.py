"""The city uses a 連携手法 again."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.models import Method
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .locked_method import locked_method

IN_USE: Final = "この手法は、もう使うことになっています。"


class CannotBringBack(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def bring_back_method(*, method: Method, by: Actor, at: datetime) -> Method:
    """Return the method, in use. Raises CannotBringBack when it is already."""
    method = locked_method(method)
    if method.is_active:
        raise CannotBringBack(IN_USE)
    method.is_active = True
    method.updated_at, method.updated_by, method.version = at, by.label, method.version + 1
    method.save()
    audit.record("method.bring_back", about=method.key, by=by, at=at)
    return method
