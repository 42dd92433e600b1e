"""Somebody takes a 様式: empty, or filled with a proposal. Counted by month without the person; the audit has the line."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F

from knowledge.models import TemplateDownload, TemplateVersion
from knowledge.queries.templates import words_of
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.private_files import open_file
from nara_renkei.core.word import fill_word
from proposals.models import Proposal

NOT_YET: Final = "この様式は、安全の確認が済むまで使えません。少し待って、もう一度押してください。"
GONE: Final = "様式のファイルが見つかりません。デスクに知らせてください。"


class CannotFill(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def take_version(*, version: TemplateVersion, by: Actor, at: datetime) -> None:
    """Count the download of an empty version; the caller has authorised it."""
    _count(version, is_filled=False, at=at)
    audit.record("template.download", about=version.template.key, by=by, at=at, version=version.number)


@transaction.atomic
def fill_template(*, version: TemplateVersion, proposal: Proposal, by: Actor, at: datetime) -> bytes:
    """Return the version filled with a proposal that the caller has authorised. Raises CannotFill."""
    if not version.file.may_download:
        raise CannotFill(NOT_YET)
    title = f"{version.template.name} {proposal.number}"
    try:
        made = fill_word(open_file(version.file), words_of(proposal, local_day(at)), title=title)
    except FileNotFoundError as exc:
        raise CannotFill(GONE) from exc
    _count(version, is_filled=True, at=at)
    audit.record(
        "template.fill", about=version.template.key, by=by, at=at, version=version.number, proposal=proposal.key
    )
    return made


def _count(version: TemplateVersion, *, is_filled: bool, at: datetime) -> None:
    month = local_day(at).replace(day=1)
    row, _ = TemplateDownload.objects.get_or_create(version=version, month=month, is_filled=is_filled)
    TemplateDownload.objects.filter(pk=row.pk).update(times=F("times") + 1)
