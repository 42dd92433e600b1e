"""A bucket of this machine: rclone speaks S3 over a folder. For tests, and for the walk through two machines."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

KEY, SECRET, NAME = "key-of-a-trial", "secret-of-a-trial", "private"
RCLONE = Path(sys.executable).parent / "rclone"
PATIENCE = 20  # seconds


@contextlib.contextmanager
def served(folder: Path, *, closed: bool = True, looks_again: bool = False) -> Iterator[str]:
    """Serve the bucket NAME, whose objects are the files below ``folder / NAME``; yields its address.

    A bucket that is not ``closed`` asks nobody for a key. One that ``looks_again`` reads the folder at each request,
    for who changes it from outside; that is dear.
    """
    (folder / NAME).mkdir(parents=True, exist_ok=True)
    with socket.socket() as knock:
        knock.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{knock.getsockname()[1]}"
    command = [RCLONE, "serve", "s3", "--config", "", "--vfs-cache-mode", "off"]
    command += ["--dir-cache-time", "0s"] if looks_again else []
    with subprocess.Popen(
        [*map(str, command), "--addr", place, *(["--auth-key", f"{KEY},{SECRET}"] if closed else []), str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            _wait_for(place)
            yield f"http://{place}"
        finally:
            server.kill()


def environment(address: str) -> dict[str, str]:
    """Return what a process reads to keep its private files there."""
    return {
        "PRIVATE_BUCKET": NAME,
        "PRIVATE_BUCKET_URL": address,
        "PRIVATE_BUCKET_REGION": "here",
        "PRIVATE_BUCKET_KEY": KEY,
        "PRIVATE_BUCKET_SECRET": SECRET,
    }


def _wait_for(place: str) -> None:
    host, _, port = place.rpartition(":")
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection((host, int(port)), timeout=1):
            return
        time.sleep(0.05)
    raise TimeoutError(f"rclone did not answer within {PATIENCE} seconds")
