"""restore.sh: checks everything first and changes nothing until all of it is good; then restores and compares.

restore.sh latest|NAME|PATH --check                without a key: is the copy whole?
restore.sh latest|NAME|PATH --key FILE --rehearse  into a database and a folder of its own, compare, drop
restore.sh latest|NAME|PATH --key FILE             into DATABASE_URL and PRIVATE_ROOT, which must be empty
… --replace                                        … or are replaced
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from nara_renkei.deploy.keep import database
from nara_renkei.deploy.keep.chest import NO_SPACE
from nara_renkei.deploy.keep.database import Place, Reader
from nara_renkei.deploy.keep.generations import check_sums, chosen, sha256
from nara_renkei.deploy.keep.manifest import Manifest
from nara_renkei.deploy.keep.proof import pass_dump, proven, unpack
from nara_renkei.deploy.keep.words import ROOT, KeepRefused, megabytes, say, warn

STAGING = ".restoring"
SHOWN = 8  # migrations and tables in one sentence


@dataclass(frozen=True, slots=True)
class Target:
    """Where to, and what runs there."""

    database: Place
    files: Path
    migrations: Collection[str]  # app.name, that this release has
    key_check: str
    release: str
    free_needed: int = 0
    programs: str = ""


@dataclass(slots=True)
class Note:
    """What was done, with the seconds of each step."""

    generation: str
    manifest: Manifest
    steps: list[tuple[str, float]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def did(self, words: str, began: float) -> None:
        self.steps.append((words, time.monotonic() - began))

    def words(self) -> str:
        total = sum(seconds for _, seconds in self.steps)
        lines = [f"控え  {self.generation}（{self.manifest.made_at}、版 {self.manifest.release}）"]
        lines += [f"  {seconds:6.1f} 秒  {words}" for words, seconds in self.steps]
        return "\n".join([*lines, f"  {total:6.1f} 秒  合わせて", *(f"注意  {one}" for one in self.warnings)])


def restore(generation: Path, secret: str, target: Target, *, replace: bool = False) -> Note:
    """Put one generation back and compare all of it. Raises KeepRefused; before the database's commit nothing is changed."""
    began = time.monotonic()
    manifest = proven(generation, secret, programs=target.programs)
    note = Note(generation.name, manifest)
    note.did("開いて、大きさ・SHA-256・中身を確かめた", began)
    demand_known(manifest, target)
    with target.database.connected(autocommit=True) as connection:
        before = demand_ready(connection, manifest, target, replace=replace)
        database.make_roles(connection)
    began = time.monotonic()
    staging = target.files / STAGING
    try:
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(mode=0o750, parents=True)
        unpack(generation, secret, manifest, staging)
        fill(generation, secret, manifest, target, before=before)
        _move(staging, target.files, manifest)
    except OSError as exc:
        raise KeepRefused(NO_SPACE if exc.errno == 28 else f"添付を書けません（{exc.strerror}）。") from exc
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    note.did(
        f"戻した（表 {len(manifest.tables)}、行 {manifest.rows:,}、添付 {len(manifest.files):,}件・{megabytes(manifest.file_bytes)}）",
        began,
    )
    began = time.monotonic()
    compare(target.database, target.files, manifest)
    note.did("比べた: すべての表の行数と中身、すべての添付のSHA-256が、控えと同じ", began)
    if manifest.key_check != target.key_check:
        note.warnings.append("SECRET_KEY が、控えをとったときと違います。二段階認証は使えず、全員が登録し直します。")
    if manifest.lost:
        note.warnings.append(
            f"控えをとったときから無いファイルが {len(manifest.lost)} 件あります: {'、'.join(manifest.lost[:5])}"
        )
    return note


def demand_known(manifest: Manifest, target: Target) -> None:
    """Raises KeepRefused when the tables are newer than the code."""
    newer = sorted(set(manifest.migrations) - set(target.migrations))
    if newer:
        raise KeepRefused(
            f"控えのほうが新しい版です。ここ（版 {target.release}）が知らない移行が {len(newer)} あります: {'、'.join(newer[:SHOWN])}"
            f"{' ほか' if len(newer) > SHOWN else ''}。版 {manifest.release} を入れてから戻してください。何も変えていません。"
        )


