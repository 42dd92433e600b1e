"""What a generation says of itself: which release, which migrations, how much of what."""

import hashlib
import hmac
import json
import subprocess
import tomllib
from dataclasses import asdict, dataclass, field
from typing import Self

from nara_renkei.deploy.keep.chest import Damaged
from nara_renkei.deploy.keep.words import ROOT


@dataclass(frozen=True, slots=True)
class Release:
    version: str
    commit: str  # "" where nobody knows

    def __str__(self) -> str:
        return f"{self.version}（{self.commit}）" if self.commit else self.version


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is needed to compare. Sizes in bytes; SHA-256 of the plain bytes."""

    made_at: str  # ISO 8601, UTC
    release: Release
    server: int  # PostgreSQL's major version
    owner: str  # who migrates and owns the tables
    database_bytes: int
    migrations: list[str]  # app.name
    tables: dict[str, tuple[int, str]]  # rows, and the sum over their texts
    dump: tuple[int, str]
    files: dict[str, tuple[int, str]]
    lost: list[str]  # rows knew them, and nothing lay there
    key_check: str  # says whether SECRET_KEY is the same, and nothing else of it
    word: str = field(repr=False)  # who says it has opened this generation

    @property
    def rows(self) -> int:
        return sum(count for count, _ in self.tables.values())

    @property
    def file_bytes(self) -> int:
        return sum(size for size, _ in self.files.values())

    def written(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def read(cls, data: bytes) -> Self:
        try:
            found = json.loads(data)
            found["release"] = Release(**found["release"])
            for name in ("tables", "files"):
                found[name] = {key: tuple(value) for key, value in found[name].items()}
            found["dump"] = tuple(found["dump"])
            return cls(**found)
        except (ValueError, KeyError, TypeError) as exc:
            raise Damaged("manifest.json が読めません。別の世代か、別の写しを使ってください。") from exc


def release(commit: str) -> Release:
    """Return which release runs here; the commit from RELEASE, else from the checkout."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    if not commit and (ROOT / ".git").exists():
        asked = ["git", "-C", str(ROOT), "rev-parse", "--short=12", "HEAD"]
        try:
            commit = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
        except FileNotFoundError:
            commit = ""
    return Release(version, commit)


def key_check(secret_key: str) -> str:
    """Return what tells one SECRET_KEY from another."""
    return hmac.new(secret_key.encode(), b"nara-renkei: the key of this backup", hashlib.sha256).hexdigest()[:32]
