"""A 課 or the desk writes on a 事例: in place until it is open to staff, then each change is a version."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.enums import CaseState
from knowledge.models import CaseStudy, CaseVersion
from knowledge.rules.cases import CaseWords, why_not_kept
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .draft_case_study import CaseFacts
from .index_case import index_case
from .locked_case import locked_case

STALE: Final = (
    "ほかの方が先に保存しました。いまの内容を下に出します。直したいところを確かめて、もう一度保存してください。"
)
NO_WHY: Final = "公開している事例を変えるときは、変えた理由を書いてください。「改訂の記録」に出ます。"
RETIRED: Final = "取り下げた事例は、変えられません。"


class CannotRevise(Exception):
    """str(exc) is fit for the screen."""


class StaleCase(CannotRevise):
    """Somebody saved between reading and saving."""


@transaction.atomic
def revise_case_study(
    *, case: CaseStudy, version: int, facts: CaseFacts, words: CaseWords, why: str, by: Actor, at: datetime
) -> CaseStudy:
    """Return the case as it now stands. ``version`` is the one that was read; ``why`` is owed once it is open.

    Nothing changed: nothing is written. Raises StaleCase, CannotRevise.
    """
    case = locked_case(case)
    if case.version != version:
        raise StaleCase(STALE)
    if case.state == CaseState.RETIRED:
        raise CannotRevise(RETIRED)
    refusal = why_not_kept(words, facts.started_on, facts.ended_on)
    if refusal:
        raise CannotRevise(refusal)
    current = case.current()
    changed = [name for name, value in facts.values().items() if getattr(case, name) != value]
    changed += [name for name, value in words.values().items() if getattr(current, name) != value]
    if not changed:
        return case
    if case.is_open and not why.strip():
        raise CannotRevise(NO_WHY)
    written = _written(case, current, words, why, by, at)
    for name, value in facts.values().items():
        setattr(case, name, value)
    case.updated_at, case.version = at, case.version + 1
    index_case(case, written)
    case.save()
    audit.record("case.revise", about=case.key, by=by, at=at, fields=changed, number=written.number)
    return case


def _written(case: CaseStudy, current: CaseVersion, words: CaseWords, why: str, by: Actor, at: datetime) -> CaseVersion:
    """Return the version that holds the words: the first until it is open, then a further one."""
    if case.is_open:
        current = CaseVersion(case=case, number=current.number + 1, why=why)
    for name, value in words.values().items():
        setattr(current, name, value)
    current.written_by, current.written_at = by.label, at
    current.save()
    return current
