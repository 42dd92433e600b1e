"""What the database refuses of 目指す姿 and 自己点検, and what the rows say of themselves."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from nara_renkei.reports.models import SelfCheckAnswer, SelfCheckStatement, SignReading
from tests.factories.directory import DivisionFactory
from tests.factories.reports import SelfCheckFactory, SelfCheckRequestFactory, VisionTargetFactory
from tests.harness import NOON, TODAY

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 1)


def twice(make, **fields):
    make(**fields)
    make(**fields)


def reading(**fields):
    return SignReading.objects.create(**{"quarter": OCTOBER, "sign": "kept", "as_of": OCTOBER, **fields})


def statement(**fields):
    return SelfCheckStatement.objects.create(
        **{"picture": "system", "position": 13, "text": "見本の文", "from_year": 2026, **fields}
    )


def answer(level=3):
    return SelfCheckAnswer.objects.create(self_check=SelfCheckFactory(), statement=statement(), level=level)


def answer_twice():
    first = answer()
    SelfCheckAnswer.objects.create(self_check=first.self_check, statement=first.statement, level=3)


REFUSED = {
    "vision_target_once": lambda: twice(VisionTargetFactory),
    "vision_target_above_nothing": lambda: VisionTargetFactory(value=0),
    "sign_reading_once": lambda: twice(reading),
    "sign_reading_of_a_quarter": lambda: reading(quarter=date(2026, 9, 1)),
    "sign_reading_counted_after_it_began": lambda: reading(as_of=date(2026, 9, 30)),
    "self_check_statement_one_in_use": lambda: twice(statement),
    "self_check_statement_says_something": lambda: statement(text=""),
    "self_check_statement_years": lambda: statement(to_year=2025),
    "self_check_once": lambda: twice(SelfCheckFactory, division=DivisionFactory()),
    "self_check_changed_iff_by": lambda: SelfCheckFactory(changed_at=NOON),
    "self_check_answer_once": answer_twice,
    "self_check_answer_level": lambda: answer(level=6),
    "self_check_request_once": lambda: twice(SelfCheckRequestFactory, division=DivisionFactory()),
    "self_check_request_reminded_after": lambda: SelfCheckRequestFactory(reminded_on=TODAY),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_the_database_refuses(name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        REFUSED[name]()


def test_the_other_halves_are_refused_too():
    for name, nonsense in (
        ("self_check_changed_iff_by", lambda: SelfCheckFactory(changed_by="見本")),
        ("self_check_answer_level", lambda: answer(level=0)),
        ("sign_reading_of_a_quarter", lambda: reading(quarter=date(2026, 10, 2), as_of=TODAY)),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            nonsense()


def test_rows_say_what_they_are():
    check = SelfCheckFactory(note_system="引継ぎがまだ。")

    assert check.notes == {"organisation": "", "culture": "", "system": "引継ぎがまだ。", "understanding": ""}
    assert check.key == f"self_check:{check.pk}"
    assert str(reading()) == "2026-10 期限内率"
    assert str(answer(level=4)).endswith(" 4")
