"""Where people sit on a day, as everything about a 研修 asks it: what somebody attended follows the person."""

from nara_renkei.accounts.queries import Unit, units_on

__all__ = ["Unit", "units_on"]
