"""連携手法: how long its texts are."""

from typing import Final

SUMMARY, TEXT = 120, 3000  # characters
RULED_OUT: Final = -99  # points of a rule that takes a method out, whatever speaks for it
