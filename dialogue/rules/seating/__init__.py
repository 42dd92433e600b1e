"""ラウンドテーブル: who sits at which table in each round, and why a wish was not met. Data in, data out."""

from .checks import CannotSeat, refuse_nonsense
from .mip import Aim, Progress
from .plan import Plan, solve, without
from .problem import Absentee, Company, Division, Missing, Pin, Problem, Seat, Wish
from .reasons import Other, Outcome, Reason
from .wishes import Strength
from .words import sentence

__all__ = [
    "Absentee", "Aim", "CannotSeat", "Company", "Division", "Missing", "Other", "Outcome", "Pin", "Plan", "Problem",
    "Progress", "Reason", "Seat", "Strength", "Wish", "refuse_nonsense",
    "sentence", "solve", "without",
]  # fmt: skip