def demand_ready(connection: psycopg.Connection, manifest: Manifest, target: Target, *, replace: bool) -> str:
    """Return what must be said to the database first. Raises KeepRefused where something would be lost or not fit."""
    server = database.server_version(connection)
    database.demand_new_enough(database.program("psql", target.programs), server)
    owner = target.database.facts.get("user", "")
    if owner != manifest.owner:
        raise KeepRefused(
            f"控えの表の持ち主は {manifest.owner} ですが、DATABASE_URL の利用者は {owner} です。{manifest.owner} を作り、その名で戻してください。"
        )
    lying = [path for path in _entries(target.files) if path.name != STAGING]
    if not replace and (there := database.tables(connection)):
        raise KeepRefused(
            f"データベース {target.database.name} は空ではありません（表が {len(there)}）。何も変えていません。"
            "消して入れ替えてよければ、先にいまの控えをとってから --replace を付けてください。"
        )
    if not replace and lying:
        raise KeepRefused(
            f"添付のフォルダー {target.files} は空ではありません。何も変えていません。入れ替えてよければ --replace を付けてください。"
        )
    if busy := database.others(connection):
        raise KeepRefused(
            f"ほかの処理が {busy} つ、このデータベースにつながっています。web、worker、pdf-worker、beat を先に止めてください。何も変えていません。"
        )
    _demand_space(connection, manifest, target)
    return database.EMPTY_SCHEMA if replace else ""


def _demand_space(connection: psycopg.Connection, manifest: Manifest, target: Target) -> None:
    wanted = {existing(target.files): manifest.file_bytes}
    row = connection.execute(
        "SELECT CASE WHEN pg_has_role('pg_read_all_settings', 'USAGE') THEN current_setting('data_directory') END"
    ).fetchone()
    if row and row[0] and os.path.isdir(row[0]):  # it is on this machine, and we may look
        wanted[Path(row[0])] = manifest.database_bytes
    for place, size in wanted.items():
        free = shutil.disk_usage(place).free
        if free < size + target.free_needed:
            raise KeepRefused(
                f"{place} の空きが足りません（空き {megabytes(free)}、戻すもの {megabytes(size)}、残しておく分 {megabytes(target.free_needed)}）。何も変えていません。"
            )


def fill(generation: Path, secret: str, manifest: Manifest, target: Target, *, before: str = "") -> None:
    """Restore the database in one transaction, and let it count its rows anew for the planner."""
    with target.database.connected(autocommit=True) as connection:
        server = database.server_version(connection)
    reader = Reader(target.database, before=before, server=server, folder=target.programs)
    try:
        pass_dump(generation, secret, manifest, reader.write)
        reader.end()
    finally:
        reader.stop()
    with target.database.connected(autocommit=True) as connection:
        connection.execute("ANALYZE")


def compare(place: Place, files: Path, manifest: Manifest) -> None:
    """Raises KeepRefused when one table or one file is not as it was."""
    with place.connected() as connection:
        now = database.measured(connection)
    odd = sorted(name for name in now.keys() | manifest.tables.keys() if now.get(name) != manifest.tables.get(name))
    if odd:
        raise KeepRefused(
            f"戻した表が、控えと違います: {'、'.join(odd[:SHOWN])}。使わないで、別の世代を戻してください。"
        )
    for name, (size, digest) in manifest.files.items():
        path = files / name
        if not path.is_file() or path.stat().st_size != size or sha256(path) != digest:
            raise KeepRefused(f"戻した添付 {name} が、控えと違います。使わないで、別の世代を戻してください。")


@contextmanager
def rehearsing(target: Target) -> Iterator[Target]:
    """A database and a folder of their own, which are gone afterwards."""
    scratch = target.database.beside(f"nara_rehearsal_{os.getpid()}")
    make = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(scratch.name))
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(scratch.name))
    with target.database.beside("postgres").connected(autocommit=True) as server:
        try:
            server.execute(make)
        except psycopg.errors.InsufficientPrivilege:
            user = target.database.facts.get("user", "")
            raise KeepRefused(
                f'稽古のデータベースを作れません。DBA が ALTER ROLE "{user}" CREATEDB; を行ってください。'
            ) from None
        try:
            with tempfile.TemporaryDirectory(prefix="nara-rehearsal-", dir=existing(target.files)) as folder:
                yield Target(
                    scratch, Path(folder) / "files", target.migrations, target.key_check, target.release,
                    target.free_needed, target.programs,
                )  # fmt: skip
        finally:
            server.execute(drop)


