"""教材 of a 回: put there, replaced by a new version, taken away. What was there stays with the desk. Tells nobody."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.private_files import UploadRefused, store_upload
from training.enums import Timing
from training.models import Material, MaterialVersion, Session


class CannotKeepMaterial(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def add_material(
    *, session: Session, title: str, timing: Timing, upload: UploadedFile, by: Actor, at: datetime
) -> Material:
    """Put a file on the page of those on the list. Raises CannotKeepMaterial when it cannot be kept."""
    material = Material.objects.create(session=session, title=title, timing=timing)
    version = _add_version(material, upload, number=1, by=by, at=at)
    audit.record("material.add", about=session.key, by=by, at=at, material=material.pk, file=str(version.file.uuid))
    return material


@transaction.atomic
def change_material(
    *, material: Material, title: str, timing: Timing, upload: UploadedFile | None, by: Actor, at: datetime
) -> Material:
    """Name it anew, move it to the other side of the 研修, and with an ``upload`` replace its file.

    Raises CannotKeepMaterial when it was taken away meanwhile, or the file cannot be kept.
    """
    material = _held(material)
    keys: dict[str, int | str] = {"material": material.pk}
    material.title, material.timing = title, timing
    material.save(update_fields=["title", "timing"])
    if upload:
        newest = material.versions.newest_first()[0]
        newest.replaced_at = at
        newest.save(update_fields=["replaced_at"])
        version = _add_version(material, upload, number=newest.number + 1, by=by, at=at)
        keys |= {"version": version.number, "file": str(version.file.uuid)}
    audit.record("material.change", about=material.session.key, by=by, at=at, **keys)
    return material


@transaction.atomic
def withdraw_material(*, material: Material, by: Actor, at: datetime) -> Material:
    """Take it off the pages; its versions stay with the desk. Raises CannotKeepMaterial when it is off already."""
    material = _held(material)
    material.withdrawn_at = at
    material.save(update_fields=["withdrawn_at"])
    audit.record("material.withdraw", about=material.session.key, by=by, at=at, material=material.pk)
    return material


def _held(material: Material) -> Material:
    rows = Material.objects.select_for_update(of=("self",)).select_related("session__course")
    material = rows.get(pk=material.pk)
    if material.withdrawn_at is not None:
        raise CannotKeepMaterial("この教材は、もう外してあります。教材の一覧を開き直してください。")
    return material


def _add_version(material: Material, upload: UploadedFile, *, number: int, by: Actor, at: datetime) -> MaterialVersion:
    try:
        file = store_upload(upload, at=at)
    except UploadRefused as exc:
        raise CannotKeepMaterial(str(exc)) from exc
    return MaterialVersion.objects.create(material=material, number=number, file=file, added_at=at, added_by=by.label)
