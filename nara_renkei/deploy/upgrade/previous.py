"""The release before, in a folder of its own: a work tree of git."""

import contextlib
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

from services import ROOT, CannotStart

from nara_renkei.deploy.upgrade.verdict import runs_with


@contextlib.contextmanager
def checked_out(commit: str, place: Path) -> Iterator[Path]:
    """Put the commit there with packages it can run with, and take it away at the end. Raises CannotStart."""
    removed(place)
    done = git("worktree", "add", "--detach", str(place), commit)
    if done.returncode:
        raise CannotStart(f"{commit} を取り出せません。\n{done.stderr.strip()}")
    try:
        if strange := sorted(migrations_of(place) - migrations_of(ROOT)):
            raise CannotStart(
                f"{commit} からは上げられません。この版にない移行があります: {strange[0]} など {len(strange)} 個。"
            )
        if runs_with(locked(place), locked(ROOT)):
            (place / ".venv").symlink_to((ROOT / ".venv").resolve())
        else:
            subprocess.run(["sh", "bin/setup"], cwd=place, check=True)
        yield place
    finally:
        removed(place)


def removed(place: Path) -> None:
    git("worktree", "remove", "--force", str(place))
    shutil.rmtree(place, ignore_errors=True)
    git("worktree", "prune")


def migrations_of(root: Path) -> set[str]:
    """Return app.name of every migration of ours there."""
    found = (*root.glob("*/migrations/0*.py"), *root.glob("nara_renkei/*/migrations/0*.py"))
    return {f"{one.parent.parent.name}.{one.stem}" for one in found}


def git(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)


def locked(root: Path) -> dict[str, str]:
    """Return package → version of uv.lock."""
    with (root / "uv.lock").open("rb") as file:
        return {one["name"]: one.get("version", "") for one in tomllib.load(file)["package"]}


def named(commit: str) -> str:
    """Return a short name for a commit."""
    return git("describe", "--always", "--tags", commit).stdout.strip() or commit
