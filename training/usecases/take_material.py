"""A 教材 is read: who took it, or looked at one of its pages, is kept."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from training.models import MaterialVersion


@transaction.atomic
def take_material(*, version: MaterialVersion, page: int | None = None, by: Actor, at: datetime) -> None:
    """Append to the audit; the caller has authorised it. ``page`` is the one that was looked at as a picture."""
    about, file = version.material.session.key, str(version.file.uuid)
    if page is None:
        audit.record("file.download", about=about, by=by, at=at, file=file)
    else:
        audit.record("file.view_page", about=about, by=by, at=at, file=file, page=page)
