"""公開の面 is made: the words and pictures of now, which nobody changes any more."""

from datetime import datetime
from typing import Final

from knowledge.models import CaseStudy, CaseVersion, PublicFace
from knowledge.queries.faces import DrawnUp, draw_up
from knowledge.rules.cases import PUBLIC, REPLACED
from nara_renkei.core.actors import Actor

NOT_OPEN: Final = "公開できるのは、庁内に公開している事例だけです。いまは「{state}」です。"
STALE: Final = "読んだあとで、事例か画像が変わりました。下の内容をもう一度読んでから、押してください。"
MARKED: Final = (
    "「{place}」に、提案者が「開示に配慮してほしい」とした部分（提案の「{label}」：「{says}」）が入っています。"
    "事例を直してから、もう一度押してください。"
)
UNSCANNED: Final = "画像「{alt}」は、安全の確認が済んでいません。済むのを待つか、この画像を公開から外してから、もう一度押してください。"
PICTURE: Final = "画像の説明"


class CannotMakePublic(Exception):
    """str(exc) is fit for the screen."""


def freeze_face(case: CaseStudy, sha256: str, *, by: Actor, at: datetime) -> PublicFace:
    """Return the face of a locked case, not yet saved; one that waits for its answer is replaced by it.

    ``sha256``: of what was read before the button was pressed. Raises CannotMakePublic.
    """
    if not case.is_open:
        raise CannotMakePublic(NOT_OPEN.format(state=case.get_state_display()))
    drawn = draw_up(case)
    if drawn.sha256 != sha256:
        raise CannotMakePublic(STALE)
    _refuse_marked(drawn)
    case.faces.filter(published_at=None, answered_at=None, taken_down_at=None).update(
        taken_down_at=at, taken_down_by=by.label, taken_down_why=REPLACED
    )
    face = PublicFace(
        case=case,
        version=drawn.version,
        words=drawn.words,
        pictures=drawn.pictures,
        sha256=drawn.sha256,
        made_at=at,
        made_by=by.label,
    )
    face.index(*(drawn.words[field] for field in PUBLIC), drawn.words["field"], drawn.words["partner"])
    return face


def _refuse_marked(drawn: DrawnUp) -> None:
    for one in drawn.breaches:
        place = CaseVersion.label_of(one.place) if one.place in PUBLIC else _fact(one.place)
        raise CannotMakePublic(MARKED.format(place=place, label=one.label, says=one.says))
    for alt in drawn.unscanned:
        raise CannotMakePublic(UNSCANNED.format(alt=alt))


def _fact(place: str) -> str:
    names = {"partner": "partner_name", "division": "owner"}
    if place.startswith("picture "):
        return PICTURE
    return str(CaseStudy._meta.get_field(names.get(place, place)).verbose_name)  # type: ignore[union-attr]  # a column


def locked_case(case: CaseStudy) -> CaseStudy:
    """Return the case as it is now, locked, with all that its face is made of."""
    rows = CaseStudy.objects.select_for_update(of=("self",))
    return rows.select_related("owner", "method", "proposal", "organization__merged_into").get(pk=case.pk)
