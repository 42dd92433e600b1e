"""手法ナビ as its page and the desk read it: the questions, the rules, the 例題, and what is proposed."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from django.db.models import Prefetch

from knowledge.models import Method, NavigatorAnswer, NavigatorQuestion, NavigatorRule
from knowledge.rules.navigator import SHOWN, UNKNOWN, Candidate, Example, Rule, fingerprint, propose
from nara_renkei.accounts.models import User

from .methods import MethodCase, newest_cases

EXAMPLES: Final = Path(__file__).resolve().parent.parent / "first_methods" / "examples.json"
EACH: Final = 2  # cases of every method that is proposed


@cache
def examples() -> tuple[Example, ...]:
    """Return the 例題 as the file holds them."""
    return tuple(Example(**one) for one in json.loads(EXAMPLES.read_text(encoding="utf-8")))


def questions() -> list[NavigatorQuestion]:
    """Return the questions in their order with their answers. Two queries."""
    answers = Prefetch("answers", NavigatorAnswer.objects.order_by("position", "pk"))
    return list(NavigatorQuestion.objects.order_by("position", "pk").prefetch_related(answers))


def kept_rules() -> list[Rule]:
    """Return the rules of the methods in use, in the order of the methods. One query."""
    rows = NavigatorRule.objects.filter(method__is_active=True).order_by(
        "method__position", "method", "answer__question__position", "answer__position", "pk"
    )
    names = ("answer__question__code", "answer__code", "method__code", "points", "reason")
    return [Rule(f"{question}.{answer}", *rest) for question, answer, *rest in rows.values_list(*names)]


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question with the answer that was chosen."""

    question: NavigatorQuestion
    answer: NavigatorAnswer | None  # None: none was

    @property
    def code(self) -> str:
        return self.answer.code if self.answer else ""


@dataclass(frozen=True, slots=True)
class ProposedMethod:
    """A method with what speaks for it and against it."""

    method: Method
    because: Candidate
    cases: Sequence[MethodCase]


@dataclass(frozen=True, slots=True)
class Navigation:
    """The page of the 手法ナビ: its questions, and what is proposed when one of them was answered."""

    asked: Sequence[AnsweredQuestion]
    first: Sequence[ProposedMethod]
    others: Sequence[ProposedMethod]
    ruled_out: Sequence[ProposedMethod]

    @property
    def is_answered(self) -> bool:
        return any(one.answer for one in self.asked)

    @property
    def is_known(self) -> bool:
        """Whether one of the answers says something."""
        return any(one.answer and one.code != UNKNOWN for one in self.asked)

    @property
    def left(self) -> list[NavigatorQuestion]:
        """The questions without an answer."""
        return [one.question for one in self.asked if one.answer is None]

    @property
    def link(self) -> str:
        """The query of an address that shows the same."""
        return "&".join(f"{one.question.code}={one.code}" for one in self.asked if one.answer)


def navigate(chosen: Mapping[str, str], user: User, day: date) -> Navigation:
    """Return what the 手法ナビ says to the answers, chosen by the codes of their questions; unknown codes say nothing.

    Six queries, and those of who may read cases; two while nothing is answered.
    """
    asked = [_answered(one, chosen.get(one.code, "")) for one in questions()]
    codes = {f"{one.question.code}.{one.code}" for one in asked if one.answer}
    if not codes:
        return Navigation(asked, [], [], [])
    found = propose(codes, kept_rules())
    methods = {one.code: one for one in Method.objects.all()}
    cases = newest_cases([one.method for one in found.fitting], user, day, each=EACH)
    return Navigation(
        asked,
        _told(found.fitting[:SHOWN], methods, cases),
        _told(found.fitting[SHOWN:], methods, cases),
        _told(found.ruled_out, methods, cases),
    )


def _answered(question: NavigatorQuestion, code: str) -> AnsweredQuestion:
    return AnsweredQuestion(question, next((one for one in question.answers.all() if one.code == code), None))


def _told(
    candidates: Collection[Candidate],
    methods: Mapping[str, Method],
    cases: Mapping[str, Sequence[MethodCase]],
) -> list[ProposedMethod]:
    return [ProposedMethod(methods[one.method], one, cases.get(one.method, ())) for one in candidates]


# --- before the desk


def rules_of(method: Method) -> dict[int, NavigatorRule]:
    """Return what the answers say of a method, by the ids of the answers. One query."""
    return {one.answer_id: one for one in method.rules.order_by("pk")}


def rules_seen(method: Method) -> str:
    """Return by what a form knows the rules of a method that were read. One query."""
    rows = method.rules.order_by("answer").values_list("answer", "points", "reason")
    return fingerprint(*(word for row in rows for word in row))


def question_seen(question: NavigatorQuestion) -> str:
    """Return by what a form knows the words of a question and its answers that were read. One query."""
    labels = question.answers.order_by("position", "pk").values_list("label", flat=True)
    return fingerprint(question.text, question.help, *labels)


def with_rules_of(method: Method, kept: Sequence[Rule], typed: Sequence[Rule]) -> list[Rule]:
    """Return the rules with those of one method as typed, in the order of the methods. One query."""
    order = [one.code for one in Method.objects.in_use().in_order()]
    others = [one for one in kept if one.method != method.code]
    own = typed if method.is_active else []
    return sorted([*others, *own], key=lambda rule: order.index(rule.method))


def method_names() -> dict[str, str]:
    """Return what the methods are called, by their codes. One query."""
    return dict(Method.objects.values_list("code", "name"))
