"""What the settings of this installation say to the keepers. To be imported after django.setup()."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import Error
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from nara_renkei.core.health import beat
from nara_renkei.core.private_storage import Bucket, Folder, NotKept, mirror, private_place
from nara_renkei.deploy.keep.backup import City
from nara_renkei.deploy.keep.database import Place
from nara_renkei.deploy.keep.manifest import key_check, release
from nara_renkei.deploy.keep.words import KeepRefused, warn


def place() -> Place:
    return Place.of_settings(settings.DATABASES["default"])


def city(folder: Path) -> City:
    own = place()
    return City(
        source=Place.at(settings.BACKUP_DATABASE_URL) if settings.BACKUP_DATABASE_URL else own,
        owner=own.facts.get("user", ""),
        files=Path(settings.PRIVATE_ROOT),
        folder=folder,
        recipients=settings.BACKUP_RECIPIENTS,
        release=release(settings.RELEASE),
        key_check=key_check(settings.SECRET_KEY),
        free_needed=settings.FREE_BYTES_NEEDED,
        programs=settings.POSTGRESQL_BIN,
        fetch=fetch_files,
    )


def fetch_files() -> None:
    """Mirror the bucket into PRIVATE_ROOT, where there is one."""
    place = private_place()
    if isinstance(place, Bucket):
        try:
            mirror(place, Folder(Path(settings.PRIVATE_ROOT)), timezone.now() + timedelta(minutes=5))
        except (ConnectionError, NotKept) as exc:
            raise KeepRefused(f"PRIVATE_BUCKET のファイルを PRIVATE_ROOT に写せません（{exc}）。") from None


def known_migrations() -> set[str]:
    """Return app.name of every migration that this release has. Asks no database."""
    return {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}


def note(name: str) -> None:
    """Leave a pulse for /readyz, the morning letter and the doctor."""
    try:
        beat(name, timezone.now())
    except Error as exc:
        warn(f"済みましたが、記録できませんでした（{type(exc).__name__}）。朝の知らせには、古いままと出ます。")
