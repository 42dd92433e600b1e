"""A face takes its place before the public; the one that stood there goes."""

from datetime import datetime
from typing import Final

from knowledge.enums import CaseState
from knowledge.models import CaseStudy, PublicFace
from knowledge.rules.cases import REPLACED
from nara_renkei.core.actors import Actor
from nara_renkei.core.models import CitySettings, PrivateFile
from nara_renkei.core.private_files import UploadRefused, store_bytes
from nara_renkei.core.share_card import share_card

CARD: Final = "image/png"


def put_public(case: CaseStudy, face: PublicFace, *, by: Actor, at: datetime) -> None:
    """Save the face as the one that the public reads, with the card that other sites show. The case is locked."""
    for older in case.faces.filter(published_at__isnull=False, taken_down_at=None).exclude(pk=face.pk):
        put_away(older, why=REPLACED, by=by, at=at)
    face.published_at, face.card = at, _card(face, at)
    face.save()
    case.state, case.updated_at = CaseState.PUBLIC, at
    case.save(update_fields=["state", "updated_at"])


def put_away(face: PublicFace, *, why: str, by: Actor, at: datetime) -> None:
    """Take a face down and out of the search. Its words stay, for what was agreed to."""
    face.taken_down_at, face.taken_down_by, face.taken_down_why = at, by.label, why
    face.search, face.search_vector = "", None
    face.save()


def _card(face: PublicFace, at: datetime) -> PrivateFile | None:
    """Return the picture; None where it cannot be made or kept: the page does without."""
    city = CitySettings.load()
    drawn = share_card(face.title, f"事例｜{face.words['field']}", f"{city.city_name} {city.desk_name}")
    if drawn is None:
        return None
    try:
        return store_bytes(drawn, name=f"{face.case.code}.png", content_type=CARD, at=at)
    except UploadRefused:
        return None
