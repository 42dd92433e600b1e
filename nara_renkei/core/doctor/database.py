"""PostgreSQL: what it is, what it holds, whether its roles are there."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from nara_renkei.core import wall

from .findings import Finding, Visit, bad, unknown, watch
from .machine import space

OLDEST: Final = 15
ROLES: Final = {"nara_app": "NOLOGIN", "nara_company": "NOLOGIN", "nara_staff": "NOLOGIN"}
BACKUP: Final = "CREATE ROLE nara_backup NOLOGIN BYPASSRLS;"
SHOWN: Final = 5


def asked(question: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, values or None)
        return list(cursor.fetchall())


def major() -> int:
    return int(asked("SELECT current_setting('server_version_num')::int / 10000")[0][0])


def server(_visit: Visit) -> Iterator[Finding]:
    """Without fsync a power cut may take what was answered with 「受け付けました」."""
    if (found := major()) < OLDEST:
        yield bad("server", f"PostgreSQL {found} です。", f"PostgreSQL {OLDEST} 以上に上げてください。")
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        if asked("SELECT current_setting(%s)", name)[0][0] == "off":
            yield bad(
                "server",
                f"PostgreSQL の {name} が off です。停電や急な停止で、受け付けた提案がなくなります。",
                f"postgresql.conf の {name} を on に戻し、読み込み直してください。",
            )


def character_types(_visit: Visit) -> Iterator[Finding]:
    """With C, PostgreSQL takes no Japanese character for a letter: searches miss what lies there."""
    [(encoding, kind)] = asked(
        "SELECT pg_encoding_to_char(encoding), datctype FROM pg_database WHERE datname = current_database()"
    )
    advice = (
        "控えをとり、TEMPLATE template0 ENCODING 'UTF8' LC_CTYPE 'C.UTF-8' で作り直したデータベースに戻してください。"
    )
    if encoding != "UTF8":
        yield bad("lc_ctype", f"データベースの文字コードが {encoding} です。名前の字が入らないことがあります。", advice)
    if kind in {"C", "POSIX"}:
        yield bad("lc_ctype", f"データベースの LC_CTYPE が {kind} です。日本語の検索が抜けます。", advice)


def migrations(_visit: Visit) -> Iterator[Finding]:
    loader = MigrationLoader(connection)
    applied = loader.applied_migrations.keys()
    # every one, not only the last of each app: a restore by hand may have left one out in the middle
    plan = sorted(f"{app}.{name}" for app, name in loader.graph.nodes.keys() - applied)
    if plan:
        yield bad(
            "migrations",
            f"まだ行っていない移行が {len(plan)} あります（{'、'.join(plan[:SHOWN])}）。",
            "DATABASE_ROLE=owner python manage.py migrate を行い、すべての処理を起こし直してください（compose では init が行います）。",
        )
    newer = sorted(f"{app}.{name}" for app, name in applied - loader.disk_migrations.keys())
    if newer:
        yield bad(
            "migrations",
            f"データベースのほうが新しい版です。この版が知らない移行が {len(newer)} あります（{'、'.join(newer[:SHOWN])}）。",
            "一つ前の版に戻したのなら、このまま働けます（表は戻しません。運用の手引き「新しい版に上げる」）。そうでなければ、新しい版を入れ直してください。",
        )


def roles(_visit: Visit) -> Iterator[Finding]:
    names = [*ROLES, "nara_backup"]
    there = dict(asked("SELECT rolname, rolbypassrls FROM pg_roles WHERE rolname = ANY(%s)", names))
    missing = [f"CREATE ROLE {name} {kind};" for name, kind in ROLES.items() if name not in there]
    if missing:
        yield bad(
            "roles", f"データベースの役割が {len(missing)} つ足りません。", f"DBA が行ってください: {' '.join(missing)}"
        )
    if "nara_backup" not in there:
        yield watch("roles", "控えの役割 nara_backup がありません。", f"DBA が行ってください: {BACKUP}")
    elif not there["nara_backup"]:
        yield bad(
            "roles",
            "控えの役割 nara_backup に BYPASSRLS がありません。控えをとれません。",
            "DBA が行ってください: ALTER ROLE nara_backup BYPASSRLS;",
        )


def wall_rises(_visit: Visit) -> Iterator[Finding]:
    if not wall.can_rise():
        yield bad(
            "wall",
            "企業と職員の役割に切り替われません。ログインした人の画面は、すべて500になります。",
            "DBA が行ってください: GRANT nara_app TO nara_staff; GRANT nara_app, nara_company, nara_staff TO （ログインする利用者）;",
        )


def disk(_visit: Visit) -> Iterator[Finding]:
    """Only where the server is on this machine and shows where it writes."""
    [(place,)] = asked("SELECT pg_catalog.current_setting('data_directory', true)") if _may_ask() else [("",)]
    folder = Path(place) if place else None
    try:
        if folder and folder.is_dir():
            yield from space("database_disk", "データベース", folder)
            return
    except PermissionError:
        pass
    [(size,)] = asked("SELECT pg_database_size(current_database())")
    yield unknown(
        "database_disk",
        f"データベースのディスクは、ここからは見えません（いまの大きさ {size // 1_000_000:,} MB）。",
        "データベースの機械で df -h を見てください。",
    )


def _may_ask() -> bool:
    return bool(asked("SELECT pg_has_role('pg_read_all_settings', 'USAGE')")[0][0])


def dump_program(_visit: Visit) -> Iterator[Finding]:
    """pg_dump refuses a server that is newer than itself."""
    folder = Path(settings.POSTGRESQL_BIN) / "pg_dump" if settings.POSTGRESQL_BIN else None
    found = str(folder) if folder and folder.is_file() else shutil.which("pg_dump")
    wanted = major()
    advice = f"postgresql-client-{wanted} を入れてください（場所は POSTGRESQL_BIN に書けます）。"
    if not found:
        yield bad("pg_dump", "pg_dump がありません。控えをとれません。", advice)
        return
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False, timeout=30).stdout  # noqa: S603 - our own program
    version = re.search(r"(\d+)(?:\.\d+)?", said)
    if version and int(version[1]) < wanted:
        yield bad("pg_dump", f"pg_dump {version[1]} では、PostgreSQL {wanted} の控えをとれません。", advice)
