"""The first 連携手法カタログ with its 手法ナビ, kept by the 課 of the desk."""

from knowledge.models import Method
from knowledge.rules.navigator import Rule
from knowledge.usecases.load_methods import first_methods, first_navigator, load_methods
from tests.factories.directory import DivisionFactory

METHODS = {one.code: one for one in first_methods()}
QUESTIONS = {one["code"]: one for one in first_navigator()["questions"]}
RULES = [Rule(**one) for code in METHODS for one in first_navigator()["rules"] if one["method"] == code]
# answers for which each method comes first: cost, place, period, partners, money-flow, urgency
FIRST_FOR = {
    "comprehensive-agreement": "none none longer many-fields none next-year",
    "project-agreement": "none none years one none half-year",
    "disaster-agreement": "none none years anyone people standby",
    "joint-work": "none none short one people now",
    "trial": "small short year one save half-year",
    "sounding": "budget long longer open save half-year",
    "park-pfi": "none park longer open earn next-year",
    "small-concession": "none long longer open earn next-year",
    "designated-manager": "budget long years open save next-year",
    "outsourcing": "budget none year open save next-year",
    "pfs": "outcome none years open save next-year",
    "naming-rights": "none long years open receive half-year",
    "corporate-hometown-tax": "none none years anyone receive half-year",
    "crowdfunding": "small none year crowd receive half-year",
    "donation": "none none short one receive now",
    "data": "none data year anyone earn half-year",
    "people": "small none years one people next-year",
    "place": "none short short anyone earn now",
}


def answers_of(words: str) -> dict[str, str]:
    """Return answers, written one after the other, by their questions."""
    return dict(zip(QUESTIONS, words.split(), strict=True))


def catalogue() -> dict[str, Method]:
    """Load it; return the methods by their codes."""
    DivisionFactory(name="総合政策課")
    load_methods()
    return {one.code: one for one in Method.objects.all()}