def migrate(place: Place, manifest: Manifest, note: Note, known: Collection[str]) -> None:
    """Bring older tables to this release."""
    behind = set(known) - set(manifest.migrations)
    if not behind:
        return
    began = time.monotonic()
    env = {**os.environ, "DATABASE_URL": place.url, "DATABASE_ROLE": "owner"}
    env.pop("DATABASE_URL_FILE", None)
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--noinput", "--verbosity", "0"],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise KeepRefused(f"戻しましたが、移行が失敗しました。{done.stderr.strip().splitlines()[-1][:300]}")
    note.did(f"この版まで移行した（{len(behind)}）", began)


def existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path


def _entries(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _move(staging: Path, files: Path, manifest: Manifest) -> None:
    for name in manifest.files:
        (files / name).parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        os.replace(staging / name, files / name)


# --- the command


def main() -> int:
    parser = argparse.ArgumentParser(prog="restore.sh", description="控えを確かめ、戻し、比べます。")
    parser.add_argument("generation", metavar="控え", help="latest、名前、またはフォルダーの場所")
    parser.add_argument("--key", metavar="ファイル", help="秘密の鍵（- なら標準入力から）")
    parser.add_argument("--check", action="store_true", help="確かめるだけ。鍵がなければ、大きさとSHA-256だけ")
    parser.add_argument("--rehearse", action="store_true", help="別のデータベースとフォルダーに戻し、比べて、消す")
    parser.add_argument("--replace", action="store_true", help="いまあるものを消して入れ替える")
    asked = parser.parse_args()
    import django

    django.setup()
    try:
        return run(asked)
    except KeepRefused as exc:
        warn(str(exc))
        return 1


def run(asked: argparse.Namespace) -> int:
    from django.conf import settings

    from nara_renkei.deploy.keep import here

    began = time.monotonic()
    generation = chosen(Path(settings.BACKUP_DIR or "."), asked.generation)
    if asked.check and not asked.key:
        sums = check_sums(generation)
        say(
            f"{generation.name} は、とったときのままです（{time.monotonic() - began:.1f} 秒）。開く鍵は次の公開鍵のもの: {'、'.join(sums['for'])}"
        )
        return 0
    secret = read_key(asked.key)
    if asked.check:
        manifest = proven(generation, secret, programs=settings.POSTGRESQL_BIN)
        say(
            f"{generation.name} は、開いて、すべて読めました（版 {manifest.release}、{time.monotonic() - began:.1f} 秒）。"
        )
        return 0
    here_city = here.city(Path(settings.BACKUP_DIR or "."))
    target = Target(
        here.place(), Path(settings.PRIVATE_ROOT), here.known_migrations(), here_city.key_check, str(here_city.release),
        settings.FREE_BYTES_NEEDED, settings.POSTGRESQL_BIN,
    )  # fmt: skip
    if asked.rehearse:
        with rehearsing(target) as scratch:
            note = restore(generation, secret, scratch)
            migrate(scratch.database, note.manifest, note, target.migrations)
        say(
            f"{note.words()}\n稽古のものは消しました。控えをとった機械に、次で記録してください（同じ機械なら済んでいます）。"
        )
        say(f"  sh nara_renkei/deploy/backup.sh --rehearsed {generation.name} {note.manifest.word}")
        here.note("rehearsal")
        return 0
    note = restore(generation, secret, target, replace=asked.replace)
    migrate(target.database, note.manifest, note, target.migrations)
    say(note.words())
    return 0


def read_key(path: str | None) -> str:
    if not path:
        raise KeepRefused("秘密の鍵のファイルを --key で指定してください（- なら標準入力から読みます）。")
    try:
        return sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise KeepRefused(f"鍵のファイルを読めません: {path}") from exc
