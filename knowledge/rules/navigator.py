"""手法ナビ: what the answers to its questions say for and against each 連携手法."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from .methods import RULED_OUT

QUESTION, HELP, ANSWER, REASON = 120, 200, 120, 200  # characters
POINTS: Final = (3, 2, 1, -1, -2, -3, RULED_OUT)
UNKNOWN: Final = "unknown"  # the answer that says nothing of any method
SHOWN: Final = 3  # methods that are proposed first; the others stand folded


@dataclass(frozen=True, slots=True)
class Rule:
    """What an answer says of a method."""

    answer: str  # question.answer, such as "money.none"
    method: str  # code
    points: int  # one of POINTS
    reason: str


@dataclass(slots=True)
class Candidate:
    """A method with what the answers said of it, the weightiest first."""

    method: str
    reasons: list[Rule] = field(default_factory=list)
    cautions: list[Rule] = field(default_factory=list)
    ruled_out: list[Rule] = field(default_factory=list)

    @property
    def points(self) -> int:
        return sum(rule.points for rule in (*self.reasons, *self.cautions))


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the 手法ナビ says to some answers."""

    fitting: Sequence[Candidate]  # more speaks for them than against; the best first, of equals the earlier method
    ruled_out: Sequence[Candidate]  # in the order of the methods, whatever else spoke for them


def propose(answers: Collection[str], rules: Iterable[Rule]) -> Proposed:
    """Return the methods that fit some answers, and those that they rule out.

    ``answers``: as "money.none"; one without a rule says nothing. ``rules``: in the order of their methods.
    """
    found: dict[str, Candidate] = {}
    for rule in rules:
        if rule.answer in answers:
            one = found.setdefault(rule.method, Candidate(rule.method))
            _side(one, rule.points).append(rule)
    for one in found.values():
        one.reasons.sort(key=lambda rule: -rule.points)
        one.cautions.sort(key=lambda rule: rule.points)
    fitting = [one for one in found.values() if one.points > 0 and not one.ruled_out]
    return Proposed(
        fitting=sorted(fitting, key=lambda one: -one.points),
        ruled_out=[one for one in found.values() if one.ruled_out],
    )


def _side(candidate: Candidate, points: int) -> list[Rule]:
    if points == RULED_OUT:
        return candidate.ruled_out
    return candidate.reasons if points > 0 else candidate.cautions


# --- 例題: situations by which the desk sees what a change of the rules does


@dataclass(frozen=True, slots=True)
class Example:
    """A situation with its answers, and what the 手法ナビ should say."""

    situation: str
    answers: Mapping[str, str]  # question → answer
    first: str  # the method that should come first
    among: Sequence[str]  # methods that should be among those shown first

    @property
    def chosen(self) -> frozenset[str]:
        return frozenset(f"{question}.{answer}" for question, answer in self.answers.items())


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """How an example comes out."""

    example: Example
    before: Sequence[str]  # methods shown first by the rules as they are kept
    after: Sequence[str]  # and as they would be

    @property
    def is_other(self) -> bool:
        """Whether the change changes what is shown first."""
        return self.before != self.after

    @property
    def is_expected(self) -> bool:
        return self.after[:1] == [self.example.first] and set(self.example.among) <= set(self.after)


def try_examples(examples: Iterable[Example], kept: Sequence[Rule], typed: Sequence[Rule]) -> list[ExampleResult]:
    """Return how the examples come out by the rules as they are kept, and as they were typed."""
    return [ExampleResult(one, _shown(one.chosen, kept), _shown(one.chosen, typed)) for one in examples]


def _shown(answers: Collection[str], rules: Iterable[Rule]) -> list[str]:
    return [one.method for one in propose(answers, rules).fitting[:SHOWN]]


def fingerprint(*words: object) -> str:
    """Return by what a form tells whether somebody else changed these words since it was read."""
    return sha256("\0".join(str(one) for one in words).encode()).hexdigest()[:16]
