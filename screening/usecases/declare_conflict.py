"""利益相反の申告: before a person judges or reads what others judged."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from screening.models import ConflictDeclaration, Screening

from .open_screening import locked


class CannotDeclare(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def declare_conflict(
    *, screening: Screening, user: User, has_conflict: bool, what: str, by: Actor, at: datetime
) -> ConflictDeclaration:
    """Keep what a person declared. A conflict, once declared, stays: the person judges no more of this proposal.

    Raises CannotDeclare.
    """
    screening = locked(screening)
    if has_conflict and not what.strip():
        raise CannotDeclare("どのような関係かを書いてください。")
    before = ConflictDeclaration.objects.filter(screening=screening, user=user)
    if before.recusing().exists():
        raise CannotDeclare("利害関係があると、もう申告しています。取り消せません。")
    if not has_conflict and before.exists():
        raise CannotDeclare("利害関係はないと、もう申告しています。")
    declaration = ConflictDeclaration.objects.create(
        screening=screening,
        user=user,
        has_conflict=has_conflict,
        what=what if has_conflict else "",
        declared_by=by.label,
        declared_at=at,
    )
    audit.record("conflict.declare", about=screening.proposal.key, by=by, at=at, has_conflict=has_conflict)
    return declaration
