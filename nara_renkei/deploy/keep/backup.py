"""backup.sh: database first, then files, a manifest, all encrypted; proven; only then are old generations removed.

backup.sh                          one generation in BACKUP_DIR
backup.sh --keep-all               … and no old one is removed: before going back to one of them
backup.sh --list                   what lies there
backup.sh --rehearsed NAME WORD    note a rehearsal that was made on another machine
"""

import argparse
import contextlib
import hashlib
import json
import os
import secrets
import shutil
import tarfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from nara_renkei.deploy.keep import database
from nara_renkei.deploy.keep.chest import NO_SPACE, Key, Sealing, new_key
from nara_renkei.deploy.keep.database import Place
from nara_renkei.deploy.keep.generations import (
    DUMP,
    FILES,
    FORMAT,
    MANIFEST,
    PART,
    SUMS,
    Rule,
    alone,
    chosen,
    generations,
    moment_of,
    name_of,
    read_sums,
    sums_of,
    thin_out,
)  # fmt: skip
from nara_renkei.deploy.keep.manifest import Manifest, Release
from nara_renkei.deploy.keep.proof import proven
from nara_renkei.deploy.keep.words import KeepRefused, megabytes, say, warn

SPARE = 50 * 1024 * 1024  # bytes beyond what we reckon


@dataclass(frozen=True, slots=True)
class City:
    """What is backed up, and where to. ``writer``: as whom the rows are read."""

    source: Place
    owner: str  # who owns the tables
    files: Path
    folder: Path
    recipients: Sequence[str]
    release: Release
    key_check: str
    free_needed: int = 0  # bytes that must be left on the disk
    programs: str = ""  # folder of pg_dump, "" for the PATH
    fetch: Callable[[], object] = bool  # makes ``files`` what they are now, where they lie elsewhere


@dataclass(frozen=True, slots=True)
class Taken:
    path: Path
    manifest: Manifest
    seconds: float


def take(city: City, *, at: datetime) -> Taken:
    """Make one generation and prove it. Raises KeepRefused, and then everything lies as it did before."""
    began = time.monotonic()
    if not city.recipients:
        raise KeepRefused(
            "BACKUP_RECIPIENTS に公開鍵（age1…）を書いてください。鍵は age-keygen で、別の機械で作ります。"
        )
    with alone(city.folder):
        final = city.folder / name_of(at)
        part = city.folder / f"{PART}{final.name}"
        if final.exists():
            raise KeepRefused(f"{final.name} は、もうあります。")
        # With a second key, which nobody ever writes down, all of it is opened again at once.
        proof = new_key()
        with city.source.connected() as connection:
            connection.read_only = True
            connection.isolation_level = database.psycopg.IsolationLevel.REPEATABLE_READ
            _demand_space(city, connection)
            try:
                part.mkdir(mode=0o700)
                manifest = _fill(city, part, connection, proof, at)
                proven(part, proof.secret, programs=city.programs)
                _settle(part, final)
            except OSError as exc:
                raise KeepRefused(NO_SPACE if exc.errno == 28 else f"控えを書けません（{exc.strerror}）。") from exc
            finally:
                shutil.rmtree(part, ignore_errors=True)
        return Taken(final, manifest, time.monotonic() - began)


def _demand_space(city: City, connection: database.psycopg.Connection) -> None:
    """Raises KeepRefused when it cannot fit: better than a full disk in the night."""
    row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    wanted = row[0] + sum(path.stat().st_size for path in _files(city.files)) + SPARE
    with contextlib.suppress(KeepRefused, IndexError):  # the last one: its tables are compressed, and have no indexes
        wanted = min(
            wanted, 2 * sum(one["bytes"] for one in read_sums(generations(city.folder)[0])["files"].values()) + SPARE
        )
    free = shutil.disk_usage(city.folder).free
    if free < wanted + city.free_needed:
        raise KeepRefused(
            f"BACKUP_DIR の空きが足りません（空き {megabytes(free)}、控えに {megabytes(wanted)}、残しておく分 {megabytes(city.free_needed)}）。"
            "古い世代を別の機械に移すか、ディスクを増やしてください。前の控えはそのままです。"
        )


def _fill(city: City, part: Path, connection: database.psycopg.Connection, proof: Key, at: datetime) -> Manifest:
    """Write the four files. The dump, the counts and the list of files are of one and the same moment."""
    keys = [*city.recipients, proof.public]
    server = database.server_version(connection)
    database.demand_new_enough(database.program("pg_dump", city.programs), server)
    snapshot = connection.execute("SELECT pg_export_snapshot(), pg_database_size(current_database())").fetchone()
    with Sealing(part / DUMP, keys) as dump:
        database.dump(city.source, snapshot[0], dump, folder=city.programs)
    tables, kept = database.measured(connection), database.kept_files(connection)
    with Sealing(part / FILES, keys) as archive:
        city.fetch()
        files = _pack(city.files, archive)
    word = secrets.token_hex(8)
    manifest = Manifest(
        made_at=at.astimezone(UTC).isoformat(timespec="seconds"), release=city.release, server=server, owner=city.owner,
        database_bytes=snapshot[1], migrations=database.migrations(connection), tables=tables,
        dump=(dump.size, dump.sha256), files=files,
        lost=_lost(city, {name for name, digest in kept.items() if files.get(name, (0, ""))[1] != digest}),
        key_check=city.key_check, word=word,
    )  # fmt: skip
    with Sealing(part / MANIFEST, keys) as sealed:
        sealed.write(manifest.written())
    said = {
        "format": FORMAT, "made_at": manifest.made_at, "release": str(city.release), "for": list(city.recipients),
        "word_sha256": hashlib.sha256(word.encode()).hexdigest(), "files": sums_of(part),
    }  # fmt: skip
    _write_durably(part / SUMS, said)
    return manifest


