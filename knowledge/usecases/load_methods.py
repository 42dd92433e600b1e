"""The first 連携手法カタログ with its 手法ナビ. Idempotent: what is there stays as the city made it."""

import json
from dataclasses import asdict
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from knowledge.models import Method, NavigatorAnswer, NavigatorQuestion, NavigatorRule
from knowledge.rules.methods import FirstMethod, read_method
from nara_renkei.core.calendar import TOKYO
from nara_renkei.core.models import CitySettings
from nara_renkei.directory.models import Division

from .index_method import index_method

FOLDER: Final = Path(__file__).resolve().parent.parent / "first_methods"
FIRST_DAY: Final = date(2026, 4, 1)
REVIEW_BY: Final = date(2027, 11, 30)
BY: Final = "システム"


def first_methods() -> list[FirstMethod]:
    """Return the methods as the files hold them, in their order."""
    return [read_method(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.md"))]


def first_navigator() -> dict[str, Any]:
    """Return the questions and rules of the first 手法ナビ, as the file holds them."""
    found: dict[str, Any] = json.loads((FOLDER / "navigator.json").read_text(encoding="utf-8"))
    return found


@transaction.atomic
def load_methods() -> None:
    """Make the methods that are missing, and the 手法ナビ when it has no question yet.

    The 課 of the desk keeps them: while it is not registered nothing is made, and the next call makes it.
    """
    desk = CitySettings.load().division_name
    owner = Division.objects.filter(name=desk, valid_to=None).order_by("-valid_from").first()
    if owner is None:
        return
    known = set(Method.objects.values_list("code", flat=True))
    for position, one in enumerate(first_methods(), start=1):
        if one.code not in known:
            _make(one, position, owner)
    if not NavigatorQuestion.objects.exists():
        _make_navigator()


def _make(one: FirstMethod, position: int, owner: Division) -> None:
    method = Method(
        **asdict(one),
        position=position,
        owner=owner,
        review_by=REVIEW_BY,
        updated_at=datetime.combine(FIRST_DAY, time(), tzinfo=TOKYO),
        updated_by=BY,
    )
    index_method(method)
    method.save()


def _make_navigator() -> None:
    navigator = first_navigator()
    answers: dict[str, NavigatorAnswer] = {}
    for at, asked in enumerate(navigator["questions"], start=1):
        question = NavigatorQuestion.objects.create(
            code=asked["code"], position=at, text=asked["text"], help=asked["help"]
        )
        for place, answer in enumerate(asked["answers"], start=1):
            answers[f"{question.code}.{answer['code']}"] = NavigatorAnswer.objects.create(
                question=question, code=answer["code"], position=place, label=answer["label"]
            )
    methods = {one.code: one for one in Method.objects.all()}
    NavigatorRule.objects.bulk_create(
        NavigatorRule(
            answer=answers[one["answer"]],
            method=methods[one["method"]],
            points=one["points"],
            reason=one["reason"],
        )
        for one in navigator["rules"]
    )
