"""Where the bytes of private files lie: in a folder of this machine, or in a bucket that several machines share.

Only ``private_files`` speaks to it. What is kept is on the disk, or the bucket has said so, before ``keep`` returns.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final, Protocol

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages

from .uploads import NO_SPACE

CHUNK: Final = 65536
BUCKET: Final = "private"  # its name in STORAGES
NOT_NOW: Final = (
    "いま、ファイルを保存する場所につながりません。入力した内容は失われていません。"
    "時間をおいて選び直すか、窓口にお知らせください。"
)


class NotKept(Exception):
    """Nothing was kept; the message is the sentence for whoever sent the file."""


class Place(Protocol):
    def keep(self, name: str, chunks: Iterable[bytes]) -> None:
        """Keep the bytes under a new name, or raise ``NotKept`` and leave nothing."""

    def open(self, name: str) -> IO[bytes]:
        """Open for reading; the caller closes. FileNotFoundError when there are no such bytes."""

    def at_hand(self, name: str) -> AbstractContextManager[Path]:
        """Give the bytes as a file of this machine, for programs that read one."""

    def delete(self, name: str) -> None:
        """Forget the bytes; nothing when there are none."""

    def names(self, older_than: datetime) -> Iterator[str]:
        """Yield every name that lies there since before the moment."""


def private_place() -> Place:
    """Return the bucket where the settings name one, else the folder."""
    return Bucket() if BUCKET in settings.STORAGES else Folder(Path(settings.PRIVATE_ROOT))


class Folder:
    """PRIVATE_ROOT: a temporary name, fsync, rename."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def keep(self, name: str, chunks: Iterable[bytes]) -> None:
        path = self.root / name
        part = path.with_suffix(".part")
        try:
            path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
            with part.open("wb") as out:
                for chunk in chunks:
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            part.rename(path)
            _fsync_folder(path.parent)
        except OSError:
            part.unlink(missing_ok=True)
            path.unlink(missing_ok=True)
            raise NotKept(NO_SPACE) from None

    def open(self, name: str) -> IO[bytes]:
        return (self.root / name).open("rb")

    def at_hand(self, name: str) -> AbstractContextManager[Path]:
        return nullcontext(self.root / name)

    def delete(self, name: str) -> None:
        (self.root / name).unlink(missing_ok=True)

    def names(self, older_than: datetime) -> Iterator[str]:
        for path in self.root.rglob("*"):
            try:
                if path.is_file() and path.stat().st_mtime < older_than.timestamp():
                    yield path.relative_to(self.root).as_posix()
            except FileNotFoundError:
                continue  # another one was faster


class Bucket:
    """An S3-compatible bucket, by django-storages. Whoever writes waits until the bucket has answered."""

    def __init__(self) -> None:
        self.storage: Any = storages[BUCKET]

    def keep(self, name: str, chunks: Iterable[bytes]) -> None:
        try:
            with tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as whole:
                for chunk in chunks:
                    whole.write(chunk)
                whole.seek(0)
                with _answers():
                    self.storage.save(name, File(whole, name))
        except OSError as exc:
            raise NotKept(NOT_NOW if isinstance(exc, ConnectionError) else NO_SPACE) from None

    def open(self, name: str) -> IO[bytes]:
        with _answers():
            opened: IO[bytes] = self.storage.open(name)
        return opened

    @contextmanager
    def at_hand(self, name: str) -> Iterator[Path]:
        with tempfile.NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as copy, self.open(name) as source:
            shutil.copyfileobj(source, copy)
            copy.flush()
            yield Path(copy.name)

    def delete(self, name: str) -> None:
        with _answers():
            self.storage.delete(name)

    def address(self, name: str) -> str:
        """Return where a stranger would look for it, without a signature."""
        return str(self.storage.url(name)).partition("?")[0]

    def names(self, older_than: datetime) -> Iterator[str]:
        with _answers():
            for one in self.storage.bucket.objects.all():
                if one.last_modified < older_than.astimezone(UTC):
                    yield one.key


@contextmanager
def _answers() -> Iterator[None]:
    """Turn a bucket that does not answer or refuses into ConnectionError, an OSError like any of a file system."""
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except (Boto3Error, BotoCoreError, ClientError) as exc:
        raise ConnectionError(type(exc).__name__) from None


def copy_missing(source: Place, target: Place, at: datetime) -> int:
    """Copy what lies in one place and not yet in the other; return how many files. A name never changes its bytes."""
    there, copied = set(target.names(at)), 0
    for name in source.names(at):
        if name not in there:
            with source.open(name) as data:
                target.keep(name, _chunks(data))
            copied += 1
    return copied


def mirror(source: Place, target: Place, at: datetime) -> int:
    """Do the same, and let nothing lie in the target that the source no longer has: what was wiped stays wiped."""
    copied = copy_missing(source, target, at)
    for name in set(target.names(at)) - set(source.names(at)):
        target.delete(name)
    return copied


def _chunks(data: IO[bytes]) -> Iterator[bytes]:
    while chunk := data.read(CHUNK):
        yield chunk


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
