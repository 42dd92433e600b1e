"""Which pg_dump the tests may use: one that is not older than their server."""

from django.conf import settings

from nara_renkei.deploy.keep.database import Place, program_version, server_version
from nara_renkei.deploy.services import CannotStart, postgresql_programs


def programs() -> str:
    """Return the folder of pg_dump, pg_restore and psql: the machine's, else the wheel's."""
    with Place.of_settings(settings.DATABASES["default"]).beside("postgres").connected() as there:
        server = server_version(there)
    found = [postgresql_programs(engine) for engine in ("", "embedded")]
    for folder in found:
        if program_version(str(folder / "pg_dump")) >= server:
            return str(folder)
    raise CannotStart(f"PostgreSQL {server} の pg_dump がありません。")
