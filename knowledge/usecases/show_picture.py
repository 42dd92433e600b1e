"""A picture of a 事例 goes to the next public face, or stays inside."""

from datetime import datetime

from django.db import transaction

from knowledge.models import CasePicture
from knowledge.queries.faces import is_in_use
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .remove_picture import IN_USE, CannotChangePicture


@transaction.atomic
def show_picture(*, picture: CasePicture, is_public: bool, by: Actor, at: datetime) -> CasePicture:
    """Return the picture as it is now shown. Raises CannotChangePicture to take away what a face shows."""
    if not is_public and is_in_use(picture):
        raise CannotChangePicture(IN_USE)
    picture.is_public = is_public
    picture.save(update_fields=["is_public"])
    file = str(picture.file.uuid)
    audit.record("case.show_picture", about=picture.case.key, by=by, at=at, file=file, public=is_public)
    return picture
