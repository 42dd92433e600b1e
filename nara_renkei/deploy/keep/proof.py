"""Opening a generation and looking at all of it. The same for the night's backup, a restore and a rehearsal."""

import hashlib
import tarfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import IO

from nara_renkei.deploy.keep.chest import Damaged, opened
from nara_renkei.deploy.keep.database import CHUNK, Reader
from nara_renkei.deploy.keep.generations import DUMP, FILES, MANIFEST, check_sums
from nara_renkei.deploy.keep.manifest import Manifest


def read_manifest(generation: Path, secret: str) -> Manifest:
    with opened(generation / MANIFEST, secret) as plain:
        return Manifest.read(plain.read())


def proven(generation: Path, secret: str, *, programs: str = "") -> Manifest:
    """Read every byte: the sums, the manifest, the whole archive by pg_restore, each file. Changes nothing.

    Raises Damaged, WrongKey, or another KeepRefused.
    """
    check_sums(generation)
    manifest = read_manifest(generation, secret)
    reader = Reader(None, folder=programs)
    try:
        pass_dump(generation, secret, manifest, reader.write)
        reader.end()
    finally:
        reader.stop()
    unpack(generation, secret, manifest, None)
    return manifest


def pass_dump(generation: Path, secret: str, manifest: Manifest, write: Callable[[bytes], None]) -> None:
    """Hand the plain archive on; raises Damaged when it is not the one of the manifest."""
    digest, size = hashlib.sha256(), 0
    with opened(generation / DUMP, secret) as plain:
        while data := plain.read(CHUNK):
            digest.update(data)
            size += len(data)
            write(data)
    if (size, digest.hexdigest()) != manifest.dump:
        raise Damaged("データベースの控えが、manifest と違います。別の世代か、別の写しを使ってください。")


def unpack(generation: Path, secret: str, manifest: Manifest, into: Path | None) -> None:
    """Read every file, and write it below ``into`` where that is given; raises Damaged at the first that differs."""
    seen: dict[str, tuple[int, str]] = {}
    with opened(generation / FILES, secret) as plain:
        try:
            with tarfile.open(fileobj=plain, mode="r|") as tar:
                for member in tar:
                    content = tar.extractfile(member) if member.isfile() else None
                    if content is None or not is_plain(member.name):
                        raise Damaged(f"添付の控えに、あるはずのないもの（{member.name[:80]}）があります。")
                    seen[member.name] = _copied(content, into / member.name if into else None)
        except tarfile.TarError as exc:
            raise Damaged(f"添付の控えが読めません（{exc}）。別の世代か、別の写しを使ってください。") from exc
        while plain.read(CHUNK):  # the zeros at the end of a tar
            pass
    if seen != manifest.files:
        odd = sorted(name for name in seen.keys() | manifest.files.keys() if seen.get(name) != manifest.files.get(name))
        raise Damaged(
            f"添付の控えが manifest と違います（{len(odd)}件、はじめは {odd[0]}）。別の写しを使ってください。"
        )


def is_plain(name: str) -> bool:
    """Say whether a name stays below its folder."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and bool(path.parts)


def _copied(content: IO[bytes], path: Path | None) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    if path:
        path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    out = path.open("xb") if path else None
    try:
        while data := content.read(CHUNK):
            digest.update(data)
            size += len(data)
            if out:
                out.write(data)
    finally:
        if out:
            out.close()
    return size, digest.hexdigest()
