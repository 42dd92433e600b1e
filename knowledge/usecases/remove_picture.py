"""A picture of a 事例 goes. What a partner reads or agreed to keeps its pictures."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.models import CasePicture
from knowledge.queries.faces import is_in_use
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.private_files import delete

IN_USE: Final = (
    "この画像は、公開しているか団体に尋ねている内容に入っています。デスクに頼んで、公開をやめるか、"
    "新しい内容で尋ね直してから変えてください。"
)


class CannotChangePicture(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def remove_picture(*, picture: CasePicture, by: Actor, at: datetime) -> None:
    """Delete the picture and its file. Raises CannotChangePicture while a face shows it."""
    if is_in_use(picture):
        raise CannotChangePicture(IN_USE)
    case, file = picture.case, picture.file
    picture.delete()
    delete(file)
    audit.record("case.remove_picture", about=case.key, by=by, at=at, file=str(file.uuid))
