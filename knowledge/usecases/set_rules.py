"""The desk says what the answers of the 手法ナビ say of a 連携手法."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.models import Method, NavigatorAnswer, NavigatorRule
from knowledge.queries.navigator import rules_seen
from knowledge.rules.navigator import POINTS, Rule
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .locked_method import locked_method

STALE: Final = (
    "ほかの人が、先にこの手法の規則を変えました。それぞれの行の「いま」と読み比べてから、もう一度保存してください。"
)
OUTSIDE: Final = "点は、1から3、-1から-3、または「外す」にして、理由を書いてください。"


class CannotSetRules(Exception):
    """str(exc) is fit for the screen."""


class StaleRules(CannotSetRules):
    """Somebody else saved meanwhile."""


@transaction.atomic
def set_rules(*, method: Method, seen: str, rules: Sequence[Rule], by: Actor, at: datetime) -> None:
    """Put these rules of the method in the place of its others. ``seen``: ``rules_seen`` of those that were read.

    Raises StaleRules when they have changed since, CannotSetRules for points outside, a missing reason, an answer
    that there is not.
    """
    method = locked_method(method)
    if rules_seen(method) != seen:
        raise StaleRules(STALE)
    answers = {f"{one.question.code}.{one.code}": one for one in NavigatorAnswer.objects.select_related("question")}
    if not all(one.points in POINTS and one.reason.strip() and one.answer in answers for one in rules):
        raise CannotSetRules(OUTSIDE)
    method.rules.all().delete()
    NavigatorRule.objects.bulk_create(
        NavigatorRule(answer=answers[one.answer], method=method, points=one.points, reason=one.reason) for one in rules
    )
    audit.record("method.set_rules", about=method.key, by=by, at=at, rules=len(rules))
