"""課題 and the wording that binds; a proposal itself is worked on in screening's queue."""

from .challenge import ChallengeAdmin
from .pledge_item import PledgeItemAdmin

__all__ = ["ChallengeAdmin", "PledgeItemAdmin"]
