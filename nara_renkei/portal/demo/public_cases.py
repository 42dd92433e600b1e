"""The public faces of the demo's 事例: agreed to, asked about, refused, withdrawn. Pictures are drawn, nothing is a photograph."""

import io
from datetime import datetime
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile

from knowledge.enums import CaseOrigin, Licence
from knowledge.models import CaseStudy, PublicFace
from knowledge.queries.faces import draw_up
from knowledge.usecases.add_picture import add_picture
from knowledge.usecases.agree_to_face import agree_to_face
from knowledge.usecases.ask_partner import ask_partner
from knowledge.usecases.publish_case import publish_case
from knowledge.usecases.refuse_face import refuse_face
from knowledge.usecases.withdraw_consent import withdraw_consent

from .cases import OPENED, PAST, REVISED, STORIES
from .city import City
from .clock import moment

REMARK: Final = "新しい絵に、うちの倉庫の位置が分かる目印が入っています。目印を外していただければ、同意します。文章はこのままで結構です。"
BLUE, SAND, GREEN, INK = "#d9e6ff", "#f2ead8", "#cfe8d5", "#1a1a1a"


def show_public_cases(city: City) -> None:
    """All of other towns and two by their partner's click; one waits, one is refused anew, one was withdrawn."""
    clock = city.clock
    for case in CaseStudy.objects.open_to_staff().filter(origin=CaseOrigin.IMPORT).order_by("pk"):
        publish_case(case=case, sha256=draw_up(case).sha256, by=city.desk(), at=moment(clock.ago(86), 10))
    first, waiting, withdrawn = (_story(n) for n in (REVISED, OPENED, PAST))
    _draw(city, first, "車と集会所を線で結んだ絵（見本）", moment(clock.ago(9), 9))
    _agree(city, _ask(city, first, moment(clock.ago(9), 10)), moment(clock.ago(8), 13))
    _draw(city, first, "倉庫から集会所までの道の絵（見本）", moment(clock.ago(5), 9))
    again = _ask(city, first, moment(clock.ago(5), 10))
    said = {"remark": REMARK, **_by(city, again, moment(clock.ago(3), 16))}
    refuse_face(face=again, sha256=again.sha256, **said)
    _agree(city, _ask(city, withdrawn, moment(clock.ago(14), 10)), moment(clock.ago(13), 11))
    gone = withdrawn.faces.standing().get()
    withdraw_consent(face=gone, sha256=gone.sha256, **_by(city, gone, moment(clock.ago(4), 9)))
    _ask(city, waiting, moment(clock.ago(2), 10))
    finished = CaseStudy.objects.open_to_staff().get(origin=CaseOrigin.PROPOSAL)
    _draw(city, finished, "待合の一角の机と血圧計の絵（見本）", moment(clock.ago(1), 9))
    _agree(city, _ask(city, finished, moment(clock.ago(1), 10)), moment(clock.ago(1), 14))


def _story(n: int) -> CaseStudy:
    return CaseStudy.objects.distinct().get(versions__title=STORIES[n]["title"])


def _ask(city: City, case: CaseStudy, at: datetime) -> PublicFace:
    case.refresh_from_db()
    return ask_partner(case=case, sha256=draw_up(case).sha256, tells=True, by=city.desk(1), at=at)


def _agree(city: City, face: PublicFace, at: datetime) -> None:
    agree_to_face(face=face, sha256=face.sha256, **_by(city, face, at))


def _by(city: City, face: PublicFace, at: datetime) -> dict[str, Any]:
    """Return who of the partner presses."""
    key = next(key for key, body in city.organizations.items() if body.pk == face.case.organization_id)
    return {"user": city.members[key], "by": city.company(key), "at": at}


def _draw(city: City, case: CaseStudy, alt: str, at: datetime) -> None:
    add_picture(
        case=case,
        upload=SimpleUploadedFile("絵（見本）.png", _drawing(), content_type="image/png"),
        alt=alt,
        credit="奈良市（見本の絵）",
        licence=Licence.CC_BY,
        is_public=True,
        by=city.officer(case.owner.name),
        at=at,
    )


def _drawing() -> bytes:
    """Return a plain picture as PNG: a house, a road, a box on wheels."""
    # when first used: only the demo draws
    from PIL import Image, ImageDraw

    sheet = Image.new("RGB", (1200, 720), BLUE)
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((0, 470, 1200, 720), fill=GREEN)
    draw.polygon([(0, 620), (1200, 560), (1200, 650), (0, 710)], fill=SAND)
    draw.polygon([(730, 300), (900, 190), (1070, 300)], fill=INK)
    draw.rectangle((760, 300, 1040, 500), fill="white", outline=INK, width=6)
    draw.rectangle((870, 390, 930, 500), fill=SAND, outline=INK, width=6)
    draw.rectangle((180, 460, 460, 600), fill="white", outline=INK, width=6)
    draw.rectangle((460, 510, 550, 600), fill=SAND, outline=INK, width=6)
    for left in (230, 450):
        draw.ellipse((left, 570, left + 70, 640), fill=INK)
    out = io.BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return out.getvalue()
