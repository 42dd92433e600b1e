from datetime import date

import pytest

from knowledge.rules.cases import (
    ENDS_FIRST,
    FACTS,
    HALF_A_BENEFIT,
    INTERNAL,
    LONG,
    NO_FIELD,
    NOT_WRITTEN,
    PUBLIC,
    QUESTIONS,
    SHORT,
    TO_WRITE,
    CaseWords,
    ClosingAnswers,
    benefit_words,
    changes_of,
    may_be_opened,
    why_not_kept,
    why_not_whole,
)


def words(**changes):
    return CaseWords(**{"title": "講座をひらく", "summary": "会社の方が講師になりました。", **changes})


def test_every_word_is_for_the_public_or_for_the_city_and_none_for_both():
    assert {*PUBLIC, *INTERNAL} == set(words().values())
    assert not {*PUBLIC} & {*INTERNAL}
    assert set(QUESTIONS) == {"work", "decided_how", "stumble", "reuse", "handover"}
    assert (SHORT, LONG) == (1000, 2000)
    assert "owner" not in FACTS


@pytest.mark.parametrize(
    ("changes", "days", "sentence"),
    [
        ({}, (None, None), ""),
        ({"benefit_yen": 0, "benefit_how": "見積り。"}, (date(2026, 4, 1), date(2026, 4, 1)), ""),
        ({"title": " "}, (None, None), NOT_WRITTEN),
        ({"summary": ""}, (None, None), NOT_WRITTEN),
        ({"benefit_yen": 0}, (None, None), HALF_A_BENEFIT),
        ({"benefit_how": "見積り。"}, (None, None), HALF_A_BENEFIT),
        ({}, (date(2026, 4, 2), date(2026, 4, 1)), ENDS_FIRST),
        ({}, (date(2026, 4, 2), None), ""),
    ],
)
def test_what_cannot_be_saved_is_said(changes, days, sentence):
    assert why_not_kept(words(**changes), *days) == sentence


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (("題", "概要", "防災"), ""),
        ((TO_WRITE, "概要", "防災"), NOT_WRITTEN),
        (("題", TO_WRITE, "防災"), NOT_WRITTEN),
        (("題", "概要", " "), NO_FIELD),
    ],
)
def test_what_is_missing_before_the_desk_reads_is_said(said, sentence):
    assert why_not_whole(*said) == sentence


@pytest.mark.parametrize(
    ("state", "origin", "may"),
    [
        ("HANDED_IN", "FORM", True),
        ("DRAFT", "IMPORT", True),
        ("DRAFT", "PROPOSAL", False),
        ("INTERNAL", "IMPORT", False),
        ("RETIRED", "IMPORT", False),
    ],
)
def test_the_desk_opens_what_was_handed_in_and_what_it_took_from_a_table(state, origin, may):
    assert may_be_opened(state, origin) is may


def test_the_answers_are_columns_of_a_version():
    assert ClosingAnswers(work="講座をひらいた。", field="防災").answers() == {
        "work": "講座をひらいた。",
        "decided_how": "",
        "stumble": "",
        "reuse": "",
        "handover": "",
    }


def test_a_change_stands_under_the_name_of_its_field():
    (change,) = changes_of("効果", "人が増えました。", "人が二倍に増えました。")

    assert change.heading == "効果"
    assert "二倍" in "".join(piece.text for piece in change.pieces if piece.kind == "new")
    assert changes_of("効果", "同じ", "同じ") == []


def test_an_amount_is_written_with_its_commas():
    assert (benefit_words(1_200_000), benefit_words(0), benefit_words(None)) == ("1,200,000円", "0円", "")
