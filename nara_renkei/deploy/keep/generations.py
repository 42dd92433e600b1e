"""Where the generations lie, what is kept of them, and whether a copy is whole."""

import fcntl
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from nara_renkei.deploy.keep.chest import Damaged
from nara_renkei.deploy.keep.words import KeepRefused

NAME: Final = re.compile(r"nara-(\d{8}T\d{6}Z)")
STAMP: Final = "%Y%m%dT%H%M%SZ"
PART: Final = ".part-"
DUMP, FILES, MANIFEST, SUMS = "database.dump.age", "files.tar.age", "manifest.json.age", "sums.json"
SEALED: Final = (DUMP, FILES, MANIFEST)
FORMAT: Final = 1
YOUNG: Final = timedelta(hours=48)
TOKYO: Final = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True, slots=True)
class Rule:
    """How many days, weeks and months are kept; of each the last generation. The youngest all stay.

    Else who backs the city up before going back to last night's would remove last night's.
    """

    days: int = 7
    weeks: int = 5
    months: int = 14

    @classmethod
    def read(cls, words: Collection[str]) -> "Rule":
        """Read BACKUP_KEEP: three numbers, the first at least 1."""
        try:
            days, weeks, months = (int(word) for word in words)
        except ValueError:
            days, weeks, months = 0, 0, 0
        if days < 1 or weeks < 0 or months < 0:
            raise KeepRefused("BACKUP_KEEP は、日・週・月の数を 7,5,14 のように書いてください（日は1以上）。")
        return cls(days, weeks, months)

    def keeps(self, moments: Collection[datetime]) -> set[datetime]:
        """Return which of the moments stay, counted in days, weeks and months of Tokyo that have one."""
        buckets: tuple[tuple[Callable[[datetime], Any], int], ...] = (
            (lambda at: at.date(), self.days),
            (lambda at: at.isocalendar()[:2], self.weeks),
            (lambda at: (at.year, at.month), self.months),
        )
        stay = {moment for moment in moments if max(moments) - moment < YOUNG}
        for bucket, number in buckets:
            last: dict[Any, datetime] = {}
            for moment in sorted(moments, reverse=True):
                last.setdefault(bucket(moment.astimezone(TOKYO)), moment)
            stay.update(list(last.values())[:number])
        return stay


def name_of(at: datetime) -> str:
    return f"nara-{at.astimezone(UTC).strftime(STAMP)}"


def moment_of(path: Path) -> datetime:
    found = NAME.fullmatch(path.name)
    return datetime.strptime(found[1], STAMP).replace(tzinfo=UTC)


def generations(folder: Path) -> list[Path]:
    """Return the whole generations of a folder, newest first."""
    if not folder.is_dir():
        return []
    return sorted((one for one in folder.iterdir() if NAME.fullmatch(one.name) and one.is_dir()), reverse=True)


def chosen(folder: Path, word: str) -> Path:
    """Return the generation that a word names: 「latest」, a name, or the path of a copy."""
    found = generations(folder)
    if word == "latest":
        if not found:
            raise KeepRefused(f"{folder} に控えがありません。")
        return found[0]
    for path in (Path(word), folder / word):
        if (path / SUMS).is_file() or (NAME.fullmatch(path.name) and path.is_dir()):
            return path.resolve()
    raise KeepRefused(
        f"「{word}」という控えがありません。あるもの: {'、'.join(one.name for one in found[:10]) or 'なし'}"
    )


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let one backup run at a time, and clear away what a killed one left."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    except OSError as exc:
        raise KeepRefused(f"BACKUP_DIR（{folder}）に書けません（{exc.strerror}）。") from exc
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise KeepRefused("ほかの控えの処理が動いています。終わるのを待ってください。") from None
        for left in folder.glob(f"{PART}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


def thin_out(folder: Path, rule: Rule) -> list[str]:
    """Remove what the rule does not keep; return the names that went. Folders of other names are not touched."""
    found = {moment_of(one): one for one in generations(folder)}
    gone = [found[moment] for moment in sorted(found.keys() - rule.keeps(found.keys()))]
    for one in gone:
        # first out of sight: one that is half removed must not look whole
        hidden = one.rename(folder / f"{PART}{one.name}")
        shutil.rmtree(hidden)
    return [one.name for one in gone]


def sums_of(folder: Path) -> dict[str, Any]:
    return {name: {"bytes": (folder / name).stat().st_size, "sha256": sha256(folder / name)} for name in SEALED}


def read_sums(generation: Path) -> dict[str, Any]:
    try:
        found = json.loads((generation / SUMS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Damaged(f"{generation.name} に {SUMS} がありません。写しの途中で止まったものです。") from None
    except ValueError:
        raise Damaged(f"{generation.name} の {SUMS} が壊れています。別の世代か、別の写しを使ってください。") from None
    if found.get("format") != FORMAT:
        raise KeepRefused(f"控えの形（{found.get('format')}）を、この版は読めません。新しい版で戻してください。")
    return dict(found)


def check_sums(generation: Path) -> dict[str, Any]:
    """Compare sizes and SHA-256 with sums.json, without any key; return it. Raises Damaged with the file's name."""
    sums = read_sums(generation)
    for name, wanted in sums["files"].items():
        path = generation / name
        if not path.is_file():
            raise Damaged(f"{generation.name} に {name} がありません。別の世代か、別の写しを使ってください。")
        size = path.stat().st_size
        if size != wanted["bytes"]:
            raise Damaged(
                f"{name} が途中で切れています（{wanted['bytes']:,} バイトのはずが {size:,} バイト）。別の世代か、別の写しを使ってください。"
            )
        if sha256(path) != wanted["sha256"]:
            raise Damaged(f"{name} の中身が、とったときと違います。別の世代か、別の写しを使ってください。")
    return sums


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
