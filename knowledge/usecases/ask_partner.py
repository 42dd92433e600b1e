"""The desk asks the partner whether everybody may read the 事例: exactly these words and pictures."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from knowledge.models import CaseStudy, PublicFace
from knowledge.queries.faces import body_of, draw_up
from nara_renkei.accounts.queries import member_addresses
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.links import absolute_link
from nara_renkei.notifications.usecases.queue_mail import queue_mail, render_mail

from .freeze_face import CannotMakePublic, freeze_face, locked_case

LETTER: Final = "knowledge/case_consent"
NO_PARTNER: Final = "この事例には相手の団体がありません。「公開する」を押してください。"
NOT_REGISTERED: Final = (
    "相手の団体「{name}」は、まだ登録されていません。同意は団体の画面で押していただくので、"
    "先に団体を登録し、この事例の「相手の団体」に選んでください。"
)
NOBODY: Final = (
    "「{name}」には、登録した担当者がいません。同意は団体の画面で押していただくので、先に担当者を招待してください。"
)


@transaction.atomic
def ask_partner(*, case: CaseStudy, sha256: str, tells: bool, by: Actor, at: datetime) -> PublicFace:
    """Return the face that is asked about. ``sha256``: of what the desk read; ``tells``: a mail to the people.

    Raises CannotMakePublic.
    """
    case = locked_case(case)
    addresses = _addresses(case)
    face = freeze_face(case, sha256, by=by, at=at)
    face.asked_at = at
    face.save()
    if tells:
        for address in addresses:
            queue_mail(LETTER, to=address, about=case.key, context=_context(case, face.words), at=at)
    audit.record("case.ask_partner", about=case.key, by=by, at=at, sha256=face.sha256, told=tells)
    return face


def _addresses(case: CaseStudy) -> list[str]:
    if not case.needs_consent:
        raise CannotMakePublic(NO_PARTNER)
    body = body_of(case)
    if body is None:
        raise CannotMakePublic(NOT_REGISTERED.format(name=case.partner_name))
    addresses = member_addresses(body)
    if not addresses:
        raise CannotMakePublic(NOBODY.format(name=body.name))
    return addresses


def letter_of(case: CaseStudy) -> tuple[list[str], str, str]:
    """Return to whom the letter would go, its subject and its body: what the desk reads before it sends."""
    body = body_of(case)
    return member_addresses(body) if body else [], *render_mail(LETTER, _context(case, draw_up(case).words))


def _context(case: CaseStudy, words: Mapping[str, Any]) -> dict[str, object]:
    body = body_of(case)
    return {
        "title": words["title"],
        "organization": body.name if body else case.partner_name,
        "url": absolute_link("knowledge:my_case", case.code),
    }
