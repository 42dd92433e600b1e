"""紹介の資料 leaves the portal: who took it is kept."""

from datetime import datetime

from django.db import transaction

from dialogue.models import Registration
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.models import PrivateFile


@transaction.atomic
def take_slides(*, registration: Registration, slides: PrivateFile, by: Actor, at: datetime) -> None:
    """Append the download to the audit; the caller has authorised it."""
    audit.record("file.download", about=registration.key, by=by, at=at, file=str(slides.uuid))
