"""Two tables that cannot be paired (ADR 0019). Committed for real: PostgreSQL's own columns count here too."""

import pytest
from django.apps import apps
from django.db import connection

from nara_renkei.surveys.models import Addressee, Answer, AnswerSheet
from nara_renkei.surveys.usecases.close import close
from tests.harness import NOON, THE_DESK
from tests.nara_renkei.surveys.people import answers, asked

PEOPLE = 12


def rows(model):
    """Return every row of a table with every column, also those that PostgreSQL keeps for itself."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ctid::text, xmin::text, xmax::text, t.* FROM {model._meta.db_table} t")
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def place(row):
    page, line = row["ctid"].strip("()").split(",")
    return int(page), int(line)


def answered_in_turn():
    """Everybody but two answers, in the order of the list; the score tells who it was."""
    survey, found = asked(company=PEOPLE)
    for n in range(PEOPLE - 2):
        answers(survey, found[f"c{n}"], score=1 + n % 5, text=f"{n:02}番目の人の言葉")
    return survey


def texts_by(key):
    return [row["text"] for row in sorted(rows(Answer), key=key) if row["text"]]


@pytest.mark.django_db(transaction=True)
def test_sheets_carry_nothing_of_the_moment_or_the_order_in_which_they_came():
    answered_in_turn()
    in_turn = [f"{n:02}番目の人の言葉" for n in range(PEOPLE - 2)]

    assert len({row["xmin"] for row in [*rows(AnswerSheet), *rows(Answer)]}) == 1
    assert texts_by(place) != in_turn
    assert texts_by(lambda row: row["id"]) != in_turn
    assert texts_by(lambda row: row["sheet_id"]) != in_turn
    order = {row["id"]: place(row) for row in rows(AnswerSheet)}
    assert texts_by(lambda row: order[row["sheet_id"]]) != in_turn


@pytest.mark.django_db(transaction=True)
def test_the_two_tables_share_no_value_but_the_survey_and_the_side():
    answered_in_turn()

    asked_of = {str(value) for row in rows(Addressee) for name, value in row.items() if name not in {"ctid", "xmax"}}
    told = {str(value) for row in rows(AnswerSheet) for name, value in row.items() if name not in {"ctid", "xmax"}}

    survey = str(rows(AnswerSheet)[0]["survey_id"])
    assert asked_of & told <= {survey, "COMPANY"}


@pytest.mark.django_db(transaction=True)
def test_no_row_of_any_table_was_written_by_the_transaction_of_an_answer():
    """But the sheets themselves, of which there are many by then."""
    answered_in_turn()
    (of_the_last,) = {row["xmin"] for row in rows(AnswerSheet)}

    beside = [
        model._meta.label
        for model in apps.get_models()
        if model._meta.managed and model not in {AnswerSheet, Answer}
        for row in rows(model)
        if row["xmin"] == of_the_last
    ]

    assert beside == []


@pytest.mark.django_db(transaction=True)
def test_an_addressee_is_the_same_row_before_and_after_the_answer():
    survey, found = asked(company=2)
    before = rows(Addressee)

    answers(survey, found["c0"])

    # xmax: the key that a ticket points to may be held, and says nothing of an answer
    assert [(row["ctid"], row["xmin"], row["email"]) for row in rows(Addressee)] == [
        (row["ctid"], row["xmin"], row["email"]) for row in before
    ]
    assert [row["xmax"] for row in rows(Addressee)] == [row["xmax"] for row in before]


@pytest.mark.django_db(transaction=True)
def test_more_sheets_than_are_mixed_at_once_are_all_mixed_in_the_end(monkeypatch):
    monkeypatch.setattr("nara_renkei.surveys.usecases.answer.MIXED_WITH", 3)
    survey = answered_in_turn()
    newest = max(int(row["xmin"]) for row in rows(AnswerSheet))

    together = [row for row in rows(AnswerSheet) if int(row["xmin"]) == newest]
    close(survey=survey, by=THE_DESK, at=NOON)

    assert len(together) == 4
    assert len({row["xmin"] for row in rows(AnswerSheet)}) == 1
