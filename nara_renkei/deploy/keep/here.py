"""What the settings of this installation say to the keepers. To be imported after django.setup()."""

from pathlib import Path

from django.conf import settings
from django.db import Error
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from nara_renkei.core.health import beat
from nara_renkei.deploy.keep.backup import City
from nara_renkei.deploy.keep.database import Place
from nara_renkei.deploy.keep.manifest import key_check, release
from nara_renkei.deploy.keep.words import warn


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
    )


def known_migrations() -> set[str]:
    """Return app.name of every migration that this release has. Asks no database."""
    return {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}


def note(name: str) -> None:
    """Leave a pulse for /readyz, the morning letter and the doctor."""
    try:
        beat(name, timezone.now())
    except Error as exc:
        warn(f"済みましたが、記録できませんでした（{type(exc).__name__}）。朝の知らせには、古いままと出ます。")
