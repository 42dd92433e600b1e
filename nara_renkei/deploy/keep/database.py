"""PostgreSQL as pg_dump, pg_restore and psql see it. Passwords travel in the environment, never in an argument."""

import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Self
from urllib.parse import quote, urlencode

import psycopg
from psycopg import errors, sql
from psycopg.conninfo import conninfo_to_dict

from nara_renkei.deploy.keep.words import KeepRefused

CHUNK = 1 << 20
# libpq's keywords and the variables of the same meaning
VARIABLES = {
    "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY",
}  # fmt: skip
# they are named in the rights and the policies of the tables, and belong to the whole server
ROLES = {"nara_app": "NOLOGIN", "nara_company": "NOLOGIN", "nara_staff": "NOLOGIN", "nara_backup": "NOLOGIN BYPASSRLS"}
EMPTY_SCHEMA = """
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
GRANT USAGE ON SCHEMA public TO PUBLIC;
ALTER SCHEMA public OWNER TO pg_database_owner;
COMMENT ON SCHEMA public IS 'standard public schema';
"""
# pg_dump from 17 on writes it, PostgreSQL before 17 does not know it
NEW_LINE, NEW_SINCE, PREAMBLE = b"SET transaction_timeout = 0;\n", 17, 4096
# so that the same row is the same text wherever it is read
PLAIN = "-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c extra_float_digits=1 -c bytea_output=hex"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a database is, in libpq's keywords."""

    facts: Mapping[str, str] = field(repr=False)

    @classmethod
    def at(cls, url: str) -> Self:
        facts = {key: str(value) for key, value in conninfo_to_dict(url).items() if value}
        if unknown := facts.keys() - VARIABLES.keys():
            raise KeepRefused(f"データベースのアドレスの {'・'.join(sorted(unknown))} は使えません。")
        return cls(facts)

    @classmethod
    def of_settings(cls, one: Mapping[str, Any]) -> Self:
        """Return the place of Django's DATABASES["default"]."""
        named = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
        return cls({key: str(one[name]) for key, name in named.items() if one.get(name)})

    def beside(self, name: str) -> Self:
        """Return another database of the same server."""
        return type(self)({**self.facts, "dbname": name})

    @property
    def name(self) -> str:
        return self.facts["dbname"]

    @property
    def url(self) -> str:
        """As DATABASE_URL."""
        who = ":".join(quote(self.facts[key], safe="") for key in ("user", "password") if key in self.facts)
        more = {key: value for key, value in self.facts.items() if key in {"host", "port"}}
        return f"postgresql://{who}@/{quote(self.name, safe='')}?{urlencode(more)}"

    @property
    def environment(self) -> dict[str, str]:
        own = {VARIABLES[key]: value for key, value in self.facts.items()}
        rest = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        return {**rest, **own, "PGCONNECT_TIMEOUT": "10", "PGCLIENTENCODING": "UTF8", "LC_ALL": "C.UTF-8"}

    @contextmanager
    def connected(self, *, autocommit: bool = False) -> Iterator[psycopg.Connection]:
        """Yield a connection; raises KeepRefused when the server does not answer."""
        facts: dict[str, Any] = {**self.facts, "connect_timeout": 10, "options": PLAIN, "client_encoding": "UTF8"}
        try:
            connection = psycopg.connect(autocommit=autocommit, **facts)
        except psycopg.OperationalError as exc:
            raise KeepRefused(f"データベースにつながりません。{str(exc).strip().splitlines()[-1][:200]}") from exc
        with connection:
            yield connection


def program(name: str, folder: str = "") -> str:
    """Return the path of pg_dump, pg_restore or psql: in POSTGRESQL_BIN, else on the PATH."""
    found = str(Path(folder) / name) if folder and (Path(folder) / name).is_file() else shutil.which(name)
    if not found:
        raise KeepRefused(f"{name} がありません。postgresql-client を入れるか、POSTGRESQL_BIN に場所を書いてください。")
    return found


def program_version(path: str) -> int:
    """Return the major version of a program of PostgreSQL."""
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"(\d+)(?:\.\d+)?", said)
    return int(found[1]) if found else 0


def server_version(connection: psycopg.Connection) -> int:
    return connection.info.server_version // 10_000


def demand_new_enough(path: str, server: int) -> None:
    """Raise KeepRefused when the program is older than the server: it would refuse, in English, at night."""
    own = program_version(path)
    if own < server:
        raise KeepRefused(
            f"{Path(path).name} {own} は PostgreSQL {server} の控えを扱えません。postgresql-client-{server} を入れてください。"
        )


def tables(connection: psycopg.Connection) -> list[str]:
    found = connection.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace('public') AND relkind IN ('r', 'p')"
        " AND NOT relispartition ORDER BY relname"
    )
    return [str(name) for (name,) in found.fetchall()]


def measured(connection: psycopg.Connection) -> dict[str, tuple[int, str]]:
    """Return of every table how many rows it has, and a sum over their texts that knows no order."""
    found: dict[str, tuple[int, str]] = {}
    question = sql.SQL(
        "SELECT count(*), coalesce(sum(('x' || left(md5(this_row_::text), 15))::bit(60)::bigint), 0)::text FROM public.{} this_row_"
    )
    for table in tables(connection):
        row = connection.execute(question.format(sql.Identifier(table))).fetchone()
        found[table] = (row[0], row[1])
    return found


def migrations(connection: psycopg.Connection) -> list[str]:
    """Return app.name of every migration that was applied, sorted; [] where there is no such table."""
    if "django_migrations" not in tables(connection):
        return []
    rows = connection.execute("SELECT app, name FROM public.django_migrations").fetchall()
    return sorted(f"{app}.{name}" for app, name in rows)


