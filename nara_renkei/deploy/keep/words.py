"""The one exception of the keepers, and how they speak."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


class KeepRefused(Exception):
    """Nothing was changed, or what was begun has been taken back. str(exc) is fit for the screen."""


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def warn(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
