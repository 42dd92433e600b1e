"""A 団体 offers a 企業メニュー: typed by itself, by the desk for it, or taken over from a ダイアログ."""

import secrets
from datetime import datetime
from typing import Final
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from knowledge.models import Menu
from knowledge.rules.menus import MenuFacts, is_whole
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.models import PrivateFile
from nara_renkei.core.private_files import UploadRefused, check_upload, copy_file, store_upload
from nara_renkei.directory.models import Organization

from .index_menu import index_menu

# without characters that are read wrongly on paper
LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
NOT_WHOLE: Final = "題・分野・紹介する内容を書いてください。窓口の方を書くときは、メールか電話も書いてください。"
NOT_PDF: Final = "スライドはPDFで受け取ります。元のソフトで「PDFとして保存」をして、もう一度選んでください。"
MERGED: Final = "この団体は、ほかの団体に統合されています。統合した先の団体を選んでください。"


class CannotOffer(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def offer_menu(
    *,
    key: UUID,
    organization: Organization,
    facts: MenuFacts,
    upload: UploadedFile | None = None,
    copy_of: PrivateFile | None = None,
    source: str = "",
    by: Actor,
    at: datetime,
) -> Menu:
    """Return the menu, 公開前; with a ``key`` used before, the one it made.

    The slide comes as an ``upload``, or is a ``copy_of`` the file of a registration, which stays where it is.
    ``source`` says in a key where it comes from, as "event:2026". Raises CannotOffer, UploadRefused by the file.
    """
    known = Menu.objects.filter(made_once=key).first()
    if known is not None:
        return known
    if not is_whole(facts):
        raise CannotOffer(NOT_WHOLE)
    if organization.merged_into_id is not None:
        raise CannotOffer(MERGED)
    menu = Menu(
        code=f"m-{''.join(secrets.choice(LETTERS) for _ in range(6))}",
        made_once=key,
        organization=organization,
        **facts.values(),
        slide=copy_file(copy_of, at=at) if copy_of else keep_slide(upload, at=at),
        source=source,
        offered_at=at,
        offered_by=by.label,
        updated_at=at,
        updated_by=by.label,
    )
    index_menu(menu)
    menu.save()
    audit.record("menu.offer", about=menu.key, by=by, at=at, organization=str(organization.uuid), source=source)
    return menu


def keep_slide(upload: UploadedFile | None, *, at: datetime) -> PrivateFile | None:
    """Keep an uploaded slide; None for none. Raises UploadRefused."""
    if upload is None:
        return None
    check_slide(upload)
    return store_upload(upload, at=at)


def check_slide(upload: UploadedFile) -> None:
    """Raise UploadRefused for what is no PDF, and for one that is not well."""
    if not (upload.name or "").lower().endswith(".pdf"):
        raise UploadRefused(NOT_PDF)
    check_upload(upload)
