"""The migrated database under the city: restored from one that is migrated already, else migrated here."""

import os
import subprocess
import sys
import urllib.parse
from pathlib import Path
from typing import Any

import psycopg
from services import ROOT, postgresql_programs


def lay(url: str, log: Path) -> str:
    """Give the empty database its tables; return in words where they came from.

    A cluster in FAULTS_TABLES_FROM is asked for a database with exactly our migrations: to make them anew takes a
    minute and more, and the gate has just done it.
    """
    given = os.environ.get("FAULTS_TABLES_FROM", "")
    source = migrated_alike(given) if given else ""
    if source and restored(source, url, log):
        checkpoint(url)
        return "移行済みのデータベースから写しました"
    env = {**os.environ, "DATABASE_URL": url, "DATABASE_ROLE": "owner"}
    env["DJANGO_SETTINGS_MODULE"] = "nara_renkei.settings.dev"
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--noinput", "--verbosity", "0"], cwd=ROOT, env=env, check=True
    )
    checkpoint(url)
    return "移行を行いました"


def checkpoint(url: str) -> None:
    """Write down what was just laid, as in a city that stands for days: no fault shall have to."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")


def migrated_alike(url: str) -> str:
    """Return the address of an empty database of that cluster with every migration of ours and no other, or ""."""
    try:
        return next((beside(url, name) for name in names(url) if is_alike(beside(url, name))), "")
    except psycopg.Error:
        return ""


def is_alike(url: str) -> bool:
    with psycopg.connect(url, connect_timeout=3) as connection:

        def asked(sql: str) -> list[tuple[Any, ...]]:
            return connection.execute(sql).fetchall()

        if asked("SELECT to_regclass('django_migrations')") == [(None,)]:
            return False
        done = {(app, name) for app, name in asked("SELECT app, name FROM django_migrations") if app in OUR_APPS}
        used = (
            "SELECT FROM accounts_user UNION ALL SELECT FROM proposals_proposal UNION ALL SELECT FROM core_auditevent"
        )
        return done == wanted() and asked(f"SELECT EXISTS ({used})") == [(False,)]


def names(url: str) -> list[str]:
    with psycopg.connect(beside(url, "postgres"), connect_timeout=3) as connection:
        found = connection.execute("SELECT datname FROM pg_database WHERE datallowconn ORDER BY datname")
        return [name for (name,) in found.fetchall()]


def beside(url: str, name: str) -> str:
    """Return the address of another database of the same cluster."""
    return urllib.parse.urlunsplit(urllib.parse.urlsplit(url)._replace(path=f"/{name}"))


def folders() -> dict[str, Path]:
    """Return app → its migrations."""
    found = (*ROOT.glob("*/migrations"), *ROOT.glob("nara_renkei/*/migrations"))
    return {folder.parent.name: folder for folder in found}


OUR_APPS = frozenset(folders())


def wanted() -> set[tuple[str, str]]:
    return {(app, path.stem) for app, folder in folders().items() for path in folder.glob("[0-9]*.py")}


def restored(source: str, url: str, log: Path) -> bool:
    """Copy roles, tables and rows; whether it went well."""
    programs = postgresql_programs("")
    if not all((programs / name).exists() for name in ("pg_dump", "pg_dumpall", "psql")):
        return False
    with log.open("wb") as out:
        for dump, strict in (
            ([programs / "pg_dumpall", "--roles-only", "-d", source], "0"),
            ([programs / "pg_dump", source], "1"),
        ):
            sql = subprocess.Popen([str(part) for part in dump], stdout=subprocess.PIPE, stderr=out)
            command = [str(programs / "psql"), "-X", "-q", "-v", f"ON_ERROR_STOP={strict}", "-d", url]
            done = subprocess.run(command, stdin=sql.stdout, stdout=out, stderr=out, check=False)
            if sql.wait() or done.returncode:
                return False
    return True
