"""The reviewed words: each field can be reached, and every 課 of the example city is reached by some."""

import csv
from pathlib import Path

from knowledge.rules.fields import FIELDS
from knowledge.rules.words import fold

DIVISIONS = Path("nara_renkei/portal/demo/divisions.csv")


def duties():
    with DIVISIONS.open(encoding="utf-8") as file:
        return {row["division"]: fold(f"{row['division']} {row['duties']}") for row in csv.DictReader(file)}


def test_every_division_works_in_some_field():
    firsts = [fold(word) for one in FIELDS for word in one.duties]

    assert [name for name, text in duties().items() if not any(word in text for word in firsts)] == []


def test_every_field_has_words_of_both_sides_and_a_name_of_its_own():
    assert [one.name for one in FIELDS if not (one.duties and one.said)] == []
    assert len({one.name for one in FIELDS}) == len(FIELDS)


def test_no_word_is_written_twice_in_a_field():
    twice = [
        (one.name, word)
        for one in FIELDS
        for word in one.duties + one.said
        if [fold(other.lstrip("~")) for other in one.duties + one.said].count(fold(word.lstrip("~"))) > 1
    ]

    assert twice == []


def test_no_field_is_written_for_one_division_by_its_name():
    said = {word for one in FIELDS for word in one.said}

    assert [name for name in duties() if name in said] == []