def _lost(city: City, odd: set[str]) -> list[str]:
    """Return which of these files rows still know: somebody may have removed a file, row and all, meanwhile."""
    if not odd:
        return []
    with city.source.connected() as now:
        return sorted(odd & database.kept_files(now).keys())


def _files(root: Path) -> Iterator[Path]:
    if root.is_dir():
        yield from (path for path in sorted(root.rglob("*")) if path.is_file() and not _is_under_way(path, root))


def _is_under_way(path: Path, root: Path) -> bool:
    return path.suffix == ".part" or path.is_symlink() or path.relative_to(root).parts[0].startswith(".")


def _pack(root: Path, out: Sealing) -> dict[str, tuple[int, str]]:
    """Write a tar of every file; return size and SHA-256 of each, as they were read."""
    found: dict[str, tuple[int, str]] = {}
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        for path in _files(root):
            name = path.relative_to(root).as_posix()
            with contextlib.suppress(FileNotFoundError), path.open("rb") as content:
                info = tarfile.TarInfo(name)
                state = os.fstat(content.fileno())
                info.size, info.mtime, info.mode = state.st_size, int(state.st_mtime), 0o640
                hashing = _Hashing(content)
                tar.addfile(info, hashing)
                found[name] = (info.size, hashing.digest.hexdigest())
    return found


class _Hashing:
    def __init__(self, content: IO[bytes]) -> None:
        self.content, self.digest = content, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.content.read(size)
        self.digest.update(data)
        return data


def _write_durably(path: Path, said: dict[str, Any]) -> None:
    with path.open("x", encoding="utf-8") as out:
        json.dump(said, out, ensure_ascii=False, indent=1)
        out.flush()
        os.fsync(out.fileno())


def _settle(part: Path, final: Path) -> None:
    """Give the whole generation its name, so that it is there after a power cut or not at all."""
    for folder in (part, part.parent):
        handle = os.open(folder, os.O_RDONLY)
        try:
            if folder == part.parent:
                part.rename(final)
            os.fsync(handle)
        finally:
            os.close(handle)


# --- the command


def main() -> int:
    parser = argparse.ArgumentParser(prog="backup.sh", description="控えを一つとります。")
    parser.add_argument("--keep-all", action="store_true", help="古い世代を消さない（どれかに戻す前に）")
    parser.add_argument("--list", action="store_true", help="ある控えを並べる")
    parser.add_argument("--rehearsed", nargs=2, metavar=("控え", "合言葉"), help="別の機械で済んだ稽古を記録する")
    asked = parser.parse_args()
    import django

    django.setup()
    from django.conf import settings

    try:
        if not settings.BACKUP_DIR:
            raise KeepRefused("BACKUP_DIR に、控えを置くフォルダーを書いてください。")
        folder = Path(settings.BACKUP_DIR)
        if asked.list:
            return show(folder)
        if asked.rehearsed:
            return note_rehearsal(folder, *asked.rehearsed)
        return nightly(folder, keep_all=asked.keep_all)
    except KeepRefused as exc:
        warn(f"控えをとれませんでした。{exc}" if not (asked.list or asked.rehearsed) else str(exc))
        return 1


def nightly(folder: Path, *, keep_all: bool = False) -> int:
    from django.conf import settings
    from django.utils import timezone

    from nara_renkei.deploy.keep import here

    rule = Rule.read(settings.BACKUP_KEEP)
    taken = take(here.city(folder), at=timezone.now())
    manifest = taken.manifest
    say(
        f"控えをとり、開いて確かめました: {taken.path.name}（表 {len(manifest.tables)}、行 {manifest.rows:,}、"
        f"添付 {len(manifest.files):,}件・{megabytes(manifest.file_bytes)}、{taken.seconds:.1f} 秒）"
    )
    if manifest.lost:
        warn(
            f"行にあるのに、無いか中身の違うファイルが {len(manifest.lost)} 件あります: {'、'.join(manifest.lost[:5])}"
        )
    with alone(folder):
        gone = [] if keep_all else thin_out(folder, rule)
    if gone:
        say(f"古い世代を消しました: {'、'.join(gone)}")
    here.note("backup")
    return 0


def show(folder: Path) -> int:
    for one in generations(folder):
        sums = read_sums(one)
        size = sum(part["bytes"] for part in sums["files"].values())
        say(f"{one.name}  {moment_of(one).astimezone():%Y-%m-%d %H:%M}  {megabytes(size)}  版 {sums['release']}")
    return 0


def note_rehearsal(folder: Path, name: str, word: str) -> int:
    """Believe a rehearsal elsewhere by the word that only who opened that generation can know."""
    from nara_renkei.deploy.keep import here

    sums = read_sums(chosen(folder, name))
    if hashlib.sha256(word.strip().encode()).hexdigest() != sums["word_sha256"]:
        raise KeepRefused("合言葉が違います。稽古の終わりに出た言葉を、そのまま書いてください。")
    here.note("rehearsal")
    say(f"{name} の稽古を記録しました。")
    return 0
