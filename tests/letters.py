"""The script that shows every letter: a script's folder is not a package."""

import sys

from tests.house import ROOT

sys.path.insert(0, str(ROOT / "nara_renkei" / "deploy"))

import letters

__all__ = ["letters"]