def kept_files(connection: psycopg.Connection) -> dict[str, str]:
    """Return the stored name and the SHA-256 of every file that a row knows."""
    if "core_privatefile" not in tables(connection):
        return {}
    return dict(connection.execute("SELECT stored_name, sha256 FROM public.core_privatefile").fetchall())


def others(connection: psycopg.Connection) -> int:
    """Return how many other sessions work in this database."""
    row = connection.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND backend_type = 'client backend'"
    ).fetchone()
    return row[0] if row else 0


def make_roles(connection: psycopg.Connection) -> None:
    """Make the roles that are missing. Raises KeepRefused with the lines for the DBA when this login may not."""
    there = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles").fetchall()}
    member = connection.execute("SELECT current_user").fetchone()
    grants = [("nara_app", "nara_staff"), *((role, member[0]) for role in ("nara_app", "nara_company", "nara_staff"))]
    lines = [f"CREATE ROLE {name} {kind};" for name, kind in ROLES.items() if name not in there]
    for role, to in grants:
        holds = connection.execute(
            "SELECT EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles t ON t.oid = m.member"
            " WHERE r.rolname = %s AND t.rolname = %s) OR (SELECT rolsuper FROM pg_roles WHERE rolname = %s)",
            [role, to, to],
        ).fetchone()
        if not holds or not holds[0]:
            lines.append(f'GRANT {role} TO "{to}";')
    for line in lines:
        try:
            with connection.transaction():
                connection.execute(line)
        except errors.InsufficientPrivilege:
            wanted = "\n    ".join(lines)
            raise KeepRefused(
                f"データベースの役割が足りません。DBA が、次を先に行ってください。\n    {wanted}"
            ) from None


def dump(place: Place, snapshot: str, out: Any, *, folder: str = "") -> None:
    """Write pg_dump's custom format of exactly that snapshot to ``out``."""
    with tempfile.TemporaryFile() as said:
        command = [program("pg_dump", folder), "-Fc", "--no-password", f"--snapshot={snapshot}"]
        process = subprocess.Popen(command, env=place.environment, stdout=subprocess.PIPE, stderr=said)
        try:
            while data := process.stdout.read(CHUNK):
                out.write(data)
            if process.wait():
                raise KeepRefused(f"pg_dump が失敗しました。{_last(said)}")
        finally:
            process.kill()
            process.wait()
            process.stdout.close()


class Reader:
    """pg_restore, fed with an archive: as SQL for psql, or for nobody, which proves that all of it can be read."""

    def __init__(self, into: Place | None, *, before: str = "", server: int = 0, folder: str = "") -> None:
        self.said = [tempfile.TemporaryFile(), tempfile.TemporaryFile()]  # noqa: SIM115 - stop() closes them
        words = [program("pg_restore", folder), "--no-owner"]
        self.psql: subprocess.Popen[bytes] | None = None
        if into is None:
            self.restore = subprocess.Popen(
                [*words, "-f", os.devnull], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=self.said[0]
            )
            return
        # one transaction: half a restore is none
        command = [
            program("psql", folder),
            "-X",
            "-q",
            "-1",
            "--no-password",
            "-v",
            "ON_ERROR_STOP=1",
            "-o",
            os.devnull,
        ]
        self.psql = subprocess.Popen(
            [*command, "-f", "-"], env=into.environment, stdin=subprocess.PIPE, stderr=self.said[1]
        )
        self.restore = subprocess.Popen(
            [*words, "-f", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.said[0]
        )
        self.pump = threading.Thread(target=self._pump, args=(before, server), daemon=True)
        self.pump.start()

    def write(self, data: bytes) -> None:
        try:
            self.restore.stdin.write(data)
        except BrokenPipeError:
            raise self._fault() from None

    def end(self) -> None:
        """Raises KeepRefused, and then nothing has been changed."""
        try:
            self.restore.stdin.close()
        except BrokenPipeError:
            raise self._fault() from None
        if self.psql:
            self.pump.join()
        if self.restore.wait() or (self.psql and self.psql.wait()):
            raise self._fault()

    def stop(self) -> None:
        for process in (self.restore, self.psql):
            if process:
                process.kill()  # psql's transaction falls with it
                process.wait()
        if self.psql:
            self.pump.join()
        for said in self.said:
            said.close()

    def _pump(self, before: str, server: int) -> None:
        try:
            self.psql.stdin.write(before.encode())
            head = self.restore.stdout.read(PREAMBLE)
            self.psql.stdin.write(head if server >= NEW_SINCE else head.replace(NEW_LINE, b"", 1))
            shutil.copyfileobj(self.restore.stdout, self.psql.stdin, CHUNK)
            # an archive that broke off must not be committed
            if self.restore.wait():
                self.psql.kill()
            self.psql.stdin.close()
        except BrokenPipeError:
            self.restore.kill()

    def _fault(self) -> KeepRefused:
        for process in (self.psql, self.restore):
            if process:
                process.wait(60)
        words = " ".join(part for part in (_last(self.said[1]), _last(self.said[0])) if part)
        return KeepRefused(f"データベースに戻せませんでした（何も変えていません）。{words}")


def _last(said: IO[bytes]) -> str:
    said.seek(0)
    lines = [line for line in said.read().decode(errors="replace").splitlines() if line.strip()]
    wrong = [line for line in lines if "ERROR" in line or "error:" in line]
    return (wrong or lines or [""])[0][:300]
