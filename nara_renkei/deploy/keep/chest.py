"""The chest: age writes for public keys, so that the machine that closes it cannot open it."""

import contextlib
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from nara_renkei.deploy.keep.words import KeepRefused

NO_AGE = "age がありません。apt-get install -y age で入れてください。"
NO_SPACE = "ディスクがいっぱいで、書けませんでした。空きを作ってください。"


class WrongKey(KeepRefused):
    """None of the keys that were given opens it."""


class Damaged(KeepRefused):
    """Cut, or changed after it was written."""


@dataclass(frozen=True, slots=True)
class Key:
    public: str
    secret: str = field(repr=False)


def new_key() -> Key:
    """Make a pair of keys; nothing is written to a disk."""
    done = subprocess.run([program("age-keygen")], capture_output=True, text=True, check=False)
    lines = done.stdout.split()
    public = next((word for word in lines if word.startswith("age1")), "")
    secret = next((word for word in lines if word.startswith("AGE-SECRET-KEY-")), "")
    if not public or not secret:
        raise KeepRefused("age-keygen で鍵を作れませんでした。")
    return Key(public, secret)


def program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        raise KeepRefused(NO_AGE)
    return found


class Sealing:
    """A file that is encrypted while it is written. ``size`` and ``sha256`` are of what went in."""

    def __init__(self, path: Path, recipients: Sequence[str]) -> None:
        command = [program("age"), *(word for one in recipients for word in ("-r", one))]
        self.size, self.digest, self.said = 0, hashlib.sha256(), ""
        self.out = path.open("xb")
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=self.out, stderr=subprocess.PIPE)

    def __enter__(self) -> Self:
        return self

    def write(self, data: bytes) -> int:
        try:
            self._inlet.write(data)
        except BrokenPipeError:
            raise self._fault() from None
        self.digest.update(data)
        self.size += len(data)
        return len(data)

    @property
    def sha256(self) -> str:
        return self.digest.hexdigest()

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with contextlib.suppress(BrokenPipeError):
                self._inlet.close()
            if exc is None:
                if self.process.wait():
                    raise self._fault()
                os.fsync(self.out.fileno())
        finally:
            self.process.kill()
            self.process.wait()
            self.out.close()

    @property
    def _inlet(self) -> IO[bytes]:
        return self.process.stdin

    def _fault(self) -> KeepRefused:
        # asked again while a tar closes itself on the way out, it says the same
        self.said = said = self.said or self.process.stderr.read().decode(errors="replace")
        self.process.wait()
        if "no space left" in said:
            return KeepRefused(NO_SPACE)
        if "recipient" in said:
            return KeepRefused("BACKUP_RECIPIENTS が正しくありません。age-keygen が出した age1… を書いてください。")
        return KeepRefused(f"暗号化が途中で止まりました。{said.strip()[:200]}")


@contextlib.contextmanager
def opened(path: Path, secret: str) -> Iterator[IO[bytes]]:
    """Yield the plain bytes of a file, to be read to their end. Raises WrongKey or Damaged.

    The secret goes in by a pipe: no argument, no file.
    """
    process = subprocess.Popen(
        [program("age"), "-d", "-i", "-", str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(f"{secret.strip()}\n".encode())
            process.stdin.close()
        try:
            yield process.stdout
        except BaseException as exc:
            process.stdout.close()
            fault = _fault(process.stderr.read().decode(errors="replace"), path)
            if fault:  # the reader stumbled because age did
                raise fault from exc
            raise
        if process.stdout.read(1):
            raise Damaged(f"{path.name} の後ろに、あるはずのないものがあります。")
        said = process.stderr.read().decode(errors="replace")
        if process.wait():
            raise _fault(said, path) or Damaged(f"{path.name} を開けません。{said.strip()[:200]}")
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


def _fault(said: str, path: Path) -> KeepRefused | None:
    if "no identity matched" in said:
        return WrongKey("この鍵では開けません。控えをとったときの公開鍵に合う秘密の鍵を使ってください。")
    if "identit" in said or "malformed secret key" in said:
        return WrongKey("鍵のファイルの形が正しくありません。AGE-SECRET-KEY-1… で始まる行が要ります。")
    if "broken pipe" in said or not said.strip():
        return None
    return Damaged(
        f"{path.name} が壊れています（{said.strip().splitlines()[0][:160]}）。別の世代か、別の写しを使ってください。"
    )
