"""What the public reads of a 事例, what a partner is asked, and what the desk would ask of it now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from django.core.paginator import Page, Paginator
from django.db.models import Case, Value, When

from knowledge.models import CasePicture, CaseStudy, CaseVersion, PublicFace
from knowledge.rules.cases import PUBLIC
from knowledge.rules.faces import Breach, Marked, breaches, digest
from nara_renkei.accounts.models import User
from nara_renkei.core.text import whole_number
from nara_renkei.core.wall import as_city
from nara_renkei.directory.models import Organization
from proposals.models import DisclosureMark, Proposal

PER_PAGE: Final = 20
IN_FEED: Final = 30
CHOICES: Final = ("field", "method", "division", "year")  # of the filters: keys of the words


@dataclass(frozen=True, slots=True)
class DrawnUp:
    """The public face of a case as it would be frozen now."""

    version: CaseVersion
    words: dict[str, Any]
    pictures: list[dict[str, Any]]
    sha256: str
    breaches: Sequence[Breach]
    unscanned: Sequence[str]  # what the pictures show that are not known to be safe


def draw_up(case: CaseStudy) -> DrawnUp:
    """Return what the public would read of a case. Five queries at most, with ``owner`` and ``method`` three."""
    version = case.current()
    words = _words(case, version)
    chosen = list(case.pictures.filter(is_public=True).select_related("file").order_by("pk"))
    pictures = [_picture(one) for one in chosen]
    texts = {key: str(value) for key, value in words.items() if value}
    texts |= {f"picture {n}": f"{one.alt} {one.credit}" for n, one in enumerate(chosen, 1)}
    return DrawnUp(
        version=version,
        words=words,
        pictures=pictures,
        sha256=digest(words, pictures),
        breaches=breaches(texts, _marks(case.proposal)),
        unscanned=[one.alt for one in chosen if not one.file.may_download],
    )


def _words(case: CaseStudy, version: CaseVersion) -> dict[str, Any]:
    return {field: getattr(version, field) for field in PUBLIC} | {
        "field": case.field,
        "implementer": case.implementer,
        "division": case.owner.name,
        "partner": case.partner_name,
        "method": case.method.name if case.method else "",
        "year": case.year,
        "started_on": _day(case.started_on),
        "ended_on": _day(case.ended_on),
        "days": case.days,
        "source_name": case.source_name,
        "source_url": case.source_url,
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _picture(one: CasePicture) -> dict[str, Any]:
    return {
        "file": str(one.file.uuid),
        "alt": one.alt,
        "credit": one.credit,
        "licence": one.licence,
        "width": one.width,
        "height": one.height,
    }


def _marks(proposal: Proposal | None) -> list[Marked]:
    if proposal is None:
        return []
    marks = DisclosureMark.objects.by_field(proposal)
    return [
        Marked(
            Proposal.label_of(field),
            mark.part,
            Proposal.text_of(field, getattr(proposal, field)),
        )
        for field, mark in marks.items()
    ]


def body_of(case: CaseStudy) -> Organization | None:
    """Return the 団体 that has to agree: the partner, followed to where it was merged."""
    return (case.organization.merged_into or case.organization) if case.organization else None


# --- what everybody reads


@dataclass(frozen=True, slots=True)
class FacePage:
    """The public list."""

    page: "Page[PublicFace]"
    choices: dict[str, list[Any]]  # of each of CHOICES


def find_faces(chosen: dict[str, str], *, words: str = "", page: str = "1") -> FacePage:
    """Return the public cases, the newest first. Three queries. ``chosen``: of CHOICES; "" means all."""
    found = PublicFace.objects.standing().saying(words)
    for key in CHOICES:
        if chosen.get(key):
            wanted = chosen[key]
            found = found.filter(**{f"words__{key}": (whole_number(wanted) or 0) if key == "year" else wanted})
    ordered = found.with_case().newest_published_first()
    return FacePage(Paginator(ordered, PER_PAGE).get_page(page), _choices())


def _choices() -> dict[str, list[Any]]:
    """Return what there is to choose from; the years backwards. One query."""
    rows = PublicFace.objects.standing().values_list(*(f"words__{key}" for key in CHOICES)).order_by().distinct()
    found = {key: sorted({row[n] for row in rows if row[n]}) for n, key in enumerate(CHOICES)}
    return {**found, "year": found["year"][::-1]}


def standing_face(code: str) -> PublicFace | None:
    """Return what the public reads of a case, with the case and the card. One query."""
    return PublicFace.objects.standing().filter(case__code=code).select_related("card").with_case().first()


def was_public(code: str) -> bool:
    """Whether the public has ever read this case. One query."""
    with as_city("公開をやめた事例か、初めからない事例かを見分ける"):
        return PublicFace.objects.filter(case__code=code, published_at__isnull=False).exists()


def standing_faces() -> Iterable[PublicFace]:
    """Return all that the public reads, the newest first, each with its case. One query."""
    return PublicFace.objects.standing().with_case().newest_published_first()


# --- what a partner reads


def my_faces(user: User) -> list[PublicFace]:
    """Return of what the 団体 of a person was asked: what waits first. One query."""
    waits_first = Case(When(answered_at=None, taken_down_at=None, then=Value(0)), default=Value(1))
    return list(PublicFace.objects.shown_to(user).with_case().order_by(waits_first, "-made_at", "-pk"))


def my_faces_of(user: User, code: str) -> list[PublicFace]:
    """Return the same of one case, the newest first. One query."""
    return list(PublicFace.objects.shown_to(user).filter(case__code=code).with_case().newest_first())


def pictured(face: PublicFace, uuid: str) -> bool:
    """Whether a face shows a picture. No query."""
    return uuid in {one["file"] for one in cast("list[dict[str, str]]", face.pictures)}


def is_in_use(picture: CasePicture) -> bool:
    """Whether the public reads a face with this picture, or a partner is asked about one. One query."""
    faces = PublicFace.objects.filter(case=picture.case_id, taken_down_at=None)
    used = [face for face in faces if face.is_standing or face.is_waiting]
    return any(pictured(face, str(picture.file.uuid)) for face in used)
