"""Every download of a slide, and every look at one of its pages, leaves a line in the audit."""

from datetime import datetime

from django.db import transaction

from knowledge.models import Menu
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.models import PrivateFile


@transaction.atomic
def record_download(*, menu: Menu, file: PrivateFile, page: int | None = None, by: Actor, at: datetime) -> None:
    """Append the event; the caller has authorised it. ``page`` is the one that was looked at as a picture."""
    if page is None:
        audit.record("file.download", about=menu.key, by=by, at=at, file=str(file.uuid))
    else:
        audit.record("file.view_page", about=menu.key, by=by, at=at, file=str(file.uuid), page=page)
