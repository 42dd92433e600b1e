"""A 団体 becomes known. It stays 未確認 until the desk confirms it."""

import re
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.wall import as_city
from nara_renkei.directory.models import WITHOUT_NUMBER, Organization, OrganizationKind


class CannotRegister(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def register_organization(
    *,
    kind: OrganizationKind,
    name: str,
    address: str,
    representative: str,
    by: Actor,
    at: datetime,
    corporate_number: str = "",
    kana: str = "",
    postal_code: str = "",
    established: str = "",
    url: str = "",
) -> Organization:
    """Return the new 団体. Raises ``CannotRegister`` when kind and 法人番号 do not go together.

    A number that is already known makes a second, unconfirmed row on purpose: whether both are one body is the
    desk's decision, and a stranger who knows a number learns nothing and joins nothing.
    """
    organization = new_organization(
        kind=kind,
        corporate_number=corporate_number,
        name=name,
        kana=kana,
        postal_code=postal_code,
        address=address,
        representative=representative,
        established=established,
        url=url,
        at=at,
    )
    with as_city("まだだれも入っていない団体を登録する"):
        organization.save()
    record("organization.registered", about=f"organization:{organization.uuid}", by=by, at=at)
    return organization


def new_organization(*, kind: OrganizationKind, at: datetime, corporate_number: str = "", **body: str) -> Organization:
    """Return the 団体 unsaved. Raises ``CannotRegister``; asks the database nothing."""
    has_none = kind in WITHOUT_NUMBER
    if has_none and corporate_number:
        raise CannotRegister(
            "個人事業主と任意団体は、法人番号を空にしてください。個人番号（マイナンバー）は絶対に入れないでください。"
        )
    if not has_none and not corporate_number:
        raise CannotRegister("法人番号（13桁）を入れてください。国税庁の法人番号公表サイトで調べられます。")
    if corporate_number and not re.fullmatch("[0-9]{13}", corporate_number):
        raise CannotRegister("法人番号は13桁の数字です。")
    organization = Organization(kind=kind, corporate_number=corporate_number, created_at=at, **body)
    try:
        organization.clean_fields()
    except ValidationError as exc:
        raise CannotRegister("".join(exc.messages)) from exc
    return organization
